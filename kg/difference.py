"""Difference: what was added to and removed from a graph, triple by triple."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from .answers import readable
from .export.lines import canonical_lines
from .rdffiles import parse_rdf


def difference(old: Path, new: Path, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each triple of one file that the other lacks, `-` for removed and `+` for added, in order.

    Graph names and the lexical forms of equal numbers do not count.
    """
    before, after = (set(canonical_lines(quad.triple for quad in parse_rdf(path))) for path in (old, new))
    for line in sorted(before ^ after):
        yield f"{'-' if line in before else '+'} {_readable(line, prefixes)}"


def _readable(line: str, prefixes: Mapping[str, str]) -> str:
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    terms = (quad.subject, quad.predicate, quad.object)
    return "  ".join(readable(term, prefixes) if isinstance(term, ox.NamedNode) else str(term) for term in terms)
