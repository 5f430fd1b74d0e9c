"""Finds the lead that a printed name means, or adds it."""

from collections.abc import Iterable

from accounts.models import Organisation
from actions.lead_names import key_of
from actions.likeness import likely_among
from actions.limits import LONGEST_NAME
from actions.models import Lead, Spelling


def leads_by_key(organisation: Organisation) -> dict[str, Lead]:
    """Every lead of the organisation under the keys of its name and of its other spellings. A name goes first."""
    spellings = Spelling.objects.filter(organisation=organisation).select_related("lead").order_by("pk")
    leads = Lead.objects.of(organisation)
    return {key_of(each.name): each.lead for each in spellings} | {key_of(lead.name): lead for lead in reversed(leads)}


def likely_leads(names: Iterable[str], known: dict[str, Lead]) -> dict[str, str]:
    """By name that is not known, the lead of which it is likely a misspelling; `known` is as of `leads_by_key`."""
    unknown = [name for name in dict.fromkeys(names) if key_of(name) not in known]
    found = ((name, likely_among(name, known)) for name in unknown)
    return {name: known[key].name for name, key in found if key}


def find_or_make_lead(*, organisation: Organisation, name: str, known: dict[str, Lead] | None = None) -> Lead:
    """The lead of that name, whatever its capitals and dashes, or of which it is another spelling; else a new one.

    Somebody who looks for many passes `known`, from `leads_by_key`, which is added to and saves the queries.
    Raises ValueError where the name is empty or longer than the database keeps: the form is where that is asked.
    """
    tidy = " ".join(name.split())
    if not key_of(tidy) or len(tidy) > LONGEST_NAME:
        raise ValueError(f"The name of a lead has 1 to {LONGEST_NAME} letters.")
    found = leads_by_key(organisation) if known is None else known
    if key_of(tidy) not in found:
        lead, _ = Lead.objects.get_or_create(
            organisation=organisation, name__iexact=tidy, defaults={"name": tidy, "organisation": organisation}
        )
        found[key_of(tidy)] = lead
    return found[key_of(tidy)]
