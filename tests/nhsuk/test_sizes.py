"""How large a file is, as people say it."""

import pytest

from nhsuk.sizes import size_in_words


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (340_400, "340 KB"), (1_000_000, "1.0 MB"), (9_960_000, "10.0 MB")]
)
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
