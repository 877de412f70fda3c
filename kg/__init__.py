"""Communique: a knowledge graph of relations between states, every fact traceable to its source."""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "DataError": "errors",
    "Error": "errors",
    "Graph": "graph",
    "Problem": "problems",
    "Table": "table",
    "build": "building",
    "load": "api",
    "open": "graph",
    "open_workspace": "workspace",
    "validate": "api",
}
_OTHER_NAMES = {"load": "load_records", "open": "open_graph"}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562), so that `import kg` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), _OTHER_NAMES.get(name, name))


def __dir__() -> list[str]:
    return __all__
