"""Writing: an update or a Graph Store write makes a new revision of the last build, which takes its place whole.

Readers never see half of a write, and notice it as they notice a build. Files are shared with the revision before.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode

from ..builds import locked, swap_in
from ..workspace import CURRENT
from .answering import Job, Order, Reply, RequestError
from .guard import guard_update, lexemes

_TURTLE = "text/turtle"
_WITH_GRAPHS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)


def write(job: Job, order: Order) -> Reply:
    """Do an update or a Graph Store write to the store in use; raise RequestError if nothing was written."""
    with _revision(Path(order.build)) as store:
        if job.kind == "update":
            return _update(store, job, order.base)
        target = NamedNode(job.target) if job.target else DefaultGraph()
        is_new = bool(job.target) and not store.contains_named_graph(target)
        if job.kind == "delete" and is_new:
            raise RequestError(404, f"{job.target}: there is no graph of this name")
        if job.kind in ("put", "delete"):
            store.clear_graph(target)
        if job.kind == "delete":
            store.remove_graph(target)
            return Reply(204)
        _load(store, job, target)
        return Reply(201 if is_new else 204)


def _update(store: ox.Store, job: Job, base: str) -> Reply:
    guard_update(job.text)
    try:
        store.update(_with_dataset(job), base_iri=base)
    except SyntaxError as error:
        raise RequestError(400, f"the update is not valid SPARQL: {error.msg}") from error
    except (ValueError, RuntimeError, OSError) as error:
        raise RequestError(400, f"the update failed: {error}") from error
    return Reply(204)


def _with_dataset(job: Job) -> str:
    """Return an update with the request's dataset as USING clauses before WHERE (SPARQL Protocol, 2.2.3)."""
    if not (job.default or job.named):
        return job.text
    using = "".join(f" USING <{NamedNode(iri).value}>" for iri in job.default)
    using += "".join(f" USING NAMED <{NamedNode(iri).value}>" for iri in job.named)
    parts, before = [], ""
    for kind, text in lexemes(job.text):
        word = text.upper() if kind == "word" else ""
        if word in ("USING", "WITH"):
            raise RequestError(400, f"{word}: the request already names a dataset; leave out one of the two")
        if word == "WHERE" and before == "}":
            parts.append(f"{using} ")
        parts.append(text)
        before = before if kind in ("space", "comment") else text
    return "".join(parts)


def _load(store: ox.Store, job: Job, target: NamedNode | DefaultGraph) -> None:
    for media, content in _bodies(job):
        format = ox.RdfFormat.from_media_type(media)
        if format is None or format in _WITH_GRAPHS:
            raise RequestError(415, f"{media!r} is no format of RDF graphs; send {_TURTLE} or application/n-triples")
        try:
            store.load(content, format, base_iri=job.target or None, to_graph=target)
        except (SyntaxError, ValueError) as error:
            raise RequestError(400, f"this is not {media}: {error}") from error


def _bodies(job: Job) -> Iterator[tuple[str, bytes]]:
    """Yield the media type and content of a body, or of each part of one with several (RFC 7578)."""
    content = job.text.encode("latin-1")
    whole = Message()
    whole["Content-Type"] = job.media or _TURTLE
    if not whole.get_content_type().startswith("multipart/"):
        yield whole.get_content_type(), content
        return
    parsed = BytesParser().parsebytes(b"Content-Type: " + job.media.encode() + b"\r\n\r\n" + content)
    for part in parsed.walk():
        if not part.is_multipart():
            body = part.get_payload(decode=True)
            yield part.get_content_type(), body if isinstance(body, bytes) else b""


@contextmanager
def _revision(build: Path) -> Iterator[ox.Store]:
    """Yield a copy of the store in use, which takes its place if nothing is raised."""
    with locked(build):
        old, new = (build / CURRENT).resolve(), Path(tempfile.mkdtemp(prefix="graph-", dir=build))
        ox.Store.read_only(str(old / "store")).backup(str(new / "store"))
        store = ox.Store(str(new / "store"))
        yield store
        store.flush()
        for name in ("report.json", "inputs"):
            shutil.copyfile(old / name, new / name)
        swap_in(new)
