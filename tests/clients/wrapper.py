"""Ask every form of query in every format through SPARQLWrapper: python tests/clients/wrapper.py URL."""

import sys

from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
THING = "<https://w3id.org/irel/id/state/AZE>"
SELECT = f"SELECT ?label {{ {THING} {LABEL} ?label }}"
ASKS = [
    *((SELECT, format, method) for format in (JSON, XML, CSV, TSV) for method in (GET, POST)),
    *((f"ASK {{ {THING} ?p ?o }}", format, GET) for format in (JSON, XML)),
    *(
        (f"CONSTRUCT {{ {THING} {LABEL} ?label }} WHERE {{ {THING} {LABEL} ?label }}", format, POST)
        for format in (TURTLE, N3, RDFXML, JSONLD)
    ),
    (f"DESCRIBE {THING}", TURTLE, GET),
]


def main() -> None:
    endpoint = SPARQLWrapper(f"{sys.argv[1]}sparql")
    for query, format, method in ASKS:
        endpoint.setQuery(query)
        endpoint.setReturnFormat(format)
        endpoint.setMethod(method)
        answer = endpoint.query().convert()
        text = answer if isinstance(answer, str) else _text(answer)
        assert "Azerbaijan" in text or "true" in text.lower(), (query, format, text)
    print(f"SPARQLWrapper: {len(ASKS)} of {len(ASKS)} queries answered")


def _text(answer: object) -> str:
    """The answer as text, whatever SPARQLWrapper makes of it: JSON, an XML document, bytes or an rdflib graph."""
    if isinstance(answer, bytes):
        return answer.decode()
    if hasattr(answer, "toxml"):
        return answer.toxml()
    return answer.serialize(format="nt") if hasattr(answer, "serialize") else str(answer)


if __name__ == "__main__":
    main()
