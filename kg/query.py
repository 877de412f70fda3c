"""Query: bind a question's parameters to terms and ask a store."""

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from .errors import QueryError, UsageError
from .identity import find_thing
from .questions import Parameter, Question, bind
from .store import Answer, Store
from .terms import BASE
from .values import IllTypedError, typed

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)


def ask(store: Store, question: Question, values: Mapping[str, Sequence[str]], prefixes: Mapping[str, str]) -> Answer:
    """Ask a question with the given parameters, as text; raise UsageError for names and values that are not known."""
    return store.query(bound(store, question, values, prefixes))


def bound(store: Store, question: Question, values: Mapping[str, Sequence[str]], prefixes: Mapping[str, str]) -> str:
    """Return the text of a question with the given parameters in place of its examples."""
    return bind(question, terms_of(store, question, values, prefixes))


def terms_of(
    store: Store, question: Question, values: Mapping[str, Sequence[str]], prefixes: Mapping[str, str]
) -> dict[str, list[NamedNode | Literal]]:
    """Return the terms that parameters given as text mean; an unknown name is left for `bind` to refuse."""
    parameters = {parameter.name: parameter for parameter in question.parameters}
    return {
        name: [_term(store, question, parameters[name], text, prefixes) for text in texts] if name in parameters else []
        for name, texts in values.items()
    }


def _term(
    store: Store, question: Question, parameter: Parameter, text: str, prefixes: Mapping[str, str]
) -> NamedNode | Literal:
    """Read a parameter's text as a term of the same sort as its example."""
    example = _example(question, parameter)
    if isinstance(example, NamedNode):
        return find_thing(store, text, _namespace(example.value, prefixes), prefixes)
    if example.language:
        return Literal(text, language=example.language)
    try:
        return Literal(typed(text, example.datatype.value.removeprefix(_XSD)), datatype=example.datatype)
    except IllTypedError as error:
        raise UsageError(f"{question.name}: {parameter.name}: {text!r}: {error}") from error


def _namespace(iri: str, prefixes: Mapping[str, str]) -> str:
    """The namespace of an IRI; of one in the bundled data, the like one of this graph."""
    namespace = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    space = namespace.removeprefix(BASE).rstrip("/")
    return prefixes.get(space, namespace) if namespace.startswith(BASE) else namespace


def _example(question: Question, parameter: Parameter) -> NamedNode | Literal:
    """The first term of the example, read with the query's own prefixes."""
    heads = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in _PREFIX.findall(question.text))
    try:
        results = ox.Store().query(f"{heads}\nSELECT ?x {{ VALUES ?x {{ {parameter.example} }} }}")
    except SyntaxError as error:
        raise QueryError(f"{question.name}: the example of {parameter.name} is no term: {parameter.example}") from error
    assert isinstance(results, ox.QuerySolutions)
    term = next(results)[0]
    assert isinstance(term, NamedNode | Literal)
    return term
