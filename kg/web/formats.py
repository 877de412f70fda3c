"""Formats by name, media type and suffix, and which of them a request asks for (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.exceptions import HTTPException


@dataclass(frozen=True)
class Format:
    """A format: how a browser shows it is its `media_type`; `is_download` if it should rather be saved."""

    name: str
    media_type: str
    suffix: str
    is_download: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of the header, with the charset for text."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


FORMATS = {
    format.name: format
    for format in (
        Format("html", "text/html", ".html", aliases=("application/xhtml+xml",)),
        Format("turtle", "text/turtle", ".ttl", aliases=("application/x-turtle",)),
        Format("jsonld", "application/ld+json", ".jsonld", aliases=("application/json",)),
        Format("ntriples", "application/n-triples", ".nt"),
        Format("nquads", "application/n-quads", ".nq"),
        Format("trig", "application/trig", ".trig"),
        Format("rdfxml", "application/rdf+xml", ".rdf"),
        Format("sparql-json", "application/sparql-results+json", ".srj", aliases=("application/json",)),
        Format("sparql-xml", "application/sparql-results+xml", ".srx"),
        Format("json", "application/json", ".json"),
        Format("csv", "text/csv", ".csv", is_download=True),
        Format("tsv", "text/tab-separated-values", ".tsv", is_download=True),
        Format("graphml", "application/graphml+xml", ".graphml", is_download=True),
        Format("gexf", "application/gexf+xml", ".gexf", is_download=True),
        Format("svg", "image/svg+xml", ".svg", is_download=True),
        Format("png", "image/png", ".png"),
        Format("markdown", "text/markdown", ".md"),
        Format("text", "text/plain", ".txt"),
        Format(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", is_download=True
        ),
    )
}


def negotiate(accept: str, offers: tuple[str, ...]) -> str:
    """Return the offer that an Accept header likes best, the first among equals; raise HTTPException 406 for none."""
    best = preferred(accept, offers)
    if best is None:
        types = ", ".join(FORMATS[name].media_type for name in offers)
        raise HTTPException(406, f"Accept: {accept}: nothing here is of that type; ask for one of {types}")
    return best


@lru_cache(maxsize=256)
def preferred(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the offer that an Accept header likes best, the first among equals, or None."""
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    weighed = [(_quality(FORMATS[name], ranges), -place, name) for place, name in enumerate(offers)]
    quality, _, name = max(weighed, default=(0.0, 0, ""))
    return name if quality > 0 else None


def split_suffix(path: str, offers: Sequence[str]) -> tuple[str, str]:
    """Part a path into its stem and the offer that its suffix names; the offer is empty if there is none."""
    for name in offers:
        suffix = FORMATS[name].suffix
        if path.endswith(suffix) and path != suffix:
            return path.removesuffix(suffix), name
    return path, ""


def _range(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    weights = [part[2:] for part in parameters if part.startswith("q=")]
    try:
        return media, float(weights[0]) if weights else 1.0
    except ValueError:
        return media, 0.0


def _quality(format: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that holds a format's type."""
    for wanted in ((format.media_type, *format.aliases), (format.media_type.partition("/")[0] + "/*",), ("*/*",)):
        weights = [weight for media, weight in ranges if media in wanted]
        if weights:
            return max(weights)
    return 0.0
