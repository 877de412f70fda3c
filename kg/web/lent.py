"""Lent: a client's connection in a worker's hands.

A request is looked at first, and taken from the connection together with its answer: until then nothing is lost if the
connection is given back, or the worker ends.
"""

import socket
from dataclasses import dataclass
from struct import Struct

from .answering import Reply
from .plain import MAX_REQUEST, Terms, decoded

_NUMBER = Struct("!Q")
_LARGEST = 1 << 16  # bytes of encoded terms


@dataclass(frozen=True, eq=False)
class Lent:
    """A connection, its number, and the terms it is lent on."""

    number: int
    connection: socket.socket
    terms: Terms

    def look(self) -> bytes:
        """Return what has come, and leave it there."""
        try:
            return self.connection.recv(MAX_REQUEST, socket.MSG_PEEK)
        except OSError:  # The client has gone.
            return b""

    def answer(self, request: bytes, reply: Reply) -> bytes:
        """Take a request and send its answer; return what of this the client is not ready to read."""
        message = self.terms.answer(reply)
        try:
            self.connection.recv(len(request))
            return message[self.connection.send(message) :]
        except BlockingIOError:
            return message
        except OSError:
            return b""


def lend(channel: socket.socket, number: int, terms: bytes, connection: int) -> bool:
    """Hand over a connection by its file descriptor; return False if there are too many on the way."""
    try:
        return bool(socket.send_fds(channel, [_NUMBER.pack(number), terms], [connection]))
    except OSError:
        return False


def borrow(channel: socket.socket) -> Lent:
    """Return the next connection that was handed over."""
    content, files, _, _ = socket.recv_fds(channel, _LARGEST, 1)
    (number,) = _NUMBER.unpack_from(content)
    return Lent(number, socket.socket(fileno=files[0]), decoded(content[_NUMBER.size :]))
