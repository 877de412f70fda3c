"""The page of any one thing of the graph."""

from pyoxigraph import NamedNode

from ...terms import SOURCE
from ..resource import Asked
from .evidence import evidence
from .labels import labels, shown
from .mentions import mentions
from .pairs import pairs_by_key, pairs_of
from .sources import source_parts
from .things import kinds, remarks, said_of

_MOST = 25  # things of one class that mention a thing, on its page


def thing_page(asked: Asked, thing: NamedNode) -> str:
    """Return the page about a thing; its data, and whether it exists, is decided in kg.web.things."""
    edition = asked.edition
    classes = kinds(edition, thing)
    is_source = any(kind.iri == SOURCE.value for kind in classes)
    said = said_of(edition, thing)
    return asked.render(
        "source.html.j2" if is_source else "thing.html.j2",
        **(source_parts(edition, thing) if is_source else _parts(asked, thing)),
        thing=shown(thing, labels(asked.graph.store, [thing])),
        kinds=classes,
        said=[one for one in said if not one.implied],
        implied=[one for one in said if one.implied],
    )


def _parts(asked: Asked, thing: NamedNode) -> dict[str, object]:
    """Return what the page of a thing shows that is no source."""
    edition, key = asked.edition, thing.value.rpartition("/")[2]
    return {
        "passages": evidence(edition, [thing.value]).get(thing.value, []),
        "remarks": remarks(edition, thing),
        "mentions": mentions(edition, thing, _MOST),
        "pairs": edition.once(pairs_of).get(thing.value, []),
        "pair": edition.once(pairs_by_key).get(key),
    }
