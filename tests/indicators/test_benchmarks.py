import csv
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from indicators.benchmarks_of import benchmarks_for
from indicators.management.commands import load_standards
from indicators.models import Benchmark, Standard
from indicators.pages.benchmarks import benchmark_sections, host_of
from indicators.services.benchmarks import BenchmarkFileError, load_benchmarks
from tests.factories import ROOT, make_benchmark, make_organisation

pytestmark = pytest.mark.django_db

SHIPPED = ROOT / "indicators" / "standards" / "wres-benchmarks.csv"
LINE = {
    "indicator": "2",
    "year": "2021",
    "group": "White vs BME",
    "scope": "London",
    "value": "1.60",
    "unit": "ratio",
    "source_url": "https://www.figures.example/",
    "verified": "yes",
    "part": "score",
    "measure": "",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file with one line for each of the changes to LINE."""

    def written(*changes: dict[str, str], columns: list[str] | None = None) -> Path:
        path = tmp_path / "wres-benchmarks.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns or list(LINE), extrasaction="ignore")
            writer.writeheader()
            writer.writerows(LINE | change for change in changes)
        return path

    return written


# ---- the figures that ship


def test_every_figure_that_ships_is_loaded(wres: Standard) -> None:
    assert load_benchmarks(SHIPPED, wres) == 88
    assert wres.benchmarks.count() == 88


def test_a_figure_keeps_its_printed_decimals(wres: Standard) -> None:
    load_benchmarks(SHIPPED, wres)

    texts = {str(row) for row in wres.benchmarks.filter(number=2, scope="England NHS trusts", part="score")}
    assert {"England NHS trusts, 2016: 1.57", "England NHS trusts, 2017: 1.60"} <= texts
    assert wres.benchmarks.get(measure__endswith="number of people", year=2023).text == "325"
    assert wres.benchmarks.get(number=5, year=2018).text == "29%"


@pytest.mark.parametrize(
    ("number", "group", "measure", "part"),
    [
        (2, "White vs BME", "", "score"),
        (3, "BME vs White", "", "score"),
        (5, "BME", "", "score"),
        (5, "White", "", "white"),
        (7, "Black (subset of BME)", "", "other"),
        (1, "BME", "All staff", "score"),
        (1, "BME", "Band 5", "other"),
        (9, "BME board members", "Whole board", "score"),
        (9, "BME executive board members", "Executive members", "other"),
        (3, "All trusts", "Trusts above 1.25", "other"),
    ],
)
def test_a_figure_says_what_it_may_stand_beside(
    wres: Standard, number: int, group: str, measure: str, part: str
) -> None:
    load_benchmarks(SHIPPED, wres)

    found = wres.benchmarks.filter(number=number, group=group, measure=measure)

    assert {row.part for row in found} == {part}


def test_no_figure_about_trusts_or_of_a_part_of_a_group_is_comparable(wres: Standard) -> None:
    load_benchmarks(SHIPPED, wres)

    comparable = Benchmark.objects.comparable()

    assert {row.unit for row in comparable} == {"ratio", "percent"}
    assert not comparable.filter(group__startswith="Black").exists()


def test_loading_twice_is_loading_once(wres: Standard, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    load_benchmarks(SHIPPED, wres)

    with django_assert_max_num_queries(5):
        load_benchmarks(SHIPPED, wres)

    assert Benchmark.history.count() == 88


# ---- loading a file


def test_a_figure_that_changed_is_put_right_and_keeps_its_history(wres: Standard, write: Callable[..., Path]) -> None:
    load_benchmarks(write({}), wres)

    load_benchmarks(write({"value": "1.604"}), wres)

    found = wres.benchmarks.get()
    assert (found.value, found.places) == (Decimal("1.604"), 3)
    assert found.history.count() == 2


def test_what_the_file_no_longer_has_goes_and_what_an_organisation_added_stays(
    wres: Standard, trust: Organisation, write: Callable[..., Path]
) -> None:
    load_benchmarks(write({}, {"year": "2022"}), wres)
    own = make_benchmark(trust)

    load_benchmarks(write({"year": "2022"}), wres)

    assert {row.pk for row in Benchmark.objects.all()} == {own.pk, wres.benchmarks.get(year=2022).pk}


def test_a_name_without_words_is_read_from_the_name(wres: Standard, write: Callable[..., Path]) -> None:
    columns = [name for name in LINE if name not in ("part", "measure")]

    load_benchmarks(write({"indicator": "2.share_of_trusts"}, columns=columns), wres)

    assert wres.benchmarks.values_list("measure", "part").get() == ("share of trusts", "other")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indicator": "two"}, "line 3: give the indicator and the year as whole numbers"),
        ({"year": ""}, "line 3: give the indicator and the year as whole numbers"),
        ({"indicator": "12"}, "line 3: WRES has no indicator 12"),
        ({"value": "about 1.6"}, "line 3: 'about 1.6' is not one value"),
        ({"value": "28.9%", "unit": "percent"}, "line 3: '28.9%' is not a value"),
        ({"value": "-1"}, "line 3: '-1' is not a value"),
        ({"value": "130", "unit": "percent"}, "line 3: '130' is not a value"),
        ({"unit": "furlongs"}, "line 3: unit: Value 'furlongs' is not a valid choice."),
        ({"verified": "own"}, "line 3: 'own' is what organisations add"),
        ({"verified": "hearsay"}, "line 3: verified:"),
        ({"part": "half"}, "line 3: part:"),
        ({"source_url": ""}, "line 3: source: This field cannot be blank."),
        ({"measure": "m" * 61}, "line 3: measure:"),
        ({}, "line 3: this figure stands on line 2 already"),
    ],
)
def test_a_fault_names_its_line_and_nothing_is_loaded(
    wres: Standard, write: Callable[..., Path], change: dict[str, str], message: str
) -> None:
    path = write({}, change)

    with pytest.raises(BenchmarkFileError, match=r"^wres-benchmarks\.csv, ") as error:
        load_benchmarks(path, wres)

    assert message in str(error.value)
    assert not Benchmark.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indicator,year\n", "line 1: there is no column 'group'"),
        (",".join([*LINE, "comment"]) + "\n", "line 1: 'comment' is not a column"),
        (",".join(LINE) + "\n2,2021\n", "line 2: give it as many fields as line 1"),
        (",".join(LINE) + '\n"2', "unexpected end of data"),
    ],
)
def test_a_file_of_another_form_is_refused(wres: Standard, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wres-benchmarks.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BenchmarkFileError, match=message):
        load_benchmarks(path, wres)


def test_the_command_loads_them_after_their_standard() -> None:
    said = StringIO()

    call_command("load_standards", stdout=said)

    assert "WRES: 9 indicators. 88 national and regional figures." in said.getvalue()


def test_the_command_says_what_is_wrong_with_a_file(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write({"year": "last"})
    path.with_name("wres.toml").write_bytes((ROOT / "indicators" / "standards" / "wres.toml").read_bytes())
    monkeypatch.setattr(load_standards, "STANDARDS", path.parent)

    with pytest.raises(CommandError, match=r"wres-benchmarks\.csv, line 2"):
        call_command("load_standards")


# ---- reading them


def test_the_whole_country_comes_first_and_then_the_others_by_name(wres: Standard, trust: Organisation) -> None:
    load_benchmarks(SHIPPED, wres)

    scopes = [line.scope for line in benchmarks_for(trust, "WRES", 2)]

    assert scopes[:3] == ["England NHS trusts", "East of England", "London"]
    assert scopes[1:] == sorted(scopes[1:])


def test_a_line_has_its_years_with_value_and_source_and_a_gap_stays_one(wres: Standard, trust: Organisation) -> None:
    load_benchmarks(SHIPPED, wres)

    line = benchmarks_for(trust, "WRES", 2)[0]

    assert [each.year for each in line.years] == [2016, 2017, 2018, 2019, 2020, 2022, 2023]
    assert (line.part, line.years[1].value, line.years[1].text) == ("score", Decimal("1.60"), "1.60")
    assert line.years[1].verified == "Read in the source"
    assert line.years[1].source.startswith("https://www.hsj.co.uk/")


def test_a_pair_has_two_lines_a_scope_and_what_is_not_comparable_none(wres: Standard, trust: Organisation) -> None:
    load_benchmarks(SHIPPED, wres)

    assert [(line.scope, line.part) for line in benchmarks_for(trust, "WRES", 6)] == [
        ("England NHS trusts", "score"),
        ("England NHS trusts", "white"),
    ]
    assert benchmarks_for(trust, "WRES", 7) == []


def test_only_ones_own_additions_are_read(trust: Organisation) -> None:
    make_benchmark(trust, scope="Our system")
    make_benchmark(make_organisation(), scope="Another system")

    assert [line.scope for line in benchmarks_for(trust, "WRES", 2)] == ["Our system"]


def test_what_was_checked_stands_where_both_have_a_year(trust: Organisation) -> None:
    make_benchmark(trust, scope="London", value=Decimal("9.99"))
    make_benchmark(scope="London", value=Decimal("1.43"))

    assert [each.text for each in benchmarks_for(trust, "WRES", 2)[0].years] == ["1.43"]


def test_they_are_read_in_one_query(
    wres: Standard, trust: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_benchmarks(SHIPPED, wres)

    with django_assert_num_queries(1):
        benchmarks_for(trust, "WRES", 2)


@pytest.mark.parametrize(
    ("years", "gaps"),
    [
        ([2021], ""),
        ([2021, 2022], ""),
        ([2020, 2022], "2021"),
        ([2016, 2018, 2021], "2017, 2019 and 2020"),
    ],
)
def test_the_years_between_without_a_figure_are_named(trust: Organisation, years: list[int], gaps: str) -> None:
    rows = [make_benchmark(scope="London", year=year) for year in years]

    (section,) = benchmark_sections(trust, rows[0].standard)

    assert [table.gaps for table in section.tables] == [gaps]


@pytest.mark.parametrize(
    ("source", "host"),
    [
        ("https://www.hsj.co.uk/a/b.article", "www.hsj.co.uk"),
        ("http://figures.example", "figures.example"),
        ("WRES report 2021, page 12", ""),
        ("javascript:alert(1)//figures.example", ""),
        ("https://[broken", ""),
        ("https://", ""),
    ],
)
def test_only_a_web_address_becomes_a_link(source: str, host: str) -> None:
    assert host_of(source) == host
