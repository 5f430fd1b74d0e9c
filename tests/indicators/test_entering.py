import re
from collections.abc import Callable
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, Role, User
from indicators.models import AcceptedWarning, Amendment, Draft, Score, Standard, Submission
from indicators.services.drafting import SavedMeanwhileError, discard_draft
from indicators.tables import score_table
from tests.factories import make_member
from tests.indicators.records import draft, record_typed
from tests.indicators.years import counts, pair, whole_year

Member = Callable[..., User]

YEARS = "/RYR/submissions/wres/"
ENTER, CHECK = f"{YEARS}2022/enter/", f"{YEARS}2022/check/"


@pytest.fixture
def admin(wres: Standard, trust: Organisation, member: Member, client: Client, on: Callable[..., None]) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN, name="Ada Admin")
    return client


@pytest.fixture
def begun(admin: Client) -> Client:
    """2022 is begun, and nothing typed yet."""
    admin.post(f"{YEARS}start/", {"year": "2022"})
    return admin


def words(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def version() -> int:
    return Draft.objects.get().version


def save(client: Client, typed: dict[str, str], address: str = ENTER) -> HttpResponse:
    return client.post(address, {"version": version(), **typed}, follow=True)


def submit(client: Client, **notes: str) -> HttpResponse:
    return client.post(f"{YEARS}2022/submit/", {"version": version(), **notes}, follow=True)


# ---- the draft


def test_a_year_begins_with_every_field_of_the_return(begun: Client) -> None:
    page = begun.get(ENTER).content.decode()

    names = set(re.findall(r'name="(\d-[^"]+)"', page))
    bands = 14 + 14 + 4
    assert len([name for name in names if name.startswith("1-")]) == bands * 3 + 2
    assert {"1-clinical.8a-bme", "2-base-white", "3-count-unknown", "5-value-bme", "9-executive-bme"} <= names


@pytest.mark.parametrize("year", ["", "two", "2014", "2099", "1"])
def test_a_year_that_cannot_be_is_refused_in_words(admin: Client, year: str) -> None:
    response = admin.post(f"{YEARS}start/", {"year": year})

    assert response.status_code == 422
    assert "Enter a year" in words(response)


def test_beginning_a_year_twice_goes_on_with_its_draft(begun: Client) -> None:
    save(begun, {"2-published": "1.5"})

    response = begun.post(f"{YEARS}start/", {"year": "2022"}, follow=True)

    assert 'value="1.5"' in response.content.decode()


def test_a_draft_keeps_every_word_that_was_typed(begun: Client) -> None:
    typed = {"2-base-white": "12o0", "5-value-bme": "418%", "3-published": "about 1", "9-missing": "Not counted"}

    page = save(begun, typed)

    assert Draft.objects.get().typed == typed
    for text in typed.values():
        assert f'value="{text}"' in page.content.decode()
    assert "'12o0' is not a whole number" in words(page)
    assert "418% is not between 0% and 100%" in words(page)


def test_what_the_counts_come_to_stands_beside_them_after_a_save(begun: Client) -> None:
    page = words(save(begun, counts(2, {"base": (1200, 800, 0), "count": (240, 100, 0)})))

    assert "Indicator 2 comes to 1.60" in page
    assert "White 20.00% (240 of 1,200), BME 12.50% (100 of 800)." in page
    assert "95% interval 1.29 to 1.98: more than chance." in page


def test_the_share_of_each_band_stands_in_its_row(begun: Client) -> None:
    page = save(begun, counts(1, {"clinical.8a": (160, 48, 4)})).content.decode()

    assert '<span id="share-1-clinical.8a">22.6%</span>' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"2-base-white": "100", "2-count-white": "120"}, "120 is more than the 100"),
        ({"2-base-white": "100"}, "enter this number too, or clear its pair"),
        ({"2-base-white": "100", "2-count-white": "10"}, "a ratio needs the counts of both groups"),
        ({"2-published": "-1"}, "-1 is below 0"),
        ({"2-published": "one"}, "'one' is not one value"),
        ({"2-missing": "Not collected", "2-published": "1"}, "Take one of them out"),
        ({"5-value-bme": "101"}, "is not between 0% and 100%"),
        ({"5-respondents-bme": "20"}, "enter it beside its respondents"),
        ({"5-value-white": "20"}, "It is the score of this indicator"),
        ({"9-board-white": "5"}, "If nobody, enter 0"),
        (
            {"9-board-white": "5", "9-board-bme": "1", "9-voting-white": "6", "9-voting-bme": "1"},
            "more than the whole board",
        ),
        ({"1-clinical.5-white": "99999999999"}, "more people than the NHS employs"),
    ],
)
def test_what_cannot_be_is_said_and_cannot_be_submitted(begun: Client, typed: dict[str, str], said: str) -> None:
    page = save(begun, whole_year() | {name: "" for name in whole_year() if name[0] == next(iter(typed))[0]} | typed)

    assert said in words(page)
    assert submit(begun).status_code == 200
    assert Submission.objects.get().state == "draft"
    assert not Score.objects.exists()


def test_what_is_typed_is_worked_out_without_saving(begun: Client) -> None:
    typed = counts(2, {"base": (1200, 800, 0), "count": (240, 100, 0)})

    response = begun.post(f"{YEARS}2022/comes-to/2/", typed, headers={"HX-Request": "true"})

    assert "1.60" in words(response)
    assert Draft.objects.get().typed == {}


def test_somebody_else_saved_meanwhile_and_both_versions_are_shown(begun: Client, trust: Organisation) -> None:
    opened = version()
    draft(trust, 2022, {"2-published": "1.4"}, by=make_member(trust, Role.ADMIN, name="Bea Other"))

    response = begun.post(ENTER, {"version": opened, "2-published": "1.5"})

    assert response.status_code == 409
    assert "Bea Other saved this draft while you had it open" in words(response)
    assert "they saved 1.4, you have 1.5" in words(response)
    assert Draft.objects.get().typed == {"2-published": "1.4"}
    assert 'value="1.5"' in response.content.decode()


def test_what_was_typed_when_the_session_ran_out_is_there_after_signing_in(begun: Client) -> None:
    admin = User.objects.get()
    begun.logout()
    sent = {"version": version(), "2-published": "1.57", "typed_by": admin.pk}
    asked = begun.post(ENTER, sent, headers={"Referer": f"http://testserver{ENTER}"})
    assert "sign-in" in asked["Location"]

    begun.post(asked["Location"], {"username": admin.email, "password": "a long enough password"})
    page = begun.get(ENTER)

    assert 'value="1.57"' in page.content.decode()
    assert "not saved yet" in words(page)
    assert 'value="1.57"' not in begun.get(ENTER).content.decode()


def test_no_password_is_kept_with_what_was_typed(client: Client, trust: Organisation) -> None:
    address = f"{YEARS}2022/enter/"

    typed = {"password": "secret", "a": "b", "typed_by": "7"}
    client.post(address, typed, headers={"Referer": f"http://testserver{address}"})

    assert client.session["held"]["typed"] == "a=b&typed_by=7"


def test_what_was_typed_is_not_shown_to_somebody_else_who_signs_in(begun: Client, trust: Organisation) -> None:
    typed_by = User.objects.get().pk
    opened = version()
    begun.logout()
    sent = {"version": opened, "2-published": "1.57", "typed_by": typed_by}
    begun.post(ENTER, sent, headers={"Referer": f"http://testserver{ENTER}"})

    begun.force_login(make_member(trust, Role.ADMIN))

    assert 'value="1.57"' not in begun.get(ENTER).content.decode()
    assert "held" not in begun.session


def test_nothing_is_kept_of_a_form_that_does_not_ask_for_it(client: Client, trust: Organisation) -> None:
    client.post(ENTER, {"a": "b"}, headers={"Referer": f"http://testserver{ENTER}"})

    assert "held" not in client.session


def test_after_signing_in_again_the_check_says_that_nothing_is_submitted(begun: Client) -> None:
    save(begun, whole_year(), CHECK)
    admin = User.objects.get()
    begun.logout()
    sent = {"version": version(), "typed_by": admin.pk}
    begun.post(f"{YEARS}2022/submit/", sent, headers={"Referer": f"http://testserver{CHECK}"})
    begun.force_login(admin)

    assert "Nothing is submitted yet" in words(begun.get(CHECK))


def test_two_people_who_fill_in_different_figures_keep_both(begun: Client, trust: Organisation) -> None:
    opened = version()
    draft(trust, 2022, {"2-published": "1.4"}, by=make_member(trust, Role.ADMIN))

    begun.post(ENTER, {"version": opened, "3-published": "1.2"})

    assert Draft.objects.get().typed == {"2-published": "1.4", "3-published": "1.2"}


def test_a_figure_that_one_cleared_stays_cleared_where_the_other_left_it(begun: Client, trust: Organisation) -> None:
    save(begun, {"2-published": "1.4", "3-published": "1.2"})
    opened = version()
    draft(trust, 2022, {"3-published": ""}, by=make_member(trust, Role.ADMIN))

    begun.post(ENTER, {"version": opened, "2-published": "1.5", "3-published": "1.2"})

    assert Draft.objects.get().typed == {"2-published": "1.5"}


def test_a_draft_can_be_discarded_and_the_year_with_it(begun: Client) -> None:
    save(begun, {"2-published": "1.5"})
    assert "You cannot get it back" in words(begun.get(f"{YEARS}2022/discard/"))

    begun.post(f"{YEARS}2022/discard/", {"version": version()})

    assert not Submission.objects.exists()
    assert not Draft.history.exists()


def test_a_draft_that_was_saved_again_meanwhile_is_not_discarded(begun: Client, trust: Organisation) -> None:
    opened = version()
    draft(trust, 2022, {"2-published": "1.4"})

    page = begun.post(f"{YEARS}2022/discard/", {"version": opened}, follow=True)

    assert "not discarded, because it was saved again" in words(page)
    assert Draft.objects.get().typed == {"2-published": "1.4"}


def test_a_year_that_somebody_submitted_meanwhile_is_not_discarded(begun: Client) -> None:
    save(begun, whole_year(), CHECK)
    seen = Draft.objects.select_related("submission").get()
    submit(begun)

    with pytest.raises(SavedMeanwhileError):
        discard_draft(draft=seen, version=seen.version)

    assert Score.objects.count() == 9


# ---- the check and the submission


def test_a_whole_year_is_submitted_with_who_and_when(begun: Client) -> None:
    checked = save(begun, whole_year(), CHECK)
    assert "To put right" not in words(checked)
    assert "To look at again" not in words(checked)

    page = submit(begun)

    submission = Submission.objects.get()
    assert submission.state == "submitted"
    assert "The scores for 2022 are submitted." in words(page)
    assert "1 June 2022, by Ada Admin" in words(page)
    scores = {score.indicator.number: score.printed for score in submission.scores.select_related("indicator")}
    assert scores == {
        1: "35.5%",
        2: "1.60",
        3: "1.23",
        4: "1.16",
        5: "31.8%",
        6: "29.4%",
        7: "48.2%",
        8: "15.2%",
        9: "13.3%",
    }
    assert not Draft.objects.exists()


def test_a_year_is_not_submitted_before_it_is_over(begun: Client, on: Callable[..., None]) -> None:
    on("2022-03-30")
    page = save(begun, whole_year(), CHECK)
    assert "You can submit the year from 31 March 2022" in words(page)

    submit(begun)

    assert Submission.objects.get().state == "draft"


def test_a_second_press_of_the_button_leads_to_what_the_first_one_did(begun: Client) -> None:
    save(begun, whole_year(), CHECK)
    checked = version()
    submit(begun)

    page = begun.post(f"{YEARS}2022/submit/", {"version": checked}, follow=True)

    assert page.status_code == 200
    assert "1 June 2022, by Ada Admin" in words(page)


def test_an_indicator_without_figures_must_have_its_reason(begun: Client) -> None:
    typed = {name: text for name, text in whole_year().items() if not name.startswith("4-")}

    page = words(save(begun, typed, CHECK))
    assert "Indicator 4 has no figures. Enter them, or say why there is no score." in page

    save(begun, typed | {"4-missing": "Training is not recorded"}, CHECK)
    submit(begun)
    assert str(Score.objects.get(indicator__number=4)) == "Training is not recorded"


def test_a_zero_numerator_is_not_calculable_and_keeps_its_counts(begun: Client) -> None:
    save(begun, whole_year() | {"3-count-bme": "0"}, CHECK)

    submit(begun, **notes_of(begun))

    score = Score.objects.get(indicator__number=3)
    assert score.value is None
    assert str(score) == "Not calculable: BME 0 of 658, White 17 of 1,150"
    position = score_table(score.submission.organisation).by_number[3].position
    assert position.headline == "Not calculable in 2022"
    assert "Fisher" in " ".join(position.sentences)


def notes_of(client: Client) -> dict[str, str]:
    """A note for each warning on the check page."""
    page = client.get(CHECK).content.decode()
    return dict.fromkeys(re.findall(r'name="(note-[^"]+)"', page), "It was counted again")


@pytest.mark.parametrize("number", [5, 6, 8])
def test_white_and_bme_swapped_against_the_year_before_is_warned_of(
    begun: Client, number: int, trust: Organisation
) -> None:
    record_typed(trust, 2021, pair(number, "22.0%", "35.9%"))
    save(begun, whole_year() | pair(number, "35.0%", "23.0%"))

    page = words(begun.get(CHECK))

    assert "look swapped" in page


def test_a_warning_is_accepted_with_a_note_and_both_are_kept(begun: Client, trust: Organisation) -> None:
    record_typed(trust, 2021, pair(5, "22.0%", "35.9%"))
    save(begun, whole_year() | pair(5, "35.0%", "23.0%"))

    refused = submit(begun)
    assert "say why the figure is right" in words(refused)
    assert Submission.objects.get(year=2022).state == "draft"

    page = words(submit(begun, **notes_of(begun)))
    assert "look swapped" in page
    assert "It was counted again" in page


def test_nothing_is_submitted_that_changed_since_it_was_checked(begun: Client, trust: Organisation) -> None:
    save(begun, whole_year(), CHECK)
    checked = version()
    draft(trust, 2022, {"2-count-bme": "101"})

    page = begun.post(f"{YEARS}2022/submit/", {"version": checked}, follow=True)

    assert "the draft changed since you checked it" in words(page)
    assert Submission.objects.get().state == "draft"


# ---- amending


@pytest.fixture
def submitted(begun: Client) -> Client:
    save(begun, whole_year(), CHECK)
    submit(begun)
    return begun


def amend(client: Client, typed: dict[str, str], reason: str) -> HttpResponse:
    client.post(f"{YEARS}start/", {"year": "2022"})
    save(client, whole_year() | typed, CHECK)
    return client.post(f"{YEARS}2022/amend/", {"version": version(), "reason": reason} | notes_of(client), follow=True)


def test_an_amendment_begins_with_what_was_submitted(submitted: Client) -> None:
    submitted.post(f"{YEARS}start/", {"year": "2022"})

    plain = {name: text.replace(",", "") for name, text in whole_year().items()}
    assert Draft.objects.get().typed == plain


def test_an_amendment_keeps_the_earlier_figure_and_its_reason(submitted: Client) -> None:
    page = words(amend(submitted, {"2-count-bme": "120"}, "Twenty offers came late."))

    submission = Submission.objects.get()
    assert submission.state == "amended"
    assert submission.scores.get(indicator__number=2).printed == "1.33"
    assert "Twenty offers came late." in page
    assert "Indicator 2: Appointed from shortlisting, BME Before 100 After 120" in page
    history = Score.history.filter(indicator__number=2).order_by("history_id").values_list("printed", flat=True)
    assert list(history) == ["1.60", "1.33"]


def test_an_amendment_needs_a_reason(submitted: Client) -> None:
    page = amend(submitted, {"2-count-bme": "120"}, "")

    assert "Say why you are amending the scores." in words(page)
    assert not Amendment.objects.exists()
    assert Score.objects.get(indicator__number=2).printed == "1.60"


def test_until_it_is_amended_everybody_sees_what_was_submitted(submitted: Client, trust: Organisation) -> None:
    submitted.post(f"{YEARS}start/", {"year": "2022"})
    save(submitted, whole_year() | {"2-count-bme": "120"})

    assert score_table(trust).by_number[2].latest.text == "1.60"


def test_a_figure_that_was_explained_once_is_not_asked_about_again(begun: Client, trust: Organisation) -> None:
    record_typed(trust, 2021, pair(5, "22.0%", "35.9%"))
    save(begun, whole_year() | pair(5, "35.0%", "23.0%"))
    submit(begun, **notes_of(begun))

    begun.post(f"{YEARS}start/", {"year": "2022"})
    page = save(begun, whole_year() | pair(5, "35.0%", "23.0%") | {"2-count-bme": "120"}, CHECK)

    assert "It was counted again</textarea>" in page.content.decode()
    first = AcceptedWarning.objects.get()
    begun.force_login(make_member(trust, Role.ADMIN, name="Bea Other"))
    begun.post(f"{YEARS}2022/amend/", {"version": version(), "reason": "Late offers."} | notes_of(begun))
    assert Submission.objects.get(year=2022).state == "amended"
    assert AcceptedWarning.objects.get().accepted_by == first.accepted_by


def test_nothing_to_amend_is_said(submitted: Client) -> None:
    submitted.post(f"{YEARS}start/", {"year": "2022"})

    assert "Nothing differs from what was submitted" in words(submitted.get(CHECK))


def test_discarding_an_amendment_leaves_what_was_submitted(submitted: Client) -> None:
    submitted.post(f"{YEARS}start/", {"year": "2022"})
    save(submitted, whole_year() | {"2-count-bme": "120"})

    submitted.post(f"{YEARS}2022/discard/", {"version": version()})

    assert Submission.objects.get().state == "submitted"
    assert Score.objects.get(indicator__number=2).printed == "1.60"


# ---- who, and how much


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
@pytest.mark.parametrize("address", [ENTER, CHECK, f"{YEARS}start/", f"{YEARS}2022/discard/"])
def test_only_an_admin_enters(trust: Organisation, client: Client, member: Member, role: Role, address: str) -> None:
    draft(trust, 2022, {})
    member(trust, role)

    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", [ENTER, CHECK])
def test_the_queries_do_not_grow_with_what_is_typed(
    begun: Client, trust: Organisation, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    record_typed(trust, 2021, whole_year())
    save(begun, whole_year())

    with django_assert_max_num_queries(16):
        begun.get(address)
