"""The wire between the server and its workers: a job is a line of JSON, a reply is a head of fixed length and bytes."""

import json
from struct import Struct

from .answering import GRAPHS, TABLES, Job, Reply

_FORMATS = ("", *TABLES, *GRAPHS)
_HEAD = Struct("!HB?I")  # status, place of the format, whether rows are left out, length of the content


def write_job(job: Job) -> bytes:
    """Return a job as a line, which also tells it from any other."""
    return json.dumps(list(vars(job).values())).encode() + b"\n"


def read_job(line: bytes) -> Job:
    """Return the job of a line."""
    kind, text, default, named, *formats = json.loads(line)
    return Job(kind, text, tuple(default), tuple(named), *formats)


def write_reply(reply: Reply) -> bytes:
    """Return a reply as bytes."""
    head = _HEAD.pack(reply.status, _FORMATS.index(reply.format), reply.is_cut, len(reply.content))
    return head + reply.content


def read_reply(received: bytes | bytearray) -> tuple[Reply, int] | None:
    """Return the first reply that was received, and its length, or None if it has not all come yet."""
    if len(received) < _HEAD.size:
        return None
    status, place, is_cut, length = _HEAD.unpack_from(received)
    end = _HEAD.size + length
    if len(received) < end:
        return None
    return Reply(status, bytes(received[_HEAD.size : end]), _FORMATS[place], is_cut), end
