"""The wire between the server and its workers: jobs and replies, each with a number, after heads of fixed length."""

import json
import socket
from struct import Struct

from .answering import GRAPHS, TABLES, Job, Reply

_FORMATS = ("", *TABLES, *GRAPHS)
_JOB = Struct("!QI")  # number, length of the content
_REPLY = Struct("!QHB?I")  # number, status, place of the format, whether rows are left out, length of the content


def write_job(number: int, job: Job) -> bytes:
    """Return a job as bytes."""
    content = json.dumps(list(vars(job).values())).encode()
    return _JOB.pack(number, len(content)) + content


def read_job(stream: socket.socket) -> tuple[int, Job]:
    """Return the next job of a stream and its number; raise EOFError at its end."""
    head = stream.recv(_JOB.size, socket.MSG_WAITALL)
    if len(head) < _JOB.size:
        raise EOFError
    number, length = _JOB.unpack(head)
    kind, text, default, named, *formats = json.loads(stream.recv(length, socket.MSG_WAITALL))
    return number, Job(kind, text, tuple(default), tuple(named), *formats)


def write_reply(number: int, reply: Reply) -> bytes:
    """Return a reply as bytes."""
    head = _REPLY.pack(number, reply.status, _FORMATS.index(reply.format), reply.is_cut, len(reply.content))
    return head + reply.content


def read_reply(received: bytes | bytearray) -> tuple[int, Reply, int] | None:
    """Return the number of the first reply received, the reply and its length; None if it has not all come yet."""
    if len(received) < _REPLY.size:
        return None
    number, status, place, is_cut, length = _REPLY.unpack_from(received)
    end = _REPLY.size + length
    if len(received) < end:
        return None
    return number, Reply(status, bytes(received[_REPLY.size : end]), _FORMATS[place], is_cut), end
