"""A slice holds what a change can make a difference to, and little else."""

import pyoxigraph as ox
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.locality import Join, NotLocalError, Reach
from kg.slices import Slicer

SOURCE, DERIVED = NamedNode("https://example.org/source"), NamedNode("https://example.org/derived")
PAIR, DAY, VALUE = (NamedNode(f"https://example.org/{name}") for name in ("pair", "day", "value"))
A, B = NamedNode("https://example.org/A"), NamedNode("https://example.org/B")


def figure(name: str, pair: NamedNode, day: str) -> list[Quad]:
    node = NamedNode(f"https://example.org/{name}")
    said = ((PAIR, pair), (DAY, Literal(day)), (VALUE, Literal("7")))
    return [Quad(node, key, value, SOURCE) for key, value in said]


FIGURES = [
    *figure("one", A, "1993"),
    *figure("same", A, "1993"),
    *figure("later", A, "1994"),
    *figure("elsewhere", B, "1993"),
]


def slicer(*joins: Join, most: int = 100, quads: list[Quad] = FIGURES) -> Slicer:
    engine = ox.Store()
    engine.extend(quads)
    return Slicer(engine, DERIVED, [], Reach(frozenset({VALUE}), joins), most)


def names(nodes: set[NamedNode]) -> set[str]:
    return {node.value.rpartition("/")[2] for node in nodes}


@pytest.mark.parametrize(
    ("joins", "beside"),
    [
        ((), set()),
        ((Join((PAIR,)),), {"same", "later"}),
        ((Join((DAY,)),), {"same", "elsewhere", "B"}),
        ((Join((PAIR, DAY)),), {"same"}),
        ((Join((PAIR,)), Join((DAY,))), {"same", "later", "elsewhere", "B"}),
    ],
)
def test_a_thing_is_looked_at_beside_those_that_share_a_value_of_each_property(joins, beside):
    assert names(slicer(*joins).nodes(FIGURES[2:3])) == {"one", "A"} | beside


def test_a_thing_is_looked_at_beside_those_that_come_with_the_change():
    changing, new = slicer(Join((PAIR, DAY))), figure("new", B, "1993")
    changing.add(new)
    assert names(changing.nodes(new)) == {"new", "elsewhere", "B"}


def test_side_by_side_is_followed_to_the_end_of_a_chain():
    links = [figure(f"f{number}", NamedNode(f"{A.value}{number // 2}"), str((number + 1) // 2)) for number in range(12)]
    chain = slicer(Join((PAIR,)), Join((DAY,)), quads=[quad for link in links for quad in link])
    assert {f"f{number}" for number in range(12)} <= names(chain.nodes(links[0]))


def test_what_leads_to_a_thing_beside_is_looked_at_when_a_later_change_concerns_that_thing():
    mention = Quad(NamedNode("https://example.org/mention"), VALUE, FIGURES[3].subject, SOURCE)
    follows = Quad(A, VALUE, Literal("7"), DERIVED)
    changing = slicer(Join((PAIR,)), quads=[*FIGURES, mention])
    first = changing.nodes(FIGURES[2:3])
    changing.add([follows])
    assert names(first) == {"one", "A", "same", "later"}
    assert names(changing.nodes([follows])) >= {"mention"}


def test_what_has_no_name_is_not_looked_at_beside_others():
    changing, new = slicer(Join((PAIR,))), Quad(A, PAIR, BlankNode("unnamed"), SOURCE)
    changing.add([new, Quad(A, VALUE, Literal("7"), SOURCE)])
    with pytest.raises(NotLocalError):
        changing.nodes([new, *FIGURES])


def test_a_slice_of_too_many_nodes_is_none():
    with pytest.raises(NotLocalError):
        slicer(Join((PAIR,)), most=2).nodes(FIGURES[2:3])
