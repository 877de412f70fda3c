"""The crawl: all that links lead to from some addresses of the application, each answer written to a file."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from starlette.applications import Starlette

from ..check import Report
from .addresses import DATA, file_name, parted
from .links import change_data, links

ROOT = "http://localhost/"
"""Where the application believes to be."""

LOST = "/404"
"""An address that nothing has: the answer to it is kept for all such."""

_AT_ONCE = 8
_ACCEPT = {"Accept": "text/html, */*;q=0.1"}


@dataclass
class Crawl:
    """What was found: for each address its file below the folder, or why it has none."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def crawl(app: Starlette, starts: Iterable[str], folder: Path, report: Report) -> Crawl:
    """Write what the application answers at some addresses and at all that links lead to from there, links unchanged.

    The order of the addresses, and so what is found, is the same each time.
    """
    return asyncio.run(_crawl(app, [*starts, LOST], Crawl(folder), report))


async def _crawl(app: Starlette, waiting: list[str], found: Crawl, report: Report) -> Crawl:
    seen, client = (
        set(waiting),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ROOT, headers=_ACCEPT, timeout=None),
    )
    async with app.router.lifespan_context(app), client:
        while waiting:
            # What was found last comes first: what a page and its downloads share is still in memory.
            waiting, batch = waiting[:-_AT_ONCE], waiting[: -_AT_ONCE - 1 : -1]
            answers = await asyncio.gather(*map(client.get, batch))
            targets = [link for pair in zip(batch, answers, strict=True) for link in _keep(found, *pair)]
            waiting += [address for address in reversed(dict.fromkeys(targets)) if address not in seen]
            seen.update(targets)
            report(f"{len(found.files):,} files, {len(waiting):,} to come")
    return found


def _keep(found: Crawl, address: str, answer: httpx.Response) -> list[str]:
    """Write an answer to its file, and return the addresses that it leads to."""
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    name = file_name(address, media)
    if not name or (answer.status_code != 200 and address != LOST):
        found.left_out[address] = f"answered with status {answer.status_code}" if name else "no file can be called so"
        return []
    found.files[address] = name
    path = found.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(answer.content)
    return [parted(link)[0] for link in _links(address, media, answer) if is_ours(link)]


def is_ours(link: str) -> bool:
    """Tell whether a link leads to an address of the application."""
    return link.startswith("/") and not link.startswith("//")


def _links(address: str, media: str, answer: httpx.Response) -> list[str]:
    if media == "text/html":
        return links(answer.text)
    if not address.startswith(DATA):
        return []
    data = json.loads(answer.content)
    place = data["columns"]["edges"].index("href") if "edges" in data else 0
    facts = [f"/network/facts.json?fact={edge[place]}" for edge in data.get("edges", ())]
    return [*change_data(data, str), *facts]
