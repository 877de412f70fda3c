"""Every fact has one label, derived from its keys where no record gives one."""

import pytest
from sample_graph import agreement, derived, figure, values

LABELS = [
    (figure("turnover", "9000000"), "turnover 2020, Chile–Morocco: 9 million USD"),
    (figure("export", "1250000000", sides="CHL MAR"), "export 2020, Chile with Morocco: 1.25 billion USD"),
    (figure("import", "950", sides="MAR CHL"), "import 2020, Morocco with Chile: 950 USD"),
    (figure("turnover-growth", "-6", unit="percent"), "growth of turnover 2020, Chile–Morocco: -6 %"),
    ("<f> a irel:Tenure ; org:member <person/ana> ; irel:post <post/CHL.minister> .", "Ana, Minister of Chile"),
    ("<f> a irel:Presence ; irel:organization <organization/union> ; irel:inState <state/MAR> .", "Union in Morocco"),
    (
        "<f> a irel:Presence ; irel:number 4 ; irel:homeState <state/CHL> ; irel:inState <state/MAR> .",
        "4 of Chile in Morocco",
    ),
    ('<f> a irel:Statement ; dcterms:description "All is well."@en .', "All is well."),
    ("<f> a irel:Meeting ; irel:participant <post/MAR.minister> , <person/ana> .", "Meeting: Ana, Minister of Morocco"),
    ("<f> a irel:Visit ; irel:visitor <person/bo> .", "Visit: Bo"),
    ("<gathering/2024.summit> a irel:Gathering .", "Gathering: 2024.summit"),
    (
        agreement() + '<agreement/b> rdfs:label "Accord"@en . '
        "<step/s> a irel:Step ; irel:status status:signed ; irel:agreement <agreement/a> , <agreement/b> .",
        "signed: Accord; Pact",
    ),
    ('<f> a irel:Meeting ; irel:participant <person/ana> ; rdfs:label "Talks"@en .', "Talks"),
]


@pytest.mark.parametrize(("fact", "label"), LABELS, ids=[label for _, label in LABELS])
def test_a_fact_is_called(fact, label):
    store = derived(fact)

    assert values(store, '?fact a/rdfs:subClassOf+ irel:Fact ; rdfs:label ?x FILTER(?x != "Pact"@en)') == {label}


def test_every_fact_disagreement_and_pair_of_the_bundled_data_has_one_label(sample):
    counts = """PREFIX irel: <https://w3id.org/irel/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT (COUNT(DISTINCT ?label) AS ?labels) {
      { ?it a/rdfs:subClassOf+ irel:Fact } UNION { ?it a irel:Disagreement } UNION { ?it a irel:Dyad }
      OPTIONAL { ?it rdfs:label ?label }
    } GROUP BY ?it"""

    assert {row[0].value for row in sample.store.query(counts).rows} == {"1"}
