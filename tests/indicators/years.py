"""What would be typed for whole years: counts that come to known scores."""

BANDS = {
    "clinical.5": (400, 300, 20),
    "clinical.6": (300, 150, 10),
    "clinical.8a": (160, 48, 4),
    "non_clinical.3": (200, 90, 6),
    "medical.consultant": (90, 70, 5),
}


def counts(number: int, rows: dict[str, tuple[int, int, int]]) -> dict[str, str]:
    """Rows of White, BME and unknown as the fields of an indicator."""
    return {
        f"{number}-{row}-{group}": f"{count:,}"
        for row, found in rows.items()
        for group, count in zip(("white", "bme", "unknown"), found, strict=True)
    }


def pair(number: int, white: str, bme: str, respondents: tuple[int, int] = (900, 340)) -> dict[str, str]:
    return {
        f"{number}-value-white": white,
        f"{number}-value-bme": bme,
        f"{number}-respondents-white": str(respondents[0]),
        f"{number}-respondents-bme": str(respondents[1]),
    }


def whole_year() -> dict[str, str]:
    """Every indicator of the WRES from counts, and nothing in it that looks wrong."""
    workforce = tuple(sum(found[at] for found in BANDS.values()) for at in range(3))
    white, bme, unknown = workforce
    return (
        counts(1, BANDS)
        | counts(2, {"base": (1200, 800, 40), "count": (240, 100, 5)})
        | counts(3, {"base": (white, bme, unknown), "count": (17, 12, 1)})
        | counts(4, {"base": (white, bme, unknown), "count": (610, 300, 20)})
        | pair(5, "25.1%", "31.8%")
        | pair(6, "22.0%", "29.4%")
        | pair(7, "61.0%", "48.2%")
        | pair(8, "6.1%", "15.2%")
        | counts(9, {"board": (12, 2, 1), "voting": (10, 2, 1), "executive": (6, 1, 0), "workforce": workforce})
    )
