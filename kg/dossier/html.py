"""A dossier as one HTML page that needs nothing else."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .chart import chart_svg
from .contents import Chart, Dossier


def to_html(dossier: Dossier) -> str:
    """Write a dossier as a page for screen and paper, wide or narrow, light or dark; footnotes are linked both ways."""
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    style = Markup(_asset("dossier.css"))
    return page.from_string(_asset("dossier.html.j2")).render(dossier=dossier, style=style, svg=_svg) + "\n"


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _svg(chart: Chart) -> Markup:
    return Markup(chart_svg(chart))
