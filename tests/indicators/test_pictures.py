import struct
from pathlib import Path

import pytest
from django.conf import settings

from indicators.charts.picture import PictureError, png

FONT: Path = settings.DOCUMENT_FONTS[0]
WORD = '<text x="2" y="14" font-family="Arial" font-size="12">Parity</text>'


def drawing(inside: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">{inside}</svg>'


def size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture(autouse=True)
def fonts_are_there() -> None:
    if not FONT.is_file():
        pytest.fail(f"There is no {FONT.name}: run 'make test', which fetches it.")


@pytest.mark.parametrize(("scale", "expected"), [(1.0, (40, 20)), (2.0, (80, 40)), (3.0, (120, 60))])
def test_a_picture_has_so_many_dots_for_each_px(scale: float, expected: tuple[int, int]) -> None:
    picture = png(drawing(), fonts=[FONT], scale=scale)

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert size(picture) == expected


def test_words_are_drawn() -> None:
    assert png(drawing(WORD), fonts=[FONT]) != png(drawing(), fonts=[FONT])


def test_the_same_drawing_makes_the_same_bytes() -> None:
    assert png(drawing(WORD), fonts=[FONT]) == png(drawing(WORD), fonts=[FONT])


@pytest.mark.parametrize("svg", ["", "no drawing", "<svg", drawing("<text>")])
def test_what_is_no_drawing_is_refused_in_words(svg: str) -> None:
    with pytest.raises(PictureError, match="The drawing cannot be read"):
        png(svg, fonts=[FONT])


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"These fonts are not there: Lost\.ttf"):
        png(drawing(), fonts=[FONT, tmp_path / "Lost.ttf"])


def test_without_a_font_that_can_be_read_there_is_no_picture(tmp_path: Path) -> None:
    broken = tmp_path / "Broken.ttf"
    broken.write_bytes(b"no font")

    for fonts in ([], [broken]):
        with pytest.raises(PictureError, match="No font was given"):
            png(drawing(), fonts=fonts)
