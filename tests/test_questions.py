"""A query file says what it asks, and binding its parameters cannot change what it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from kg.errors import UsageError
from kg.questions import Parameter, bind, read_question
from kg.table import Term

AGREEMENTS = """\
# Which agreements did a country sign?
# country   the country asked about
# status    only those that have come this far
# chart     timeline
# Sorted by date, then by name.
PREFIX : <https://example.org/ont#>
PREFIX state: <https://example.org/state/>
SELECT ?date ?agreement WHERE {
  VALUES ?country { state:AAA }
  VALUES ?status { UNDEF }  # status:signed
  ?agreement :party ?country ; :status ?status ; :date ?date .
}
ORDER BY ?date ?agreement
"""
ECHO = "# What is it?\n# it   the thing\nSELECT ?it WHERE {\n  VALUES ?it { 1 }\n}\n"


def answers(text: str) -> list[Term | None]:
    """Run a query with one column over an empty store."""
    return [solution[0] for solution in Store().query(text)]


def test_the_first_comment_line_is_the_question():
    assert read_question("agreements", AGREEMENTS).title == "Which agreements did a country sign?"


def test_words_with_a_values_line_are_parameters_in_the_order_of_the_header():
    parameters = read_question("agreements", AGREEMENTS).parameters

    assert parameters == (
        Parameter("country", "the country asked about", "state:AAA", optional=False),
        Parameter("status", "only those that have come this far", "status:signed", optional=True),
    )


def test_the_other_words_are_notes_and_plain_sentences_are_neither():
    assert read_question("agreements", AGREEMENTS).notes == {"chart": "timeline"}


def test_a_question_keeps_its_name_and_text():
    question = read_question("agreements", AGREEMENTS)

    assert (question.name, question.text) == ("agreements", AGREEMENTS)


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("VALUES ?it { <https://example.org/a#b> }", "<https://example.org/a#b>"),
        ("VALUES ?it { 1 2 3 }", "1 2 3"),
        ('values $it{"a } # { b"}', '"a } # { b"'),
        ("VALUES ?it { 'it''s' }  # why not", "'it''s'"),
        (r'VALUES ?it { "say \"}\"" }', r'"say \"}\""'),
        ("VALUES ?it {\n    1\n    2\n  }", "1\n    2"),
        ("VALUES ?it { }", ""),
    ],
)
def test_an_example_is_what_stands_between_the_braces(line, example):
    (parameter,) = read_question("echo", f"# What?\n# it   the thing\nSELECT * {{\n  {line}\n}}").parameters

    assert (parameter.example, parameter.optional) == (example, False)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("VALUES (?it ?other) { (1 2) }", id="a table"),
        pytest.param("VALUES ?other { 1 }", id="another variable"),
        pytest.param("# VALUES ?it { 1 }", id="commented out"),
        pytest.param("FILTER(?it = 1) VALUES ?it { 1 }", id="not at the start of its line"),
    ],
)
def test_a_word_without_its_values_line_is_a_note(line):
    question = read_question("echo", f"# What?\n# it   the thing\nSELECT * {{\n  {line}\n}}")

    assert (question.parameters, question.notes) == ((), {"it": "the thing"})


def test_a_values_line_that_the_header_does_not_describe_is_no_parameter():
    assert read_question("echo", "# What?\nSELECT * {\n  VALUES ?it { 1 }\n}").parameters == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("SELECT * {}", "", id="no header"),
        pytest.param("", "", id="empty file"),
        pytest.param("\n\n#What?\nSELECT * {}", "What?", id="blank lines before"),
        pytest.param("# What?\r\n# it   x\r\nSELECT * {}\r\n", "What?", id="line ends of Windows"),
        pytest.param("# Which  one?", "Which  one?", id="two spaces in the question"),
        pytest.param("SELECT * {\n# Not this\n}", "", id="comment further down"),
    ],
)
def test_a_header_may_be_short_or_missing(text, title):
    assert read_question("q", text).title == title


def test_a_query_runs_as_it_stands():
    assert answers(ECHO) == [Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))]


def test_binding_replaces_the_example_and_nothing_else():
    bound = bind(read_question("agreements", AGREEMENTS), {"country": [NamedNode("https://example.org/state/BBB")]})

    assert bound == AGREEMENTS.replace("{ state:AAA }", "{ <https://example.org/state/BBB> }")


def test_a_parameter_takes_several_terms():
    terms = [NamedNode("https://example.org/a"), Literal("b", language="en")]

    assert answers(bind(read_question("echo", ECHO), {"it": terms})) == terms


def test_an_optional_parameter_takes_a_term_in_place_of_undef():
    bound = bind(read_question("agreements", AGREEMENTS), {"status": [Literal("signed")]})

    assert '  VALUES ?status { "signed" }  # status:signed\n' in bound


def test_every_values_line_of_a_parameter_is_bound():
    text = "# What?\n# it   x\nSELECT ?it {\n{\nVALUES ?it { 1 }\n} UNION {\nVALUES ?it { 2 }\n}\n}"

    assert answers(bind(read_question("echo", text), {"it": [Literal("z")]})) == [Literal("z"), Literal("z")]


@pytest.mark.parametrize(
    "text",
    [
        'a"b',
        "a'b",
        "{ } # }",
        "line\nVALUES ?it { 2 }\r\ttab",
        "\\",
        '\\"',
        "\\u0022 } #",
        "\\g<head>",
        "\u2028é😀",
    ],
)
def test_a_literal_cannot_leave_its_quotes(text):
    assert answers(bind(read_question("echo", ECHO), {"it": [Literal(text)]})) == [Literal(text)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was_bound(text):
    assert answers(bind(read_question("echo", ECHO), {"it": [Literal(text)]})) == [Literal(text)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("contry", "agreements: unknown parameter 'contry'; did you mean 'country'?"),
        ("xyz", "agreements: unknown parameter 'xyz'; its parameters are: country, status"),
        ("chart", "agreements: unknown parameter 'chart'; its parameters are: country, status"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_known_ones(name, message):
    with pytest.raises(UsageError) as refused:
        bind(read_question("agreements", AGREEMENTS), {name: []})

    assert str(refused.value) == message


def test_a_question_without_parameters_says_so():
    with pytest.raises(UsageError, match="its parameters are: none"):
        bind(read_question("all", "# What is there?\nSELECT * {}"), {"country": []})
