"""Pages are made of what they show, however much more there is."""

from collections import Counter
from queue import Queue

import pytest
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from kg.terms import BASE
from kg.web.edition import Edition, Editions
from kg.web.pages import prepare
from kg.web.pages.mentions import mentions
from kg.web.pages.networks import STATES, networks
from kg.web.pages.pairs import pairs, pairs_by_key, pairs_of

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


def test_of_many_things_of_a_class_that_mention_a_thing_the_newest_are_given_in_the_order_of_time(edition):
    whole, cut = mentions(edition, BUSY, 1000), mentions(edition, BUSY, 5)
    assert {heading: group.count for heading, group in cut.items()} == {h: len(g.newest) for h, g in whole.items()}
    assert {heading: group.newest for heading, group in cut.items()} == {h: g.newest[-5:] for h, g in whole.items()}


def test_a_role_is_told_beside_what_follows_from_it(edition):
    said = mentions(edition, NamedNode(BASE + "person/aleksandar-vucic"), 5)
    assert {mention.roles for mention in said["Statements"].newest} == {"speaker"}


def test_a_thing_is_found_under_both_ends_of_its_pairs(edition):
    joined = edition.once(pairs)
    assert edition.once(pairs_of)[BUSY.value] == [pair for pair in joined if BUSY.value in pair.ends]
    assert edition.once(pairs_by_key)["AZE-SRB"] == joined[0]


def test_nothing_mentions_what_is_not_there(edition):
    assert mentions(edition, NamedNode(BASE + "state/NONE"), 5) == {}


def test_what_the_first_pages_need_is_made_beside_the_requests_when_a_build_is_opened(app):
    prepared: Queue[Edition] = Queue()
    opened = Editions(app.state.editions.workspace, prepare=prepared.put)
    assert prepared.get(timeout=10) is opened.current()
    prepare(opened.current())
    assert opened.current().once(pairs)
