"""The page of results of a search, the lists of all things of a kind, and the names for scripts to search."""

import json
from collections.abc import Sequence

from ..assets import href
from ..resource import Asked, resource
from .catalogue import headings
from .index import Hit, find, index

_MOST = 200


def search(asked: Asked) -> str:
    """Return the things that bear a name with the words asked for."""
    words, heading = _asked_for(asked)
    hits = _found(asked) if words or heading else []
    groups: dict[str, list[object]] = {}
    most = _most(asked, hits)
    for hit in hits[:most]:
        groups.setdefault(hit.entry.heading, []).append(hit)
    return asked.render(
        "search.html.j2",
        words=words,
        heading=heading,
        headings=asked.edition.once(headings),
        groups=groups,
        count=len(hits),
        most=most,
    )


def names(asked: Asked) -> str:
    """Return the things asked for, or any, with their names as JSON, in rows under `columns`; `left` counts more."""
    hits, base = _found(asked), asked.graph.workspace.base
    known, shown = list(asked.edition.once(headings)), hits[: _most(asked, hits)]
    told = {
        "columns": {"things": ["href", "heading", "names"]},
        "headings": known,
        "things": [[href(hit.entry.iri, base), known.index(hit.entry.heading), hit.entry.names] for hit in shown],
        "left": len(hits) - len(shown),
    }
    return json.dumps(told, ensure_ascii=False)


def _asked_for(asked: Asked) -> tuple[str, str]:
    """Return the words asked for, and the heading."""
    return asked.query.get("q", "").strip(), asked.query.get("kind", "")


def _found(asked: Asked) -> list[Hit]:
    return find(asked.edition.once(index), *_asked_for(asked))


def _most(asked: Asked, hits: Sequence[Hit]) -> int:
    """Return how many things are shown: all where no server will be asked for more."""
    return _MOST if asked.settings.is_live else len(hits)


ROUTES = [*resource("/search", search, "html"), *resource("/search/names", names, "json")]
