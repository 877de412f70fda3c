"""Running: many articles through the grammar, in order, by one process or several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem
from ..records import Record
from .extraction import Extracted, Grammar, extract, read_grammar
from .linking import Known
from .proposals import proposals
from .texts import Text
from .things import Forms, read_forms
from .writing import facts_text, jsonl_text, unused_text, yaml_text

_AHEAD = 4

Add = Callable[[Extracted, str], tuple[Extracted, list[Problem]]]
Written = tuple[str, str, Sequence[Problem]]


@dataclass(frozen=True)
class Task:
    """What every process needs: where words, rules and states are, what is known, and the form of the output."""

    extraction: Path
    registry: Path
    known: tuple[Record, ...]
    format: str
    unused: bool
    add: tuple[Add, ...] = ()


def run(texts: Iterable[Text], task: Task, jobs: int = 1) -> Iterator[Written]:
    """Yield each article's slug and output in the order of the texts, the same bytes for any number of jobs."""
    if jobs <= 1:
        work = worker(task)
        yield from (work(text) for text in texts)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(task,)) as pool:
        yield from _in_order(pool, texts, jobs * _AHEAD)


def worker(task: Task) -> Callable[[Text], Written]:
    """Return the function that reads one article and writes what it found."""
    grammar = read_grammar(task.extraction, task.registry)
    forms = read_forms(task.extraction)
    known = Known(task.known, forms)
    return lambda text: (text.slug, *_output(text, grammar, forms, known, task))


def _output(text: Text, grammar: Grammar, forms: Forms, known: Known, task: Task) -> tuple[str, Sequence[Problem]]:
    found = extract(text.text, grammar, start=text.start, issued=text.issued)
    problems: list[Problem] = []
    for add in task.add:
        found, more = add(found, text.slug)
        problems += more
    if task.format == "facts":
        return facts_text(found), problems
    write = jsonl_text if task.format == "jsonl" else yaml_text
    rest = unused_text(found) if task.unused and task.format == "yaml" else ""
    return write(proposals(found, text.slug, forms, known)) + rest, problems


_WORK: list[Callable[[Text], Written]] = []


def _start(task: Task) -> None:
    _WORK[:] = [worker(task)]


def _work(text: Text) -> Written:
    return _WORK[0](text)


def _in_order(pool: ProcessPoolExecutor, texts: Iterable[Text], ahead: int) -> Iterator[Written]:
    """Results in the order of the texts, never more than some of them under way: memory stays flat."""
    waiting: deque[Future[Written]] = deque()
    for text in texts:
        waiting.append(pool.submit(_work, text))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
