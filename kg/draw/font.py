"""The shipped fonts, DejaVu Sans and its bold: where their files lie and how wide a text is in them."""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path

REGULAR = Path(str(files(__package__) / "assets" / "DejaVuSans.ttf"))
BOLD = Path(str(files(__package__) / "assets" / "DejaVuSans-Bold.ttf"))


def text_width(text: str, size: float, font: Path = REGULAR) -> float:
    """Measure a text in pixels: the sum of its advance widths, one em for each character the font lacks."""
    widths = _advances(font)
    return size * sum(widths.get(ord(character), 1.0) for character in text)


def covers(text: str) -> bool:
    """Tell whether the shipped fonts have a glyph for every visible character of the text."""
    widths = _advances(REGULAR)
    return all(ord(character) in widths for character in text if character.isprintable())


@cache
def _advances(font: Path) -> dict[int, float]:
    """Read code point -> advance width in em from the tables of a TrueType file (OpenType 1.9: cmap, hmtx)."""
    data = font.read_bytes()
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    metrics = struct.unpack_from(f">{2 * count}H", data, tables["hmtx"])
    return {code: metrics[2 * min(glyph, count - 1)] / units for code, glyph in _glyphs(data, tables["cmap"]).items()}


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    directory = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in directory}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    encodings = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * number) for number in range(count))
    # Platform 3, encoding 10 is Unicode in full (subtable format 12): both shipped fonts have it.
    start = next(cmap + offset for platform, encoding, offset in encodings if (platform, encoding) == (3, 10))
    (groups,) = struct.unpack_from(">I", data, start + 12)
    ranges = (struct.unpack_from(">III", data, start + 16 + 12 * number) for number in range(groups))
    return {code: glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}
