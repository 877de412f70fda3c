"""The explorer as files: whole, linked by relative links alone, and the same each time."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from consoles import wrong_steps

from kg.building import build
from kg.errors import UnreadableError, UsageError
from kg.web.site import Site, write_site
from kg.workspace import bundle, open_workspace

pytestmark = pytest.mark.xdist_group("site")  # one process writes the site, for all tests

EXPLORER = Path(__file__).parents[2] / "docs" / "explorer.md"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} document.currentScript </script>"
RECORD = "- id: person/hostile\n  type: Person\n  label: {0}\n  ofState: AZE\n"
SERVER_ONLY = r"/sparql|/editor|/graphs|/query\b|openapi"


@pytest.fixture(scope="module")
def root(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled data with a person whose name tries to break out of the text."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(bundle() / "data", root / "data")
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    (root / "data" / "facts" / "hostile-facts.yaml").write_text(RECORD.format(quoted))
    build(open_workspace(root))
    return root


@pytest.fixture(scope="module")
def written(root: Path) -> tuple[Path, Site]:
    """The site, and what its writing told."""
    folder = root / "public"
    return folder, write_site(open_workspace(root), folder)


@pytest.fixture(scope="module")
def site(written: tuple[Path, Site]) -> Path:
    """The folder of the site."""
    return written[0]


class Page(HTMLParser):
    """The links, the ids and the attributes' names of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links of a tag."""
        self.names |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data-source")]


def pages(site: Path) -> dict[str, str]:
    """The pages by their place below the site."""
    return {str(path.relative_to(site)): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def data(path: Path) -> dict[str, list]:
    """The data in a file for scripts."""
    return json.loads(path.read_text("utf-8").removeprefix("document.currentScript.data = ").rstrip(";\n"))


def column(path: Path, table: str, name: str) -> list[str]:
    """A column of the data in a file for scripts."""
    read = data(path)
    place = read["columns"][table].index(name)
    return [row[place] for row in read[table]]


def target(page: str, link: str) -> str:
    """The file that a link on a page leads to."""
    return unquote(urlsplit(urljoin(f"http://site/{page}", link)).path.removeprefix("/"))


def is_outside(link: str) -> bool:
    """Tell whether a link leads to the web."""
    return link.startswith(("http://", "https://"))


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    found = pages(site)
    links = {(page, link) for page, text in found.items() for link in Page(text).links if not is_outside(link)}

    assert sorted((page, link) for page, link in links if not (site / target(page, link)).is_file()) == []
    assert len(links) > 5000
    assert not [link for _, link in links if link.startswith("/")]


def test_every_link_in_data_for_scripts_leads_to_a_file(site: Path) -> None:
    canvases = sorted((site / "network").glob("canvas-*.js"))
    links = {link for path in canvases for table in ("nodes", "edges") for link in column(path, table, "href")}
    links |= set(column(site / "search" / "names.js", "things", "href"))

    assert len(canvases) == 5
    assert sorted(link for link in links if not (site / unquote(link)).is_file()) == []


def test_there_is_a_file_of_evidence_for_every_line_of_a_network(site: Path) -> None:
    facts = {unquote(fact) for fact in column(site / "network" / "canvas-all.js", "edges", "href")}
    files = {fact: site / "network" / "facts" / re.sub("html$", "js", fact) for fact in facts}
    told = [data(path)["facts"][0] for path in files.values()]

    assert {one["href"] for one in told} == facts
    assert sum(bool(one["passages"]) for one in told) > 30
    assert all(is_there(site, passage["href"]) for one in told for passage in one["passages"])


def is_there(site: Path, link: str) -> bool:
    """Tell whether a link from the top of the site leads to a file."""
    return (site / target("", link)).is_file()


def test_every_thing_has_a_page_at_the_address_of_its_name(site: Path, root: Path) -> None:
    base = open_workspace(root).base
    dump = (site / "dump.nq").read_text("utf-8")
    things = set(re.findall(rf"^<{re.escape(base)}([^>#]+)>", dump, re.MULTILINE))

    assert len(things) > 300
    assert sorted(thing for thing in things if not (site / f"{unquote(thing)}.html").is_file()) == []


def test_nothing_asks_for_a_server_or_for_another_host(site: Path) -> None:
    found = pages(site)

    assert {page for page, text in found.items() if re.search(rf'="[^"]*({SERVER_ONLY})', text)} == set()
    assert {page for page, text in found.items() if "Content-Security-Policy" not in text} == set()
    assert {
        page for page, text in found.items() if re.search('(src|action|rel="stylesheet" href)="https?:', text)
    } == set()


def test_the_names_to_search_hold_accents_and_what_is_without_them(site: Path) -> None:
    names = column(site / "search" / "names.js", "things", "names")
    links = column(site / "search" / "names.js", "things", "href")

    assert "person/aleksandar-vucic.html" in links
    assert any("Vučić" in name for name in names[links.index("person/aleksandar-vucic.html")])


def test_a_hostile_name_stays_a_text(site: Path) -> None:
    found = pages(site)
    mentioning = [text for text in found.values() if "alert(1)" in text]

    assert len(mentioning) > 3
    assert not [text for text in mentioning if "<script>alert" in text or "<img" in text]
    assert [name for name in column(site / "search" / "names.js", "things", "names") if name == [HOSTILE]]


def test_questions_are_answered_without_a_form_and_tell_the_command(site: Path) -> None:
    text = (site / "questions" / "agreements.html").read_text("utf-8")

    assert "kg query agreements AZE" in text
    assert 'class="fields"' not in text
    assert "mutual abolition of visas" in text
    assert (site / "api" / "questions" / "agreements.csv").is_file()


def test_the_commands_of_its_page_write_the_same_again_but_for_where_it_stands(site: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(site.parent, tmp_path / "workspace", symlinks=True))
    (root / "public" / "index.html").unlink()

    wrong = wrong_steps(EXPLORER, root)
    before, after = contents(site), contents(root / "public")

    assert wrong == []
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {"404.html", ".well-known/void.ttl"}
    assert {path.name for path in root.iterdir()} == {"build", "data", "public"}


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their place there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_told_is_what_is_there(written: tuple[Path, Site]) -> None:
    folder, told = written
    files = [path for path in folder.rglob("*") if path.is_file()]

    assert (told.pages, told.files, told.left_out) == (len(list(folder.rglob("*.html"))), len(files), {})
    assert told.size == sum(path.stat().st_size for path in files)


@pytest.mark.parametrize("name", ["CNAME", "notes.txt"])
def test_a_folder_that_holds_other_files_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")

    with pytest.raises(UsageError, match=f"holds {name}, which was not written here; name a new or an empty folder"):
        write_site(open_workspace(root), tmp_path)

    assert (tmp_path / name).read_text() == "mine"


def test_a_workspace_without_a_graph_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    with pytest.raises(UnreadableError, match="run `kg build` first"):
        write_site(open_workspace(tmp_path), tmp_path / "site")

    assert not (tmp_path / "site").exists()
