"""One record read by the ontology: its keys, values and id."""

import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import ONTOLOGY, about, lay, load_text, read, shown

from kg.errors import UnreadableError
from kg.gather import gather
from kg.loading import load
from kg.mint import mint, slug
from kg.ontology import jsonld_context, read_ontology
from kg.reading import read_node
from kg.records import Origin, Record
from kg.spelling import nearest
from kg.terms import BASE, RDF_TYPE, is_id, term
from kg.workspace import bundle, open_workspace

ORIGIN = Origin("records.yaml", 1)


def record(type, /, id=None, **values):
    lists = {key: tuple(value) if isinstance(value, list) else (value,) for key, value in values.items()}
    return Record(id, type, lists, (), ORIGIN)


def problems_of(written):
    return [f"{problem.message}; {problem.remedy}" for problem in read_node(written, ONTOLOGY)]


def id_of(written):
    return read_node(written, ONTOLOGY).subject.value.removeprefix(BASE)


FIGURE = {"indicator": "turnover", "between": ["SRB", "AZE"], "period": "2020", "value": "9 million", "unit": "USD"}

# ---------------------------------------------------------------- keys and types


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (record("Plase", "place/a"), "the type 'Plase' is not known; did you mean 'Place'?"),
        (record("Zzz", "place/a"), "the type 'Zzz' is not known; known are Agreement, Gathering"),
        (record("Dyad", "dyad/a"), "the type 'Dyad' is not known; "),
        (record("", "place/a"), "the record has no type; known are Agreement"),
        (record("Person", "person/a", lable="A"), "the key 'lable' is not known; did you mean 'label'?"),
        (record("Person", "person/a", evidense="A"), "the key 'evidense' is not known; did you mean 'evidence'?"),
        (record("Person", "person/a", dyad="A"), "the key 'dyad' is not known; keys of the type Person are altLabel"),
        (record("Person", "person/a", party="A"), "the key 'party' does not belong on the type Person; "),
        (record("State", "state/X", birthDate="1970-01-01"), "the key 'birthDate' does not belong on the type State"),
    ],
)
def test_a_key_or_type_that_is_not_of_the_ontology_is_refused_with_the_nearest(written, problem):
    found = problems_of(written)
    assert [text.startswith(problem) for text in found] == [True]


def test_the_nearest_word_is_the_one_most_alike_whatever_its_case():
    assert nearest("PARTICPANT", ["participant", "party", "place"]) == "participant"
    assert nearest("xyz", ["participant"]) == ""


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (record("TradeFigure", **FIGURE | {"value": "9,1"}), "the value of 'value' does not fit; write a number"),
        (record("TradeFigure", **FIGURE | {"period": "2020-13"}), "the value of 'period' does not fit; there is no mo"),
        (record("Presence", "presence/a", number="few"), "the value of 'number' does not fit; write a whole number"),
        (record("Person", "person/a", birthDate="1970"), "the value of 'birthDate' does not fit; write a day"),
        (record("Person", "person/a", page="a page"), "the value of 'page' does not fit; write an absolute address"),
        (
            record("Person", "person/a", label="a\x00b"),
            "the value of 'label' does not fit; remove the character U+0000",
        ),
        (record("Agreement", "agreement/a", kind="agrement"), "the value of 'kind' does not fit; did you mean 'agree"),
        (record("Meeting", "meeting/a", mode="zzz"), "the value of 'mode' does not fit; known are "),
        (
            record("Person", "person/a", ofState="state/AZE"),
            "the value of 'ofState' does not fit; write AZE, without st",
        ),
        (record("Person", "person/a", ofState="state:AZE"), "the value of 'ofState' does not fit; write AZE"),
        (
            record("Person", "person/a", ofState="A Z E"),
            "the value of 'ofState' does not fit; write the id of a record",
        ),
        (record("Step", "step/a", agreement="treaty"), "the value of 'agreement' does not fit; write the id of a"),
        (record("Step", "step/a", agreement="agreement:x"), "the value of 'agreement' does not fit; write agreement/x"),
        (record("Step", "step/a", agreement="http://[x"), "the value of 'agreement' does not fit; write the id"),
        (record("Step", "step/a", during="step/a"), "the record refers to itself; name another record, or remove"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(written, problem):
    found = problems_of(written)
    assert [text.startswith(problem) for text in found] == [True]


@pytest.mark.parametrize(
    ("type", "key", "text", "triples"),
    [
        ("Meeting", "date", "2021-10", {("date", "2021-10"), ("earliest", "2021-10-01"), ("latest", "2021-10-31")}),
        ("Meeting", "date", "../2021-10-12", {("date", "../2021-10-12"), ("latest", "2021-10-12")}),
        ("TradeFigure", "value", "1.10 million", {("value", "1100000.0"), ("granularity", "10000.0")}),
        ("TradeFigure", "period", "2020-03/..", {("period", "2020-03/.."), ("start", "2020-03-01")}),
        ("Presence", "number", "+004", {("number", "4")}),
        ("Meeting", "mode", "online", {("mode", "online")}),
        ("Meeting", "participant", "https://example.org/x", {("participant", "x")}),
    ],
)
def test_a_value_is_typed_and_implies_bounds_and_precision(type, key, text, triples):
    space = ONTOLOGY.classes[type].space
    loaded = load_text(json.dumps({"id": f"{space}/a", "type": type, key: text}), ".json")
    stated = about(loaded.quads, f"{space}/a")
    assert {(key, value) for key, value in stated if key not in ("type", "evidence")} == triples


def test_what_a_record_states_itself_is_not_implied_besides():
    figure = {"id": "figure/a", "type": "TradeFigure", "value": "9000000", "granularity": "1 million"}
    stated = about(load_text(json.dumps(figure), ".json").quads, "figure/a")
    assert {text for key, text in stated if key == "granularity"} == {"1000000.0"}


# ---------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            record("Person", "ada"),
            "an id is a word, a slash and a name of ASCII letters, digits, dots and dashes; write",
        ),
        (
            record("Person", "person/Jörg B."),
            "an id is a word, a slash and a name of ASCII letters, digits, dots and d",
        ),
        (record("Person", "person/a/b"), "an id is a word, a slash"),
        (record("Person", "person/"), "an id is a word, a slash"),
        (
            record("Person", "place/ada"),
            "the ids of the type Person begin with person/; write person/ada, or mend the t",
        ),
        (record("Person", label="Ada"), "the record has no id, and nothing to make one from; write id: person/a-name"),
        (
            record("Tenure"),
            "the record has no id, and nothing to make one from; write id: tenure/a-name, or give person",
        ),
    ],
)
def test_an_id_that_does_not_fit_is_refused_with_one_that_would(written, problem):
    found = problems_of(written)
    assert [text.startswith(problem) for text in found] == [True]


@pytest.mark.parametrize(
    ("written", "id"),
    [
        (record("TradeFigure", **FIGURE), "figure/AZE-SRB.turnover.2020.USD.9e6"),
        (record("TradeFigure", **FIGURE | {"value": "9000000"}), "figure/AZE-SRB.turnover.2020.USD.9000000"),
        (record("TradeFigure", **FIGURE | {"value": "9.0e6"}), "figure/AZE-SRB.turnover.2020.USD.90e5"),
        (record("TradeFigure", **FIGURE | {"value": "-6.30"}), "figure/AZE-SRB.turnover.2020.USD.minus6.30"),
        (record("TradeFigure", **FIGURE, granularity="500000"), "figure/AZE-SRB.turnover.2020.USD.9000000_500000"),
        (record("TradeFigure", **FIGURE | {"period": "2021-01/.."}), "figure/AZE-SRB.turnover.2021-01-open.USD.9e6"),
        (record("Tenure", person="person/a", post="post/b"), "tenure/a.b"),
        (record("Tenure", person=f"{BASE}person/a", post="post/b"), "tenure/a.b"),
    ],
)
def test_an_id_is_made_from_what_identifies_a_fact(written, id):
    assert id_of(written) == id


def test_a_number_written_in_another_way_makes_the_same_id():
    ways = ["9 million", "9e6", "+9e6", "0.009 billion"]
    assert len({id_of(record("TradeFigure", **FIGURE | {"value": way})) for way in ways}) == 1


def test_a_long_id_is_cut_and_told_apart_by_a_digest():
    people = [f"person/{'a' * 60}", f"person/{'b' * 60}"]
    ids = [id_of(record("Meeting", date="2021", participant=[*people, last])) for last in ("person/c", "person/d")]
    assert [bool(re.fullmatch(r"meeting/2021\.a{60}-b+\.[0-9a-f]{10}", id)) for id in ids] == [True, True]
    assert ids[0] != ids[1]


values = st.fixed_dictionaries(
    {},
    optional={
        "between": st.lists(st.sampled_from(["AZE", "SRB", "https://example.org/é"]), min_size=1, unique=True),
        "indicator": st.sampled_from(["export", "import", "turnover"]),
        "period": st.sampled_from(["2020", "2020/2021", "../2020", "2020-Q1"]),
        "value": st.sampled_from(["1", "1.0", "-1", "1 million", "0.1", "1e-9"]),
    },
)


@given(values, values)
def test_ids_that_are_made_are_valid_and_the_same_for_the_same_facts_only(one, other):
    ids = [minted(record("TradeFigure", **fields, unit="USD")) for fields in (one, other)]
    assert all(map(is_id, ids))
    assert (ids[0] == ids[1]) == (shape(one) == shape(other))


def minted(written):
    node = read_node(written, ONTOLOGY)
    return mint(node.kind, node.pairs, ONTOLOGY)


def shape(fields):
    return {key: sorted(value) if isinstance(value, list) else value for key, value in fields.items()}


@given(st.text())
def test_a_slug_is_a_name_that_an_id_can_end_in(text):
    assert is_id(f"a/{slug(text)}")


# ---------------------------------------------------------------- JSON-LD


def test_a_json_ld_processor_reads_the_sample_as_we_do():
    gathered = gather(open_workspace(bundle()).data_files())
    ours = {
        quad.triple for quad in load(gathered, gathered.sources, ONTOLOGY).quads if comparable(quad.predicate.value)
    }
    nodes = [node for written in gathered.records() if (node := as_json_ld(written))]
    document = json.dumps(jsonld_context(ONTOLOGY) | {"@graph": nodes})
    theirs = {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    subjects = {triple.subject for triple in theirs}
    assert len(theirs) > 2000
    assert {triple for triple in ours if triple.subject in subjects} == theirs


COMPUTED = {key for key in ONTOLOGY.keys.values() if key.lower or key.precision}
APART = {term(f"irel:{name}").value for name in ("evidence", "textDigest")} | {
    iri for key in COMPUTED for iri in (key.iri, key.lower, key.upper, key.precision)
}


def comparable(predicate):
    return predicate not in APART


def as_json_ld(written):
    """Return a record as a JSON-LD node, without time spans and amounts, if it has an id to compare it by."""
    names = {key.name for key in COMPUTED}
    fields = {key: list(texts) for key, texts in written.values.items() if key not in names}
    return {"id": written.id, "type": written.type} | fields if written.id else {}


NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9_-])?", fullmatch=True)
SPACES = sorted({kind.space for kind in ONTOLOGY.classes.values()})
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)
TEXTS = {
    "anyURI": NAMES.map("https://example.org/{}?q=%20&r=é#part".format),
    "date": st.dates().map(str),
    "integer": st.integers(-(10**17), 10**17).map(str),
    "langString": WORDS,
    "string": WORDS,
}
"""Hostile texts by datatype, as canonical as XML Schema has them."""


def texts_of(key):
    """Return what gives texts for a key: literals, concepts, or ids of things as the key takes them."""
    if key.datatype:
        return TEXTS[key.datatype.rpartition("#")[2]]
    namespace = key.namespace(BASE)
    if key.is_concept:
        known = sorted(iri.removeprefix(namespace) for iri in ONTOLOGY.concepts if iri.startswith(namespace))
        return st.sampled_from(known)
    return NAMES if namespace else st.tuples(st.sampled_from(SPACES), NAMES).map("/".join)


@st.composite
def written_records(draw):
    """Return a record of any class with some of its keys, time spans and amounts apart."""
    kind = draw(st.sampled_from(list(ONTOLOGY.classes.values())))
    keys = {key.name: key for key in ONTOLOGY.keys.values() if key.fits(kind) and comparable(key.iri)}
    names = draw(st.lists(st.sampled_from(sorted(keys)), unique=True, max_size=6))
    values = {name: draw(st.lists(texts_of(keys[name]), min_size=1, max_size=3)) for name in names}
    return record(kind.name, f"{kind.space}/{draw(NAMES)}", **values)


@given(written_records())
def test_a_json_ld_processor_reads_any_record_as_we_do(written):
    node = read_node(written, ONTOLOGY)
    document = json.dumps(jsonld_context(ONTOLOGY) | as_json_ld(written))
    theirs = {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    ours = {ox.Triple(node.subject, *pair) for pair in [(RDF_TYPE, ox.NamedNode(node.kind.iri)), *node.pairs]}
    assert ours == theirs


# ---------------------------------------------------------------- an ontology that records cannot use

HEAD = """\
@prefix ex: <https://example.org/#> . @prefix irel: <https://w3id.org/irel/ont#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Sanction a owl:Class ; irel:idSpace "sanction" . ex:target a owl:ObjectProperty .
"""


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('ex:A a owl:Class ; irel:idSpace "A B" .', "<https://example.org/#A>: irel:idSpace 'A B'; write a word of sm"),
        (
            'ex:A a owl:Class ; irel:idSpace "sanction" .',
            "<https://example.org/#Sanction>: 'sanction' is taken by|A>: ",
        ),
        ('ex:b a owl:ObjectProperty ; irel:key "target" .', "'target' is taken by .*; give it an irel:key of its own"),
        ("ex:Sanction owl:hasKey ( ex:target ex:x ) .", "owl:hasKey 'x' is no record key; declare the property"),
        ("ex:target rdfs:range xsd:gYear .", "values cannot be of <.*gYear>; use one of anyURI, boolean, date"),
        ("ex:target rdfs:range skos:Concept .", "concepts need irel:valueSpace; name the space of their scheme"),
        ("ex:target irel:lower ex:from .", "a time span has two bounds; give both irel:lower and irel:upper"),
        ("ex:target a .", "own.ttl:5:\\d+: .*; mend the Turtle there"),
    ],
)
def test_an_ontology_that_records_cannot_use_is_refused(tmp_path, turtle, message):
    lay(tmp_path, {"own.ttl": HEAD + turtle})
    with pytest.raises(UnreadableError, match=message):
        read_ontology([tmp_path / "own.ttl"])


def test_an_ontology_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"nothing\.ttl"):
        read_ontology([tmp_path / "nothing.ttl"])


def test_a_list_that_bites_its_tail_is_read_to_where_it_does(tmp_path):
    lay(tmp_path, {"own.ttl": f"{HEAD} @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
                   "ex:Sanction owl:hasKey _:l . _:l rdf:first ex:target ; rdf:rest _:l ."})  # fmt: skip
    assert read_ontology([tmp_path / "own.ttl"]).classes["Sanction"].identity == ("target",)


def test_the_prefixes_of_own_terms_are_kept(tmp_path):
    lay(tmp_path, {"own.ttl": f"{HEAD} @prefix other: <https://example.org/other#> ."})
    prefixes = read_ontology([tmp_path / "own.ttl"]).prefixes("https://example.org/id/")
    assert (prefixes["ex"], prefixes["sanction"]) == ("https://example.org/#", "https://example.org/id/sanction/")
    assert "other" not in prefixes


def test_bare_words_may_be_names_in_a_namespace_of_ones_own(tmp_path):
    scheme = 'ex:basis a owl:ObjectProperty ; rdfs:range skos:Concept ; irel:valueSpace "https://example.org/basis/" .'
    lay(tmp_path, {"own.ttl": f"{HEAD} {scheme} <https://example.org/basis/law> a skos:Concept ."})
    own = read_ontology([tmp_path / "own.ttl"])
    good, bad = (read_node(record("Sanction", "sanction/a", basis=word), own) for word in ("law", "custom"))
    assert good.pairs[0][1] == ox.NamedNode("https://example.org/basis/law")
    assert bad[0].remedy == "known are law"


def test_problems_of_a_record_stand_at_their_keys(tmp_path):
    content = "- id: person/a\n  type: Person\n  label: A\n  lable: B\n  birthDate: never\n"
    _, problems = read(lay(tmp_path, {"a.yaml": content}))
    assert [text.partition(": ")[0] for text in shown(problems, tmp_path)] == ["a.yaml:4:3", "a.yaml:5:14"]
