"""Memory: answers that a worker has already given; the graph that it reads never changes."""

from collections import OrderedDict

from .answering import Job, Reply

# Functions whose value changes from call to call; a word of that spelling elsewhere only costs the memory its use.
_CHANGING = ("now", "rand", "uuid", "bnode")


class Memory:
    """The latest answers to queries, up to a number of bytes."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._replies: OrderedDict[Job, Reply] = OrderedDict()

    def recall(self, job: Job) -> Reply | None:
        """Return the answer given before, or None."""
        if known := self._replies.get(job):
            self._replies.move_to_end(job)
        return known

    def keep(self, job: Job, reply: Reply) -> None:
        """Remember the answer to a job, and forget old ones for it; one too large is not kept."""
        if job.kind != "query" or reply.status != 200 or job in self._replies or _changes(job.text):
            return
        self._left -= len(job.text) + len(reply.content)
        self._replies[job] = reply
        while self._left < 0:
            old, forgotten = self._replies.popitem(last=False)
            self._left += len(old.text) + len(forgotten.content)


def _changes(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _CHANGING)
