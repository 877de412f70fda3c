"""Persons by spaCy: names that the rules pass over, because no office makes them known; they may only add facts."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from .errors import UsageError
from .extract.extraction import Extracted, extend
from .problems import Problem, Severity
from .records import Origin

_CONFIDENCE = 0.45  # of the facts added in annotated articles, that many were right, rounded down
_PERSON = "PERSON"
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer"]


class _Entity(Protocol):
    label_: str
    start_char: int
    end_char: int


class _Read(Protocol):
    @property
    def ents(self) -> tuple[_Entity, ...]: ...


class Pipeline(Protocol):
    """What is used of a spaCy pipeline."""

    max_length: int

    def __call__(self, text: str) -> _Read: ...


@dataclass(frozen=True)
class Persons:
    """A model of spaCy by its package or folder: adds facts to an extraction; it can be sent to another process."""

    model: str

    def __call__(self, found: Extracted, slug: str) -> tuple[Extracted, list[Problem]]:
        return add_persons(found, slug, load_pipeline(self.model), self.model)


def add_persons(found: Extracted, slug: str, pipeline: Pipeline, model: str) -> tuple[Extracted, list[Problem]]:
    """Return the extraction with the facts of persons that a pipeline sees; a text that is too long stays as it is."""
    text = found.article.text
    if len(text) > pipeline.max_length:
        message = f"the text is longer than {pipeline.max_length:,} characters; {model} did not read it"
        problem = Problem(Severity.WARNING, "model-text", "", "", message, "cut it into articles", Origin(slug, 1))
        return found, [problem]
    spans = [(part.start_char, part.end_char) for part in pipeline(text).ents if part.label_ == _PERSON]
    return extend(found, spans, model, _CONFIDENCE), []


@lru_cache(maxsize=1)
def load_pipeline(model: str) -> Pipeline:
    """Load a model by its package or folder; raise UsageError if spaCy or the model is not installed."""
    try:
        spacy = import_module("spacy")
    except ModuleNotFoundError as error:
        raise UsageError("--nlp needs the extra nlp: pip install 'communique-kg[nlp]'") from error
    try:
        pipeline: Pipeline = spacy.load(model, exclude=_UNUSED)
    except (OSError, ValueError) as error:
        reason, advice = " ".join(str(error).split())[:120], "install its package, or give the folder that holds it"
        raise UsageError(f"--nlp {model}: spaCy cannot load it: {reason}; {advice}") from error
    return pipeline
