"""The page of the ontology's terms."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from ...graph import ontology_page as terms_page
from ..edition import Edition
from ..resource import Asked

# A wide table scrolls by itself, also by keyboard; its heads say that they are of columns.
_ACCESSIBLE = {
    "<table>": '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>',
    "</table>": "</table></div>",
    "<th>": '<th scope="col">',
}


def ontology_page(asked: Asked) -> str:
    """Return the page of the classes, keys and lists; its data is made in kg.web.things."""
    return asked.render("ontology.html.j2", body=asked.edition.once(body))


def body(edition: Edition) -> Markup:
    """Return the reference of terms as HTML; for `Edition.once`."""
    # The reference escapes all words that it takes from the ontology.
    text = MarkdownIt("commonmark").enable("table").render(terms_page(edition.graph.workspace, "markdown"))
    for tag, accessible in _ACCESSIBLE.items():
        text = text.replace(tag, accessible)
    return Markup(text)
