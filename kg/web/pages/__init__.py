"""Pages: what people see. Each module makes some pages and lists their routes; ROUTES joins them."""

from starlette.routing import BaseRoute

from . import colours, disagreements, network, overview, questions, relation, search, sources

ROUTES: list[BaseRoute] = [
    route
    for module in (colours, disagreements, network, overview, questions, relation, search, sources)
    for route in module.ROUTES
]
