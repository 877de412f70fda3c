"""An SVG document turned into an image."""

import resvg_py

from .font import BOLD, REGULAR, covers


def rasterize(svg: str, scale: float) -> bytes:
    """Render an SVG document as PNG, in the shipped fonts; the system's fonts serve only characters that these lack."""
    # resvg leaves out, without a word, every text in a font that it does not find.
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=scale, font_files=[str(REGULAR), str(BOLD)], skip_system_fonts=covers(svg)
        )
    )
