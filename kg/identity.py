"""Identity: which thing a name means."""

import unicodedata
from collections.abc import Mapping

from pyoxigraph import NamedNode

from .errors import UsageError
from .spelling import nearest
from .store import Store
from .table import Table
from .terms import is_iri

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {
  { VALUES ?property { rdfs:label skos:prefLabel skos:altLabel } }
  UNION { ?property rdfs:subPropertyOf+ skos:notation }
  ?thing ?property ?name .
  FILTER(STRSTARTS(STR(?thing), "%s"))
}
ORDER BY ?thing ?name
"""


def find_thing(store: Store, name: str, namespace: str, prefixes: Mapping[str, str]) -> NamedNode:
    """Return the thing that a name means within a namespace.

    A name is an IRI, a prefixed name, the last part of an IRI, a label, another name or a code; case and diacritics
    do not count. Raises UsageError with the nearest known name when nothing, or more than one thing, bears it.
    """
    expanded = _expanded(name, prefixes)
    if is_iri(expanded):
        return NamedNode(expanded)
    if _exists(store, namespace + name):
        return NamedNode(namespace + name)
    names = _names(store, namespace)
    bearers = sorted(names.get(fold(name), {}))
    if len(bearers) == 1:
        return NamedNode(bearers[0])
    if bearers:
        choice = ", ".join(f"{iri.removeprefix(namespace)} ({_fullest(names, iri)})" for iri in bearers)
        raise UsageError(f"{name!r} is the name of several things; write one of {choice}")
    likely = next(iter(names.get(nearest(fold(name), names), {}).values()), "")
    remedy = f"did you mean {likely!r}?" if likely else f"names are looked up below {namespace}"
    raise UsageError(f"{name!r} is not known; {remedy}")


def fold(name: str) -> str:
    """Return a name without case and diacritics, for comparison.

    >>> fold("Vučić")
    'vucic'
    """
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().strip()


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    for separator in (":", "/"):
        prefix, found, local = name.partition(separator)
        if found and prefix in prefixes:
            return prefixes[prefix] + local
    return name


def _exists(store: Store, iri: str) -> bool:
    return is_iri(iri) and store.query(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}") is True


def _names(store: Store, namespace: str) -> dict[str, dict[str, str]]:
    """The names as they are written by the IRIs of those who bear them, by folded name."""
    answer = store.query(_NAMES % namespace)
    assert isinstance(answer, Table)
    names: dict[str, dict[str, str]] = {}
    for thing, name in answer.rows:
        if isinstance(thing, NamedNode) and name is not None and hasattr(name, "value"):
            names.setdefault(fold(name.value), {})[thing.value] = name.value
    return names


def _fullest(names: Mapping[str, Mapping[str, str]], iri: str) -> str:
    return max((bearers[iri] for bearers in names.values() if iri in bearers), key=len)
