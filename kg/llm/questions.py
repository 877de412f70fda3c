"""Questions: which facts a model is asked for, and the form of each of their keys; read from model.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..extract.lexicon import read_yaml_file

Json = Mapping[str, object]

_TEXT = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_SHAPES: Mapping[str, Json] = {
    "number": {"type": ["number", "null"]},
    "yes-no": {"type": "boolean"},
    **dict.fromkeys(("actors", "names", "states"), _TEXTS),
}
_DERIVED = frozenset(["as-stated", "class-of", "states-of", "state-of", "no"])


@dataclass(frozen=True)
class Slot:
    """A key of a fact: as the model writes it, its form, its key inside, the choices or the key that it is made of.

    `need` is empty, `all` (it must be there), `two` (of it, at least) or `any` (one of those so marked).
    """

    asked: str
    form: str
    key: str
    of: str = ""
    choices: tuple[str, ...] = ()
    need: str = ""

    @property
    def is_asked(self) -> bool:
        """Tell whether the model gives it; else it is worked out."""
        return self.form not in _DERIVED

    @property
    def shape(self) -> Json:
        """The JSON Schema of its value."""
        return {"enum": list(self.choices)} if self.choices else _SHAPES.get(self.form, _TEXT)


@dataclass(frozen=True)
class Questions:
    """The instruction, and the slots of each kind of fact."""

    instruction: str
    kinds: Mapping[str, Sequence[Slot]]

    @property
    def schema(self) -> Json:
        """The JSON Schema of an answer: an object whose `facts` is a list."""
        facts = {"type": "array", "items": {"anyOf": [_schema(kind, slots) for kind, slots in self.kinds.items()]}}
        return _object({"facts": facts})


def read_questions(folder: Path) -> Questions:
    """Read model.yaml of a folder `ontology/extraction`; closed lists are the keys of forms.yaml beside it."""
    content, forms = read_yaml_file(folder / "model.yaml"), read_yaml_file(folder / "forms.yaml")
    assert isinstance(content, Mapping) and isinstance(forms, Mapping)
    kinds = {
        kind: tuple(_slot(asked, given, forms) for asked, given in slots.items())
        for kind, slots in content["kinds"].items()
    }
    return Questions(f"{content['instruction']}\n{_outline(kinds)}", kinds)


def _slot(asked: str, given: Mapping[str, str | list[str]], forms: Mapping[str, Mapping[str, str]]) -> Slot:
    of = given.get("of", "")
    choices = () if given["form"] != "one-of" else tuple(forms[of] if isinstance(of, str) else of)
    source = of if isinstance(of, str) and not choices else ""
    return Slot(asked, str(given["form"]), str(given.get("as", asked)), source, choices, str(given.get("need", "")))


def _outline(kinds: Mapping[str, Sequence[Slot]]) -> str:
    """The keys of each kind in words, for models whose server knows no schema."""
    lines = [
        f"- {kind}: " + ", ".join(f"{slot.asked} ({_words(slot)})" for slot in slots if slot.is_asked)
        for kind, slots in kinds.items()
    ]
    return "\n".join(['Answer {"facts": [...]}; each fact has the keys kind, quote and those of its kind:', *lines])


def _words(slot: Slot) -> str:
    return " | ".join(slot.choices) if slot.choices else slot.form.replace("-", " ")


def _schema(kind: str, slots: Sequence[Slot]) -> Json:
    asked = {slot.asked: slot.shape for slot in slots if slot.is_asked}
    return _object({"kind": {"const": kind}, "quote": {"type": "string"}, **asked})


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
