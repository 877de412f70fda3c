"""The canvas of the network, the facts behind its lines, and the editor: what the server gives their scripts."""

import shutil
import subprocess
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import kg
from kg.web.pages.positions import positions

WEB = Path(kg.__file__).parent / "web"
NODE = shutil.which("node")


def test_the_canvas_holds_every_node_and_line_of_a_projection(client):
    drawn = client.get("/network/canvas.json", params={"projection": "all"}).json()
    network = client.get("/network.json", params={"projection": "all"}).json()
    assert len(drawn["nodes"]) == len(network["nodes"])
    assert len(drawn["edges"]) == len(network["edges"])
    assert {len(row) for row in drawn["edges"]} == {len(drawn["columns"]["edges"])}
    assert {len(row) for row in drawn["nodes"]} == {len(drawn["columns"]["nodes"])}


def test_a_projection_that_is_not_known_has_no_canvas(client):
    assert client.get("/network/canvas.json", params={"projection": "nothing"}).status_code == 400


def test_facts_come_with_the_words_they_rest_on(client):
    told = client.get("/network/facts.json", params={"fact": "agreement/AZE-SRB.visa-abolition"}).json()
    (fact,) = told["facts"]
    assert fact["href"] == "/agreement/AZE-SRB.visa-abolition"
    assert "visas" in fact["passages"][0]["quote"][1]
    assert fact["passages"][0]["href"].startswith("/source/")


def test_a_fact_that_cannot_be_an_iri_is_refused(client):
    assert client.get("/network/facts.json", params={"fact": "a b> <c"}).status_code == 400


def test_kinds_select_a_part_of_a_network(client):
    part = client.get("/network.json", params={"projection": "all", "kind": ["State", "Agreement"]}).json()
    assert {node["kind"] for node in part["nodes"]} == {"State", "Agreement"}


@pytest.mark.parametrize("count", [0, 1, 2, 150, 151, 401])
def test_positions_are_the_same_each_time_and_apart(count):
    network = nx.MultiDiGraph()
    network.add_nodes_from(range(count), label="name")
    network.add_edges_from((number, number // 3) for number in range(1, count))
    places = positions(network)
    assert places.shape == (count, 2)
    assert (np.abs(places) <= 1000).all()
    assert len(np.unique(places, axis=0)) == count
    assert (places == positions(network)).all()


def test_styles_within_the_page_are_allowed_to_the_editor_only(client):
    editor = client.get("/editor").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in editor
    assert "script-src 'self';" in editor
    assert "unsafe" not in client.get("/network").headers["Content-Security-Policy"]


def test_a_question_that_ends_the_script_element_stays_data(client):
    page = client.get("/editor", params={"query": "</script><script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_what_is_bundled_is_named_with_its_licence():
    licences = (WEB / "static/dist/LICENSES.txt").read_text("utf-8")
    assert "sigma 3.0.3 (MIT)" in licences
    assert "@zazuko/yasgui 4.6.2 (MIT)" in licences


@pytest.mark.skipif(not (NODE and (WEB / "src/node_modules").is_dir()), reason="needs Node and `make web`")
def test_the_bundles_are_those_that_the_sources_make():
    subprocess.run([str(NODE), "check.mjs"], cwd=WEB / "src", check=True, timeout=60)
