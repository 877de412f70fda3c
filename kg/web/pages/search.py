"""The page of results of a search, the lists of all things of a kind, and the names for scripts to search."""

import json

from ..assets import href
from ..resource import Asked, resource
from .catalogue import headings
from .index import find, index

_MOST = 200


def search(asked: Asked) -> str:
    """Return the things that bear a name with the words asked for."""
    words, heading = asked.query.get("q", "").strip(), asked.query.get("kind", "")
    entries = asked.edition.once(index)
    hits = find(entries, words, heading) if words or heading else []
    groups: dict[str, list[object]] = {}
    most = _MOST if asked.settings.is_live else len(hits)
    for hit in hits[:most]:
        groups.setdefault(hit.heading, []).append(hit)
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
    """Return all things with their names as JSON, in rows under `columns`."""
    entries, base = asked.edition.once(index), asked.graph.workspace.base
    known = list(asked.edition.once(headings))
    things = [[href(entry.iri, base), known.index(entry.heading), entry.names] for entry in entries]
    columns = {"things": ["href", "heading", "names"]}
    return json.dumps({"columns": columns, "headings": known, "things": things}, ensure_ascii=False)


ROUTES = [*resource("/search", search, "html"), *resource("/search/names", names, "json")]
