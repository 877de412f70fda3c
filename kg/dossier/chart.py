"""Charts: amounts as bars, each with the bounds that its stated digits allow, as SVG or as text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from ..table import Term
from .contents import Bar, Chart
from .words import readable

WIDTH, LONGEST, ROW, BAR, TOP = 400.0, 270.0, 46.0, 16.0, 20.0
"""Sizes of an SVG chart in pixels; narrow, so that its text stays legible on a telephone."""

_BLOCKS = 24
_STYLE = (
    ".chart text{font:13px 'DejaVu Sans',system-ui,sans-serif;fill:currentColor}"
    ".chart .bar{fill:#3b7cc0}.chart .bounds{stroke:currentColor;stroke-width:1.5;fill:none}"
)


def charts(rows: Sequence[Mapping[str, Term]], columns: Sequence[str]) -> tuple[Chart, ...]:
    """Make one chart for each unit; `columns` names those of amount, low, high and unit, then those that label a bar.

    A row without an amount gives no bar; one without bounds is taken as exact.
    """
    if not columns:
        return ()
    units: dict[str, list[Bar]] = defaultdict(list)
    for row in rows:
        if columns[0] in row:
            units[readable(row.get(columns[3]))].append(_bar(row, columns))
    return tuple(Chart(unit, tuple(bars)) for unit, bars in units.items())


def chart_svg(chart: Chart) -> str:
    """Draw a chart as an SVG element, in the colour of the text around it."""
    height = ROW * len(chart.bars) + TOP / 2
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "class": "chart"})
    root.attrib |= {"viewBox": f"0 0 {WIDTH:g} {height:g}", "width": f"{WIDTH:g}", "height": f"{height:g}"}
    root.set("aria-label", "; ".join(f"{bar.label}: {bar.amount}{bar.bounds}" for bar in chart.bars))
    ET.SubElement(root, "style").text = _STYLE
    for index, bar in enumerate(chart.bars):
        _add_bar(root, bar, index * ROW, LONGEST / _most(chart))
    return ET.tostring(root, encoding="unicode")


def chart_text(chart: Chart) -> str:
    """Draw a chart with block characters, one bar a line."""
    width = max(len(bar.label) for bar in chart.bars)
    blocks = [max(1, round(_BLOCKS * bar.value / _most(chart))) if bar.value > 0 else 0 for bar in chart.bars]
    lines = zip(chart.bars, blocks, strict=True)
    return "\n".join(f"{bar.label:<{width}}  {'█' * count:<{_BLOCKS}}  {bar.amount}" for bar, count in lines)


def _bar(row: Mapping[str, Term], columns: Sequence[str]) -> Bar:
    amount, low, high, unit, *labels = columns
    stated = row[amount]
    bounds = [row.get(low, stated), row.get(high, stated)]
    said = f" ({readable(bounds[0])} to {readable(bounds[1])})" if bounds != [stated, stated] else ""
    label = ", ".join(readable(row[name]) for name in labels if name in row)
    value, least, most = (float(getattr(term, "value", 0)) for term in (stated, *bounds))
    return Bar(label, f"{readable(stated)} {readable(row.get(unit))}".strip(), said, value, least, most)


def _most(chart: Chart) -> float:
    return max((bar.high for bar in chart.bars), default=0.0) or 1.0


def _add_bar(root: ET.Element, bar: Bar, top: float, scale: float) -> None:
    length, low, high = (max(0.0, amount * scale) for amount in (bar.value, bar.low, bar.high))
    upper, middle = top + TOP, top + TOP + BAR / 2
    ET.SubElement(root, "text", {"x": "0", "y": f"{upper - 6:g}"}).text = bar.label
    ET.SubElement(root, "rect", {"class": "bar", "y": f"{upper:g}", "width": f"{length:.1f}", "height": f"{BAR:g}"})
    if high > low:
        caps = "".join(f"M{x:.1f} {middle - 4:g}v8" for x in (low, high))
        ET.SubElement(root, "path", {"class": "bounds", "d": f"M{low:.1f} {middle:g}H{high:.1f}{caps}"})
    ET.SubElement(root, "text", {"x": f"{max(length, high) + 8:.1f}", "y": f"{middle + 4.5:g}"}).text = bar.amount
