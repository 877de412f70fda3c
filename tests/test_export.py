"""Exports are for people, programs and diffs: the same quads are one text, and every reader takes it."""

import io
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from kg.errors import UsageError
from kg.export import FORMATS, Section, canonical, write
from kg.export.runs import sorted_lines

EXPECTED = Path(__file__).parent / "expected"
GIVEN = list(ox.parse(path=EXPECTED / "export.given.trig"))
BASE = "https://example.org/id/"
ONT = "https://example.org/ont#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DECIMAL, INTEGER = NamedNode(f"{XSD}decimal"), NamedNode(f"{XSD}integer")
BOOLEAN, DATE = NamedNode(f"{XSD}boolean"), NamedNode(f"{XSD}date")
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PREFIXES = {
    "": ONT,
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
    "never": "https://example.org/never-used#",
    **{space: f"{BASE}{space}/" for space in ("state", "meeting", "person", "figure", "source", "topic")},
}
SECTIONS = [Section("States", (f"{ONT}State",)), Section("Facts", (f"{ONT}Meeting", f"{ONT}Figure"))]
CONTEXT = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "ont": ONT,
    "xsd": XSD,
    "Meeting": "ont:Meeting",
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@language": "en"},
    "participant": {"@id": "ont:participant", "@type": "@id"},
    "person": {"@id": "ont:person", "@type": "@id"},
    "topic": {"@id": "ont:topic", "@type": "@vocab", "@context": {"@vocab": f"{BASE}topic/"}},
    "value": {"@id": "ont:value", "@type": "xsd:decimal"},
    "date": {"@id": "ont:date"},
    "earliest": {"@id": "ont:earliest", "@type": "xsd:date"},
    "steps": {"@id": "ont:steps", "@container": "@list"},
    "stance": {"@id": "ont:stance", "@type": "@id", "@context": {"@base": f"{BASE}stance/"}},
}

# What breaks careless writers: quotes, escapes, control characters, line ends of Unicode, bits of syntax.
TEXTS = st.text(max_size=9) | st.text('"\\\n\r\t\b\x00\x7f\x85\u2028 _:<>.^@#', max_size=9)
TAILS = st.text("aZ09.-_~!$&'()*+,;=:@/?éß\N{GRINNING FACE}", max_size=8)
IRIS = st.one_of(
    st.builds(str.__add__, st.sampled_from([ONT, PREFIXES["oa"], PREFIXES["rdf"]]), TAILS),
    st.builds(
        "{}{}{}".format,
        st.sampled_from([BASE, f"{BASE}source/", f"{BASE}topic/", "https://example.org/", "urn:x:"]),
        TAILS,
        st.sampled_from(["", "#char=1,2", "#a:b"]),
    ),
).map(NamedNode)
NUMBERS = st.from_regex(r"[+-]?[0-9]{0,22}(\.[0-9]{0,22})?", fullmatch=True)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(Literal, TEXTS, language=st.sampled_from(["en", "EN-gb", "es", "x-a"])),
    st.builds(Literal, NUMBERS, datatype=st.sampled_from([DECIMAL, INTEGER])),
    st.builds(Literal, st.sampled_from(["1", "0", "true"]), datatype=st.just(BOOLEAN)),
    st.builds(Literal, st.dates().map(str), datatype=st.just(DATE)),
    st.builds(Literal, TEXTS, datatype=st.just(NamedNode(f"{ONT}money"))),
)
THING, LINK = NamedNode(f"{BASE}thing"), NamedNode(f"{ONT}link")
HOSTILE = [
    Quad(THING, LINK, text, graph)
    for graph in (DefaultGraph(), NamedNode(f"{BASE}source/gazette"))
    for text in (
        Literal(f'say "1"^^<{XSD}decimal> .'),
        Literal('say "+1', datatype=DECIMAL),
        Literal("_:b <https://example.org/g> .\n<a> <b> <c> ."),
        Literal("} # no comment \\ \u2028 \x85 \x01 \t \r\n \" ' \N{GRINNING FACE}", language="en"),
        NamedNode("https://example.org/ø?a=b&c='(d)',e;f#~g"),
    )
]
KEYS = ("label", "participant", "person", "topic", "value", "date", "earliest", "steps", "stance")
PREDICATES = st.one_of(st.sampled_from([RDF_TYPE, RDFS_LABEL, *(NamedNode(ONT + key) for key in KEYS)]), IRIS)
GRAPHS = st.sampled_from([DefaultGraph(), NamedNode(f"{BASE}source/gazette"), NamedNode("urn:x:y")])
QUADS = st.lists(st.builds(Quad, IRIS, PREDICATES, IRIS | LITERALS, GRAPHS), max_size=6)


def export(quads: Iterable[Quad], format: str) -> bytes:
    stream = io.BytesIO()
    write(quads, stream, format, prefixes=PREFIXES, base=BASE, sections=SECTIONS, context=CONTEXT)
    return stream.getvalue()


def dataset(quads: Iterable[Quad]) -> set[Quad]:
    """The quads but for the names of their blank nodes."""
    named = ox.Dataset(quads)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(named)


def meant(quads: Iterable[Quad], format: str) -> set[Quad]:
    """What an export in this format has to say."""
    kept = (Quad(*quad.triple) if format in ("turtle", "ntriples") else quad for quad in quads)
    return dataset(Quad(s, p, canonical(o) if isinstance(o, Literal) else o, g) for s, p, o, g in kept)


def read_by_pyoxigraph(text: bytes, format: str) -> list[Quad]:
    formats = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "ntriples": RdfFormat.N_TRIPLES}
    formats |= {"nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
    return list(ox.parse(text, format=formats[format]))


def read_by_rdflib(text: bytes, format: str) -> list[Quad]:
    names = {"ntriples": "nt", "jsonld": "json-ld"}
    graph = rdflib.Dataset()
    graph.parse(data=text, format=names.get(format, format))
    return read_by_pyoxigraph(graph.serialize(format="nquads").encode(), "nquads")


def read_by_rapper(text: bytes, format: str) -> list[Quad]:
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed (Debian package raptor2-utils)")
    command = ["rapper", "-q", "-i", format, "-o", "nquads", "-", "https://example.org/unused"]
    output = subprocess.run(command, input=text, capture_output=True, check=True).stdout
    return read_by_pyoxigraph(output, "nquads")


@pytest.mark.parametrize(
    ("format", "file"), [("turtle", "export.ttl"), ("trig", "export.trig"), ("jsonld", "export.jsonld")]
)
def test_an_export_is_the_file_that_a_person_has_read(format, file):
    assert export(GIVEN, format).decode() == (EXPECTED / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
@given(quads=QUADS, draws=st.data())
def test_neither_order_nor_repetition_nor_the_store_changes_a_byte(format, quads, draws):
    shuffled = draws.draw(st.permutations(quads + quads[:3]))
    store = Store()
    store.extend(quads)

    assert export(shuffled, format) == export(quads, format) == export(store, format)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("read_by", [read_by_pyoxigraph, read_by_rdflib])
@given(quads=QUADS)
def test_readers_find_any_quads_again(format, read_by, quads):
    assert dataset(read_by(export(quads, format), format)) == meant(quads, format)


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads"])
@pytest.mark.parametrize("read_by", [read_by_pyoxigraph, read_by_rdflib, read_by_rapper])
def test_readers_find_blank_nodes_and_text_like_syntax_again(format, read_by):
    quads = [*GIVEN, *HOSTILE]

    assert dataset(read_by(export(quads, format), format)) == meant(quads, format)


@pytest.mark.parametrize("read_by", [read_by_pyoxigraph, read_by_rdflib])
def test_readers_of_json_ld_find_blank_nodes_and_text_like_syntax_again(read_by):
    quads = [*GIVEN, *HOSTILE]

    assert dataset(read_by(export(quads, "jsonld"), "jsonld")) == meant(quads, "jsonld")


@pytest.mark.parametrize(
    ("datatype", "stated", "form"),
    [
        ("decimal", "9000000", "9000000.0"),
        ("decimal", "1.10", "1.1"),
        ("decimal", "+5.", "5.0"),
        ("decimal", "-0.0", "0.0"),
        ("decimal", ".5", "0.5"),
        ("decimal", "-00.50", "-0.5"),
        ("decimal", f"{'1' * 40}.{'2' * 40}0", f"{'1' * 40}.{'2' * 40}"),
        ("decimal", ".", "."),
        ("decimal", "1e3", "1e3"),
        ("decimal", "about 9", "about 9"),
        ("decimal", "١", "١"),
        ("integer", "+007", "7"),
        ("integer", "-0", "0"),
        ("integer", "-010", "-10"),
        ("integer", "1.0", "1.0"),
        ("integer", "", ""),
        ("boolean", "1", "true"),
        ("boolean", "0", "false"),
        ("boolean", "false", "false"),
        ("boolean", "TRUE", "TRUE"),
        ("date", "2021-10-11", "2021-10-11"),
        ("double", "1.50E1", "1.50E1"),
        ("string", "+5.", "+5."),
    ],
)
def test_a_literal_has_one_form(datatype, stated, form):
    literal = canonical(Literal(stated, datatype=NamedNode(XSD + datatype)))

    assert literal == Literal(form, datatype=NamedNode(XSD + datatype))
    assert canonical(literal) == literal


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=4)))
def test_lines_that_do_not_fit_into_memory_are_sorted_in_files(lines):
    assert list(sorted_lines(lines, run_size=5)) == sorted(set(lines))


def test_the_names_of_blank_nodes_do_not_matter():
    x, y = BlankNode("x"), BlankNode("y")
    first = [Quad(THING, LINK, x), Quad(x, LINK, y), Quad(y, LINK, THING)]
    second = [Quad(THING, LINK, y), Quad(y, LINK, x), Quad(x, LINK, THING)]

    assert export(first, "trig") == export(reversed(second), "trig")


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads"])
def test_nothing_to_say_is_an_empty_file(format):
    assert export([], format) == b""


def test_many_objects_stand_one_a_line():
    words = [Literal(f"{letter * 30}") for letter in "bcad"]

    text = export([Quad(THING, LINK, word) for word in words], "turtle").decode()

    assert text.splitlines()[3:] == [
        "<thing> :link",
        *(f'    "{letter * 30}"{end}' for letter, end in zip("abcd", (",", ",", ",", " ."), strict=True)),
    ]


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        (f"{BASE}state/PER", "state:PER"),
        (f"{BASE}state/PER.1-a_b", "state:PER.1-a_b"),
        (f"{BASE}state/PER.", "<state/PER.>"),
        (f"{BASE}state/", "<https://example.org/id/state/>"),
        (f"{BASE}source/gazette#char=10,52", "<source/gazette#char=10,52>"),
        (f"{BASE}source/gazette#a:b", "<https://example.org/id/source/gazette#a:b>"),
        (f"{BASE}source/../gazette", "<https://example.org/id/source/../gazette>"),
        (f"{BASE}urn:x", "<https://example.org/id/urn:x>"),
        (f"{BASE}/state", "<https://example.org/id//state>"),
        (f"{ONT}Meeting", ":Meeting"),
    ],
)
def test_an_iri_is_short_where_every_reader_resolves_it(iri, written):
    text = export([Quad(THING, LINK, NamedNode(iri))], "turtle").decode()

    assert text.splitlines()[-1] == f"<thing> :link {written} ."


def test_decimals_are_strings_in_json():
    amounts = [Literal("1.10", datatype=DECIMAL), Literal("9000000", datatype=DECIMAL)]
    keys = [NamedNode(f"{ONT}value"), NamedNode(f"{ONT}growth")]
    quads = [Quad(THING, key, amount) for key in keys for amount in amounts]

    document = json.loads(export(quads, "jsonld"))

    assert document["@graph"] == [
        {
            "id": "thing",
            "ont:growth": [
                {"@type": "xsd:decimal", "@value": "1.1"},
                {"@type": "xsd:decimal", "@value": "9000000.0"},
            ],
            "value": ["1.1", "9000000.0"],
        }
    ]


@pytest.mark.parametrize(
    "value",
    [
        NamedNode("state:PER"),
        Triple(THING, LINK, THING),
        Literal("text", language="ar", direction=ox.BaseDirection.RTL),
    ],
    ids=["scheme that is a prefix", "triple term", "direction"],
)
def test_json_ld_refuses_what_it_would_change(value):
    with pytest.raises(UsageError, match="write Turtle"):
        export([Quad(THING, LINK, value)], "jsonld")


def test_a_context_that_is_not_a_map_is_refused():
    with pytest.raises(UsageError, match="only one map is read"):
        write([], io.BytesIO(), "jsonld", prefixes={}, context={"@context": "https://example.org/context"})


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError, match="choose one of turtle, trig"):
        export([], "rdfxml")
