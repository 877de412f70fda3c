"""Addresses as files: which part of a link is a file of its own, how that is called, and how others lead there."""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

DATA = ("/network/canvas.json", "/network/facts.json", "/search/names.json")
"""What scripts read; it becomes a script, for a page opened from a folder may fetch nothing."""

# For each value of these there is a file; the others are left in the link, for scripts.
_IN_NAMES = ("projection", "kind", "verdict", "fact")


def parted(link: str) -> tuple[str, str]:
    """Part a link within the site into the address of a file and what is left to scripts and browsers.

    >>> parted("/network?projection=all&around=state/AZE#lines")
    ('/network?projection=all', '?around=state%2FAZE#lines')
    """
    parts = urlsplit(link)
    words = parse_qsl(parts.query)
    own, rest = ([word for word in words if (word[0] in _IN_NAMES) is is_own] for is_own in (True, False))
    address = urlunsplit(("", "", parts.path, urlencode(own), ""))
    return address, urlunsplit(("", "", "", urlencode(rest), parts.fragment))


def file_name(address: str, media: str) -> str:
    """Return the path of an address's file below the site, or an empty text if none can have it.

    >>> file_name("/state/AZE", "text/html"), file_name("/network.csv?projection=all", "text/csv")
    ('state/AZE.html', 'network-all.csv')
    """
    parts = urlsplit(address)
    path = unquote(parts.path).removeprefix("/") or "index"
    stem, suffix = (path, ".html") if media == "text/html" else posixpath.splitext(path)
    for name, value in parse_qsl(parts.query):
        stem += value if name == "fact" else "-" + re.sub(r"[^\w.-]+", "-", value)
    name = stem + (".js" if parts.path in DATA else suffix)
    return "" if {"", ".", ".."} & set(name.split("/")) else name


def way(file: str, target: str) -> str:
    """Return the relative link that leads from one file of the site to another.

    >>> way("state/AZE.html", "network-all.html")
    '../network-all.html'
    """
    return "../" * file.count("/") + quote(target)
