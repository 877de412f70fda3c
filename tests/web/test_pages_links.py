"""Links: whatever a page links to is there, and a label from outside stays a text."""

import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urljoin

import pytest
from starlette.testclient import TestClient

from kg.building import build
from kg.web.app import create_app
from kg.web.settings import Settings
from kg.workspace import bundle, open_workspace

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} & ]]> javascript:alert(3)"
RECORDS = """
- id: person/hostile
  type: Person
  label: {0}
  altLabel: {0}
  ofState: AZE
- id: meeting/hostile
  type: Meeting
  label: {0}
  participant: [person/hostile, state/SRB]
  date: 2021-10-11
  evidence:
  - {{source: hostile, quote: {0}}}
"""
DOCUMENT = "---\ntitle: {0}\npublisher: {0}\nissued: 2021-10-12\n---\n\n{1}\n"


def crawl(client: TestClient, start: str, *, of_a_sort: int) -> dict[str, int]:
    """Follow the links from a page, some of each sort, and give the status of each address."""
    found: dict[str, int] = {}
    seen: Counter[tuple[str, str, bool]] = Counter()
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        seen[sort(address)] += 1
        if address not in found and seen[sort(address)] <= of_a_sort:
            response = client.get(address, headers={"Accept": "text/html,*/*;q=0.1"}, follow_redirects=True)
            found[address] = response.status_code
            is_page = response.headers["Content-Type"].startswith("text/html")
            waiting += [link for link in links(response.text, address) if link not in found] if is_page else []
    return found


def sort(address: str) -> tuple[str, str, bool]:
    """What an address has in common with others: its first word, its suffix, and whether it has parameters."""
    path, mark, _ = address.partition("?")
    return path.split("/")[1], PurePosixPath(path).suffix, bool(mark)


def links(text: str, page: str) -> list[str]:
    """The addresses on this server that a page links to, without fragments."""
    targets = [html.unescape(target) for target in re.findall(r'(?:href|src)="([^"]+)"', text)]
    addresses = dict.fromkeys(urldefrag(urljoin(page, target)).url for target in targets)
    return [address for address in addresses if address.startswith("/")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server whose data try to break out of the text."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(bundle() / "data", root / "data")
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    (root / "data" / "facts" / "hostile-facts.yaml").write_text(RECORDS.format(quoted))
    (root / "data" / "documents" / "hostile.md").write_text(DOCUMENT.format(quoted, HOSTILE))
    build(open_workspace(root))
    with TestClient(create_app(open_workspace(root), Settings()), base_url="http://localhost") as client:
        yield client


def test_every_link_leads_somewhere(client: TestClient) -> None:
    found = crawl(client, "/", of_a_sort=6)

    assert {address: status for address, status in found.items() if status != 200} == {}
    assert {"/relation/AZE-SRB", "/person/aleksandar-vucic", "/network.gexf"} <= set(found)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/relation/AZE-SRB",
        "/person/hostile",
        "/meeting/hostile",
        "/state/SRB",
        "/source/hostile",
        "/sources",
        "/network?around=person/hostile",
        "/network?projection=states",
        "/questions/meetings?state=AZE",
        "/search?q=script",
        "/relation",
    ],
)
def test_a_hostile_label_stays_a_text(hostile: TestClient, address: str) -> None:
    text = hostile.get(address, headers={"Accept": "text/html"}).text

    assert "<script>alert" not in text
    assert "<img" not in text
    assert not re.search('href="javascript:', text)


@pytest.mark.parametrize("address", ["/person/hostile", "/meeting/hostile", "/source/hostile", "/search?q=script"])
def test_a_hostile_label_is_shown_as_it_is(hostile: TestClient, address: str) -> None:
    text = hostile.get(address, headers={"Accept": "text/html"}).text

    assert HOSTILE in html.unescape(text)


def test_what_a_visitor_writes_stays_a_text(hostile: TestClient) -> None:
    pages = [
        hostile.get(address, params={name: HOSTILE}, headers={"Accept": "text/html"}).text
        for address, name in [("/search", "q"), ("/search", "kind"), ("/questions/trade", "state"), ("/query", "query")]
    ]

    assert "<script>alert" not in "".join(pages)
    assert "<img" not in "".join(pages)
