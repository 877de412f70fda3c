"""Quads -> Turtle, TriG, N-Triples, N-Quads, JSON-LD: the same bytes for the same quads in any order."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from pyoxigraph import Quad

from ..errors import UsageError
from .jsonld import write_jsonld
from .lines import canonical, canonical_lines
from .names import Names
from .turtle import Section, write_turtle

__all__ = ["FORMATS", "Section", "canonical", "write"]

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turtle": (".ttl",),
        "trig": (".trig",),
        "ntriples": (".nt",),
        "nquads": (".nq",),
        "jsonld": (".jsonld",),
    }
)
"""Format name -> the file suffixes that stand for it."""

_WITHOUT_GRAPHS = ("turtle", "ntriples")
_NO_CONTEXT: Mapping[str, object] = MappingProxyType({})


def write(
    quads: Iterable[Quad],
    stream: BinaryIO,
    format: str,
    *,
    prefixes: Mapping[str, str],
    base: str = "",
    sections: Sequence[Section] = (),
    context: Mapping[str, object] = _NO_CONTEXT,
) -> None:
    """Write quads in a format of FORMATS, the same bytes whatever their order and the store they come from.

    Turtle and N-Triples leave out the graph names: a triple said in two graphs is written once. `prefixes`
    and `base` shorten IRIs, `sections` are the headings of Turtle and TriG, `context` is a JSON-LD 1.1
    context. Raises UsageError for an unknown format, and for what JSON-LD cannot say.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    lines = canonical_lines((quad.triple for quad in quads) if format in _WITHOUT_GRAPHS else quads)
    if format in ("turtle", "trig"):
        write_turtle(lines, stream, names=Names(prefixes, base), sections=sections)
    elif format == "jsonld":
        write_jsonld(lines, stream, prefixes=prefixes, base=base, context=context)
    else:
        stream.writelines(f"{line}\n".encode() for line in lines)
