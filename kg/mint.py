"""Mint: an IRI made from what a record says, the same for the same facts and readable."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from .ontology import Class, Key, Ontology
from .terms import BASE
from .values import plain_decimal

Pair = tuple[NamedNode, NamedNode | Literal]

_LONGEST = 100


def mint(kind: Class, pairs: Iterable[Pair], ontology: Ontology, base: str = BASE) -> str:
    """Return an id made from what identifies things of a class (owl:hasKey), or an empty text where none of it is said.

    A number stands there with the digits that were stated: 9 million is `9e6`. A long name is cut, and told apart by
    ten hexadecimal digits of its SHA-256.
    """
    terms: dict[str, list[NamedNode | Literal]] = defaultdict(list)
    for predicate, term in pairs:
        terms[predicate.value].append(term)
    keys = [ontology.keys[name] for name in kind.identity]
    weights = {key.precision for key in keys}
    parts = [
        "-".join(sorted(_part(key, term, terms[key.precision], base) for term in terms[key.iri]))
        for key in keys
        if key.iri in terms and key.iri not in weights
    ]
    return f"{kind.space}/{_shortened('.'.join(parts))}" if parts else ""


@lru_cache(1024)
def slug(text: str) -> str:
    """Return a text as part of an IRI: ASCII letters, digits, dots and dashes.

    >>> slug("Vučić & Co")
    'Vucic-Co'
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", folded).strip("-.") or "unnamed"


def _part(key: Key, term: NamedNode | Literal, weights: list[NamedNode | Literal], base: str) -> str:
    if isinstance(term, NamedNode):
        own = term.value.startswith((key.namespace(base) or base, base, BASE))
        return term.value.rpartition("/")[2] if own else _word(term.value)
    if key.precision and weights:
        return _stated(Decimal(term.value), Decimal(weights[0].value))
    if key.lower:
        return slug(term.value.replace("..", "open"))
    return _word(term.value)


def _stated(value: Decimal, weight: Decimal) -> str:
    """The digits stated, and the power of ten of the last of them; a weight that is no such power is written out."""
    power = weight.normalize().as_tuple()
    if power.digits != (1,) or value % weight:
        text = "_".join(plain_decimal(number).removesuffix(".0") for number in (value, weight))
    elif isinstance(power.exponent, int) and power.exponent > 0:
        text = f"{value / weight:f}e{power.exponent}"
    else:
        text = f"{value.quantize(weight.normalize()):f}"
    return text.replace("-", "minus")


def _word(text: str) -> str:
    """A text as part of a name, told apart by a digest where others would give the same."""
    word = slug(text)
    return word if word == text.replace(" ", "-") else f"{word}.{_digest(text)}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].strip('.-')}.{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
