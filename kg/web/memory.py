"""Memory: answers already given, as long as the graph is the same."""

import re
from collections import OrderedDict
from pathlib import Path

from .answering import Job, Reply

# Functions whose value changes from call to call; a word of that spelling elsewhere only costs the memory its use.
_CHANGING = re.compile("now|rand|uuid|bnode", re.IGNORECASE)


class Memory:
    """The latest answers to queries over one build, up to a number of bytes; an answer of another build empties it."""

    def __init__(self, size: int) -> None:
        self._size, self._left = size, size
        self._home: Path | None = None
        self._replies: OrderedDict[Job, Reply] = OrderedDict()

    def recall(self, job: Job, home: Path) -> Reply | None:
        """Return the answer given before, or None."""
        if home != self._home or job not in self._replies:
            return None
        self._replies.move_to_end(job)
        return self._replies[job]

    def keep(self, job: Job, home: Path, reply: Reply) -> None:
        """Remember an answer, and forget old ones for it; one too large is not kept."""
        if home != self._home:
            self._home, self._left = home, self._size
            self._replies.clear()
        is_lasting = job.kind == "query" and reply.status == 200 and not _CHANGING.search(job.text)
        if job in self._replies or not is_lasting:
            return
        self._left -= _weight(job, reply)
        self._replies[job] = reply
        while self._left < 0:
            self._left += _weight(*self._replies.popitem(last=False))


def _weight(job: Job, reply: Reply) -> int:
    return len(job.text) + len(reply.content)
