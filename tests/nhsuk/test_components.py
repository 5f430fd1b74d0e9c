"""The small components that pages include, against the official macros."""

from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.test import RequestFactory


@pytest.mark.parametrize("colour", ["", "red", "aqua-green"])
def test_a_tag_is_drawn_as_the_official_macro_draws_it(colour: str, ours: Any, official: Any) -> None:
    drawn = ours("nhsuk/components/tag.html", text="Off track & late", colour=colour)

    assert drawn == official("tag", "tag", {"text": "Off track & late", "colour": colour})


def test_inset_text_is_drawn_as_the_official_macro_draws_it(ours: Any, official: Any) -> None:
    drawn = ours("nhsuk/components/inset.html", text="Fewer than 11 & so not shown")

    assert drawn == official("inset-text", "insetText", {"text": "Fewer than 11 & so not shown"})


@pytest.mark.parametrize(("level", "drawn_level"), [(None, 2), (3, 3)])
def test_a_warning_callout_is_drawn_as_the_official_macro_draws_it(
    level: int | None, drawn_level: int, ours: Any, official: Any
) -> None:
    told = {"heading": "Overdue", "text": "Three actions & counting"}

    drawn = ours("nhsuk/components/warning_callout.html", level=level, **told)

    assert drawn == official("warning-callout", "warningCallout", {**told, "headingLevel": drawn_level})


def test_breadcrumbs_are_drawn_as_the_official_macro_draws_them(ours: Any, official: Any) -> None:
    trail = [("Overview", "/RAX/"), ("Actions & leads", "/RAX/actions/")]

    drawn = ours("nhsuk/components/breadcrumbs.html", trail=trail)

    items = [{"text": text, "href": address} for text, address in trail]
    assert drawn == official("breadcrumb", "breadcrumb", {"items": items})


@pytest.mark.parametrize(("level", "variant"), [(constants.SUCCESS, "success"), (constants.WARNING, "")])
def test_a_message_is_drawn_as_the_official_banner(level: int, variant: str, ours: Any, official: Any) -> None:
    messages = [Message(level, "Saved & sent")]

    drawn = ours("nhsuk/components/notification_banner.html", messages=messages)

    told = {"text": "Saved & sent", "variant": variant, "titleId": "nhsuk-notification-banner-title-1"}
    assert drawn == official("notification-banner", "notificationBanner", told)


def test_two_banners_on_a_page_have_titles_of_their_own(ours: Any) -> None:
    messages = [Message(constants.SUCCESS, "Saved"), Message(constants.SUCCESS, "Sent")]

    drawn = ours("nhsuk/components/notification_banner.html", messages=messages)

    titles = [part[2] for part in drawn if part[0] == "h2"]
    assert len(set(titles)) == 2


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, [1, 2, None, 9]), (5, [1, None, 4, 5, 6, None, 9]), (9, [1, None, 8, 9])],
)
def test_pagination_is_drawn_as_the_official_macro_draws_it(
    number: int, shown: list[int | None], ours: Any, official: Any
) -> None:
    request = RequestFactory().get("/RAX/actions/", {"lead": "R&D", "page": "3"})

    drawn = ours("nhsuk/components/pagination.html", request, page=Paginator(range(90), 10).page(number))

    def link(to: int) -> str:
        return f"?lead=R%26D&page={to}"

    numbers = [{"number": to, "href": link(to), "current": to == number} if to else {"ellipsis": True} for to in shown]
    told: dict[str, Any] = {"items": numbers}
    told |= {"previous": {"href": link(number - 1)}} if number > 1 else {}
    told |= {"next": {"href": link(number + 1)}} if number < 9 else {}
    assert drawn == official("pagination", "pagination", told)


def test_a_list_on_one_page_has_no_pagination(ours: Any) -> None:
    drawn = ours("nhsuk/components/pagination.html", RequestFactory().get("/"), page=Paginator(range(9), 10).page(1))

    assert drawn == []
