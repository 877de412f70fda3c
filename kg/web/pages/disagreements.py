"""The page of disagreements: facts that do not agree side by side, with the verdict and what it rests on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...answers import write_answer
from ...dossier.words import head, readable
from ...store import select
from ...table import Table, Term
from ..edition import Edition
from ..resource import Asked, resource
from .asking import ask_for
from .evidence import Passage, evidence, readable_iri
from .labels import Shown

QUESTION = "disagreements"
_TOLD = ("judged", "rule", "claims", "source", "quote")
_MOST = 200  # disagreements on a page
_TOUCHING = "SELECT DISTINCT ?it WHERE { VALUES ?fact { %s } ?it ?property ?fact }"
_CLAIMS = """
SELECT DISTINCT ?it ?fact ?label WHERE {
  VALUES ?it { %s }
  ?it ?property ?fact . ?fact a/rdfs:subClassOf* irel:Fact ; rdfs:label ?label .
}
ORDER BY ?it ?label ?fact
"""


@dataclass(frozen=True)
class Claim:
    """A fact that takes part, with the passages behind it."""

    fact: Shown
    passages: Sequence[Passage]


@dataclass(frozen=True)
class Disagreement:
    """Facts that do not agree: by which rule, what the verdict is, and by how much, as (head, text)."""

    iri: str
    verdict: str
    rule: str
    amounts: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]


def judged(edition: Edition) -> list[dict[str, Term | None]]:
    """Return the rows of the named question for disagreements; for `Edition.once`."""
    table = select(edition.graph.store, edition.questions[QUESTION].text)
    return [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]


def touching(edition: Edition, facts: Iterable[str]) -> list[Disagreement]:
    """Return the disagreements in which some facts take part, in the order of the named question for them."""
    store, nodes = edition.graph.store, " ".join(str(NamedNode(fact)) for fact in facts)
    touched = {it for (it,) in ask_for(store, _TOUCHING % nodes).rows} if nodes else set()
    return told(edition, [row for row in edition.once(judged) if row["disagreement"] in touched])


def told(edition: Edition, rows: Sequence[dict[str, Term | None]]) -> list[Disagreement]:
    """Return the disagreements of some rows, each with the facts that take part."""
    claims = _claims(edition, [row["disagreement"] for row in rows])
    return [_disagreement(row, claims[readable_iri(row["disagreement"])]) for row in rows]


def page(asked: Asked) -> str:
    """Return the disagreements, or those with one verdict."""
    if asked.format != "html":
        table = select(asked.graph.store, asked.edition.questions[QUESTION].text)
        return write_answer(table, asked.format, asked.graph.prefixes)
    rows, verdict = asked.edition.once(judged), asked.query.get("verdict", "")
    chosen = [row for row in rows if not verdict or readable(row["judged"]) == verdict]
    return asked.render(
        "disagreements.html.j2",
        disagreements=told(asked.edition, chosen[:_MOST]),
        count=len(chosen),
        verdicts=Counter(readable(row["judged"]) for row in rows),
        verdict=verdict,
    )


def _claims(edition: Edition, nodes: Sequence[Term | None]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {readable_iri(node): [] for node in nodes}
    if not found:
        return found
    table: Table = ask_for(edition.graph.store, _CLAIMS % " ".join(str(NamedNode(iri)) for iri in found))
    passages = evidence(edition, (readable_iri(row[1]) for row in table.rows))
    for it, fact, label in table.rows:
        iri = readable_iri(fact)
        found[readable_iri(it)].append(Claim(Shown(readable(label), iri), passages.get(iri, ())))
    return found


def _disagreement(row: dict[str, Term | None], claims: list[Claim]) -> Disagreement:
    amounts = tuple(
        (head(name), readable(cell)) for name, cell in row.items() if cell and name not in (*_TOLD, "disagreement")
    )
    iri = readable_iri(row["disagreement"])
    return Disagreement(iri, readable(row["judged"]), readable(row["rule"]), amounts, tuple(claims))


ROUTES = resource("/disagreements", page, "html", "csv", "json")
