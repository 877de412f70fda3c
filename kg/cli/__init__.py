"""The command line: one command per stage, each parses, calls one function and prints.

Heavy imports stand inside the commands, so that `kg --help` needs none of them.
"""

import os
import sys
from pathlib import Path

import click

from .. import __version__, errors
from .asking import conflicts, info, query, show
from .building import build, init, validate
from .comparing import compare, diff
from .extracting import extract
from .options import Options
from .reviewing import review
from .serving import serve
from .writing import draw, export, network, ontology

_CODES: dict[type[errors.Error], int] = {errors.UsageError: 2, errors.QueryError: 4}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "directory",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Work in this workspace.",
)
@click.option("--store", metavar="URL", default="", help="Ask this store: a SPARQL endpoint, or a directory.")
@click.option("-q", "--quiet", is_flag=True, help="Print no messages.")
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(context: click.Context, directory: Path, store: str, quiet: bool) -> None:
    """A knowledge graph of relations between states, every fact traceable to its source.

    Results go to standard output, messages to standard error. Exit codes: 0 well, 1 problems in the data, 2 wrong
    usage, 3 unreadable input, 4 a query failed, 70 a bug.
    """
    context.obj = Options(directory, store, quiet)


for _command in (
    init,
    extract,
    review,
    build,
    validate,
    query,
    show,
    conflicts,
    export,
    network,
    draw,
    serve,
    diff,
    compare,
    info,
    ontology,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except errors.Error as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(_CODES.get(type(error), 3))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the one place where a bug ends
        if "KG_DEBUG" in os.environ:
            raise
        if isinstance(error, OSError):
            place = error.filename or "input or output"
            click.echo(f"error: {place}: {error.strerror or error}; check the path, the rights and the disk", err=True)
            sys.exit(3)
        click.echo(f"bug: {type(error).__name__}: {error}\nset KG_DEBUG=1 to see where, and report it", err=True)
        sys.exit(70)
