"""How wide the columns of a table are: their share, but no narrower than a word, where there is room for that."""

from collections.abc import Sequence


def fitted(shares: Sequence[float], least: Sequence[float], whole: float) -> list[float]:
    """The whole shared out. A column that would be narrower than its least gets that, and the others what is left.

    A least counts up to an equal part of the whole, so that all of them can be had.
    """
    most = whole / len(shares)
    bounded = [min(width, most) for width in least]
    narrow: set[int] = set()
    while True:
        left = whole - sum(bounded[at] for at in narrow)
        sharing = sum(share for at, share in enumerate(shares) if at not in narrow)
        widths = [
            bounded[at] if at in narrow else left * share / sharing if sharing else bounded[at]
            for at, share in enumerate(shares)
        ]
        more = {at for at, width in enumerate(widths) if at not in narrow and width < bounded[at]}
        if not more:
            return widths
        narrow |= more
