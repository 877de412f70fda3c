"""Write problems down: for a person, a program, a code review or an RDF tool."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from urllib.parse import quote

from .errors import UsageError
from .problems import Problem, Severity, count_problems, sort_problems
from .records import Origin
from .terms import is_iri, shorten

FORMATS = ("table", "json", "ttl", "sarif", "github")

LineOf = Callable[[Origin], str | None]

_WIDTH = 100  # characters of a source line that are shown
_BRACKETED = re.compile(r"<([^<>\s]+)>")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_SARIF_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_report(
    problems: Iterable[Problem],
    format: str,
    *,
    prefixes: Mapping[str, str],
    line_of: LineOf = lambda origin: None,
) -> str:
    """Return the problems, in order, in one of FORMATS; raise UsageError for another format.

    `prefixes` shorten IRIs of the table and of Turtle. `line_of` gives the source line at a place, without
    its end, or None where it cannot be read; the table shows it.
    """
    ordered = sort_problems(problems)
    match format:
        case "table":
            return _table(ordered, prefixes, line_of)
        case "json":
            return _json([asdict(problem) for problem in ordered])
        case "ttl":
            # rdflib takes longer to import than the other formats to write.
            from .validationreport import write_validation_report

            return write_validation_report(ordered, prefixes)
        case "sarif":
            return _json(_sarif(ordered))
        case "github":
            return "".join(map(_annotation, ordered))
    raise UsageError(f"unknown report format {format!r}; choose one of: {', '.join(FORMATS)}")


def summarize(problems: Sequence[Problem]) -> str:
    """Return a line such as `2 violations, 1 warning in 1 file`."""
    counts = count_problems(problems).items()
    counted = [_plural(count, severity) for severity, count in counts if count or severity != Severity.INFO]
    files = {problem.origin.file for problem in problems if problem.origin}
    return ", ".join(counted) + (f" in {_plural(len(files), 'file')}" if files else "")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _table(problems: Sequence[Problem], prefixes: Mapping[str, str], line_of: LineOf) -> str:
    paragraphs = ["\n".join(_paragraph(problem, prefixes, line_of)) for problem in problems]
    return "\n\n".join([*paragraphs, summarize(problems)]) + "\n"


def _paragraph(problem: Problem, prefixes: Mapping[str, str], line_of: LineOf) -> Iterator[str]:
    def readable(text: str) -> str:
        return _printable(_BRACKETED.sub(lambda iri: shorten(iri[1], prefixes), text))

    yield readable(f"{problem.severity}: {problem.message} ({_bracket(problem.rule)})")
    if problem.origin:
        yield _printable(f"  --> {problem.origin}")
        line = line_of(problem.origin)
        yield from map(_printable, _excerpt(problem.origin, line, problem.value) if line is not None else ())
    parts = {"subject": _bracket(problem.subject), "path": _bracket(problem.path), "value": problem.shown}
    yield from (readable(f"  {name:<7}  {text}") for name, text in parts.items() if text)
    if problem.remedy:
        yield readable(f"  = help: {problem.remedy}")


def _printable(text: str) -> str:
    # Data may hold control characters, which could erase, turn or forge lines on a terminal.
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _bracket(text: str) -> str:
    return f"<{text}>" if is_iri(text) else text


def _excerpt(origin: Origin, line: str, value: str) -> Iterator[str]:
    """Show a source line around the column, with carets under the value or under its first character."""
    start = max(0, origin.column - _WIDTH // 2)
    shown, before = line[start : start + _WIDTH], line[start : origin.column - 1]
    length = len(value) if value and line.startswith(value, origin.column - 1) else 1
    carets = re.sub(r"[^\t]", " ", before) + "^" * max(1, min(length, len(shown) - len(before)))
    yield f" {origin.line} | {shown}"
    yield f" {' ' * len(str(origin.line))} | {carets}"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _sarif(problems: Sequence[Problem]) -> dict[str, object]:
    """Return a SARIF 2.1.0 log (OASIS 2020) with one run."""
    examples = {problem.rule: problem for problem in reversed(problems)}
    index = {rule: number for number, rule in enumerate(sorted(examples))}
    driver = {"name": "Communique", "rules": [_sarif_rule(examples[rule]) for rule in index]}
    results = [_sarif_result(problem) | {"ruleIndex": index[problem.rule]} for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _sarif_rule(example: Problem) -> dict[str, object]:
    rule: dict[str, object] = {"id": example.rule, "shortDescription": {"text": example.message}}
    return rule | ({"help": {"text": example.remedy}} if example.remedy else {})


def _sarif_result(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {}
    if problem.origin:
        artifact = {"uri": quote(problem.origin.file)}
        region = {"startLine": problem.origin.line, "startColumn": problem.origin.column}
        location["physicalLocation"] = {"artifactLocation": artifact, "region": region}
    if problem.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.subject}]
    return {
        "ruleId": problem.rule,
        "level": _SARIF_LEVELS[problem.severity],
        "message": {"text": _prose(problem)},
        "locations": [location] if location else [],
    }


def _annotation(problem: Problem) -> str:
    """Return a workflow command of GitHub Actions, which shows the problem beside the changed line."""
    origin = problem.origin
    place = {"file": origin.file, "line": origin.line, "col": origin.column} if origin else {}
    properties = place | {"title": problem.rule}
    listed = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    return f"::{_GITHUB_LEVELS[problem.severity]} {listed}::{_escape_data(_prose(problem))}\n"


def _prose(problem: Problem) -> str:
    value = f"value: {problem.shown}" if problem.value else ""
    remedy = f"help: {problem.remedy}" if problem.remedy else ""
    return "\n".join(text for text in (problem.message, value, remedy) if text)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
