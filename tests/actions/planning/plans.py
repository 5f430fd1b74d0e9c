"""Where the pages of a plan are, for the tests of those pages."""

from django.urls import reverse

from actions.models import Action, Plan


def address(name: str, row: Plan | Action) -> str:
    organisation = row.organisation if isinstance(row, Plan) else row.plan.organisation
    return reverse(f"actions:{name}", args=[organisation.ods_code, row.pk])
