"""The list of relations, and the page of one: the dossier of two things that facts join."""

import io
from collections.abc import Callable
from functools import lru_cache

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from ...answers import write_answer
from ...dossier import Dossier, to_docx, to_markdown
from ...dossier.words import readable
from ...errors import UsageError
from ...table import Table
from ..edition import Edition
from ..formats import FORMATS
from ..resource import Asked, resource
from .disagreements import touching
from .evidence import footnotes, readable_iri
from .labels import Shown
from .network import network_file, offered
from .networks import networks, pictures
from .pairs import pair_key, pairs
from .picture import MOST_NODES, inline_chart

TIMELINE = "timeline"
_KEPT = 64
_GRAPHS = ("graphml", "gexf", "json", "svg", "png")
_FORMATS = ("turtle", "jsonld", "ntriples", "csv", "graphml", "gexf", "json", "svg", "png", "docx", "markdown")


def relation(asked: Asked) -> str | bytes | Response:
    """Return the dossier of a pair, which is named by two codes or names with a dash between them."""
    one, other = _ends(asked)
    key = pair_key(one.value, other.value)
    if key != asked.path["pair"]:
        suffix = "" if asked.format == "html" else FORMATS[asked.format].suffix
        return RedirectResponse(f"/relation/{key}{suffix}", 307)
    first, second = sorted((one.value, other.value))
    if asked.format == "html":
        return _page(asked, key, first, second)
    return _file(asked, key, first, second)


def picture(asked: Asked) -> str:
    """Return the picture of a pair's network, as a page for the dossier to frame."""
    key = pair_key(*(end.value for end in _ends(asked)))
    title, drawn = asked.edition.once(networks)(key).graph["title"], asked.edition.once(pictures)(key, None)
    if not drawn:
        raise HTTPException(404, f"{key}: there is nothing to draw, or too much to draw here")
    return asked.render("picture.html.j2", title=title, picture=drawn)


def relations(asked: Asked) -> str | Response:
    """Return the list of pairs, or the pair that a form names."""
    one, other = (asked.query.get(name, "").strip() for name in ("one", "other"))
    if one and other:
        ends = [asked.thing(name, _space(asked)) for name in (one, other)]
        return RedirectResponse(f"/relation/{pair_key(*(end.value for end in ends))}", 303)
    joined = asked.edition.once(pairs)
    names = sorted({name for pair in joined for name in pair.names})
    return asked.render("relations.html.j2", pairs=joined, labels=names)


def dossiers(edition: Edition) -> Callable[[str, str], Dossier]:
    """Return a function that gives the dossier of two IRIs, which is kept; for `Edition.once`."""
    return lru_cache(_KEPT)(edition.graph.dossier)


def _ends(asked: Asked) -> tuple[NamedNode, NamedNode]:
    """Return the two things that a name means, wherever the dash between them is."""
    words, space = asked.path["pair"].split("-"), _space(asked)
    trouble = HTTPException(404, f"{asked.path['pair']}: write two codes or names with a dash between them")
    for cut in range(1, len(words)):
        try:
            return asked.thing("-".join(words[:cut]), space), asked.thing("-".join(words[cut:]), space)
        except HTTPException as error:
            trouble = error
    raise trouble


def _space(asked: Asked) -> str:
    """Return the id space of the things that dossiers are about, as their questions have it."""
    example = asked.graph.question("dossier", "head").parameters[0].example
    return example.partition(":")[0]


def _page(asked: Asked, key: str, first: str, second: str) -> str:
    edition, dossier, timeline = asked.edition, _dossier(asked, first, second), _timeline(asked, first, second)
    network = edition.once(networks)(key)
    return asked.render(
        "relation.html.j2",
        key=key,
        dossier=dossier,
        footnotes=footnotes(edition, dossier),
        chart=inline_chart,
        timeline=timeline,
        disagreements=touching(edition, {fact.iri for _, fact, _ in timeline}),
        is_drawn=0 < len(network) <= MOST_NODES,
        formats=offered(_FORMATS, network),
    )


def _file(asked: Asked, key: str, first: str, second: str) -> str | bytes:
    match asked.format:
        case "turtle" | "jsonld" | "ntriples":
            stream = io.BytesIO()
            asked.graph.export(stream, asked.format, about=[first, second])
            return stream.getvalue()
        case "csv":
            return write_answer(_timeline_table(asked, first, second), "csv", asked.graph.prefixes)
        case "docx":
            return to_docx(_dossier(asked, first, second))
        case "markdown":
            return to_markdown(_dossier(asked, first, second))
    return network_file(asked.edition.once(networks)(key), asked.format)


def _dossier(asked: Asked, first: str, second: str) -> Dossier:
    try:
        return asked.edition.once(dossiers)(first, second)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _timeline(asked: Asked, first: str, second: str) -> list[tuple[str, Shown, str]]:
    """Return what happened as date, fact and kind."""
    table = _timeline_table(asked, first, second)
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
    return [
        (readable(row["date"]), Shown(readable(row["what"]), readable_iri(row["fact"])), readable(row["kind"]))
        for row in rows
    ]


def _timeline_table(asked: Asked, first: str, second: str) -> Table:
    question = asked.edition.questions[TIMELINE]
    names = [parameter.name for parameter in question.parameters]
    answer = asked.graph.ask(question, dict(zip(names, (first, second), strict=True)))
    assert isinstance(answer, Table)
    return answer


ROUTES = [
    *resource("/relation", relations, "html"),
    *resource("/relation/{pair}", relation, "html", *_FORMATS),
    *resource("/relation/{pair}/picture", picture, "html"),
]
