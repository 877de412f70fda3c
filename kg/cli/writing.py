"""kg export, network, draw, ontology."""

import sys
from pathlib import Path

import click

from .options import Options, by_suffix, needing, output_option, pass_options, progress, writing

EXPORTS = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld"}
NETWORKS = {".graphml": "graphml", ".gexf": "gexf", ".json": "json", ".csv": "csv"}
DRAWINGS = {".svg": "svg", ".png": "png", ".html": "html"}
PAGES = {".md": "markdown", ".html": "html", ".jsonld": "jsonld", ".ttl": "turtle"}


@click.command()
@click.argument("things", nargs=-1, metavar="[STATE | ID]...")
@click.option("--source", default="", help="Only what this source says.")
@click.option("--quotes", is_flag=True, help="With the quoted words, which are left out otherwise.")
@click.option("--format", type=click.Choice([*EXPORTS.values()]), help="[default: by the suffix, else turtle]")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="The explorer as files, instead of RDF.")
@click.option("--url", default="", help="Where the site will stand, if it is known.")
@output_option
@pass_options
def export(
    options: Options,
    things: tuple[str, ...],
    source: str,
    quotes: bool,
    format: str | None,
    site: Path | None,
    url: str,
    output: Path,
) -> None:
    """Write the graph as RDF: whole, or the facts that mention all the given things, or what one source says.

    With --site, write what `kg serve` shows as files for a web server that only hands out files, or for a folder.

    \b
    Example:
      kg export AZE SRB -o relations.ttl
    """
    if site:
        if things or source or quotes or format or str(output) != "-":
            raise click.UsageError("--site writes everything, into its folder; leave out what narrows or names a file")
        _export_site(options, site, url)
        return
    if url:
        raise click.UsageError("--url belongs to --site DIR")
    with options.graph() as graph, writing(output) as stream:
        name = by_suffix(output, format, EXPORTS, "turtle")
        graph.export(stream, name, source=source, about=things, quotes=quotes)


def _export_site(options: Options, folder: Path, url: str) -> None:
    """Write the site; the exit code is 1 if something that pages link to has no file."""
    with needing("web"):
        from ..web.site import write_site

    with progress(options) as report:
        site = write_site(options.workspace(), folder, url=url, report=report)
    for address, reason in site.left_out.items():
        options.say(f"left out {address}: {reason}")
    options.say(f"Wrote {site.pages:,} pages in {site.files:,} files, {site.size / 1e6:.1f} MB, to {folder}")
    sys.exit(bool(site.left_out))


@click.command()
@click.argument("projection", metavar="PROJECTION | STATE-STATE")
@click.option("--measures", is_flag=True, help="A table of degree, betweenness and communities instead.")
@click.option("--format", type=click.Choice([*NETWORKS.values()]), help="[default: by the suffix, else json]")
@output_option
@pass_options
def network(options: Options, projection: str, measures: bool, format: str | None, output: Path) -> None:
    """Write a relation network for NetworkX, Gephi and graphology.

    A projection is one of the queries in queries/network, such as states, people, ministries or agreements; two states
    joined by a dash are the network between the two.

    \b
    Example:
      kg network people -o people.graphml
    """
    from .. import graphfiles

    with options.graph() as graph:
        found = graph.network(projection)
        if measures:
            from ..answers import write_answer
            from ..measures import measure

            with writing(output) as stream:
                stream.write(write_answer(measure(found), "csv", graph.prefixes).encode())
            return
    writers = {
        "graphml": graphfiles.write_graphml,
        "gexf": graphfiles.write_gexf,
        "json": graphfiles.write_json,
        "csv": graphfiles.write_csv,
    }
    with writing(output) as stream:
        writers[by_suffix(output, format, NETWORKS, "json")](found, stream)


@click.command()
@click.argument("projection", metavar="PROJECTION | STATE-STATE")
@click.option("--format", type=click.Choice([*DRAWINGS.values()]), help="[default: by the suffix, else svg]")
@click.option("--seed", type=int, default=7, show_default=True, help="Another seed gives another arrangement.")
@output_option
@pass_options
def draw(options: Options, projection: str, format: str | None, seed: int, output: Path) -> None:
    """Draw a relation network as SVG, PNG, or one HTML file that shows the evidence behind each edge.

    \b
    Example:
      kg draw AZE-SRB -o relations.html
    """
    name = by_suffix(output, format, DRAWINGS, "svg")
    with options.graph() as graph:
        content = graph.draw(projection, name, seed=seed)
    with writing(output) as stream:
        stream.write(content)


@click.command()
@click.option("--format", type=click.Choice([*PAGES.values(), "shacl"]), help="[default: by the suffix, else markdown]")
@output_option
@pass_options
def ontology(options: Options, format: str | None, output: Path) -> None:
    """Write the ontology's terms and record keys as a page to read, or as the JSON-LD context of records.

    As Turtle it is terms and lists; the shapes are --format shacl.

    \b
    Example:
      kg ontology -o ontology.html
    """
    from ..graph import ontology_page

    content = ontology_page(options.workspace(), by_suffix(output, format, PAGES, "markdown"))
    with writing(output) as stream:
        stream.write(content.encode())
