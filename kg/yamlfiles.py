"""YAML files to records: every scalar kept as text, with line and column."""

from collections.abc import Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .problems import Problem, violation
from .records import Evidence, Origin, Record, lines, record_of


def read_yaml(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield the records of a YAML text: a list of mappings, or one mapping a document."""
    # compose() keeps every scalar as it is written: plain YAML reads Norway's code NO as false and 1.10 as 1.1.
    try:
        nodes = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        origin = Origin(name, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        yield violation(
            "syntax",
            origin,
            "",
            f"this is not YAML: {error.problem}",
            "mend the line; quote values that hold : or #",
        )
        return
    except yaml.YAMLError as error:
        yield violation("syntax", Origin(name, 1), "", f"this is not YAML: {error}", "remove control characters")
        return
    for node in nodes:
        entries = node.value if isinstance(node, SequenceNode) else [node]
        for entry in entries:
            yield from _record(entry, name)


def _record(node: Node, name: str) -> Iterator[Record | Problem]:
    if not isinstance(node, MappingNode) or not node.value:
        yield violation(
            "record",
            _at(node, name),
            _shown(node),
            "a record is a mapping of keys to values",
            "write - id: ..., and the other keys below it",
        )
        return
    fields: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[int, int]] = {}
    evidence: list[Evidence] = []
    for key_node, value in node.value:
        key, at = key_node.value, _at(value, name)
        if key in places:
            yield violation(
                "duplicate-key",
                _at(key_node, name),
                key,
                "the key stands twice in one record",
                "write its values as one list",
            )
        elif key == "evidence":
            yield from _evidence(value, name, evidence)
        elif (texts := _texts(value)) is None:
            yield violation(
                "value",
                at,
                _shown(value),
                f"{key!r} takes a text or a list of texts",
                "give a nested thing a record and an id of its own",
            )
        elif "" in texts:
            yield violation("empty-value", at, key, f"{key!r} has no value", "remove the key, or fill it")
        else:
            fields[key] = texts
        places[key] = (at.line, at.column)
    fragment = lines(node.start_mark.line + 1, node.value[-1][1].end_mark.line + 1)
    yield record_of(fields, tuple(evidence), _at(node, name), places, fragment)


def _texts(node: Node) -> tuple[str, ...] | None:
    nodes = node.value if isinstance(node, SequenceNode) else [node]
    return tuple(part.value for part in nodes) if all(isinstance(part, ScalarNode) for part in nodes) else None


def _evidence(node: Node, name: str, evidence: list[Evidence]) -> Iterator[Problem]:
    parts = node.value if isinstance(node, SequenceNode) else [node]
    for part in parts:
        fields = {}
        if isinstance(part, MappingNode):
            fields = {key.value: value.value for key, value in part.value if isinstance(value, ScalarNode)}
        if not isinstance(part, MappingNode) or set(fields) - {"source", "quote"} or "source" not in fields:
            yield violation(
                "evidence",
                _at(part, name),
                _shown(part),
                "evidence names a source and quotes it",
                'write {source: name-of-the-document, quote: "its words"}',
            )
        else:
            evidence.append(Evidence(fields["source"], fields.get("quote", ""), _at(part, name)))


def _at(node: Node, name: str) -> Origin:
    return Origin(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _shown(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else "a mapping" if isinstance(node, MappingNode) else "a list"
