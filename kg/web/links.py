"""Links of pages, and of the data that their scripts read: found and changed, all else left as it is."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

Change = Callable[[str], str]
"""Where a link shall lead instead; an empty text takes the link away."""

_NAMES = {"href", "src", "action", "data-source"}
_LINK = re.compile(rf'\s({"|".join(sorted(_NAMES))})="([^"]*)"')


def change_links(page: str, change: Change) -> str:
    """Return a page of ours with its links changed.

    >>> change_links('<a class="b" href="/x">x</a>', lambda link: link + ".html")
    '<a class="b" href="/x.html">x</a>'
    """
    pieces, last = [], 0
    for start, tag in _Tags(page).found:
        pieces += [page[last:start], _LINK.sub(lambda link: _changed(link, change), tag)]
        last = start + len(tag)
    return "".join([*pieces, page[last:]])


def links(page: str) -> list[str]:
    """Return the links of a page of ours, in their order."""
    return [html.unescape(link[2]) for _, tag in _Tags(page).found for link in _LINK.finditer(tag)]


def change_data(data: object, change: Change) -> list[str]:
    """Change the links in data for scripts, under `href` and in columns of that name; return them as they were."""
    if isinstance(data, list):
        return [link for part in data for link in change_data(part, change)]
    if not isinstance(data, dict):
        return []
    found = [_changed_part(data, "href", change)] if "href" in data else []
    for table, columns in data.get("columns", {}).items():
        if "href" in columns:
            found += [_changed_part(row, columns.index("href"), change) for row in data[table]]
    return found + [link for part in data.values() for link in change_data(part, change)]


def _changed_part(whole: Any, key: str | int, change: Change) -> str:
    link: str = whole[key]
    whole[key] = change(link)
    return link


def _changed(link: re.Match[str], change: Change) -> str:
    target = change(html.unescape(link[2]))
    return f' {link[1]}="{html.escape(target)}"' if target else ""


class _Tags(HTMLParser):
    """The start tags of a page that hold links, each with where it begins."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self.found: list[tuple[int, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that holds a link."""
        if any(name in _NAMES for name, _ in attrs):
            line, column = self.getpos()
            self.found.append((self._lines[line - 1] + column, self.get_starttag_text() or ""))
