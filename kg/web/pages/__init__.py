"""Pages: what people see. Each module makes some pages and lists their routes; ROUTES joins them."""

from starlette.routing import BaseRoute

from . import canvas, colours, disagreements, editor, network, overview, questions, relation, search, sources

ROUTES: list[BaseRoute] = [
    route
    for module in (canvas, colours, disagreements, editor, network, overview, questions, relation, search, sources)
    for route in module.ROUTES
]
