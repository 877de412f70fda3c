"""The pages for people, over the bundled graph."""

import re

import pytest
from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}
PAGES = (
    "/",
    "/relation",
    "/relation/AZE-SRB",
    "/relation/AZE-SRB/picture",
    "/state/AZE",
    "/person/aleksandar-vucic",
    "/agreement/AZE-SRB.visa-abolition",
    "/topic/visas",
    "/dyad/AZE-SRB",
    "/source/brief-2021-10-12",
    "/source/registry.states.csv",
    "/network",
    "/network?projection=people&relation=met&from=2021&to=2021",
    "/network?around=person/aleksandar-vucic",
    "/disagreements",
    "/disagreements?verdict=none",
    "/sources",
    "/questions",
    "/questions/trade",
    "/query",
    "/query?question=trade",
    "/search",
    "/search?q=serbia",
    "/search?kind=People",
    "/ontology",
)


def page(client: TestClient, address: str) -> str:
    """The text of a page that is there."""
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return response.text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_with_a_title_one_heading_and_a_main_part(client: TestClient, address: str) -> None:
    text = page(client, address)

    assert re.search("<title>[^<]+ – Communique</title>", text)
    assert len(re.findall("<h1[ >]", text)) == 1
    assert '<main id="content"' in text


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_styles_or_scripts_of_its_own(client: TestClient, address: str) -> None:
    text = page(client, address)

    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|javascript:", text)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_uses_an_id_twice(client: TestClient, address: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page(client, address))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "address",
    [
        "/person/nobody",
        "/relation/AZE-XXX",
        "/relation/AZE",
        "/relation/AZE-AZE",
        "/relation/AZE-KEN/picture",
        "/questions/none",
        "/nowhere",
    ],
)
def test_what_is_unknown_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    response = client.get(address, headers=HTML)

    assert response.status_code == 404
    assert "<h1>Not Found</h1>" in response.text


@pytest.mark.parametrize(
    "address",
    ["/network?projection=none", "/network?from=soon", "/network?around=nobody", "/questions/trade?state=Atlantis"],
)
def test_a_wrong_parameter_is_a_bad_request(client: TestClient, address: str) -> None:
    assert client.get(address, headers=HTML).status_code == 400


def test_the_overview_counts_what_is_there_and_links_to_it(client: TestClient) -> None:
    text = page(client, "/")

    assert '<a href="/search?kind=People"><strong>5</strong> People</a>' in text
    assert '<a href="/sources"><strong>2</strong> Sources</a>' in text
    assert '<a href="/relation/AZE-SRB">Azerbaijan – Serbia</a>' in text


def test_a_relation_shows_each_line_with_its_words_in_their_sentence(client: TestClient) -> None:
    text = page(client, "/relation/AZE-SRB")

    assert "Agreement on the mutual abolition of visas for holders of general civil passports" in text
    assert "<mark>Trade turnover between Azerbaijan and Serbia stood at $9 million in 2020</mark>, with exports" in text
    assert '<span class="pill">explained by rounding</span>' in text


def test_each_line_of_a_relation_leads_to_its_fact(client: TestClient) -> None:
    text = page(client, "/relation/AZE-SRB")

    assert '<a href="/figure/AZE.SRB.export.2020.USD.11e5">The fact</a>' in text


def test_a_relation_frames_the_picture_of_its_network_which_links_to_things_and_facts(client: TestClient) -> None:
    (framed,) = re.findall('<iframe [^>]*src="([^"]+)"', page(client, "/relation/AZE-SRB"))
    text = page(client, framed)

    assert 'href="/person/jeyhun-bayramov" target="_top"' in text
    assert 'href="/step/2021-10-11.AZE-SRB.foreign-ministers-sign" target="_top" tabindex="-1"' in text


@pytest.mark.parametrize("name", ["SRB-AZE", "Serbia-azerbaijan"])
def test_a_relation_has_one_address(client: TestClient, name: str) -> None:
    response = client.get(f"/relation/{name}.ttl")

    assert (response.status_code, response.headers["Location"]) == (307, "/relation/AZE-SRB.ttl")


def test_the_form_for_two_names_leads_to_their_relation(client: TestClient) -> None:
    response = client.get("/relation?one=serbia&other=AZE", headers=HTML)

    assert (response.status_code, response.headers["Location"]) == (303, "/relation/AZE-SRB")


def test_states_without_a_common_fact_have_an_empty_relation(client: TestClient) -> None:
    assert "Nothing is recorded yet." in page(client, "/relation/FRA-PER")


@pytest.mark.parametrize(
    ("suffix", "begin"),
    [
        ("ttl", b"@base"),
        ("jsonld", b"{"),
        ("csv", b"date,what"),
        ("graphml", b"<?xml"),
        ("gexf", b"<?xml"),
        ("json", b"{"),
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("docx", b"PK"),
        ("md", b"# Azerbaijan"),
    ],
)
def test_a_relation_is_there_in_every_format(client: TestClient, suffix: str, begin: bytes) -> None:
    assert client.get(f"/relation/AZE-SRB.{suffix}").content.startswith(begin)


def test_a_source_marks_what_facts_rest_on_and_nothing_else(client: TestClient) -> None:
    text = page(client, "/source/brief-2021-10-12")

    assert re.search(r'<mark><a href="#passage-\d+">Serbia&#39;s president, Aleksandar Vucic</a></mark>', text)
    assert ".\nThe Azernews article does not give the day of their meeting.\n" in text


def test_every_passage_of_a_source_leads_into_its_text(client: TestClient) -> None:
    text = page(client, "/source/brief-2021-10-12")

    begins = set(re.findall(r'<span class="place" id="([^"]+)">', text))
    assert begins == set(re.findall(r'class="back" href="#([^"]+)"', text)) != set()


def test_a_thing_names_who_says_what(client: TestClient) -> None:
    text = page(client, "/person/aleksandar-vucic")

    assert "Aleksandar Vučić" in text
    assert '<a href="/source/records.people.yaml">records/people.yaml</a>' in text
    assert "Invitation of Ilham Aliyev to Serbia" in text


def test_a_network_is_drawn_with_links_to_its_nodes_and_facts(client: TestClient) -> None:
    text = page(client, "/network?around=person/aleksandar-vucic")

    assert re.search(r'<a class="node [^"]*" data-iri="[^"]+" href="/post/SRB.president"', text)
    assert re.search(r'<a class="edge" data-iri="[^"]+" href="/invitation/[^"]+"', text)


def test_a_network_is_filtered_by_relation(client: TestClient) -> None:
    rows = client.get("/network.csv?projection=people&relation=met").text.splitlines()

    assert len(rows) == 4
    assert all(",met," in row for row in rows[1:])


def test_a_network_is_filtered_by_year(client: TestClient) -> None:
    rows = client.get("/network.csv?from=2012&to=2014").text

    assert "Declaration on Strategic Partnership" in rows
    assert "Joint Action Plan" not in rows


def test_what_nothing_joins_has_an_empty_network(client: TestClient) -> None:
    assert "Nothing is left of the network" in page(client, "/network?around=topic/visas")


def test_a_question_is_answered_as_its_form_is_filled_in(client: TestClient) -> None:
    text = page(client, "/questions/trade?state=Serbia&partner=&indicator=export")

    assert 'value="Serbia"' in text
    assert "export 2020" in text
    assert "turnover 2020" not in text


def test_a_question_says_in_its_form_what_it_did_not_understand(client: TestClient) -> None:
    text = client.get("/questions/trade?state=Atlantis", headers=HTML).text

    assert 'role="alert"' in text
    assert 'value="Atlantis"' in text


def test_the_query_page_posts_to_the_endpoint(client: TestClient) -> None:
    assert '<form class="query" action="/sparql" method="post">' in page(client, "/query")
    assert client.post("/sparql", data={"query": "ASK {}", "format": "json"}).json()["boolean"] is True


def test_disagreements_are_shown_by_verdict(client: TestClient) -> None:
    assert "<strong>600,000</strong>" in page(client, "/disagreements?verdict=explained+by+rounding")
    assert "No facts disagree." in page(client, "/disagreements?verdict=contradiction")
