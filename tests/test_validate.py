"""Shapes and checks find what is wrong, and say it in one form."""

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH, Graph

from kg.checks import run_checks
from kg.errors import QueryError, ShapeError, UnreadableError
from kg.problems import Problem, Severity
from kg.questions import read_question
from kg.records import Origin
from kg.report import write_report
from kg.table import Table
from kg.validation import validate_graph, validate_shapes

PREFIXES = """
@prefix : <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TREATY = ":t a :Treaty ; :party :a ; :pages 0 ; :name 'T' ."
PARTIES = """
:parties a sh:NodeShape ; sh:targetClass :Treaty ; rdfs:comment "Name both sides."@en ;
  sh:property [ sh:path :party ; sh:minCount 2 ; sh:message "A treaty has two parties."@en ] ."""


def graph(turtle: str) -> Graph:
    """Read Turtle with our prefixes."""
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def problems(data: str, shapes: str, ontology: str = "", origins: dict[str, Origin] | None = None) -> list[Problem]:
    """Validate Turtle against Turtle."""
    return validate_shapes(graph(data + ontology), graph(shapes), origins=origins or {})


def test_data_that_conform_have_no_problems():
    assert problems(":t a :Treaty ; :party :a, :b .", PARTIES) == []


def test_a_result_becomes_a_problem_with_its_place():
    found = problems(TREATY, PARTIES, origins={"https://example.org/t": Origin("t.yaml", 3, 5)})

    assert found == [
        Problem(
            severity=Severity.VIOLATION,
            rule="https://example.org/parties",
            subject="https://example.org/t",
            value="",
            message="A treaty has two parties.",
            remedy="Name both sides.",
            origin=Origin("t.yaml", 3, 5),
            path="https://example.org/party",
        )
    ]
    assert found[0].component == str(SH.MinCountConstraintComponent)


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        pytest.param(":S sh:targetClass :Treaty ; sh:property :P . :P sh:path :x ; sh:minCount 1 .", "P", id="named"),
        pytest.param(":S sh:targetClass :Treaty ; sh:property [ sh:path :x ; sh:minCount 1 ] .", "S", id="blank"),
        pytest.param(
            ":S sh:targetNode :t; sh:property [ sh:path :party ; sh:property [ sh:path :x ; sh:minCount 1]].",
            "S",
            id="blank inside blank",
        ),
        pytest.param(":S sh:targetClass :Treaty ; sh:or ( [ sh:path :x ; sh:minCount 1 ] ) .", "S", id="alternatives"),
    ],
)
def test_the_rule_is_the_nearest_named_shape(shape, rule):
    assert [problem.rule for problem in problems(TREATY, shape)] == [f"https://example.org/{rule}"]


@pytest.mark.parametrize("remark", ["", "_:property rdfs:seeAlso _:shape ."])
def test_a_shape_without_any_name_is_called_by_its_constraint(remark):
    shape = "_:shape sh:targetClass :Treaty ; sh:property _:property . _:property sh:path :x ; sh:minCount 1 ."

    assert [problem.rule for problem in problems(TREATY, shape + remark)] == [str(SH.MinCountConstraintComponent)]


@pytest.mark.parametrize(
    ("constraint", "value"),
    [
        ("sh:path :party ; sh:nodeKind sh:Literal", "<https://example.org/a>"),
        ("sh:path :name ; sh:nodeKind sh:IRI", '"T"'),
        ("sh:path :pages ; sh:minInclusive 1", '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("sh:path :x ; sh:minCount 1", ""),
    ],
)
def test_the_value_is_the_offending_term_in_turtle(constraint, value):
    (problem,) = problems(TREATY, f":S sh:targetClass :Treaty ; sh:property [ {constraint} ] .")

    assert problem.value == value


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("", Severity.VIOLATION),
        ("sh:severity sh:Violation ;", Severity.VIOLATION),
        ("sh:severity sh:Warning ;", Severity.WARNING),
        ("sh:severity sh:Info ;", Severity.INFO),
        ("sh:severity :Fatal ;", Severity.VIOLATION),
    ],
)
def test_severities_are_those_of_the_shape(severity, expected):
    (problem,) = problems(TREATY, f":S sh:targetClass :Treaty ; {severity} sh:class :Pact .")

    assert problem.severity is expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ('"Zu wenig"@de, "Too few"@en, "few"', "Too few"),
        ('"Zu wenig"@de, "few"', "few"),
        ('"Zu wenig"@de', "Zu wenig"),
    ],
)
def test_messages_are_in_english_if_they_can_be(messages, expected):
    (problem,) = problems(TREATY, f":S sh:targetClass :Treaty ; sh:class :Pact ; sh:message {messages} .")

    assert problem.message == expected


@pytest.mark.parametrize(
    ("inner", "outer", "remedy"),
    [
        ('rdfs:comment "inner" ;', 'rdfs:comment "outer" ;', "inner"),
        ('sh:description "inner" ;', 'rdfs:comment "outer" ;', "inner"),
        ("", 'sh:description "outer" ;', "outer"),
        ("", "", ""),
    ],
)
def test_the_remedy_is_the_comment_nearest_to_the_constraint(inner, outer, remedy):
    shape = f":S sh:targetClass :Treaty ; {outer} sh:property [ {inner} sh:path :x ; sh:minCount 1 ] ."

    assert [problem.remedy for problem in problems(TREATY, shape)] == [remedy]


def test_subclasses_and_concepts_of_the_ontology_count():
    ontology = ":Pact rdfs:subClassOf :Treaty . :signed a :Status ."
    shape = ":S sh:targetClass :Treaty ; sh:property [ sh:path :status ; sh:class :Status ] ."

    assert [problem.value for problem in problems(":p a :Pact ; :status :signed, :lost .", shape, ontology)] == [
        "<https://example.org/lost>"
    ]


def test_validation_leaves_its_graphs_alone():
    data, shapes = graph(TREATY), graph(PARTIES)
    sizes = len(data), len(shapes)

    validate_graph(data, shapes)

    assert (len(data), len(shapes)) == sizes


def test_results_that_read_the_same_are_one_problem():
    shape = """:S sh:targetClass :Treaty ; sh:property [
      sh:path :pages ; sh:datatype xsd:string ; sh:minInclusive 1 ; sh:message "Wrong pages." ] ."""

    (problem,) = problems(TREATY, shape)

    assert problem.component == str(SH.DatatypeConstraintComponent)


def test_problems_come_in_the_same_order_every_time():
    data = " ".join(f":t{number} a :Treaty ." for number in range(20))
    shapes = PARTIES + ":S sh:targetClass :Treaty ; sh:severity sh:Info ; sh:property [ sh:path :x ; sh:minCount 1 ] ."

    subjects = [problem.subject for problem in problems(data, shapes)]

    assert subjects == sorted(subjects[:20]) * 2


def test_the_report_graph_is_a_validation_report():
    report = validate_graph(graph(TREATY), graph(PARTIES))

    assert (None, RDF.type, SH.ValidationReport) in report
    assert len(list(report.objects(None, SH.result))) == 1


def test_the_written_report_says_what_the_validator_said():
    shapes = ":S sh:targetClass :Treaty ; sh:severity sh:Info ; sh:class :Pact . " + PARTIES
    properties = [SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent]

    written = graph(write_report(problems(TREATY, shapes), "ttl", prefixes={}))

    reported = validate_graph(graph(TREATY), graph(shapes))
    assert {statement for p in properties for statement in written.objects(None, p)} == {
        statement for p in properties for statement in reported.objects(None, p)
    }


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        pytest.param("sh:property [ sh:minCount 1 ]", "not a well-formed SHACL PropertyShape", id="no path"),
        pytest.param("sh:property [ sh:path :x ; sh:minCount 'a' ]", "sh:minCount must be", id="count is no number"),
        pytest.param("sh:property [ sh:path :party ; sh:pattern '(' ]", "missing \\)", id="broken pattern"),
        pytest.param("sh:sparql [ sh:select 'SELECT $this {' ]", "Expected", id="broken query"),
        pytest.param("sh:sparql [ sh:select 'SELECT $this { MINUS {} }' ]", "MINUS", id="forbidden query"),
        pytest.param(
            "sh:sparql [ sh:select 'SELECT $this { graph ?g { $this ?p ?o } }' ]",
            "has GRAPH.*as a check",
            id="one graph",
        ),
    ],
)
def test_a_malformed_shape_is_one_clear_error(shape, reason):
    with pytest.raises(ShapeError, match=reason):
        problems(TREATY, f":S sh:targetClass :Treaty ; {shape} .")


@pytest.mark.parametrize("expression", ["?value - 1 > 0", "?value + ?value > 0", "ABS(?value) > 0"])
@pytest.mark.filterwarnings("ignore")
def test_an_ill_typed_literal_in_arithmetic_is_one_clear_error(expression):
    shape = f"""SELECT $this WHERE {{ $this <https://example.org/pages> ?value FILTER({expression}) }}"""

    with pytest.raises(ShapeError, match="ill-typed literal"):
        problems(
            ':t a :Treaty ; :pages "ten"^^xsd:decimal .',
            f":S sh:targetClass :Treaty ; sh:sparql [ sh:select '{shape}' ] .",
        )


CHECK = """\
# The parts of a total add up to it
# severity  warning
# message   {this} states {value}, its parts make {sum} in {place}.
# remedy    Compare the sources of {this}.
SELECT ?this ?thisLabel ?value ?sum ?place WHERE {}
"""
COLUMNS = ("this", "thisLabel", "value", "sum", "place")
TOTAL = NamedNode("https://example.org/total")


def checked(text: str, columns: tuple[str, ...], *rows: tuple[object, ...]) -> list[Problem]:
    """Run one check, called `sums`, whose query answers the given rows."""
    table = Table(columns, list(rows))
    origins = {TOTAL.value: Origin("trade.csv", 7)}
    return run_checks(lambda query: table, [read_question("sums", text)], origins=origins)


def test_a_check_without_rows_passes():
    assert checked(CHECK, COLUMNS) == []


def test_a_row_of_a_check_becomes_a_problem():
    row = (TOTAL, Literal("Total 2020", language="en"), Literal("9.0"), Literal("8.5"), None)

    assert checked(CHECK, COLUMNS, row) == [
        Problem(
            severity=Severity.WARNING,
            rule="sums",
            subject=TOTAL.value,
            value='"9.0"',
            message="Total 2020 states 9.0, its parts make 8.5 in unknown.",
            remedy="Compare the sources of Total 2020.",
            origin=Origin("trade.csv", 7),
        )
    ]


def test_a_thing_without_a_label_is_named_by_its_iri():
    (problem,) = checked("# Q\n# message  {this} is wrong.\nSELECT", ("this",), (TOTAL,))

    assert problem.message == "<https://example.org/total> is wrong."


def test_a_check_may_be_no_more_than_its_rule():
    (problem,) = checked("# Totals add up\nSELECT ?n", ("n",), (Literal("1"),))

    assert problem == Problem(Severity.VIOLATION, "sums", "", "", "Totals add up", "", None)


def test_labels_with_braces_are_not_filled_in_again():
    (problem,) = checked("# Q\n# message  {n}\nSELECT", ("n", "m"), (Literal("{m}"), Literal("no")))

    assert problem.message == "{m}"


def test_the_text_of_each_check_is_what_is_run():
    asked: list[str] = []

    run_checks(lambda text: asked.append(text) or Table((), []), [read_question("a", CHECK)], origins={})

    assert asked == [CHECK]


def test_an_unknown_severity_is_refused():
    with pytest.raises(UnreadableError, match="sums: severity 'fatal' is not one of: violation, warning, info"):
        checked("# Q\n# severity  fatal\nSELECT", ("this",), (TOTAL,))


def test_a_message_that_names_no_column_is_refused():
    with pytest.raises(QueryError, match=r"sums: message names \{sum\}; the columns are: this"):
        checked("# Q\n# message  {sum}\nSELECT", ("this",), (TOTAL,))
