"""Plain queries: `GET /sparql?query=` that comes whole and alone, with headers that ask for nothing special.

A connection whose client sends such queries is lent to a worker. The terms say which headers the worker will find, and
how its answers begin: so that all rules on these are kept where the other requests are answered.
"""

import json
import re
import time
from binascii import a2b_qp
from dataclasses import astuple, dataclass
from email.utils import formatdate
from functools import lru_cache

from .answering import Job, Reply
from .settings import MAX_QUERY

PATH = "/sparql"
MAX_HEADERS = 4096
"""The longest headers of a plain query, in bytes."""

MAX_REQUEST = MAX_QUERY + MAX_HEADERS + 100
"""The longest plain query with its request line, in bytes."""

_REQUEST = re.compile(
    rb"GET " + re.escape(PATH).encode() + rb"\?query=([\w%.+*()/:;,!?@$'~=-]*) HTTP/1\.1\r\n((?:[^\r\n]+\r\n)*)\r\n"
)
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Terms:
    """What a connection is lent on: the headers of its requests, the formats they ask for, and the heads of answers.

    A head is the status line and the headers but Date and Content-Length; `heads` has two by format, the second for an
    answer that leaves out rows.
    """

    headers: str
    table: str
    graph: str
    heads: dict[str, tuple[str, str]]

    def encoded(self) -> bytes:
        """Return the terms as bytes."""
        return json.dumps(astuple(self)).encode()

    def job(self, request: bytes) -> Job | None:
        """Return the job of a request, or None if it is not plain or has other headers."""
        parts = parts_of(request)
        if not parts or parts[1] != self.headers.encode("latin-1"):
            return None
        try:
            return Job("query", _text(parts[0]), table=self.table, graph=self.graph)
        except UnicodeDecodeError:
            return None

    def answer(self, reply: Reply) -> bytes:
        """Return a reply as an answer of HTTP."""
        head = self.heads[reply.format][reply.is_cut].encode("latin-1")
        return b"%b%bcontent-length: %d\r\n\r\n%b" % (head, _date(int(time.time())), len(reply.content), reply.content)


def decoded(content: bytes) -> Terms:
    """Return the terms of some bytes."""
    return Terms(*json.loads(content))


def parts_of(request: bytes) -> tuple[bytes, bytes] | None:
    """Return the query, encoded, and the lines of headers of a plain request, or None for any other."""
    found = _REQUEST.fullmatch(request)
    if not found or len(found[1]) > MAX_QUERY or len(found[2]) > MAX_HEADERS or _BROKEN_ESCAPE.search(found[1]):
        return None
    return found[1], found[2]


def _text(encoded: bytes) -> str:
    # But for its letters, quoted-printable is percent-encoding, and the only one that Python's C code reads: ten times
    # as fast as urllib, which would take a tenth of the time of a light query.
    return a2b_qp(encoded.replace(b"=", b"=3D").replace(b"+", b"=20").replace(b"%", b"=")).decode()


@lru_cache(1)
def _date(second: int) -> bytes:
    return f"date: {formatdate(second, usegmt=True)}\r\n".encode()
