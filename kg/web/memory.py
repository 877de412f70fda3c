"""Memory: answers already given, as long as the graph is the same."""

from collections import OrderedDict
from pathlib import Path

from .answering import Job, Reply

# Functions whose value changes from call to call; a word of that spelling elsewhere only costs the memory its use.
_CHANGING = ("now", "rand", "uuid", "bnode")


class Memory:
    """The latest answers to queries over one build, up to a number of bytes; an answer of another build empties it.

    A query is known by its line on the wire.
    """

    def __init__(self, size: int) -> None:
        self._size, self._left = size, size
        self._home: Path | None = None
        self._replies: OrderedDict[bytes, Reply] = OrderedDict()

    def recall(self, line: bytes, home: Path) -> Reply | None:
        """Return the answer given before, or None."""
        if home != self._home or line not in self._replies:
            return None
        self._replies.move_to_end(line)
        return self._replies[line]

    def keep(self, job: Job, line: bytes, home: Path, reply: Reply) -> None:
        """Remember the answer to a job, and forget old ones for it; one too large is not kept."""
        if home != self._home:
            self._home, self._left = home, self._size
            self._replies.clear()
        if job.kind != "query" or reply.status != 200 or line in self._replies or _changes(job.text):
            return
        self._left -= len(line) + len(reply.content)
        self._replies[line] = reply
        while self._left < 0:
            old, forgotten = self._replies.popitem(last=False)
            self._left += len(old) + len(forgotten.content)


def _changes(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _CHANGING)
