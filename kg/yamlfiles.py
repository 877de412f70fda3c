"""YAML files to records: every scalar kept as text, with line and column."""

import re
from collections.abc import Iterator

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .problems import Problem, violation
from .records import Draft, Origin, Record, lines

_DEEPEST = 50
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PART = re.compile(r"^(?=- )", re.MULTILINE)


def read_yaml(text: str, name: str, line: int = 1) -> Iterator[Record | Problem]:
    """Yield the records of a YAML text: a list of mappings, or one mapping a document.

    Where one part of a list is not YAML, the other parts are read all the same. `line` is the number of the first line.
    """
    try:
        nodes = _compose(text)
    except yaml.YAMLError as error:
        parts = [part for part in _PART.split(text) if part]
        if len(parts) < 2:
            yield _syntax(error, text, name, line)
            return
        for part in parts:
            yield from read_yaml(part, name, line)
            line += part.count("\n")
    else:
        file = _File(name, line)
        for node in nodes:
            for entry in node.value if isinstance(node, SequenceNode) else [node]:
                yield file.record(entry)


def _compose(text: str) -> list[Node]:
    # The composer calls itself for each level and so runs out of stack, whereas the parser does not.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(None, None, "it is nested too deeply", event.start_mark)  # type: ignore[arg-type]  # C's mark
    # Composed only, every scalar stays as it is written: plain YAML reads Norway's code NO as false and 1.10 as 1.1.
    nodes = yaml.compose_all(text, Loader=yaml.CSafeLoader)
    return [node for node in nodes if not isinstance(node, ScalarNode) or node.value]


class _File:
    """The file that nodes come from: its name, and the number of its first line."""

    def __init__(self, name: str, line: int) -> None:
        self._name, self._line = name, line

    def record(self, node: Node) -> Record | Problem:
        if not isinstance(node, MappingNode) or not node.value:
            advice = "write - id: ..., and the other keys below it"
            return violation("record", self._at(node), _shown(node), "a record is a mapping of keys to values", advice)
        places = {_shown(head): self._place(value) for head, value in node.value}
        heads = {_shown(head): self._place(head) for head, _ in node.value}
        draft = Draft(lambda key: Origin(self._name, *heads[key]))
        for head, value in node.value:
            self._add(draft, head, value)
        fragment = lines(self._place(node)[0], self._line + _last_line(node))
        return draft.record(self._at(node), places, fragment, heads=heads)

    def _add(self, draft: Draft, head: Node, value: Node) -> None:
        if not isinstance(head, ScalarNode) or head.value == "<<":
            draft.refuse("key", self._at(head), _shown(head), "a key is a word", "write out the keys one by one")
        elif head.value == "evidence":
            for part in value.value if isinstance(value, SequenceNode) else [value]:
                pairs = part.value if isinstance(part, MappingNode) else []
                words = [(_shown(key), _text(text)) for key, text in pairs] or [(_shown(part), None)]
                draft.cite(words, self._at(part))
        else:
            parts = value.value if isinstance(value, SequenceNode) else [value]
            texts = [text for part in parts if (text := _text(part)) is not None]
            draft.add(head.value, texts if len(texts) == len(parts) else None)

    def _at(self, node: Node) -> Origin:
        return Origin(self._name, *self._place(node))

    def _place(self, node: Node) -> tuple[int, int]:
        return self._line + node.start_mark.line, node.start_mark.column + 1


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, ScalarNode) else None


def _last_line(node: Node) -> int:
    """The line where a node ends, from 0; the end of a block is marked only where the next thing begins."""
    if isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line) - (node.end_mark.column == 0)


def _shown(node: Node) -> str:
    return node.value if isinstance(node, ScalarNode) else "a mapping" if isinstance(node, MappingNode) else "a list"


def _syntax(error: yaml.YAMLError, text: str, name: str, line: int) -> Problem:
    if found := _NO_TEXT.search(text):
        before = text[: found.start()]
        origin = Origin(name, line + before.count("\n"), len(before.rpartition("\n")[2]) + 1)
        message, advice = "the file holds a character that is no text", "remove it"
        return violation("syntax", origin, f"U+{ord(found[0]):04X}", message, advice)
    mark, reason = None, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        # Of a key without a colon or a text whose quotes are not closed, the beginning tells more than the end.
        is_open, reason = (error.context or "").startswith("while scanning a"), str(error.problem)
        mark = (error.context_mark if is_open else error.problem_mark) or error.context_mark
    origin = Origin(name, line + mark.line, mark.column + 1) if mark else Origin(name, line)
    advice = "mend the line; quote values that hold : or #"
    return violation("syntax", origin, "", f"this is not YAML: {reason}", advice)
