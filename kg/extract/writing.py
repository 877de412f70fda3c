"""Writing: what was found in an article, as proposed records or as facts."""

import json
from collections.abc import Iterable, Iterator, Mapping

from ..records import Record
from .extraction import Extracted
from .facts_json import fact_rows
from .proposals import Proposal


def yaml_text(found: Iterable[Proposal]) -> str:
    """Return proposed records as YAML, each with comment lines on how it was found."""
    return "\n".join("".join(f"{line}\n" for line in _yaml_lines(proposal)) for proposal in found)


def jsonl_text(found: Iterable[Proposal]) -> str:
    """Return proposed records as JSON lines, with `_notes` in place of comments."""
    return "".join(
        json.dumps(_fields(proposal.record) | {"_notes": list(proposal.notes)}, ensure_ascii=False) + "\n"
        for proposal in found
    )


def facts_text(found: Extracted) -> str:
    """Return the facts as a JSON list."""
    return json.dumps(fact_rows(found), ensure_ascii=False, indent=1) + "\n"


def unused_text(found: Extracted) -> str:
    """Return the sentences that gave nothing as comment lines, with the place of each in the text."""
    lines = []
    for start, end in found.unused:
        first, last = found.article.clean.original(start, end)
        lines.append(f"# unused {first}-{last}: {' '.join(found.source[first:last].split())}\n")
    return "".join(lines)


def _fields(record: Record) -> dict[str, object]:
    fields: dict[str, object] = {"id": record.id} if record.id else {}
    fields |= {"type": record.type}
    fields |= {key: texts[0] if len(texts) == 1 else list(texts) for key, texts in record.values.items()}
    if record.evidence:
        fields["evidence"] = [{"source": part.source, "quote": part.quote} for part in record.evidence]
    return fields


def _yaml_lines(proposal: Proposal) -> Iterator[str]:
    yield from (f"# {note}" for note in proposal.notes)
    for number, (key, value) in enumerate(_fields(proposal.record).items()):
        head = "- " if number == 0 else "  "
        if key == "evidence" and isinstance(value, list):
            yield f"{head}evidence:"
            yield from (f"  - {_flow(part)}" for part in value)
        else:
            yield f"{head}{key}: {_flow(value)}"


def _flow(value: object) -> str:
    """A value as YAML in one line; JSON's quoting is YAML's."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(part) for part in value)}]"
    text = str(value)
    return text if text and set(text) <= _PLAIN and text[0].isalnum() else json.dumps(text, ensure_ascii=False)


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /.-")
