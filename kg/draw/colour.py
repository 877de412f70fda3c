"""Colours written as #rrggbb: mixing them, keeping text on them readable, and the style rules of each node colour."""

WHITE, INK, NIGHT = "#ffffff", "#14202b", "#10161d"
READABLE = 4.5  # contrast ratio of text with its ground (WCAG 2.2, level AA)


def mix(colour: str, other: str, share: float) -> str:
    """Blend two colours; share is the part of the first, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def contrast(colour: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, *, toward: str) -> str:
    """Move a colour toward another until its contrast with a ground is enough for text."""
    steps = (mix(toward, colour, step / 20) for step in range(20))
    return next((shade for shade in steps if contrast(shade, ground) >= READABLE), toward)


def colour_class(colour: str) -> str:
    """Name the class of the nodes of a colour."""
    return f"c-{colour[1:]}"


def day_rules(colour: str) -> str:
    """Style the nodes of a colour: light tint and border, or in full with white text if large."""
    full = readable(colour, WHITE, toward=INK)
    return _rules("", colour, mix(colour, WHITE, 0.18), mix(colour, WHITE, 0.75), INK, full, WHITE)


def night_rules(colour: str) -> str:
    """Style the nodes of a colour on a dark ground."""
    border = mix(readable(colour, NIGHT, toward=WHITE), NIGHT, 0.75)
    full = readable(mix(colour, WHITE, 0.45), INK, toward=WHITE)
    # The rules by day stand later in a page: "body" lets these prevail.
    return _rules("body ", colour, mix(colour, NIGHT, 0.28), border, "#e8edf2", full, INK)


def _rules(within: str, colour: str, tint: str, border: str, text: str, full: str, text_on_full: str) -> str:
    node = f"{within}.network .{colour_class(colour)}"
    return "\n".join((
        f"{node} rect {{ fill: {tint}; stroke: {border} }}",
        f"{node} circle {{ fill: {border} }}",
        f"{node} text {{ fill: {text} }}",
        f"{node}.large rect {{ fill: {full}; stroke: {full} }}",
        f"{node}.large text {{ fill: {text_on_full} }}",
    ))  # fmt: skip


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
