"""What the text of a value means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values import UNWRITABLE, IllTypedError, Span, amount, plain_decimal, span, stated, typed

years = st.integers(1, 9999).map("{:04}".format)
days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
parts = st.one_of(
    years,
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{}-H{}".format, years, st.integers(1, 2)),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    days,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("2021-Q1", "2021-01-01", "2021-03-31"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-10-11", "2021-10-11", "2021-10-11"),
        ("2021-01/2021-08", "2021-01-01", "2021-08-31"),
        ("2021-10-11/2021-10-11", "2021-10-11", "2021-10-11"),
        ("../2021-10-12", None, "2021-10-12"),
        ("2020-03/..", "2020-03-01", None),
    ],
)
def test_a_time_span_is_known_by_its_first_and_last_day(text, first, last):
    found = span(text)
    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "write a year"),
        ("..", "write a year"),
        ("last year", "write a year"),
        ("21", "write a year"),
        ("2021-10-11T10:00", "write a year"),
        ("2021-Q5", "write a year"),
        ("2021-1", "write a year"),
        ("2021/2022/2023", "write a year"),
        ("2021/", "write a year"),
        ("٢٠٢١", "write a year"),
        ("0000", "years begin with 0001"),
        ("2021-00", "there is no month 00"),
        ("2021-13", "there is no month 13"),
        ("2021-02-29", "there is no such day"),
        ("2021-10-00", "there is no such day"),
        ("2021-00-11", "there is no such day"),
        ("0000-01-01", "there is no such day"),
        ("../..", "open on one side at most"),
        ("2021/2020", "ends before it begins"),
    ],
)
def test_what_is_no_time_span_is_refused_with_what_would_be(text, reason):
    with pytest.raises(IllTypedError, match=reason):
        span(text)


@given(parts)
def test_a_time_span_begins_before_it_ends(text):
    found = span(text)
    assert date.fromisoformat(found.first) <= date.fromisoformat(found.last)


@given(parts, parts)
def test_an_interval_begins_with_its_first_part_and_ends_with_its_last(first, last):
    whole = Span(f"{first}/{last}", span(first).first, span(last).last)
    assert whole.first > whole.last or span(whole.text) == whole


@pytest.mark.parametrize(
    ("text", "value", "granularity"),
    [
        ("9 million", "9000000", "1000000"),
        ("9.0 million", "9000000", "100000"),
        ("10 million", "10000000", "1000000"),
        ("1.1e6", "1100000", "100000"),
        ("6.3", "6.3", "0.1"),
        ("-6.30", "-6.30", "0.01"),
        ("+4", "4", "1"),
        ("0", "0", "1"),
        ("-0", "0", "1"),
        ("007", "7", "1"),
        ("2 thousand", "2000", "1000"),
        ("2.5 billion", "2500000000", "100000000"),
        ("9\N{NO-BREAK SPACE}trillion", "9000000000000", "1000000000000"),
        ("1e-3", "0.001", "0.001"),
        ("999999999999999999", "999999999999999999", "1"),
    ],
)
def test_an_amount_is_known_with_the_weight_of_its_last_stated_digit(text, value, granularity):
    found = amount(text)
    assert (str(found.value), str(found.granularity)) == (value, granularity)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "write a number"),
        ("many", "write a number"),
        ("1,1", "write a number"),
        ("1.100.000", "write a number"),
        ("1 dozen", "write a number"),
        ("9million", "write a number"),
        ("$9", "write a number"),
        ("NaN", "write a number"),
        ("٩", "write a number"),
        ("1e400", "at most 18 digits"),
        ("0e400", "at most 18 digits"),
        ("1e-400", "at most 18 digits"),
        ("9999999999999999999", "at most 18 digits"),
        ("1000000 trillion", "at most 18 digits"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_would_be(text, reason):
    with pytest.raises(IllTypedError, match=reason):
        amount(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_plain_decimal_is_read_as_itself(value):
    text = plain_decimal(value)
    assert amount(text).value == value
    assert plain_decimal(amount(text).value) == text


@given(st.integers(-99999, 99999), st.integers(-4, 9))
def test_an_amount_is_written_so_that_its_precision_comes_back(digits, power):
    found = amount(stated(Decimal(digits).scaleb(power)))
    assert (found.value, found.granularity) == (Decimal(digits).scaleb(power), Decimal(1).scaleb(power))


@pytest.mark.parametrize(
    ("value", "text"),
    [("9E+6", "9000000.0"), ("1.50", "1.5"), ("-0.0", "0.0"), ("-0.5", "-0.5"), ("10", "10.0"), ("0.100", "0.1")],
)
def test_a_decimal_has_one_plain_form(value, text):
    assert plain_decimal(Decimal(value)) == text


@pytest.mark.parametrize(
    ("text", "datatype", "canonical"),
    [
        ("9 million", "decimal", "9000000.0"),
        ("+007", "integer", "7"),
        ("-0", "integer", "0"),
        ("2021-10-11", "date", "2021-10-11"),
        ("true", "boolean", "true"),
        ("https://example.org/é", "anyURI", "https://example.org/é"),
        (" any words ", "string", " any words "),
        ("P1Y", "duration", "P1Y"),
    ],
)
def test_a_text_of_a_datatype_has_a_canonical_form(text, datatype, canonical):
    assert typed(text, datatype) == canonical


@pytest.mark.parametrize(
    ("text", "datatype", "reason"),
    [
        ("1.5", "integer", "whole number"),
        ("٤", "integer", "whole number"),
        ("9" * 5000, "integer", "at most 18 digits"),
        ("2021-10", "date", "year-month-day"),
        ("2021-02-29", "date", "no such day"),
        ("yes", "boolean", "true or false"),
        ("True", "boolean", "true or false"),
        ("example.org", "anyURI", "absolute address"),
        ("http://[example", "anyURI", "absolute address"),
        ("http://a b", "anyURI", "absolute address"),
    ],
)
def test_a_text_that_does_not_fit_its_datatype_is_refused(text, datatype, reason):
    with pytest.raises(IllTypedError, match=reason):
        typed(text, datatype)


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_known(text):
    assert UNWRITABLE.search(text)


@pytest.mark.parametrize("text", ["\t\r\n", "é", "\x7f", "\U0001f600"])
def test_what_xml_can_hold_is_left_alone(text):
    assert not UNWRITABLE.search(text)
