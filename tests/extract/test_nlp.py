"""Persons by a pipeline of spaCy: what they add, and that they overrule nothing. The one here is a small stand-in."""

import pickle
import re
import sys
from collections.abc import Iterable
from types import SimpleNamespace

import pytest

from kg.errors import UsageError
from kg.extract.extraction import Grammar, extract
from kg.extract.lexicon import read_yaml_file
from kg.extract.linking import Known
from kg.extract.proposals import proposals
from kg.nlp import Persons, add_persons, load_pipeline
from kg.workspace import bundle

TEXT = """date 2024-05-10

Norwegian Foreign Minister Kari Lund met Chilean President Pedro Soto in Oslo on Thursday.
Lund held talks with Olof Berg in Bergen on May 8. Anna Paz met Rosa Diaz in Quito on May 7."""


class Pipeline:
    """Sees the names that it is given as persons."""

    def __init__(self, names: Iterable[str], longest: int = 1000) -> None:
        self.names, self.max_length = names, longest

    def __call__(self, text: str) -> SimpleNamespace:
        hits = [hit for name in self.names for hit in re.finditer(re.escape(name), text)]
        ents = [SimpleNamespace(label_="PERSON", start_char=hit.start(), end_char=hit.end()) for hit in hits]
        return SimpleNamespace(ents=(*ents, SimpleNamespace(label_="GPE", start_char=0, end_char=len(text))))


@pytest.mark.parametrize(
    ("names", "added"),
    [
        ([], []),
        (["Kari Lund", "Pedro Soto"], []),
        (["Olof Berg"], [("Kari Lund", "Olof Berg")]),
        (["Anna Paz"], []),
        (["Anna Paz", "Rosa Diaz"], [("Anna Paz", "Rosa Diaz")]),
        (["Quito", "Bergen", "May", "Thursday"], []),
    ],
)
def test_persons_without_an_office_add_facts_and_change_none(names, added, grammar: Grammar):
    found = extract(TEXT, grammar)

    more, problems = add_persons(found, "a", Pipeline(names), "stub")

    assert more.facts[: len(found.facts)] == found.facts
    assert [fact.texts("participant") for fact in more.facts[len(found.facts) :]] == added
    assert problems == []


def test_an_added_fact_says_who_was_seen_by_which_model_and_is_less_sure(grammar: Grammar):
    more, _ = add_persons(extract(TEXT, grammar), "a", Pipeline(["Olof Berg"]), "stub")

    assert "'Olof Berg' is a person by stub" in more.facts[-1].chain
    assert more.facts[-1].confidence == 0.45


def test_a_person_without_an_office_is_proposed_as_a_person(grammar: Grammar):
    more, _ = add_persons(extract(TEXT, grammar), "a", Pipeline(["Olof Berg"]), "stub")
    forms = read_yaml_file(bundle() / "ontology" / "extraction" / "forms.yaml")

    records = [part.record for part in proposals(more, "a", forms, Known())]  # type: ignore[arg-type]  # YAML

    assert ("Person", "person/olof-berg") in [(record.type, record.id) for record in records]


def test_a_text_that_a_model_does_not_read_is_told_of(grammar: Grammar):
    found = extract(TEXT, grammar)

    same, problems = add_persons(found, "a", Pipeline(["Olof Berg"], longest=10), "stub")

    assert same is found
    assert [problem.message for problem in problems] == ["the text is longer than 10 characters; stub did not read it"]


def test_without_spacy_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(UsageError, match=r"communique-kg\[nlp\]"):
        load_pipeline("a model that is nowhere")


def test_a_model_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(Persons("stub"))) == Persons("stub")
