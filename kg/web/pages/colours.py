"""The style sheet of the colours that the ontology gives to kinds of things, by day and by night."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...draw.colour import day_rules, night_rules
from ...network import NEUTRAL
from ..edition import Edition

PATH = "/colours.css"


async def colours(request: Request) -> Response:
    """Return the style sheet."""
    edition = request.app.state.editions.current()
    sheet = await run_in_threadpool(edition.once, style_sheet)
    return Response(sheet, media_type="text/css", headers={"Cache-Control": "no-cache", "ETag": f'"{edition.name}"'})


def style_sheet(edition: Edition) -> str:
    """Return the rules for the nodes of every colour; for `Edition.once`."""
    used = {kind.colour.lower() for kind in edition.graph.ontology.classes.values() if kind.colour} | {NEUTRAL}
    day = "\n".join(day_rules(colour) for colour in sorted(used))
    night = "\n".join(night_rules(colour) for colour in sorted(used))
    return f"{day}\n@media screen and (prefers-color-scheme: dark) {{\n{night}\n}}\n"


ROUTES = [Route(PATH, colours, methods=["GET"])]
