"""Memory: what later sentences on trade refer to."""

from dataclasses import dataclass

from ..when import When


@dataclass
class Memory:
    """What later sentences refer to: the flow, sides and period told of last."""

    flow: str = ""
    flows: tuple[str, ...] = ()
    reporter: str = ""
    partner: str = ""
    period: When | None = None
    currency: str = ""
    line: int = -9
