"""Settings: where the server listens, whom it answers, and what a question may cost."""

import ipaddress
from dataclasses import dataclass, field

MAX_QUERY = 64 * 1024
"""The longest query, in bytes."""

MAX_UPLOAD = 64 * 1024 * 1024
"""The largest body of a Graph Store write, in bytes."""


@dataclass(frozen=True)
class Settings:
    """How a server is run.

    Times are in seconds: `timeout` for a query, `patience` for a free worker. Sizes are in bytes: `memory` is the
    address space of a worker, `remembered` the answers kept for those who ask again. `workers` queries run at once.
    `token` allows updates; without one the server only reads. `is_live` is False where the pages become files, and
    nobody is there to answer a form. `names` are host names it answers to beside its own,
    `origins` those whose scripts may read data, `*` for all.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 10.0
    max_rows: int = 10_000
    memory: int = 4 << 30
    workers: int = 2
    remembered: int = 64 << 20
    patience: float = 5.0
    token: str = field(default="", repr=False)
    is_live: bool = True
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    @property
    def is_writable(self) -> bool:
        """Whether updates are possible at all."""
        return bool(self.token)

    @property
    def hosts(self) -> frozenset[str]:
        """The host names under which requests are answered."""
        return frozenset({"localhost", "127.0.0.1", "::1", self.host.lower(), *map(str.lower, self.names)})


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
