"""Loading in one pass over streamed parts, or in two; in memory, or in a directory: the same graph and problems."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from workspaces import DOCUMENT, ONTOLOGY, PLACE, lay

from kg.check import check
from kg.cite import Source
from kg.documents import document
from kg.gather import Lost
from kg.jsonfiles import read_jsonl
from kg.loading import Loader
from kg.workspace import open_workspace

NAMES = st.sampled_from("abcdef")
HOSTILE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(['"', "\\", "\n", "\u2028", "\ud7ff", "\U0001f600", "\x00", "a;b", "<b>", "'''", "%00", "\ufeff"]),
)
DAYS = st.one_of(
    st.dates().map(str), st.sampled_from(["2021", "2021-Q1", "2021-02-30", "../2021-05", "٢٠٢١", "2021/2020", ""])
)
NUMBERS = st.one_of(
    st.decimals(allow_nan=False, places=3).map(str),
    st.sampled_from(["1.10", "9 million", "1e6", "-0", "00012", "1e999", "NaN", "½"]),
)
THINGS = st.one_of(NAMES.map("place/{}".format), st.sampled_from(["https://example.org/x", "http://[", "place/é", ""]))
IDS = {"id": NAMES.map("place/{}".format)}
PLACES = st.fixed_dictionaries(
    {
        **IDS,
        "type": st.sampled_from(["Place", "Place", "Plase"]),
        "label": HOSTILE,
        "inState": st.sampled_from(["CHL", "X"]),
    },
    optional={"isReplacedBy": THINGS, "altLabel": st.lists(HOSTILE, max_size=2), "page": HOSTILE, "lable": HOSTILE},
)
FIGURES = st.fixed_dictionaries(
    {"type": st.just("TradeFigure"), "reporter": st.just("CHL"), "partner": st.just("MAR"), "unit": st.just("USD")},
    optional={"period": DAYS, "value": NUMBERS, "indicator": st.just("export"), "granularity": NUMBERS},
)
VISITS = st.fixed_dictionaries(
    {"type": st.just("Visit"), "host": st.just("MAR"), "label": HOSTILE},
    optional={
        "id": NAMES.map("visit/{}".format),
        "place": THINGS,
        "date": DAYS,
        "during": NAMES.map("visit/{}".format),
        "evidence": st.lists(
            st.fixed_dictionaries(
                {"source": st.sampled_from(["brief", "gone", "told"]), "quote": st.one_of(HOSTILE, st.just("In Rabat"))}
            ),
            max_size=2,
        ),
    },
)
TOLD = st.just({"id": "source/told", "type": "Source", "title": "Told"})
RECORDS = st.lists(st.one_of(PLACES, FIGURES, VISITS, TOLD), max_size=8)
SOURCES = [
    Source("a", "a", "a.jsonl", ""),
    Source("brief", "Brief", "brief.md", "", document("brief", "brief.md", DOCUMENT.encode())),
]


STATES = [{"id": f"state/{code}", "type": "State", "label": code} for code in ("CHL", "MAR")]


def loader(records, lost=()):
    lines = [json.dumps(record) if record else "" for record in [*STATES, *records]]
    return Loader([*read_jsonl(lines, "a.jsonl"), *map(Lost, lost)], SOURCES, ONTOLOGY)


def outcome(loaded):
    return set(loaded.quads), set(loaded.problems), loaded.origins, loaded.left_out


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.lists(st.sampled_from(["source/gone", "place/a"])))
def test_a_load_that_assumes_that_all_is_well_gives_what_one_that_knows_all_gives(records, lost):
    found = loader(records, lost)
    assert outcome(found.load(list)) == outcome(found.load(list))


@settings(max_examples=100, deadline=None)
@given(RECORDS)
def test_what_is_left_out_leaves_the_graph_as_if_it_had_never_been_there(records):
    loaded = loader(records).load(set)
    gone = {part.origin.line for part in loaded.left_out}
    rest = loader([{} if line in gone else record for line, record in enumerate(records, start=3)]).load(set)
    assert (rest.quads, rest.origins, rest.left_out) == (loaded.quads, loaded.origins, [])


@pytest.mark.parametrize(
    ("extra", "passes"),
    [
        ({}, 1),
        ({"id": "place/b", "type": "Place", "lable": "B", "inState": "CHL"}, 1),
        ({"id": "visit/v", "type": "Visit", "label": "V", "place": "place/b"}, 2),
        ({"id": "place/b", "type": "Place", "label": "B", "inState": "CHL", "isReplacedBy": "place/a"}, 2),
    ],
    ids=["good", "bad by itself", "refers to nothing", "merged"],
)
def test_a_second_pass_is_made_only_where_the_first_was_wrong(extra, passes):
    starts = []

    def into(quads):
        starts.append(0)
        return list(quads)

    place = {"id": "place/a", "type": "Place", "label": "A", "inState": "CHL"}
    loader([place, extra] if extra else [place]).load(into)
    assert len(starts) == passes


def test_a_graph_made_on_disk_is_that_made_in_memory(tmp_path):
    facts = "- {id: visit/v, type: Visit, label: V, host: MAR, place: place/rabat}\n- {type: Plase}\n"
    workspace = open_workspace(lay(tmp_path, {"brief.md": DOCUMENT, "places.yaml": PLACE, "facts.yaml": facts}))
    there, here = (check(workspace, keep_going=True, in_memory=size, scratch=tmp_path) for size in (0, 1_000_000))
    assert set(there.store.quads()) == set(here.store.quads())
    assert (there.problems, there.left_out, there.summary) == (here.problems, here.left_out, here.summary)
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir() if path.is_dir()] == ["graph"]


def test_a_graph_made_on_disk_goes_with_its_store_unless_it_is_saved(tmp_path):
    workspace = open_workspace(lay(tmp_path / "place", {"places.yaml": PLACE}))
    found = check(workspace, in_memory=0, scratch=tmp_path)
    count = len(list(found.store.quads()))
    found.store.save(tmp_path / "saved" / "store")
    del found
    check(workspace, in_memory=0, scratch=tmp_path)
    assert len(Store.read_only(str(tmp_path / "saved" / "store"))) == count
    assert sorted(path.name for path in tmp_path.iterdir()) == ["place", "saved"]
