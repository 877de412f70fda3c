"""The shorter ways to write an IRI: by a prefix, or relative to the base."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

# Only names that need no escape: `source:brief\#char\=49\,193` reads worse than `<source/brief#char=49,193>`.
_SPLIT = re.compile(r"(.*[^\w.-])(\w(?:[\w.-]*[\w-])?)", re.ASCII | re.DOTALL)
# No colon that could end a scheme, and no segment of dots that would be a step upwards (RFC 3986, 5.2).
_RELATIVE = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*(?:#[^:]*)?", re.ASCII)


@dataclass(frozen=True)
class Names:
    """The prefixes of an export (prefix -> namespace) and its base IRI, used if it ends in a slash."""

    prefixes: Mapping[str, str]
    base: str = ""

    def prefixed(self, iri: str) -> str | None:
        """Return `prefix:local` if one of the namespaces is the IRI but for its local name."""
        namespace, local = split(iri)
        prefix = self._by_namespace.get(namespace) if local else None
        return None if prefix is None else f"{prefix}:{local}"

    def relative(self, iri: str) -> str | None:
        """Return the IRI relative to the base, if it is below the base and resolving leads back to it."""
        rest = iri.removeprefix(self.base)
        return rest if self.base.endswith("/") and rest != iri and _RELATIVE.fullmatch(rest) else None

    @cached_property
    def _by_namespace(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in sorted(self.prefixes.items(), reverse=True)}


def split(iri: str) -> tuple[str, str]:
    """Part an IRI into namespace and local name; the local name is empty if it would need an escape."""
    found = _SPLIT.fullmatch(iri)
    return (found[1], found[2]) if found else (iri, "")


def predicate_order(iri: str) -> int:
    """Return where a predicate stands among its subject's: first the type, then the label, then others."""
    return (RDF_TYPE, RDFS_LABEL, iri).index(iri)
