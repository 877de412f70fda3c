"""One form for each literal and one line for each quad: what makes exports byte-stable."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

from .runs import sorted_lines

_XSD = "http://www.w3.org/2001/XMLSchema#"
# The space tells the opening quote from a quote inside a string, which stands behind a backslash.
_TYPED = re.compile(rf' "([^"\\]*)"\^\^<{re.escape(_XSD)}(decimal|integer|boolean)>')
_BATCH = 10_000  # quads: what stands in memory as text besides the lines
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")


def canonical(literal: ox.Literal) -> ox.Literal:
    """Return a literal in the form that exports give it, so that stores which rewrite literals agree.

    Decimals have a point and no needless zeros, integers no plus and no leading zeros, booleans are words;
    other datatypes and ill-typed literals stay as they are. pyoxigraph itself holds language tags in lower
    case, and xsd:string as a plain literal.

    >>> canonical(ox.Literal("+09", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))).value
    '9.0'
    """
    form = _FORMS.get(literal.datatype.value.removeprefix(_XSD))
    return ox.Literal(form(literal.value), datatype=literal.datatype) if form else literal


def canonical_lines(quads: Iterable[ox.Quad] | Iterable[ox.Triple]) -> Iterator[str]:
    """Return the distinct lines of canonical N-Quads (RDFC-1.0) in code-point order, without line ends.

    Any number of quads is read in little memory, but for blank nodes: a graph with any is held as a whole.
    """
    has_blank = False

    def lines() -> Iterator[str]:
        nonlocal has_blank
        rest: Iterator[Any] = iter(quads)
        while batch := list(islice(rest, _BATCH)):
            text = _TYPED.sub(_canonical_text, _nquads(batch))
            has_blank |= "_:" in text
            yield from text.removesuffix("\n").split("\n")

    ordered = sorted_lines(lines())
    return iter(sorted(set(_relabelled("\n".join(ordered)).removesuffix("\n").split("\n")))) if has_blank else ordered


def _nquads(quads: Iterable[ox.Quad] | Iterable[ox.Triple]) -> str:
    buffer = io.BytesIO()
    ox.serialize(quads, buffer, ox.RdfFormat.N_QUADS)
    return buffer.getvalue().decode()


def _relabelled(text: str) -> str:
    """Name the blank nodes by what is said of them."""
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return _nquads(dataset)


def _canonical_text(found: re.Match[str]) -> str:
    return f' "{_FORMS[found[2]](found[1])}"^^<{_XSD}{found[2]}>'


def _decimal(lexical: str) -> str:
    found = _NUMBER.fullmatch(lexical)
    if not found or not (found[2] or found[3]):
        return lexical
    number = f"{found[2].lstrip('0') or '0'}.{(found[3] or '').rstrip('0') or '0'}"
    return f"-{number}" if found[1] == "-" and number != "0.0" else number


def _integer(lexical: str) -> str:
    found = _NUMBER.fullmatch(lexical)
    if not found or not found[2] or found[3] is not None:
        return lexical
    number = found[2].lstrip("0") or "0"
    return f"-{number}" if found[1] == "-" and number != "0" else number


def _boolean(lexical: str) -> str:
    return {"1": "true", "0": "false"}.get(lexical, lexical)


_FORMS: dict[str, Callable[[str], str]] = {"decimal": _decimal, "integer": _integer, "boolean": _boolean}
