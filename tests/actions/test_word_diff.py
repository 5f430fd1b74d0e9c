"""What was added to a text and what was removed, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.word_diff import Kind, compare, is_same


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("Train panels", "Train panels", [("same", "Train panels")]),
        ("Train panels", "Train all panels", [("same", "Train "), ("added", "all "), ("same", "panels")]),
        ("Train all panels", "Train panels", [("same", "Train "), ("removed", "all "), ("same", "panels")]),
        ("by January", "by March", [("same", "by "), ("removed", "January"), ("added", "March")]),
        ("", "Train", [("added", "Train")]),
        ("Train", "", [("removed", "Train")]),
        ("", "", []),
    ],
)
def test_the_parts_of_two_texts(before: str, after: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.kind, part.text) for part in compare(before, after)] == parts


def test_another_line_break_is_no_change_of_words() -> None:
    assert {part.kind for part in compare("Train\nthe panels", "Train the  panels")} == {Kind.SAME}
    assert is_same("Train\nthe panels", " Train the  panels")
    assert not is_same("Train panels", "Train the panels")


texts = st.lists(st.sampled_from(["a", "b", "c", "Panels", "\n"]), max_size=12).map(" ".join)


@given(texts, texts)
def test_without_what_was_added_it_is_the_earlier_text_and_without_what_was_removed_the_later(
    before: str, after: str
) -> None:
    parts = compare(before, after)

    earlier = " ".join(part.text for part in parts if part.kind != Kind.ADDED)
    later = " ".join(part.text for part in parts if part.kind != Kind.REMOVED)
    assert earlier.split() == before.split()
    assert later.split() == after.split()


def test_a_part_knows_its_words_and_what_stands_behind_them() -> None:
    lines, last = compare("", "EMC\nMEGA \n")[0], compare("by January", "by March")[1]

    assert (lines.words, lines.space) == ("EMC\nMEGA", " ")
    assert (last.words, last.space) == ("January", " ")
