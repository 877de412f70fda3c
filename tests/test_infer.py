"""What queries/infer derives: states and pairs, shortcuts, steps of agreements, standings."""

import pytest
from sample_graph import agreement, derived, figure, holds, signed, values

from kg.infer import infer
from kg.questions import read_question
from kg.terms import graph_name

# Whose states a fact involves: why, the fact, its keys, the codes, and other things there are.
INVOLVED = [
    (
        "states that are parties",
        "agreement/a",
        "a irel:Agreement ; irel:party <state/CHL> , <state/MAR>",
        "CHL MAR",
        "",
    ),
    ("organizations that are", "agreement/a", "a irel:Agreement ; irel:party <organization/MAR.ministry>", "MAR", ""),
    (
        "people and posts",
        "meeting/m",
        "a irel:Meeting ; irel:participant <person/ana> , <post/MAR.minister>",
        "CHL MAR",
        "",
    ),
    (
        "a joint body",
        "meeting/m",
        "a irel:Meeting ; irel:participant <body/b>",
        "CHL PER",
        "<body/b> a irel:JointBody ; irel:memberState <state/CHL> , <state/PER> .",
    ),
    (
        "no members of other organizations",
        "meeting/m",
        "a irel:Meeting ; irel:participant <organization/union>",
        "",
        "",
    ),
    (
        "not the place",
        "meeting/m",
        "a irel:Meeting ; irel:participant <person/ana> ; irel:place <place/rabat>",
        "CHL",
        "",
    ),
    ("visitor and host", "visit/v", "a irel:Visit ; irel:visitor <person/ana> ; irel:host <state/MAR>", "CHL MAR", ""),
    (
        "home and place of work",
        "presence/p",
        "a irel:Presence ; irel:homeState <state/CHL> ; irel:inState <state/MAR>",
        "CHL MAR",
        "",
    ),
    (
        "members of a joint body",
        "body/b",
        "a irel:JointBody ; irel:memberState <state/CHL> , <state/MAR>",
        "CHL MAR",
        "",
    ),
    (
        "the state of the office",
        "tenure/t",
        "a irel:Tenure ; org:member <person/bo> ; irel:post <post/CHL.minister>",
        "CHL",
        "",
    ),
    ("the parties of a step", "step/s", "a irel:Step ; irel:agreement <agreement/a>", "CHL MAR", agreement()),
    (
        "those who meet",
        "statement/s",
        "a irel:Statement ; irel:during <meeting/m>",
        "CHL MAR",
        "<meeting/m> a irel:Meeting ; irel:participant <person/ana> , <person/bo> .",
    ),
    (
        "not all who gather",
        "statement/s",
        "a irel:Statement ; irel:speaker <person/ana> ; irel:during <gathering/g>",
        "CHL",
        "<gathering/g> a irel:Gathering ; irel:participant <state/PER> .",
    ),
    ("what is asserted", "statement/s", "a irel:Statement ; irel:asserts <agreement/a>", "CHL MAR", agreement()),
    (
        "what is invited to",
        "invitation/i",
        "a irel:Invitation ; irel:invitee <person/ana> ; irel:invitesTo <visit/v>",
        "CHL MAR",
        "<visit/v> a irel:Visit ; irel:host <state/MAR> .",
    ),
    ("what a record says", "gathering/g", "a irel:Gathering ; irel:involves <state/PER>", "PER", ""),
]


@pytest.mark.parametrize(
    ("fact", "keys", "codes", "others"), [row[1:] for row in INVOLVED], ids=[row[0] for row in INVOLVED]
)
def test_a_fact_involves(fact, keys, codes, others):
    store = derived(f"<{fact}> {keys} . {others}")

    assert values(store, f"<{fact}> irel:involves ?x") == {f"state/{code}" for code in codes.split()}


@pytest.mark.parametrize("sides", ["", "CHL MAR", "MAR CHL"])
def test_a_figure_involves_its_two_sides(sides):
    store = derived(figure("turnover", "9", sides=sides))

    assert values(store, "?figure a irel:TradeFigure ; irel:involves ?x") == {"state/CHL", "state/MAR"}


def test_places_and_organizations_involve_no_state():
    pattern = "VALUES ?thing { <place/rabat> <organization/union> } ?thing irel:involves ?state"

    assert not holds(derived(""), pattern)


# ---------------------------------------------------------------- pairs of states


@pytest.mark.parametrize("base", ["https://w3id.org/irel/id/", "https://example.org/state/", "urn:example#"])
def test_a_pair_is_a_node_named_by_its_codes_in_order(base):
    store = derived(agreement(), base=base)

    assert holds(store, '<dyad/CHL-MAR> a irel:Dyad ; rdfs:label "Chile–Morocco"@en', base=base)
    assert holds(store, "<agreement/a> irel:dyad <dyad/CHL-MAR>", base=base)
    assert holds(store, "<state/CHL> irel:memberOfDyad ?pair . <state/MAR> irel:memberOfDyad ?pair", base=base)


def test_a_fact_of_three_states_belongs_to_three_pairs():
    store = derived(agreement("irel:party <state/PER>"))

    assert values(store, "<agreement/a> irel:dyad ?x") == {"dyad/CHL-MAR", "dyad/CHL-PER", "dyad/MAR-PER"}


def test_a_fact_of_one_state_belongs_to_no_pair():
    assert values(derived("<tenure/t> irel:post <post/CHL.minister> ."), "?any irel:dyad ?x") == set()


# ---------------------------------------------------------------- shortcuts


@pytest.mark.parametrize("part", ["signatory", "inviter", "invitee", "speaker", "visitor"])
def test_every_part_in_an_event_is_participation(part):
    assert holds(derived(f"<event/e> irel:{part} <person/ana> ."), "<event/e> irel:participant <person/ana>")


def test_who_has_a_tenure_holds_the_post():
    store = derived("<tenure/t> org:member <person/ana> ; irel:post <post/CHL.minister> .")

    assert holds(store, "<person/ana> org:holds <post/CHL.minister>")


# ---------------------------------------------------------------- steps of agreements


def test_status_and_date_of_an_agreement_are_a_step():
    store = derived(agreement(signed("2024-05", "2024-05-01", "2024-05-31")))

    assert holds(
        store,
        """<step/a.signed.2024-05> a irel:Step ;
          irel:agreement <agreement/a> ; irel:status status:signed ; irel:date "2024-05" ;
          irel:earliest "2024-05-01"^^xsd:date ; irel:latest "2024-05-31"^^xsd:date ;
          irel:evidence <source/brief#char=1,9>""",
    )


DRAFTED = "irel:status status:drafted ; irel:evidence <source/brief#char=1,9>"


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (signed("../2024-05-02", "", "2024-05-02"), "step/a.signed.open--2024-05-02"),
        (signed("2024-05-01/2024-05-02", "2024-05-01", "2024-05-02"), "step/a.signed.2024-05-01--2024-05-02"),
        (DRAFTED, "step/a.drafted.undated"),
    ],
)
def test_a_step_bears_its_status_and_date_in_its_name(keys, step):
    assert values(derived(agreement(keys)), "?x a irel:Step") == {step}


@pytest.mark.parametrize(
    ("keys", "steps"),
    [
        (signed("2024", "2024-01-01", "2024-12-31"), {"step/s"}),
        (signed("../2024-06-01", "", "2024-06-01"), {"step/s"}),
        (signed("2023", "2023-01-01", "2023-12-31"), {"step/s", "step/a.signed.2023"}),
        (DRAFTED, {"step/s", "step/a.drafted.undated"}),
    ],
    ids=["about the same time", "by some later day", "another time", "another status"],
)
def test_a_recorded_step_stands_for_the_agreements_own_status(keys, steps):
    recorded = signed("2024-05-02", "2024-05-02", "2024-05-02")
    store = derived(f"{agreement(keys)} <step/s> a irel:Step ; irel:agreement <agreement/a> ; {recorded} .")

    assert values(store, "?x a irel:Step") == steps


def test_two_sources_that_date_a_signature_alike_are_evidence_of_one_step():
    told = agreement(signed("2024", "2024-01-01", "2024-12-31"))
    store = derived(f"GRAPH <source/one> {{ {told} }} GRAPH <source/two> {{ {told.replace('brief', 'note')} }}")

    assert values(store, "<step/a.signed.2024> irel:evidence ?x") == {"source/brief#char=1,9", "source/note#char=1,9"}


# ---------------------------------------------------------------- standing


def passage(source: str, start: int, end: int) -> str:
    """Return a passage of a source in Turtle."""
    name = f"source/{source}#char={start},{end}"
    return f"""<{name}> oa:hasSource <source/{source}> ; oa:hasSelector <{name}.selector> .
      <{name}.selector> oa:start {start} ; oa:end {end} . """


SAID = f"""{passage("brief", 0, 50)} {passage("brief", 10, 20)} {passage("brief", 40, 60)} {passage("note", 10, 20)}
  <statement/s> a irel:Statement ; irel:asserts <agreement/a> ; irel:evidence <source/brief#char=0,50> . """


@pytest.mark.parametrize(
    ("evidence", "standing"),
    [
        ("<source/brief#char=10,20>", "claimed"),
        ("<source/brief#char=0,50>", "claimed"),
        ("<source/brief#char=40,60>", "stated"),
        ("<source/note#char=10,20>", "stated"),
        ("<source/brief#char=10,20> , <source/note#char=10,20>", "stated"),
    ],
    ids=["inside the statement", "the whole statement", "longer than it", "in another source", "elsewhere as well"],
)
def test_a_fact_is_claimed_if_all_its_words_are_a_speakers(evidence, standing):
    store = derived(SAID + agreement(f"irel:status status:signed ; irel:evidence {evidence}"))

    assert values(store, "<agreement/a> irel:standing ?x") == {f"standing/{standing}"}
    assert values(store, "<step/a.signed.undated> irel:standing ?x") == {f"standing/{standing}"}


def test_what_nobody_asserts_is_stated_though_it_stands_in_a_statement():
    store = derived(SAID + "<meeting/m> a irel:Meeting ; irel:evidence <source/brief#char=10,20> .")

    assert values(store, "<meeting/m> irel:standing ?x") == {"standing/stated"}


def test_a_statement_has_no_standing():
    assert values(derived(SAID + agreement()), "<statement/s> irel:standing ?x") == set()


# ---------------------------------------------------------------- inferring again


def test_inferring_twice_derives_the_same():
    rules = [read_question("10-a", "CONSTRUCT { ?s <urn:b> ?o } WHERE { ?s <urn:a> ?o }")]
    store, graph = derived("<x> <urn:a> <y> ."), graph_name("derived")

    infer(store, rules, graph)
    infer(store, rules, graph)

    assert len(list(store.quads(graph))) == 1
