"""Pages: what people see. Each module makes some pages and lists their routes; ROUTES joins them."""

from starlette.routing import BaseRoute

from ..edition import Edition
from . import (
    canvas,
    catalogue,
    colours,
    disagreements,
    editor,
    index,
    network,
    newest,
    overview,
    pairs,
    questions,
    relation,
    search,
    sources,
)

ROUTES: list[BaseRoute] = [
    route
    for module in (canvas, colours, disagreements, editor, network, overview, questions, relation, search, sources)
    for route in module.ROUTES
]


def prepare(edition: Edition) -> None:
    """Make what the first visitors of many pages would otherwise wait for."""
    for compute in (
        pairs.pairs,
        catalogue.catalogue,
        disagreements.judged,
        newest.newest,
        newest.upcoming,
        overview.counts,
        index.index,
    ):
        edition.once(compute)
