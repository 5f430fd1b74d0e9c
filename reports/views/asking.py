"""What the pages that ask for something share: one template, the policy, and words that are not lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import MemberRequest
from actions.quarters import Quarter
from actions.views.allowing import allow
from reports import policies
from reports.models import Paper


@dataclass(frozen=True)
class Page:
    """What a page asks, where it leads back to, and how it stands now where somebody changed it meanwhile."""

    title: str
    caption: str
    back: str
    back_to: str
    button: str
    intro: Sequence[str] = ()
    is_warning: bool = False


def ask(
    request: MemberRequest, page: Page, form: forms.BaseForm | None = None, *, now: Sequence[tuple[str, Any]] = ()
) -> HttpResponse:
    """The page with its form; `now` is how it stands where it was changed meanwhile: what was typed stays below it."""
    status = 409 if now else 422 if form is not None and form.errors else 200
    return render(request, "reports/papers/ask.html", {"page": page, "form": form, "now": now}, status=status)


def paper_of(request: MemberRequest, quarter: Quarter) -> Paper:
    """The paper of a quarter, with all that its pages read."""
    papers = Paper.objects.of(request.access.organisation).about(quarter)
    people = ("issued_by", "held_by")
    found = papers.select_related("meeting__organisation", "plan__standard", "pdf", *people)
    return get_object_or_404(found.defer("pdf__content"))


def paper_to_keep(request: MemberRequest, quarter: Quarter) -> Paper:
    """The same for somebody who finishes it; others are refused, whether there is one or not."""
    allow(policies.can_keep_papers(request.access))
    return paper_of(request, quarter)
