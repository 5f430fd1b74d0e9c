"""Turns a drawing into a PNG, with the fonts that it is given and none of the machine's."""

from collections.abc import Sequence
from pathlib import Path

import typst

PX_PER_INCH = 96
PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: sys.inputs.font)
#image(bytes(sys.inputs.svg), format: "svg", alt: "A chart")
"""


class PictureError(Exception):
    """The drawing or its fonts cannot be read; the message says which."""


def png(svg: str, *, fonts: Sequence[Path], scale: float = 2.0) -> bytes:
    """The drawing as PNG, so many dots for each of its px, in the first family of the fonts' folders.

    Raises PictureError. The same drawing and fonts give the same bytes.
    """
    missing = [font.name for font in fonts if not font.is_file()]
    if missing:
        raise PictureError(f"These fonts are not there: {', '.join(missing)}. Run the set-up again.")
    # Without the fonts that typst carries itself: a chart would fall to a serif and say nothing.
    folders = sorted({str(font.parent) for font in fonts})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    if not known.families():
        raise PictureError("No font was given that can be read; letters would be missing from the picture.")
    told = {"svg": svg, "font": known.families()[0]}
    try:
        return typst.compile(PAGE, format="png", ppi=PX_PER_INCH * scale, font_paths=known, sys_inputs=told)
    except typst.TypstError as error:
        raise PictureError(f"The drawing cannot be read: {error}") from error
