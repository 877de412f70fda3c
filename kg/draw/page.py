"""A picture as a web page in one file: to be searched, moved, and asked for the evidence behind each line."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .colour import night_rules
from .figure import Figure
from .picture import samples, style_sheet, write_svg
from .scene import Scene, clean


@dataclass(frozen=True)
class Passage:
    """A place in a source that says a fact: the fact's label, the words quoted, and where they were published."""

    fact: str
    quote: str
    source: str
    publisher: str
    date: str


def write_page(figure: Figure, evidence: Mapping[str, Sequence[Passage]]) -> str:
    """Write a figure as an HTML document that loads nothing; the evidence is given by the IRI of its fact."""
    scene, style, script = figure.scene, _style(figure.scene), _asset("viewer.js")
    passages = {fact.iri: _cleaned(evidence.get(fact.iri, ())) for fact in scene.facts}
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(_asset("page.html"))
    return page.render(
        scene=scene,
        kinds=_kinds(scene),
        passages=passages,
        policy=_policy(scripts=[script], styles=[style, style_sheet(scene)]),
        style=Markup(style),
        script=Markup(script),
        svg=Markup(write_svg(figure)),
        data=Markup(_data(figure, passages)),
    )


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _cleaned(passages: Sequence[Passage]) -> list[Passage]:
    return [Passage(*map(clean, astuple(passage))) for passage in passages]


def _style(scene: Scene) -> str:
    """Join the style of the page and the colours of the picture by night."""
    night = "\n".join(night_rules(colour) for colour in sorted({node.colour for node in scene.nodes}))
    return f"{_asset('viewer.css')}@media screen and (prefers-color-scheme: dark) {{\n{night}\n}}\n"


def _policy(*, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Write the Content-Security-Policy that lets these scripts and styles run, and nothing be loaded."""
    script, style = (" ".join(map(_digest, texts)) for texts in (scripts, styles))
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _kinds(scene: Scene) -> list[tuple[str, str, int]]:
    """List each kind of node with its style classes and how many nodes it has."""
    counts = Counter(node.kind for node in scene.nodes)
    return [(kind, classes, counts[kind]) for kind, classes in dict(samples(scene)).items()]


def _data(figure: Figure, passages: Mapping[str, Sequence[Passage]]) -> str:
    """Write what the viewer needs as JSON that no HTML parser can take for markup; lines name their facts by number."""
    numbers = {fact: number for number, fact in enumerate(figure.scene.facts)}
    data = {
        "nodes": [{"iri": node.iri, "label": node.label, "kind": node.kind} for node in figure.scene.nodes],
        "facts": [asdict(fact) for fact in figure.scene.facts],
        "lines": [[numbers[fact] for fact in line.strand.facts] for line in figure.lines],
        "passages": {iri: [asdict(passage) for passage in said] for iri, said in passages.items() if said},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
