"""SHACL's constraint components: for each the SPARQL that answers with what breaks it (SHACL, W3C 2017, section 4).

An answer's columns are the focus node, the value if there is one, and the property if it is not the shape's path.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .groups import Group
from .model import SH, XSD, Constraint, Path
from .prebinding import affirmed, selected
from .triples import placeholders

_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
KINDS = {
    "IRI": "isIRI(?value)",
    "BlankNode": "isBlank(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNodeOrIRI": "!isLiteral(?value)",
    "BlankNodeOrLiteral": "!isIRI(?value)",
    "IRIOrLiteral": "!isBlank(?value)",
}
# The engine's own casts would refuse numbers of more than 18 digits.
_NUMERALS = {"integer": "[+-]?[0-9]+", "decimal": r"[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)", "boolean": "true|false|1|0"}
_CAST = "date dateTime time gYear gYearMonth gMonth gMonthDay gDay duration dayTimeDuration yearMonthDuration"


@dataclass(frozen=True)
class Scope:
    """What a shape looks at: the group of SPARQL that binds ?focus to each node, and the shape's path from there."""

    focus: str
    path: Path | None

    @property
    def pairs(self) -> str:
        """The group that binds ?focus with each ?value; without a path a node is its own value."""
        itself = f"{self.focus} BIND(?focus AS ?value)"
        if self.path is None:
            return itself
        if len(self.path.steps) > 1:  # Three times as quick as the path.
            return f"{self.focus} VALUES ?step {{ {' '.join(self.path.steps)} }} ?focus ?step ?value ."
        reached = f"{self.focus} ?focus {self.path.text} ?value ."
        # SPARQL leads from a node to itself only if the node is in the graph, SHACL always.
        return f"{{ {reached} }} UNION {{ {itself} }}" if self.path.is_optional else reached

    @property
    def stated(self) -> str:
        """The group that binds ?focus with each ?value, of other nodes too where that is quicker: one scan."""
        return f"?focus {self.path.text} ?value ." if self.path and len(self.path.steps) == 1 else self.pairs

    @property
    def values(self) -> str:
        """The group that binds ?focus to each value once: what a shape of the values looks at."""
        if self.path is None:
            return self.focus
        return f"{{ SELECT (?value AS ?focus) {{ SELECT DISTINCT ?value {{ {self.pairs} }} }} }}"


def instances(variable: str, kind: object) -> str:
    """Return the pattern that binds a variable to the instances of a class and its subclasses."""
    return f"{{ SELECT DISTINCT ?class {{ ?class {_SUBCLASS}* {kind} }} }} {variable} a ?class"


def select(constraint: Constraint, scope: Scope) -> str:
    """Return the query whose rows break a constraint that names no shapes; some have the columns of `columns`."""
    if constraint.query:
        return _asked(constraint, constraint.query, scope)
    if constraint.name in _TESTS:
        test = _TESTS[constraint.name](constraint)
        return f"SELECT DISTINCT ?focus ?value {{ {scope.pairs} FILTER(!COALESCE({test}, false)) }}"
    return _SELECTS[constraint.name](constraint, scope)


def columns(constraint: Constraint) -> list[str]:
    """Return the columns of the query of a constraint in SPARQL."""
    return list(dict.fromkeys(("this", "value", "path", *placeholders(constraint.messages))))


def _asked(constraint: Constraint, query: Group, scope: Scope) -> str:
    told = " ".join(f"?{name}" for name in columns(constraint))
    if query.own[0] == "SELECT":
        return f"SELECT DISTINCT {told} {{ {{ {selected(query, scope.focus)} }} }}"
    pairs = f"{{ SELECT (?focus AS ?this) ?value {{ {scope.pairs} }} }}"
    return f"SELECT DISTINCT {told} {{ {pairs} MINUS {{ {affirmed(query, scope.pairs)} }} }}"


# ------------------------------------------------------------------ tests of one value


def _compare(operator: str) -> Callable[[Constraint], str]:
    return lambda constraint: f"?value {operator} {constraint.value}"


def _length(operator: str) -> Callable[[Constraint], str]:
    return lambda constraint: f"STRLEN(STR(?value)) {operator} {constraint.value}"


def _datatype(constraint: Constraint) -> str:
    name = str(constraint.value)[1:-1].removeprefix(XSD)
    form = "true"
    if name in _NUMERALS:
        form = f'REGEX(STR(?value), "^({_NUMERALS[name]})$")'
    elif name in f"{_CAST} double float".split():
        form = f"DATATYPE({constraint.value}(STR(?value))) = {constraint.value}"
    return f"DATATYPE(?value) = {constraint.value} && {form}"


def _node_kind(constraint: Constraint) -> str:
    return KINDS[str(constraint.value)[1:-1].removeprefix(SH)]


def _pattern(constraint: Constraint) -> str:
    return f"REGEX({', '.join(['STR(?value)', *map(str, (constraint.value, *constraint.terms))])})"


def _language_in(constraint: Constraint) -> str:
    return " || ".join(f"LANGMATCHES(LANG(?value), {tag})" for tag in constraint.terms) or "false"


_TESTS: dict[str, Callable[[Constraint], str]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _compare(">"),
    "minInclusive": _compare(">="),
    "maxExclusive": _compare("<"),
    "maxInclusive": _compare("<="),
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "pattern": _pattern,
    "languageIn": _language_in,
}

# ------------------------------------------------------------------ tests of all values of a focus node


def _class(constraint: Constraint, scope: Scope) -> str:
    return f"SELECT DISTINCT ?focus ?value {{ {scope.pairs} MINUS {{ {instances('?value', constraint.value)} }} }}"


def _in(constraint: Constraint, scope: Scope) -> str:
    listed = " ".join(map(str, constraint.terms))
    return f"SELECT DISTINCT ?focus ?value {{ {scope.pairs} MINUS {{ VALUES ?value {{ {listed} }} }} }}"


def _has_value(constraint: Constraint, scope: Scope) -> str:
    return _lacking(scope, str(constraint.value), f"{scope.pairs} FILTER(sameTerm(?value, {constraint.value}))")


def _lacking(scope: Scope, value: str, having: str) -> str:
    """The query for the focus nodes without a value; `having` binds ?focus to the others."""
    if scope.path and len(scope.path.steps) == 1:
        # As quick as MINUS for one pattern, many times slower for two.
        return f"SELECT ?focus {{ {scope.focus} FILTER NOT EXISTS {{ ?focus {scope.path.text} {value} }} }}"
    return f"SELECT ?focus {{ {scope.focus} MINUS {{ SELECT ?focus {{ {having} }} }} }}"


def _counted(scope: Scope, condition: str) -> str:
    return f"SELECT ?focus {{ {scope.stated} }} GROUP BY ?focus HAVING (COUNT(DISTINCT ?value) {condition})"


def _min_count(constraint: Constraint, scope: Scope) -> str:
    if constraint.number == 1:
        return _lacking(scope, "?value", scope.pairs)
    return f"SELECT ?focus {{ {scope.focus} MINUS {{ {_counted(scope, f'>= {constraint.number}')} }} }}"


def _max_count(constraint: Constraint, scope: Scope) -> str:
    return f"SELECT ?focus {{ {scope.focus} {{ {_counted(scope, f'> {constraint.number}')} }} }}"


def _unique_lang(constraint: Constraint, scope: Scope) -> str:
    tagged = f'{scope.pairs} BIND(LCASE(LANG(?value)) AS ?tag) FILTER(?tag != "")'
    return f"SELECT ?focus {{ {tagged} }} GROUP BY ?focus ?tag HAVING (COUNT(DISTINCT ?value) > 1)"


def _equals(constraint: Constraint, scope: Scope) -> str:
    lacking = f"{scope.pairs} MINUS {{ ?focus {constraint.value} ?value }}"
    besides = f"{scope.focus} ?focus {constraint.value} ?value MINUS {{ {scope.pairs} }}"
    return f"SELECT DISTINCT ?focus ?value {{ {{ {lacking} }} UNION {{ {besides} }} }}"


def _disjoint(constraint: Constraint, scope: Scope) -> str:
    return f"SELECT DISTINCT ?focus ?value {{ {scope.pairs} ?focus {constraint.value} ?value }}"


def _less_than(operator: str) -> Callable[[Constraint, Scope], str]:
    def select(constraint: Constraint, scope: Scope) -> str:
        both = f"{scope.pairs} ?focus {constraint.value} ?other FILTER(!COALESCE(?value {operator} ?other, false))"
        # One result for each pair, although the other value is not told.
        return f"SELECT ?focus ?value {{ SELECT DISTINCT ?focus ?value ?other {{ {both} }} }}"

    return select


def _closed(constraint: Constraint, scope: Scope) -> str:
    allowed = ", ".join(map(str, constraint.terms))
    stated = f"{scope.pairs} ?value ?property ?stated FILTER(?property NOT IN ({allowed}))"
    return f"SELECT DISTINCT ?focus ?stated ?property {{ {stated} }}"


_SELECTS: dict[str, Callable[[Constraint, Scope], str]] = {
    "class": _class,
    "in": _in,
    "hasValue": _has_value,
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("<"),
    "lessThanOrEquals": _less_than("<="),
    "closed": _closed,
}
NAMES = {*_TESTS, *_SELECTS}
"""The constraints that `select` knows."""
