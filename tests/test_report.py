"""Problems are written for people, programs, code reviews and RDF tools."""

import json
from dataclasses import replace

import pytest
from rdflib import SH, Graph, Literal, URIRef

from kg.errors import UsageError
from kg.problems import Problem, Severity
from kg.records import Origin
from kg.report import FORMATS, summarize, write_report

PREFIXES = {
    "ex": "https://example.org/",
    "irel": "https://w3id.org/irel/ont#",
    "shp": "https://example.org/shapes#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SHAPE = Problem(
    severity=Severity.VIOLATION,
    rule="https://example.org/shapes#parties",
    subject="https://example.org/visa",
    value="",
    message="An agreement has at least two parties.",
    remedy="Name both sides.",
    origin=Origin("data/facts/brief.yaml", 12, 3),
    path="https://example.org/party",
    component=str(SH.MinCountConstraintComponent),
)
RECORD = Problem(
    severity=Severity.VIOLATION,
    rule="unknown-key",
    subject="",
    value="particpant",
    message="No such key.",
    remedy="Did you mean 'participant'?",
    origin=Origin("data/facts/brief.yaml", 20, 5),
)
CHECK = Problem(
    severity=Severity.WARNING,
    rule="sums",
    subject="https://example.org/total",
    value='"9.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    message="<https://example.org/total> is not the sum of its parts.",
    remedy="",
    origin=None,
)
LINES = {12: "- id: agreement/visa", 20: "    particpant: [state/AAA]"}


def written(format: str, *problems: Problem) -> str:
    """Write problems with our prefixes and source lines."""
    return write_report(problems, format, prefixes=PREFIXES, line_of=lambda origin: LINES.get(origin.line))


def annotation(**fields: object) -> str:
    """Write a record problem that differs in some fields, for GitHub."""
    return written("github", Problem(**{**vars(RECORD), **fields}))


def results(*problems: Problem) -> list[dict[str, object]]:
    """Return the results of the one run of a SARIF log."""
    (run,) = json.loads(written("sarif", *problems))["runs"]
    return list(run["results"])


def test_the_table_shows_place_line_value_and_remedy():
    assert written("table", CHECK, RECORD, SHAPE) == (
        "violation: An agreement has at least two parties. (shp:parties)\n"
        "  --> data/facts/brief.yaml:12:3\n"
        " 12 | - id: agreement/visa\n"
        "    |   ^\n"
        "  subject  ex:visa\n"
        "  path     ex:party\n"
        "  = help: Name both sides.\n"
        "\n"
        "violation: No such key. (unknown-key)\n"
        "  --> data/facts/brief.yaml:20:5\n"
        " 20 |     particpant: [state/AAA]\n"
        "    |     ^^^^^^^^^^\n"
        "  value    particpant\n"
        "  = help: Did you mean 'participant'?\n"
        "\n"
        "warning: ex:total is not the sum of its parts. (sums)\n"
        "  subject  ex:total\n"
        '  value    "9.5"^^xsd:decimal\n'
        "\n"
        "2 violations, 1 warning in 1 file\n"
    )


def test_the_table_goes_without_source_lines_that_cannot_be_read():
    text = write_report([RECORD], "table", prefixes={})

    assert text.splitlines()[1:3] == ["  --> data/facts/brief.yaml:20:5", "  value    particpant"]


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        pytest.param("\tkey: no", 7, [" 7 | \tkey: no", "   | \t     ^^"], id="tabs are kept"),
        pytest.param("key: yes", 6, [" 7 | key: yes", "   |      ^"], id="another word: one caret"),
        pytest.param("", 1, [" 7 | ", "   | ^"], id="empty line"),
        pytest.param("<a:b>: no", 8, [" 7 | <a:b>: no", "   |        ^^"], id="IRIs as they stand"),
        pytest.param("no", 9, [" 7 | no", "   |   ^"], id="column past the end"),
        pytest.param("x" * 150 + "no", 151, [f" 7 | {'x' * 49}no", f"   | {' ' * 49}^^"], id="long line"),
    ],
)
def test_carets_stand_under_the_value(line, column, shown):
    problem = Problem(Severity.VIOLATION, "r", "", "no", "m", "", Origin("f", 7, column))

    assert (
        write_report([problem], "table", prefixes={"x": "a:"}, line_of=lambda origin: line).splitlines()[2:4] == shown
    )


@pytest.mark.parametrize("format", ["table", "sarif", "github"])
def test_a_long_value_is_cut_for_readers(format):
    assert len(written(format, replace(RECORD, value="x" * 100_000))) < 2_000


@pytest.mark.parametrize("character", ["\x1b", "\n", "\r", "\x07", "\x9b", "\u202e", "\u2028"])
def test_the_table_shows_control_characters_as_replaced(character):
    problem = Problem(Severity.INFO, "r", "", f"a{character}b", f"m{character}", f"h{character}", None)

    assert written("table", problem).split("\n")[:3] == [
        "info: m\ufffd (r)",
        "  value    a\ufffdb",
        "  = help: h\ufffd",
    ]


@pytest.mark.parametrize(
    ("problems", "line"),
    [
        ([], "0 violations, 0 warnings"),
        ([CHECK], "0 violations, 1 warning"),
        ([SHAPE, RECORD], "2 violations, 0 warnings in 1 file"),
        (
            [Problem(Severity.INFO, "r", "", "", "m", "", Origin(name, 1)) for name in "ab"],
            "0 violations, 0 warnings, 2 infos in 2 files",
        ),
    ],
)
def test_the_last_line_counts(problems, line):
    assert summarize(problems) == line


def test_json_is_one_object_for_each_problem():
    shape, check = json.loads(written("json", CHECK, SHAPE))

    assert shape["origin"] == {"file": "data/facts/brief.yaml", "line": 12, "column": 3}
    assert (shape["severity"], shape["rule"]) == ("violation", "https://example.org/shapes#parties")
    assert (check["severity"], check["origin"], check["remedy"]) == ("warning", None, "")


def test_turtle_is_the_report_that_shacl_defines():
    assert written("ttl", CHECK, RECORD, SHAPE) == (
        "@prefix dc: <http://purl.org/dc/elements/1.1/> .\n"
        "@prefix ex: <https://example.org/> .\n"
        "@prefix irel: <https://w3id.org/irel/ont#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix shp: <https://example.org/shapes#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "[] a sh:ValidationReport ;\n"
        "    sh:conforms false ;\n"
        "    sh:result [ a sh:ValidationResult ;\n"
        '            dc:source "data/facts/brief.yaml:12:3" ;\n'
        '            rdfs:comment "Name both sides."@en ;\n'
        "            sh:focusNode ex:visa ;\n"
        '            sh:resultMessage "An agreement has at least two parties."@en ;\n'
        "            sh:resultPath ex:party ;\n"
        "            sh:resultSeverity sh:Violation ;\n"
        "            sh:sourceConstraintComponent sh:MinCountConstraintComponent ;\n"
        "            sh:sourceShape shp:parties ],\n"
        "        [ a sh:ValidationResult ;\n"
        '            dc:source "data/facts/brief.yaml:20:5" ;\n'
        "            rdfs:comment \"Did you mean 'participant'?\"@en ;\n"
        '            sh:resultMessage "No such key."@en ;\n'
        "            sh:resultSeverity sh:Violation ;\n"
        "            sh:sourceConstraintComponent irel:UnknownKeyConstraintComponent ;\n"
        '            sh:value "particpant" ],\n'
        "        [ a sh:ValidationResult ;\n"
        "            sh:focusNode ex:total ;\n"
        '            sh:resultMessage "<https://example.org/total> is not the sum of its parts."@en ;\n'
        "            sh:resultSeverity sh:Warning ;\n"
        "            sh:sourceConstraintComponent irel:SumsConstraintComponent ;\n"
        "            sh:value 9.5 ] .\n"
    )


def test_turtle_keeps_the_order_of_many_problems():
    problems = [
        Problem(Severity.INFO, "r", f"https://example.org/n{number:03}", "", "m", "", None) for number in range(200)
    ]

    subjects = [line.strip() for line in written("ttl", *problems).splitlines() if "focusNode" in line]

    assert subjects == [f"sh:focusNode ex:n{number:03} ;" for number in range(200)]


@pytest.mark.parametrize(("problems", "conforms"), [([], True), ([SHAPE], False), ([CHECK], False)])
def test_data_conform_only_if_nothing_at_all_is_reported(problems, conforms):
    report = Graph().parse(data=written("ttl", *problems), format="turtle")

    assert list(report.objects(None, SH.conforms)) == [Literal(conforms)]


@pytest.mark.parametrize(
    ("value", "node"),
    [
        ("<https://example.org/a>", URIRef("https://example.org/a")),
        ('"a"@en', Literal("a", lang="en")),
        (r'"say \"a\"\n"', Literal('say "a"\n')),
        (CHECK.value, Literal("9.5", datatype=URIRef(PREFIXES["xsd"] + "decimal"))),
        ("particpant", Literal("particpant")),
        ("<b>bold</b>", Literal("<b>bold</b>")),
        ('"half', Literal('"half')),
        ("<https://example.org/a> .", Literal("<https://example.org/a> .")),
    ],
)
def test_turtle_reads_terms_back_and_takes_other_values_as_text(value, node):
    problem = Problem(Severity.INFO, "r", "", value, "m", "", None)

    assert list(Graph().parse(data=written("ttl", problem), format="turtle").objects(None, SH.value)) == [node]


def test_sarif_lists_each_rule_once_and_refers_to_it():
    (run,) = json.loads(written("sarif", CHECK, SHAPE, RECORD, RECORD))["runs"]

    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["https://example.org/shapes#parties", "sums", "unknown-key"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [r["ruleId"] for r in run["results"]]


def test_sarif_names_its_version_and_counts_columns_in_characters():
    log = json.loads(written("sarif"))

    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    assert (log["runs"][0]["columnKind"], log["runs"][0]["results"]) == ("unicodeCodePoints", [])


def test_sarif_places_a_result_in_its_file_and_in_the_graph():
    assert results(SHAPE) == [
        {
            "ruleId": "https://example.org/shapes#parties",
            "level": "error",
            "message": {"text": "An agreement has at least two parties.\nhelp: Name both sides."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "data/facts/brief.yaml"},
                        "region": {"startLine": 12, "startColumn": 3},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "https://example.org/visa"}],
                }
            ],
            "ruleIndex": 0,
        }
    ]


@pytest.mark.parametrize(
    ("fields", "locations"),
    [
        ({"subject": "", "origin": None}, []),
        ({"origin": None}, [{"logicalLocations": [{"fullyQualifiedName": "https://example.org/visa"}]}]),
        (
            {"subject": "", "origin": Origin("my data/é.yaml", 1)},
            [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "my%20data/%C3%A9.yaml"},
                        "region": {"startLine": 1, "startColumn": 1},
                    }
                }
            ],
        ),
    ],
)
def test_sarif_says_as_much_of_the_place_as_is_known(fields, locations):
    (result,) = results(Problem(**{**vars(SHAPE), **fields}))

    assert result["locations"] == locations


@pytest.mark.parametrize(
    ("severity", "sarif", "github"),
    [
        (Severity.VIOLATION, "error", "error"),
        (Severity.WARNING, "warning", "warning"),
        (Severity.INFO, "note", "notice"),
    ],
)
def test_each_severity_has_its_level(severity, sarif, github):
    problem = Problem(**{**vars(RECORD), "severity": severity})

    assert results(problem)[0]["level"] == sarif
    assert written("github", problem).startswith(f"::{github} ")


def test_github_shows_a_problem_beside_its_line():
    assert written("github", RECORD, CHECK) == (
        "::error file=data/facts/brief.yaml,line=20,col=5,title=unknown-key"
        "::No such key.%0Avalue: particpant%0Ahelp: Did you mean 'participant'?\n"
        "::warning title=sums::<https://example.org/total> is not the sum of its parts."
        '%0Avalue: "9.5"^^<http://www.w3.org/2001/XMLSchema#decimal>\n'
    )


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        (
            {"origin": Origin("a,b:c%.yaml", 1)},
            "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=unknown-key::",
        ),
        ({"rule": "https://example.org/r"}, ",title=https%3A//example.org/r::"),
        ({"message": "50 %\r\n::error::forged, or: not"}, "::50 %25%0D%0A::error::forged, or: not%0A"),
    ],
)
def test_github_annotations_escape_what_would_end_them(fields, part):
    assert part in annotation(**fields)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_sorts_and_drops_repeats(format):
    assert written(format, CHECK, SHAPE, RECORD, SHAPE) == written(format, SHAPE, RECORD, CHECK)


@pytest.mark.parametrize(
    ("format", "text"), [("table", "0 violations, 0 warnings\n"), ("json", "[]\n"), ("github", "")]
)
def test_a_report_without_problems_is_short(format, text):
    assert written(format) == text


def test_another_format_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="unknown report format 'xml'; choose one of: table, json, ttl, sarif, github"):
        written("xml")
