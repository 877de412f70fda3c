"""kg serve."""

from pathlib import Path

import click

from .options import Options, needing, pass_options

_SHORTEST_TOKEN = 16


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--allow-remote", is_flag=True, help="Let other machines in, if --host is not this machine's loopback.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Answer to this host name too.")
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Let this origin's scripts read data; * for all."
)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds for a query.")
@click.option("--max-rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="Rows of an answer.")
@click.option("--memory", type=click.IntRange(min=256), default=4096, show_default=True, help="MB for a query.")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Queries at once.")
@click.option("--writable", is_flag=True, help="Let the holders of the token change the graph, until the next build.")
@click.option("--token-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Holds the token.")
@pass_options
def serve(
    options: Options,
    host: str,
    port: int,
    allow_remote: bool,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    max_rows: int,
    memory: int,
    workers: int,
    writable: bool,
    token_file: Path | None,
) -> None:
    """Open the graph to people, as pages, and to machines: SPARQL, linked data, named questions.

    Only this machine is served, and only for reading, unless told otherwise.

    \b
    Example:
      kg serve --port 8000
    """
    with needing("web"):
        from ..web.server import serve
    from ..web.settings import Settings, is_loopback

    if not is_loopback(host) and not allow_remote:
        raise click.UsageError(f"--host {host} lets other machines in; add --allow-remote if that is meant")
    settings = Settings(
        host=host,
        port=port,
        timeout=timeout,
        max_rows=max_rows,
        memory=memory << 20,
        workers=workers,
        token=_token(token_file, writable=writable),
        names=names,
        origins=origins,
    )
    serve(options.workspace(), settings, announce=lambda url: click.echo(f"Serving {url} (Ctrl-C stops)", err=True))


def _token(path: Path | None, *, writable: bool) -> str:
    """Read the token, which must be long and kept from other users of the machine."""
    if (path is not None) != writable:
        raise click.UsageError("--writable and --token-file FILE belong together")
    if path is None:
        return ""
    if path.stat().st_mode & 0o077:
        raise click.UsageError(f"{path}: others can read it; run `chmod 600 {path}`")
    token = path.read_text("utf-8").strip()
    if len(token) < _SHORTEST_TOKEN:
        raise click.UsageError(f"{path}: the token has fewer than {_SHORTEST_TOKEN} characters; take a longer one")
    return token
