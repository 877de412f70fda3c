"""Namespaces and prefixes; the only place where a string becomes an IRI."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from pyoxigraph import NamedNode

from .errors import UsageError

ONTOLOGY = "https://w3id.org/irel/ont#"
BASE = "https://w3id.org/irel/id/"
"""Where the things of the bundled data live, and the concepts of the ontology for every workspace."""

VOCABULARIES = {
    "irel": ONTOLOGY,
    "shape": "https://w3id.org/irel/shapes#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_PLAIN = re.compile(r"[\w=,;:.~-]*", re.ASCII)
_ID = re.compile(r"[a-z][a-z-]*/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")


def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name of a vocabulary, such as `rdfs:label`."""
    prefix, _, local = name.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)


RDF_TYPE = term("rdf:type")
RDF_VALUE = term("rdf:value")
RDFS_LABEL = term("rdfs:label")
EVIDENCE = term("irel:evidence")
FACT = term("irel:Fact")
SOURCE = term("irel:Source")
TEXT_DIGEST = term("irel:textDigest")
PASSAGE_DIGEST = term("irel:passageDigest")


def is_id(text: str) -> bool:
    """Tell whether a text is a record id: a word, a slash, and a flat name in ASCII."""
    return _ID.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI (RFC 3987)."""
    try:
        return ":" in text and bool(NamedNode(text))
    except ValueError:
        return False


def thing(id: str, base: str = BASE) -> NamedNode:
    """Return the IRI of a record id such as `person/ada-lovelace`."""
    return NamedNode(base + id)


def absolute(iri: str) -> NamedNode:
    """Return an absolute IRI as a term; raise UsageError for anything else."""
    if not is_iri(iri):
        raise UsageError(f"{iri!r} is not an absolute IRI; write it in full, with its scheme")
    return NamedNode(iri)


def fragment_of(source: NamedNode, fragment: str) -> NamedNode:
    """Return the IRI of a part of a source, named by a fragment such as `char=49,193` (RFC 5147)."""
    return NamedNode(f"{source.value}#{fragment if _PLAIN.fullmatch(fragment) else quote(fragment, safe='=,;:-._~')}")


def graph_name(name: str, base: str = BASE) -> NamedNode:
    """Return the name of a graph that no source speaks for, such as `derived`."""
    return NamedNode(f"{base}graph/{name}")


def prefixes_of(spaces: Iterable[str], base: str = BASE) -> dict[str, str]:
    """Return prefix -> namespace for the vocabularies and for one prefix per id space."""
    own = {space: f"{base}{space}/" for space in spaces}
    return dict(sorted((VOCABULARIES | own).items()))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as people read it: prefixed where a namespace fits, else in full."""
    fits = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space)]
    if not fits:
        return f"<{iri}>"
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"
