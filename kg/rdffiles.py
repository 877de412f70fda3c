"""RDF files to quads, in the formats of their suffixes."""

from pathlib import Path

import pyoxigraph as ox

from .errors import UnreadableError


def parse_rdf(path: Path) -> list[ox.Quad]:
    """Read one RDF file; raise UnreadableError with the place of what is not RDF."""
    format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise UnreadableError(f"{path}: {path.suffix!r} is no RDF format")
    try:
        return list(ox.parse(path=path, format=format, rename_blank_nodes=True))
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend it there") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
