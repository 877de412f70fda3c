"""The first page: what is in the graph."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from ...summary import count_sources
from ...terms import SOURCE
from ..edition import Edition
from ..resource import Asked, resource
from .catalogue import headings
from .disagreements import judged, told
from .networks import STATES, pictures
from .newest import newest, upcoming
from .pairs import Pair, pairs
from .picture import MOST_NODES

_MOST = 12
_TOLD = 3  # disagreements told in full
_MOST_LINES = 5000  # of the picture


def overview(asked: Asked) -> str:
    """Return the page that shows what is in the graph."""
    joined, found = asked.edition.once(pairs), asked.edition.once(judged)
    return asked.render(
        "overview.html.j2",
        counts=asked.edition.once(counts),
        picture=_picture(asked.edition, joined),
        pairs=joined[:_MOST],
        pair_count=len(joined),
        newest=asked.edition.once(newest),
        upcoming=asked.edition.once(upcoming),
        disagreements=told(asked.edition, found[:_TOLD]),
        disagreement_count=len(found),
    )


def counts(edition: Edition) -> list[tuple[str, int, str]]:
    """Return the headings of things, how many there are, and where they are listed; for `Edition.once`.

    Of sources those count that facts rest on, as in what a build tells.
    """
    found = {heading: (count, f"/search?kind={quote(heading)}") for heading, count in edition.once(headings).items()}
    sources = next(kind.heading for kind in edition.graph.ontology.classes.values() if kind.iri == SOURCE.value)
    found[sources] = count_sources(edition.graph.store), "/sources"
    return [(heading, *rest) for heading, rest in sorted(found.items())]


def _picture(edition: Edition, joined: Sequence[Pair]) -> Markup:
    """Draw the network of the pairs, which is not even made if it is too large to be drawn."""
    nodes = {end for pair in joined for end in pair.ends}
    is_large = len(nodes) > MOST_NODES or sum(pair.facts for pair in joined) > _MOST_LINES
    return Markup() if is_large else edition.once(pictures)(STATES, None)


ROUTES = resource("/", overview, "html")
