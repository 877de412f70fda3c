"""The bundled grammar, read once for all tests of extraction."""

import pytest

from kg.extract.extraction import Grammar, read_grammar
from kg.workspace import bundle


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    """The words and rules of ontology/extraction."""
    return read_grammar(bundle() / "ontology" / "extraction", bundle() / "data" / "registry")
