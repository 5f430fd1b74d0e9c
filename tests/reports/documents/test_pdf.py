"""A PDF holds every word in order, keeps its pages in good order, and is the same each time."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from reports.documents.blocks import Block, Bullets, Callout, Fact, Facts, Figure, Heading, Paragraph, Table
from reports.documents.pdf import TEMPLATE, PdfError, pdf_of
from tests.reports.documents.pdf_reading import Letter, squeezed
from tests.reports.documents.pdf_samples import (
    DOCUMENTS,
    FONTS,
    charts,
    drawn,
    long_block,
    one_table,
    read,
    with_blocks,
)
from tests.reports.documents.samples import COLUMNS, SVG, every_part, long_document, table_of_actions, text

ROOT = Path(__file__).parents[3]
MARGIN = 2 / 2.54 * 72
WIDTH, HEIGHT = 595.3, 841.9
PRINTABLE = 18  # points from the edge; a notice of two lines stands above the margin
TONE = re.compile(r'(\w+): \(rgb\("#(\w{6})"\), rgb\("#(\w{6})"\)\)')


def texts_of(block: Block) -> list[str]:
    """What somebody reads of a part, in order."""
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Callout():
            return [block.full_title, *block.sentences]
        case Bullets():
            return list(block.items)
        case Facts():
            return [word for fact in block.facts for word in (fact.label, fact.text)]
        case Figure():
            return [block.title]
        case Table():
            return [
                block.caption,
                *(column.title for column in block.columns),
                *(cell.text for row in block.rows for cell in row),
            ]
    raise AssertionError(block)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_is_read_in_order(name: str) -> None:
    document = DOCUMENTS[name]
    said = squeezed(read(document).tags.words)

    place = 0
    opening = [document.organisation, document.title, document.subtitle, document.notice]
    for words in [*opening, *(words for block in document.blocks for words in texts_of(block))]:
        found = said.find(squeezed(words), place)
        assert found >= 0, words
        place = found + len(squeezed(words))


def test_no_character_is_read_as_markup() -> None:
    signs = "#hash *stars* _under_ $dollar$ `raw` <b>tags</b> & \\ \"quotes\" 'n' @at // /* ~ = - + [x] #{1} \\u{41}"

    [words] = [tag.words for tag in read(with_blocks(Paragraph(text=signs))).tags.find("P")][-1:]

    assert words == signs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("\u4e2d \u2705", "\u25a1 \u25a1"),
        ("a\x00b\ufeffc\u200dd\x07", "abcd"),
        ("one\x0btwo\r\nthree", "one two three"),
        ("e\u0301\u2192\u2265", "e\u0301\u2192\u2265"),
    ],
)
def test_a_letter_that_the_fonts_lack_is_a_box_and_what_nobody_sees_is_left_out(words: str, expected: str) -> None:
    pdf = read(
        with_blocks(Paragraph(text=words), Figure(title="A chart", alternative="1", svg=SVG.replace("1.05", "\u2705")))
    )

    assert [tag.words for tag in pdf.tags.find("P")][-1] == expected


@given(words=st.text(min_size=1), language=st.sampled_from(["en-GB", "en", "cy-GB"]))
@settings_of_hypothesis(max_examples=80, deadline=None)
def test_no_text_at_all_breaks_it(words: str, language: str) -> None:
    parts = (Heading(level=2, text=words), Paragraph(text=words), one_table(*[(text(words),) * len(COLUMNS)] * 2))
    changed = {"language": language, "title": f"A {words}", "author": words, "running": words, "notice": words}

    pdf = pdf_of(with_blocks(*parts).model_copy(update=changed), fonts=FONTS)

    assert pdf.startswith(b"%PDF-1.7")


def test_an_empty_table_says_so() -> None:
    pdf = read(
        with_blocks(one_table(), Bullets(items=()), Facts(title="Nothing", facts=()), Paragraph(text="The end."))
    )

    assert [tag.words for tag in pdf.tags.find("TD")] == ["None."]


def test_a_draft_says_so_on_each_page_and_in_what_is_read() -> None:
    pdf = read(long_document(22).model_copy(update={"notice": "Draft. Not issued."}))

    assert all("Draft. Not issued." in pdf.text(page).split("\n")[0] for page in range(len(pdf.pages)))
    assert pdf.tags.words.count("Draft. Not issued.") == 1


def test_each_page_says_which_of_how_many_it_is_and_of_what() -> None:
    pdf = read(long_document(22))

    lasts = [pdf.text(page).split("\n")[-1] for page in range(len(pdf.pages))]
    assert lasts == [f"WRES progress, Q3 2021/22 Page {page} of {len(lasts)}" for page in range(1, len(lasts) + 1)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_cut_off_or_lies_on_something_else(name: str) -> None:
    pdf = read(DOCUMENTS[name])

    for page in range(len(pdf.pages)):
        letters = pdf.letters(page)
        for letter in letters:
            left, bottom, right, top = letter.box
            assert left >= MARGIN - 1, letter
            assert right <= WIDTH - MARGIN + 1, letter
            assert bottom >= PRINTABLE, letter
            assert top <= HEIGHT - PRINTABLE, letter
        assert not overlaps(letters)


def overlaps(letters: list[Letter]) -> list[tuple[Letter, Letter]]:
    """Letters of one line that stand on each other, as where a word runs out of its cell."""
    lines: dict[int, list[Letter]] = {}
    for letter in letters:
        lines.setdefault(round(letter.box[1] / 4), []).append(letter)
    found = []
    for line in lines.values():
        line.sort(key=lambda letter: letter.box[0])
        found += [(one, two) for one, two in pairwise(line) if one.box[2] > two.box[0] + 1]
    return found


def test_a_block_that_goes_over_pages_names_its_indicator_on_each() -> None:
    pdf = read(long_block())

    assert len(pdf.pages) > 1
    for page in range(len(pdf.pages)):
        assert "5. Harassment" in pdf.text(page)
        assert page == 0 or "(continued)" in pdf.text(page)


@pytest.mark.parametrize("lines", range(20, 44))
def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(lines: int) -> None:
    filler = Paragraph(text="\n".join("line" for _ in range(lines)))
    pdf = read(with_blocks(filler, Heading(level=2, text="A heading"), table_of_actions(4), filler))

    for page in range(len(pdf.pages)):
        *body, last, _ = pdf.text(page).split("\n")
        assert body
        assert last not in {"A heading", "Actions of the plan"}
        assert not last.startswith("Indicator Action")


def test_three_charts_with_their_headings_and_words_stand_on_one_page() -> None:
    pdf = read(charts(10))

    on_pages = [[int(at) for at in re.findall(r"Chart (\d+)", pdf.text(page))] for page in range(len(pdf.pages))]
    assert [3, 3] in [[len(charts) for charts in pair] for pair in pairwise(on_pages)]


@pytest.mark.parametrize("lines", range(0, 44, 2))
def test_a_chart_stands_on_the_page_of_its_heading_and_its_words(lines: int) -> None:
    filler = Paragraph(text="\n".join("line" for _ in range(lines)))
    pdf = read(with_blocks(filler, *charts(3).blocks))

    for at in range(1, 4):
        [page] = [page for page in range(len(pdf.pages)) if f"Indicator {at}" in pdf.text(page)]
        assert f"Words {at}" in pdf.text(page)
        assert f"Chart {at}" in pdf.text(page)


@pytest.mark.parametrize(("size", "height"), [((160, 48), 36), ((400, 280), 153), ((1600, 280), 84)])
def test_a_chart_is_no_larger_than_drawn_and_never_wider_or_higher_than_its_room(
    size: tuple[int, int], height: int
) -> None:
    svg = SVG.replace('width="160" height="48" viewBox="0 0 160 48"', 'width="{0}" height="{1}" viewBox="0 0 {0} {1}"')
    pdf = read(with_blocks(Figure(title="Any", alternative="1", svg=svg.format(*size))))

    [figure] = pdf.tags.find("Figure")
    _, bottom, _, top = figure.attributes["/BBox"]
    assert top - bottom == pytest.approx(height, abs=1)


@pytest.mark.parametrize("lines", range(20, 44))
def test_a_few_short_rows_and_facts_stay_on_one_page(lines: int) -> None:
    filler = Paragraph(text="\n".join("line" for _ in range(lines)))
    row = tuple(text("word") for _ in COLUMNS)
    facts = Facts(title="Facts", facts=tuple(Fact(label=f"Fact {at}", text="Any") for at in range(10)))

    for part, first, last in ((one_table(*[row] * 12), "Indicator", "word"), (facts, "Fact 0", "Fact 9")):
        pdf = read(with_blocks(filler, part))
        assert [first in pdf.text(page) for page in range(len(pdf.pages))] == [
            last in pdf.text(page) for page in range(len(pdf.pages))
        ]


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import sys, hashlib; from pathlib import Path\n"
        "from reports.documents.pdf import pdf_of\n"
        "from tests.reports.documents.samples import every_part\n"
        "made = pdf_of(every_part(), fonts=[Path(font) for font in sys.argv[1:]])\n"
        "sys.stdout.buffer.write(made)"
    )
    environment = {"PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}

    elsewhere = subprocess.run(
        [sys.executable, "-c", program, *map(str, FONTS)], capture_output=True, check=True, cwd=ROOT, env=environment
    ).stdout

    assert elsewhere == drawn(every_part()) == drawn(every_part())


def test_threads_of_one_process_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(drawn, [every_part(), long_document(2)] * 5))

    assert made == [drawn(every_part()), drawn(long_document(2))] * 5


def test_another_day_or_word_gives_other_bytes() -> None:
    changed = [every_part().model_copy(update={"author": "Somebody else"}), long_document(2), every_part()]

    assert len({pdf_of(document, fonts=FONTS) for document in changed}) == 3


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match=r"These fonts are not there: Lost\.ttf"):
        pdf_of(every_part(), fonts=[*FONTS, tmp_path / "Lost.ttf"])


def test_a_font_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "Broken.ttf"
    broken.write_bytes(b"no font")

    for fonts in ([], [broken]):
        with pytest.raises(PdfError, match="No font was given that can be read"):
            pdf_of(every_part(), fonts=fonts)
    with pytest.raises(PdfError, match=r"Broken\.ttf is no TrueType font"):
        pdf_of(every_part(), fonts=[*FONTS, broken])


def test_a_drawing_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(PdfError, match="Look at its charts first"):
        pdf_of(with_blocks(Figure(title="A chart", alternative="None", svg="<svg")), fonts=FONTS)


def luminance(colour: str) -> float:
    """As WCAG 2 defines it, of a colour in hex."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_word_of_each_rating_stands_out_from_its_ground() -> None:
    tones = TONE.findall(TEMPLATE.decode())

    assert {tone for tone, _, _ in tones} == {"blue", "red", "amber", "green", "grey"}
    for _, ground, letters in tones:
        assert (luminance(ground) + 0.05) / (luminance(letters) + 0.05) >= 4.5
