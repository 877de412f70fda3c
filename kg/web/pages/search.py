"""The page of results of a search, and the lists of all things of a kind."""

from ..resource import Asked, resource
from .index import find, headings, index

_MOST = 200


def search(asked: Asked) -> str:
    """Return the things that bear a name with the words asked for."""
    words, heading = asked.query.get("q", "").strip(), asked.query.get("kind", "")
    entries = asked.edition.once(index)
    hits = find(entries, words, heading) if words or heading else []
    groups: dict[str, list[object]] = {}
    for hit in hits[:_MOST]:
        groups.setdefault(hit.heading, []).append(hit)
    return asked.render(
        "search.html.j2",
        words=words,
        heading=heading,
        headings=headings(entries),
        groups=groups,
        count=len(hits),
        most=_MOST,
    )


ROUTES = resource("/search", search, "html")
