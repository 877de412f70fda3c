"""A network becomes a picture in which nothing overlaps, and a page in which every line leads to its evidence."""

import json
import os
import random
import re
import subprocess
import sys
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pytest

from kg.draw import Passage, draw_html, draw_png, draw_svg
from kg.draw.colour import INK, WHITE, contrast, readable
from kg.draw.font import BOLD, REGULAR, covers, text_width
from kg.draw.forces import Floats
from kg.draw.label import Style, wrap
from kg.draw.spacing import intersecting, part

BASE = "https://example.org/"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</title></svg><script>alert(1)</script>",
    "]]> --> & &amp; \"double\" 'single'",
    "\u202eright to left\u202c دعوة שלום",
    "null\x00 bell\x07 \ud800 \uffff",
    "word " * 300,
    "unbroken" * 100,
    "",
]
WORDS = ["Ministry", "of", "Labour,", "Employment,", "Veteran", "and", "Social", "Affairs", "of", "a", "Country"]


def network(pairs: list[tuple[int, int]], count: int, large: tuple[int, ...] = ()) -> nx.MultiDiGraph:
    """Return nodes numbered from 0, with labels of one to nine words, and a fact for each pair."""
    drawn = nx.MultiDiGraph(title="A title", subtitle="A subtitle")
    for number in range(count):
        look = {"kind": "Big", "colour": "#16324f", "size": 2} if number in large else SMALL
        drawn.add_node(f"{BASE}node/{number}", label=" ".join(WORDS[: 1 + number * 7 % 9]), **look)
    for number, (one, other) in enumerate(pairs):
        fact = {"relation": f"relation {number % 3}", "label": f"Fact {number}", "weight": 1.0 + number % 5}
        add(drawn, one, other, f"fact/{number}", **fact, date="2021", sources=1, disputed=False)
    return drawn


SMALL = {"kind": "Small", "colour": "#d9822b", "size": 1}


def add(drawn: nx.MultiDiGraph, one: int, other: int, fact: str, **values: str | float | bool) -> None:
    """Add a fact to a network."""
    drawn.add_edge(f"{BASE}node/{one}", f"{BASE}node/{other}", key=BASE + fact, **values)


def chance(count: int, lines: int, seed: int) -> nx.MultiDiGraph:
    """Return a network with lines by chance, a tenth of its nodes large."""
    chosen = random.Random(seed)
    pairs = [(chosen.randrange(count), chosen.randrange(count)) for _ in range(lines)]
    return network(pairs, count, large=tuple(range(count // 10)))


def parallel(count: int) -> nx.MultiDiGraph:
    """Return two nodes with so many facts between them, in both directions."""
    return network([(number % 2, 1 - number % 2) for number in range(count)], 2)


NETWORKS = {
    "two": chance(2, 3, 1),
    "seven": chance(7, 9, 2),
    "fifty": chance(50, 90, 3),
    "fifty dense": chance(50, 300, 4),
    "hundred and fifty": chance(150, 220, 5),
    "dots": chance(220, 300, 6),
    "star": network([(0, number) for number in range(1, 40)], 40, large=(0,)),
    "clique": network(list(combinations(range(14), 2)), 14),
    "path": network([(number, number + 1) for number in range(39)], 40),
    "components": network([(0, 1), (1, 2), (2, 0), (3, 4), (5, 6), (6, 7), (7, 8)], 30),
    "isolated": network([], 60),
    "loops": network([(0, 0), (0, 0), (0, 1)], 2),
    "one": network([], 1),
}


@cache
def picture(name: str) -> str:
    """Return the drawing of a network."""
    return draw_svg(NETWORKS[name])


def groups(svg: str, kind: str) -> list[ET.Element]:
    """Return the nodes or edges of a picture."""
    body = ET.fromstring(svg).find(f"{SVG}g[@class='body']")
    return [group for group in body or [] if kind in group.get("class", "").split()]


def pills(svg: str) -> tuple[Floats, Floats]:
    """Return the centres and sizes of the rectangles around labels."""
    rects = [rect for node in groups(svg, "node") for rect in node.iter(f"{SVG}rect")]
    values = np.array([[float(rect.get(name, 0)) for name in ("x", "y", "width", "height")] for rect in rects])
    corners, sizes = values.reshape(-1, 4)[:, :2], values.reshape(-1, 4)[:, 2:]
    return corners + sizes / 2, sizes


def captions(svg: str) -> tuple[Floats, Floats]:
    """Return the centres and sizes of the texts on lines."""
    texts = [text for edge in groups(svg, "edge") for text in edge.iter(f"{SVG}text")]
    sizes = [(text_width(text.text or "", float(text.get("font-size", 0))), 8.0) for text in texts]
    middles = [(float(text.get("x", 0)), float(text.get("y", 0)) - 4) for text in texts]
    return np.array(middles).reshape(-1, 2), np.array(sizes).reshape(-1, 2)


def ends(svg: str) -> Floats:
    """Return the points at which lines begin and end."""
    paths = [path.get("d", "") for edge in groups(svg, "edge") for path in edge.iter(f"{SVG}path")]
    numbers = [[float(number) for number in re.findall(r"-?[\d.]+", path)] for path in paths]
    return np.array([point for line in numbers for point in (line[:2], line[-2:])])


class Markup(HTMLParser):
    """The start tags of a page, and the text within its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag in self.texts and data.strip():
            self.texts[self.lasttag].append(data)

    @property
    def data(self) -> dict[str, list[dict[str, object]]]:
        """What the viewer is given."""
        return json.loads(self.texts["script"][0])


@pytest.mark.parametrize("name", NETWORKS)
def test_no_two_pills_intersect(name: str) -> None:
    svg = picture(name)

    assert intersecting(*pills(svg)).tolist() == []


@pytest.mark.parametrize("name", NETWORKS)
def test_captions_cover_neither_pills_nor_each_other(name: str) -> None:
    svg = picture(name)

    boxes = [np.vstack(both) for both in zip(pills(svg), captions(svg), strict=True)]
    assert intersecting(*boxes).tolist() == []


@pytest.mark.parametrize("seed", range(5))
def test_boxes_heaped_on_one_spot_are_parted(seed: int) -> None:
    sizes = np.random.default_rng(seed).uniform((10, 10), (200, 60), (60, 2))

    parted = part(np.zeros((60, 2)), sizes)

    assert intersecting(parted, sizes).tolist() == []


@pytest.mark.parametrize("name", ["fifty", "star", "components", "dots"])
def test_a_picture_is_wider_than_high(name: str) -> None:
    root = ET.fromstring(picture(name))

    assert float(root.get("width", 0)) > float(root.get("height", 0))


def test_a_picture_does_not_depend_on_the_order_of_nodes_and_edges() -> None:
    drawn = chance(20, 30, 8)
    shuffled = nx.MultiDiGraph(**drawn.graph)
    shuffled.add_nodes_from(reversed(list(drawn.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(drawn.edges(keys=True, data=True))))

    assert draw_svg(shuffled) == draw_svg(drawn)


def test_a_picture_does_not_depend_on_the_hash_seed_of_the_process() -> None:
    code = "from test_draw import *; print(draw_svg(chance(20, 30, 8)))"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}

    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)

    assert other.stdout.decode().strip() == draw_svg(chance(20, 30, 8))


def test_another_seed_gives_another_picture() -> None:
    assert draw_svg(NETWORKS["seven"], seed=1) != draw_svg(NETWORKS["seven"], seed=2)


def test_a_picture_of_fifty_nodes_is_small() -> None:
    assert len(picture("fifty")) < 60_000


def test_a_network_without_nodes_is_drawn() -> None:
    assert ET.fromstring(draw_svg(nx.MultiDiGraph())).get("aria-label") == "Network"


def test_every_node_and_every_edge_has_a_tooltip_and_its_iri() -> None:
    svg = draw_svg(network([(0, 1)], 2))

    [edge], nodes = groups(svg, "edge"), groups(svg, "node")
    assert [node.get("data-iri") for node in nodes] == [BASE + "node/0", BASE + "node/1"]
    assert nodes[0].findtext(f"{SVG}title") == "Ministry · Small"
    assert edge.get("data-iri") == BASE + "fact/0"
    assert edge.findtext(f"{SVG}title") == (
        "Fact 0 · relation 0: Ministry → Ministry of Labour, Employment, Veteran and Social Affairs · 2021 · 1 source"
    )


def test_a_picture_names_and_describes_itself_to_screen_readers() -> None:
    root = ET.fromstring(draw_svg(network([(0, 1)], 3, large=(0,))))

    assert (root.get("role"), root.get("aria-label")) == ("img", "A title")
    assert root.findtext(f"{SVG}desc") == "3 nodes (Big 1, Small 2) and 1 facts that link them, 0 disputed."


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_stays_text_in_a_picture(label: str) -> None:
    drawn = network([(0, 1)], 2)
    drawn.nodes[BASE + "node/0"]["label"] = label
    drawn.edges[BASE + "node/0", BASE + "node/1", BASE + "fact/0"]["relation"] = label
    drawn.graph["title"] = drawn.graph["subtitle"] = label

    root = ET.fromstring(draw_svg(drawn))

    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "desc", "style", "rect", "g", "title", "path", "text"}
    assert {name for element in root.iter() for name in element.attrib if name.startswith("on")} == set()


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_stays_text_in_a_page(label: str) -> None:
    drawn = network([(0, 1)], 2)
    drawn.add_node(BASE + "node/0", label=label, kind=label, colour=label)
    drawn.graph["title"] = drawn.graph["subtitle"] = label

    page = Markup(draw_html(drawn, {BASE + "fact/0": [Passage(label, label, label, label, label)]}))

    assert [tag for tag, _ in page.tags].count("script") == 2
    assert [tag for tag, _ in page.tags].count("img") == 0
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


def test_an_empty_label_is_replaced_by_the_end_of_the_iri() -> None:
    drawn = nx.MultiDiGraph()
    drawn.add_node(BASE + "node/some-key", label="")

    assert groups(draw_svg(drawn), "node")[0].findtext(f"{SVG}text") == "some-key"


def test_few_facts_between_two_nodes_fan_out() -> None:
    edges = groups(draw_svg(parallel(6)), "edge")

    assert len({edge.find(f"{SVG}path").get("d") for edge in edges}) == 6


def test_many_facts_between_two_nodes_are_bundled_with_their_number() -> None:
    [edge] = groups(draw_svg(parallel(7)), "edge")

    assert edge.findtext(f"{SVG}text") == "7"
    assert len(edge.get("data-iri", "").split()) == 7


def test_disputed_facts_are_bundled_apart() -> None:
    drawn = parallel(9)
    add(drawn, 0, 1, "fact/disputed", relation="", label="", weight=1.0, date="", sources=2, disputed=True)

    edges = groups(draw_svg(drawn), "edge")

    assert [edge.get("class") for edge in edges] == ["edge disputed", "edge bundle"]


def test_a_disputed_fact_is_dashed_and_in_the_legend() -> None:
    drawn = network([(0, 1)], 2)
    drawn.edges[BASE + "node/0", BASE + "node/1", BASE + "fact/0"]["disputed"] = True

    disputed, undisputed = draw_svg(drawn), draw_svg(network([(0, 1)], 2))

    assert ">disputed</text>" in disputed
    assert ">disputed</text>" not in undisputed
    assert ".disputed path { stroke: #c0271d; stroke-dasharray" in disputed


def test_the_legend_names_the_kinds_that_are_present() -> None:
    legend = ET.fromstring(draw_svg(network([], 3, large=(1,)))).find(f"{SVG}g[@class='legend']")

    assert [text.text for text in legend.iter(f"{SVG}text")] == ["Big", "Small"]


def test_a_line_is_wider_the_more_it_weighs() -> None:
    edges = groups(draw_svg(network([(0, 1), (1, 2), (2, 0)], 3)), "edge")

    widths = {edge.get("data-iri"): float(edge.find(f"{SVG}path").get("stroke-width")) for edge in edges}
    assert widths[BASE + "fact/0"] < widths[BASE + "fact/1"] < widths[BASE + "fact/2"]


@pytest.mark.parametrize("name", ["fifty", "star", "clique"])
def test_lines_end_at_the_border_of_a_pill(name: str) -> None:
    svg = picture(name)

    centres, sizes = pills(svg)
    beyond = np.abs(ends(svg)[:, None] - centres) - sizes / 2
    distances = np.abs(beyond.max(axis=2)).min(axis=1)
    # The corners are round: there a line may end some pixels within the rectangle.
    assert distances.max() < 5


def test_a_relation_that_all_facts_share_is_not_repeated_on_each_line() -> None:
    drawn = network([(0, 1)], 3)
    add(drawn, 1, 2, "fact/1", relation="relation 0", label="", weight=1.0, date="", sources=1, disputed=False)

    assert captions(draw_svg(drawn))[0].tolist() == []


def test_beyond_150_nodes_only_large_ones_hold_their_text() -> None:
    svg = picture("dots")

    assert len(list(pills(svg)[0])) == len(groups(svg, "large")) == 22
    assert len(groups(svg, "dot")) == 198


def test_an_image_shows_its_texts() -> None:
    # Equal letters make equal boxes: if the texts were left out, the images would be the same.
    one, other = (nx.MultiDiGraph() for _ in range(2))
    one.add_node("a", label="bdbd")
    other.add_node("a", label="dbdb")

    assert draw_png(one) != draw_png(other)


def test_an_image_is_as_large_as_its_scale_says() -> None:
    image = draw_png(network([], 1), scale=0.5)

    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(image[16:20]) == 320


def test_a_page_loads_nothing_and_runs_only_its_own_script() -> None:
    page = Markup(draw_html(NETWORKS["seven"], {}))

    references = [value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")]
    digests = [b64encode(sha256(text.encode()).digest()).decode() for text in page.texts["script"][1:]]
    [policy] = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]
    assert references == ["#facts"]
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src")
    assert [attributes for _, attributes in page.tags if "style" in attributes] == []


def test_a_page_shows_the_evidence_with_and_without_script() -> None:
    passage = Passage("Fact 0", "They <met> & agreed.", "A title", "A paper", "2021-10-12")

    html = draw_html(network([(0, 1)], 2), {BASE + "fact/0": [passage]})

    assert "<q>They &lt;met&gt; &amp; agreed.</q> A title, A paper, 2021-10-12" in html
    assert Markup(html).data["passages"] == {
        BASE + "fact/0": [
            {
                "fact": "Fact 0",
                "quote": "They <met> & agreed.",
                "source": "A title",
                "publisher": "A paper",
                "date": "2021-10-12",
            }
        ]
    }


def test_the_lines_of_a_page_stand_in_the_order_of_the_drawing() -> None:
    html = draw_html(chance(12, 60, 9), {})

    data = Markup(html).data
    facts = [" ".join(str(data["facts"][number]["iri"]) for number in line) for line in data["lines"]]
    assert facts == re.findall(r'<g class="edge[^"]*" data-iri="([^"]*)"', html)


def test_a_fact_that_draws_several_edges_has_its_evidence_once() -> None:
    drawn = network([], 3)
    add(drawn, 0, 1, "fact/1|met|0|1", relation="met", label="", weight=1.0, date="", sources=1, disputed=False)
    add(drawn, 1, 2, "fact/1|met|1|2", relation="met", label="", weight=1.0, date="", sources=1, disputed=False)

    data = Markup(draw_html(drawn, {BASE + "fact/1": [Passage("", "Said.", "", "", "")]})).data

    assert [fact["iri"] for fact in data["facts"]] == [BASE + "fact/1", BASE + "fact/1"]
    assert list(data["passages"]) == [BASE + "fact/1"]


def test_the_width_of_a_text_is_that_of_the_shipped_font() -> None:
    # 1401 and 1585 are the advance widths of A in units of 2048, as the fonts' hmtx tables give them.
    assert (text_width("A", 2048, REGULAR), text_width("A", 2048, BOLD)) == (1401, 1585)


def test_the_shipped_font_covers_latin_cyrillic_and_arabic_but_not_chinese() -> None:
    assert covers("Əliyev Đorđević Вучић دعوة")
    assert not covers("中国")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("short", ("short",)),
        ("one two three four", ("one two", "three four")),
        ("abcdefghijklmnopqrstuvwxyz", ("abcdefghijklm", "nopqrstuvwxy", "z")),
        ("one two three four five six seven eight nine", ("one two three", "four five six", "seven eight…")),
    ],
)
def test_a_text_is_broken_into_few_even_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, Style(10.0, REGULAR, 72.0, lines=3)).lines == lines


@pytest.mark.parametrize("colour", ["#16324f", "#d9822b", "#ffffff", "#ffff00", "#808080"])
def test_a_colour_behind_white_text_is_dark_enough_to_read_it(colour: str) -> None:
    assert contrast(readable(colour, WHITE, toward=INK), WHITE) >= 4.5
