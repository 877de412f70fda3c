"""Pages are made of what they show, however much more there is."""

from collections import Counter

import pytest
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from kg.terms import BASE
from kg.web.edition import Edition
from kg.web.pages.networks import STATES, networks
from kg.web.pages.pairs import pairs
from kg.web.pages.things import mentions

BUSY = NamedNode(BASE + "state/AZE")


@pytest.fixture(scope="session")
def edition(app) -> Edition:
    return app.state.editions.current()


def test_pairs_are_counted_as_their_network_draws_them(edition):
    drawn = edition.once(networks)(STATES)
    lines = Counter(frozenset(ends) for ends in drawn.edges(keys=False))
    labels = dict(drawn.nodes(data="label"))
    counted = edition.once(pairs)
    assert {pair.ends: pair.facts for pair in counted} == lines
    assert {name for pair in counted for name in pair.names} == set(labels.values())


def test_who_asks_for_a_network_that_is_not_ready_is_told_to_come_back(edition):
    hasty = Edition(edition.home, edition.graph.workspace, patience=0)
    with pytest.raises(HTTPException, match="reload the page in a few seconds") as raised:
        networks(hasty)(STATES)
    assert (raised.value.status_code, raised.value.headers) == (503, {"Retry-After": "5"})


def test_a_network_that_was_begun_is_there_for_a_later_request(edition):
    drawn = networks(edition)
    assert drawn(STATES) is drawn(STATES)


def test_the_pair_with_most_facts_says_of_which_kind_and_until_when(edition):
    first = edition.once(pairs)[0]
    assert (first.key, first.label) == ("AZE-SRB", "Azerbaijan – Serbia")
    assert first.relations.startswith("agreement ")
    assert first.last.isdigit()


def test_a_cut_list_of_what_mentions_a_thing_begins_as_the_whole_one(edition):
    whole, count = mentions(edition, BUSY, 1000)
    cut, same = mentions(edition, BUSY, 5)
    all = [mention for group in whole.values() for mention in group]
    assert [mention for group in cut.values() for mention in group] == all[:5]
    assert count == same == len(all)


def test_nothing_mentions_what_is_not_there(edition):
    assert mentions(edition, NamedNode(BASE + "state/NONE"), 5) == ({}, 0)
