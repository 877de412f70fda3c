"""Every rule of ontology/extraction/rules finds its example and leaves its counter-example alone."""

from dataclasses import replace

import pytest

from kg.extract.extraction import Grammar, extract
from kg.extract.patterns import read_rules
from kg.workspace import bundle

RULES = [rule for rules in read_rules(bundle() / "ontology" / "extraction" / "rules").values() for rule in rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_a_fact_of_its_kind_in_its_example(rule, grammar: Grammar):
    alone = replace(grammar, rules={**{frame: [] for frame in grammar.rules}, rule.frame: [rule]})

    found = extract(rule.example, alone)

    assert rule.id in [fact.rule for fact in found.facts]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_nothing_in_its_counter_example(rule, grammar: Grammar):
    found = extract(rule.counter, grammar)

    assert not [fact for fact in found.facts if fact.kind == rule.frame]
