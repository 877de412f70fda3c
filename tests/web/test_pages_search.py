"""Search: things by their names, whatever the accents and capitals."""

import re

import pytest
from starlette.testclient import TestClient


def found(client: TestClient, words: str) -> list[str]:
    """The addresses of what a search finds, in order."""
    text = client.get("/search", params={"q": words}, headers={"Accept": "text/html"}).text
    return re.findall(r'<li><a href="(/[^"?]+)">', text.partition("<main")[2])


@pytest.mark.parametrize("words", ["vucic", "Vučić", "ALEKSANDAR vučić", "vucic aleksandar", "sandar vuc"])
def test_a_name_is_found_without_accents_and_capitals_in_any_order(client: TestClient, words: str) -> None:
    assert "/person/aleksandar-vucic" in found(client, words)


@pytest.mark.parametrize(
    ("words", "address"),
    [("AZE", "/state/AZE"), ("Azerbaijan", "/state/AZE"), ("labour ministers meet online", "/source/brief-2021-04-22")],
)
def test_codes_names_and_titles_are_found_first(client: TestClient, words: str, address: str) -> None:
    assert found(client, words)[0] == address


@pytest.mark.parametrize("words", ["xyzzy", "@@", '"><script>', "((("])
def test_words_that_no_name_has_find_nothing(client: TestClient, words: str) -> None:
    assert found(client, words) == []


def test_a_kind_lists_all_its_things(client: TestClient) -> None:
    text = client.get("/search?kind=People", headers={"Accept": "text/html"}).text

    assert len(re.findall(r'<a href="/person/', text)) == 5


def test_scripts_get_what_they_ask_for_with_all_its_names(client: TestClient) -> None:
    read = client.get("/search/names.json?q=azerb").json()
    things = {href: (read["headings"][heading], names) for href, heading, names in read["things"]}

    assert read["columns"]["things"] == ["href", "heading", "names"]
    assert things["/state/AZE"][0] == "States"
    assert {"Azerbaijan", "AZE"} <= set(things["/state/AZE"][1])


def test_scripts_get_so_many_things_at_once_and_the_number_of_those_left(client: TestClient, serve) -> None:
    read, whole = (one.get("/search/names.json").json() for one in (client, serve(is_live=False)))

    assert len(read["things"]) == 200
    assert len(read["things"]) + read["left"] == len(whole["things"])
    assert whole["left"] == 0
