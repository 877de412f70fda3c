"""Speakers: who takes a stance: the subject of the verb, or the one to whom the words are attributed."""

from ..chunks import Row
from ..context import Actor, Context
from ..persons import Person

_PEOPLE = ("PERSON", "OFFICE", "HE")
_OTHERS = ("GROUP", "STATE", "SEAT", "ORG")
_PREPOSITIONS = frozenset(
    [
        "with",
        "of",
        "between",
        "to",
        "from",
        "for",
        "by",
        "in",
        "on",
        "at",
        "against",
        "towards",
        "over",
        "than",
        "among",
    ]
)
_LINKS = frozenset(["and", ",", "&"])
_FILLERS = frozenset(["also", "has", "have", "had", "further", "then", "later", "both", "once", "again", "strongly"])
_FAR = 2


def speakers(row: Row, context: Context, at: int) -> tuple[Actor, ...]:
    """Return who takes the stance of a word: persons before states, the subject before who is named elsewhere."""
    if _is_quoted(row, context, at):
        return _attributed(row, context) or _voice(row, context)
    start, end = _subject(row, at) if any(_is_subject(row, step) for step in range(at)) else _subject_behind(row, at)
    actors = context.actors(row, start, end)
    if any(actor.is_person for actor in actors):
        return actors
    told = _attributed(row, context)
    is_own = row.has(end - 1, "GROUP") or _is_direct(row, end, at)
    return told or (actors if is_own and not row.has(at, "personal") else ())


def goes_on(row: Row, at: int) -> bool:
    """Tell whether a verb goes on behind `and`: it has the subject of the one before."""
    return row.low(_behind_fillers(row, at)) == "and"


def is_coordinated(row: Row, at: int) -> bool:
    """Tell whether a verb goes on behind `and`, or has a subject of its own right before it."""
    step = _behind_fillers(row, at)
    is_impersonal = [row.low(step - 1), row.low(step)] in (["it", "is"], ["it", "was"])
    return row.low(step) in ("and", "while", ";") or is_impersonal or _is_subject(row, step)


def _behind_fillers(row: Row, at: int) -> int:
    step = at - 1
    while row.low(step) in _FILLERS:
        step -= 1
    return step


def _is_quoted(row: Row, context: Context, at: int) -> bool:
    """Tell whether a word stands between quotation marks."""
    marks = sum(row.low(step) == '"' for step in range(at))
    return (marks + context.article.quoted[row.number]) % 2 == 1


def _subject(row: Row, at: int) -> tuple[int, int]:
    """The actors that a verb is said of: right before it, or the first ones where it goes on behind `and`."""
    found = [step for step in range(at) if _is_subject(row, step)]
    cut = max((step for step in range(at) if row.low(step) == ";"), default=-1)
    found = [step for step in found if step > cut] or found
    near = [step for step in found if _is_direct(row, step + 1, at)]
    relative = [step for step in range(at) if row.low(step + 1) == "," and row.low(step + 2) in ("who", "whose")]
    asked = [step for step in relative if row.has(step, *_PEOPLE) and _is_direct(row, step + 3, at)]
    last = next(iter(asked or near[-1:] or found[:1]), None)
    if last is None:
        return 0, 0
    first = last
    while first > 0 and (other := _listed(row, first)) is not None:
        first = other
    return first, last + 1


def _subject_behind(row: Row, at: int) -> tuple[int, int]:
    """The actors behind the comma that ends a participle: stressing the importance of trade, X and Y said."""
    commas = [step for step in range(at, len(row.chunks)) if row.low(step) == "," and _is_subject(row, step + 1)]
    first = commas[0] + 1 if commas else 0
    last = first + 1
    while commas and row.low(last) in _LINKS and _is_subject(row, last + 1):
        last += 2
    return (first, last) if commas else (0, 0)


def _listed(row: Row, at: int) -> int | None:
    """The actor that is named before another in a list: A, B and C."""
    step = at - 1
    while step > 0 and row.low(step) in _LINKS:
        step -= 1
    return step if step < at - 1 and row.has(step, *_PEOPLE, *_OTHERS) and row.low(step + 1) != "," else None


def _is_subject(row: Row, at: int) -> bool:
    """An actor that no preposition and no possessive makes part of something else."""
    the = at - (row.low(at - 1) == "the")
    is_actor = row.has(at, *_PEOPLE, *_OTHERS) and not row.has(at, "object-pronoun")
    return is_actor and row.low(the - 1) not in _PREPOSITIONS and row.low(at + 1) != "'s"


def _is_direct(row: Row, end: int, at: int) -> bool:
    """Tell whether only adverbs stand between an actor and a verb."""
    between = [row.low(step) for step in range(end, at)]
    return len([word for word in between if word not in _FILLERS]) < _FAR and not {",", "and", "that"} & set(between)


def _attributed(row: Row, context: Context) -> tuple[Actor, ...]:
    """The person beside a verb of saying outside quotation marks: X said that; she added."""
    for step in range(len(row.chunks)):
        if not row.has(step, "said") or _is_quoted(row, context, step):
            continue
        is_behind = row.low(step - 1) in (",", '"') and row.has(step + 1, *_PEOPLE)
        start, end = (step + 1, step + 2) if is_behind else _subject(row, step)
        actors = context.actors(row, start, end) if end and row.has(end - 1, *_PEOPLE) else ()
        if any(actor.is_person for actor in actors):
            return actors
    return ()


def _voice(row: Row, context: Context) -> tuple[Actor, ...]:
    """Whose words a quotation is that names nobody: who is named with its end, else who was quoted last."""
    person = _quoted_later(row, context) or context.voice
    return (context.named(person, row.text(0, 1)),) if person else ()


def remember_voice(row: Row, context: Context) -> None:
    """Keep who is quoted in a sentence, for a quotation in the next ones that names nobody."""
    said = _attributed(row, context) if '"' in [chunk.word for chunk in row.chunks] else ()
    if said:
        context.voice = context.article.registry.find(said[0].name)


def _quoted_later(row: Row, context: Context) -> Person | None:
    """The person named beside a verb of saying in the next sentences of the paragraph."""
    article = context.article
    paragraph = row.line.sentence.paragraph
    for number in range(row.number + 1, min(row.number + 4, len(article.lines))):
        line, mentions = article.lines[number], article.mentions[number]
        if line.sentence.paragraph != paragraph:
            return None
        for mention in mentions:
            person = article.registry.find(mention.name) if mention.name else None
            if person and (line.hit(mention.end, "announcing") or line.before(mention.start, "announcing")):
                return person
        if any(line.hit(at, "pronoun") and line.hit(at + 1, "announcing") for at in range(len(line))):
            return context.subject
    return None
