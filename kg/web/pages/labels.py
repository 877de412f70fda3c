"""Labels: what things are called on pages, and what to show for the terms of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import readable
from ...store import Store
from ...table import Table, Term
from .asking import ask_for

_NAMES = ("rdfs:label", "skos:prefLabel", "dcterms:title")  # the first that a thing has is its label
_LABELS = "SELECT ?thing (MIN(?name) AS ?label) WHERE { VALUES ?thing { %s } ?thing %s ?name } GROUP BY ?thing"


@dataclass(frozen=True)
class Shown:
    """A term as a page shows it: a text, and the IRI that it stands for, which is empty for a literal."""

    text: str
    iri: str = ""


def labels(store: Store, terms: Iterable[Term | None]) -> dict[str, str]:
    """Return IRI -> label for those of the terms that have one."""
    known: dict[str, str] = {}
    missing = {term for term in terms if isinstance(term, NamedNode)}
    for name in _NAMES:
        rows = ask_for(store, _LABELS % (" ".join(map(str, missing)), name)).rows if missing else []
        known |= {node.value: readable(label) for node, label in rows if isinstance(node, NamedNode)}
        missing -= {node for node, _ in rows}
    return known


def shown(term: Term | None, known: dict[str, str]) -> Shown:
    """Return a term with its label, or for want of one the last part of its IRI."""
    if isinstance(term, NamedNode):
        return Shown(known.get(term.value) or readable(term), term.value)
    return Shown(readable(term))


def shown_rows(store: Store, table: Table) -> list[list[Shown]]:
    """Return the rows of a table as a page shows them."""
    known = labels(store, (cell for row in table.rows for cell in row))
    return [[shown(cell, known) for cell in row] for row in table.rows]
