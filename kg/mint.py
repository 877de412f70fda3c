"""Mint: an IRI made from what a record says, the same for the same facts and readable."""

import hashlib
import re
import unicodedata

from .ontology import Class, Ontology
from .records import Record
from .terms import is_id
from .values import Amount, IllTypedError, amount

_LONGEST = 100


def mint(record: Record, kind: Class, ontology: Ontology) -> str:
    """Return an id made from the keys that identify records of a class (owl:hasKey), or an empty text without any.

    A long key is cut, and told apart by ten hexadecimal digits of its SHA-256.
    """
    weights = {ontology.keys[key].precision for key in record.values if key in ontology.keys}
    present = [key for key in kind.identity if key in record.values and ontology.keys[key].iri not in weights]
    parts = ["-".join(sorted(_part(key, text, record, ontology) for text in record.values[key])) for key in present]
    return f"{kind.space}/{_shortened('.'.join(parts))}" if parts else ""


def slug(text: str) -> str:
    """Return a text as part of an IRI: ASCII letters, digits, dots and dashes.

    >>> slug("Vučić & Co")
    'Vucic-Co'
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.~]+", "-", folded).strip("-.") or "unnamed"


def _part(name: str, text: str, record: Record, ontology: Ontology) -> str:
    """The same part for the same value, however it is written: 9 million is 9e6, and so is 9000000 to the million."""
    key = ontology.keys[name]
    try:
        if key.datatype.endswith("#decimal"):
            weights = (record.values[other.name] for other in ontology.keys.values() if other.iri == key.precision and other.name in record.values)
            return _digits(amount(text), next(weights, ("",))[0])
    except IllTypedError:
        return slug(text)
    if key.lower:
        return slug(text.replace("/", "--").replace("..", "open"))
    return slug(text.rpartition("/")[2] if is_id(text) else text)


def _digits(stated: Amount, weight: str) -> str:
    """The digits stated, and the power of ten of the last of them; a weight that is no such power is written out."""
    granularity = amount(weight).value if weight else stated.granularity
    power = granularity.normalize().as_tuple()
    if power.digits != (1,) or stated.value % granularity:
        return f"{stated.value:f}~{granularity:f}"
    exponent = int(power.exponent)
    return f"{stated.value:f}" if exponent <= 0 else f"{stated.value / granularity:f}e{exponent}"


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].strip('.-')}.{hashlib.sha256(text.encode()).hexdigest()[:10]}"
