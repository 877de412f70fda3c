"""The site: the explorer as files, to be read from any folder of any server, or from a disk without one."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..check import Report, silent
from ..errors import UsageError
from ..workspace import Workspace
from .addresses import DATA, parted, way
from .app import create_app
from .assets import static
from .crawl import LOST, ROOT, Crawl, crawl, is_ours
from .folder import replaced
from .links import Change, change_data, change_links
from .settings import Settings

_SETTINGS = Settings(is_live=False, timeout=120, max_rows=1_000_000, patience=600)
_STARTS = ("/", static("dist/LICENSES.txt"))
_VOID = "/.well-known/void.ttl"


@dataclass(frozen=True)
class Site:
    """What was written: numbers of pages, files and bytes, and why addresses that links lead to have no file."""

    pages: int
    files: int
    size: int
    left_out: dict[str, str]


def write_site(workspace: Workspace, folder: Path, *, url: str = "", report: Report = silent) -> Site:
    """Write the explorer over a workspace's last build as files, the same bytes from the same build.

    The folder appears whole or not at all; an older one of ours is replaced. All links are relative; `url`, which ends
    with a slash, is where the files will stand, for what must say so: the description of the data, and the page for
    addresses that lead nowhere. Raises UnreadableError if nothing has been built, UsageError for a folder of others.
    """
    if url and not (url.startswith(("http://", "https://")) and url.endswith("/")):
        raise UsageError(f"{url}: write where the folder will stand, as in https://example.org/some/folder/")
    app = create_app(workspace, _SETTINGS)
    with replaced(folder) as part:
        found = crawl(app, _STARTS, part, report)
        report("joining the pages")
        for address, name in found.files.items():
            _join(found, address, part / name, _change(found, name))
        _finish(found, part, url)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    pages = sum(name.endswith(".html") for name in found.files.values())
    return Site(pages, len(sizes), sum(sizes), found.left_out)


def _join(found: Crawl, address: str, path: Path, change: Change) -> None:
    """Make the links in a file lead to other files."""
    if path.suffix == ".html":
        path.write_text(change_links(path.read_text("utf-8"), change), "utf-8")
    elif address.startswith(DATA):
        data = json.loads(path.read_bytes())
        change_data(data, change)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        path.write_text(f"document.currentScript.data = {text};\n", "utf-8")


def _change(found: Crawl, page: str) -> Change:
    """Return what a link on a page becomes; what scripts make of data is read from pages at the top of the site."""
    here = page if page.endswith(".html") else ""

    def change(link: str) -> str:
        if not is_ours(link):
            return link
        address, rest = parted(link)
        return way(here, found.files[address]) + rest if address in found.files else ""

    return change


def _finish(found: Crawl, folder: Path, url: str) -> None:
    """Write what speaks of the site as a whole, and where it stands if that is known."""
    (folder / ".nojekyll").touch()
    void = folder / found.files[_VOID]
    void.write_text(void.read_text("utf-8").replace(f"<{ROOT}", f"<{url or '../'}"), "utf-8")
    if url:
        # The page answers at every depth, where relative links would lead astray.
        root, lost = urlsplit(url).path, folder / found.files[LOST]
        page = change_links(lost.read_text("utf-8"), lambda link: link if link.startswith("#") else root + link)
        lost.write_text(page, "utf-8")
