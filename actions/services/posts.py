"""Adds a lead, changes its name, hands it over to a new holder, and removes one that leads nothing."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from actions.lead_names import key_of
from actions.models import Lead, Spelling
from actions.services.leading import leads_by_key
from actions.services.links import revoke_links
from actions.services.meanwhile import TouchedError, take_version


class NameTakenError(Exception):
    """Another lead has this name, or a spelling of it."""


@transaction.atomic
def add_lead(*, organisation: Organisation, name: str, holder: str, address: str) -> Lead:
    check_name(organisation, name)
    return Lead.objects.create(organisation=organisation, name=name, holder=holder, address=address)


@transaction.atomic
def change_lead(*, lead: Lead, version: int, name: str, holder: str, address: str, at: datetime) -> Lead:
    """Puts a name, holder or address right. The former name stays as a spelling, by which plans find the lead.

    Where the address becomes another one, the links that were sent to the former one open nothing any more.
    Raises ChangedMeanwhileError or NameTakenError, and writes nothing then.
    """
    take_lead(lead, version)
    check_name(lead.organisation, name, own=lead)
    if key_of(name) != key_of(lead.name):
        Spelling.objects.filter(lead=lead, name__iexact=name).delete()
        Spelling.objects.get_or_create(
            organisation=lead.organisation, name__iexact=lead.name, defaults={"lead": lead, "name": lead.name}
        )
    lead.name = name
    return settle(lead, holder=holder, address=address, at=at)


@transaction.atomic
def hand_over(*, lead: Lead, version: int, holder: str, address: str, at: datetime) -> Lead:
    """Gives a post to a new holder, or to nobody. Its actions stay with it, and its links are revoked in any case."""
    take_lead(lead, version)
    revoke_links(leads=[lead], at=at)
    return settle(lead, holder=holder, address=address, at=at)


def settle(lead: Lead, *, holder: str, address: str, at: datetime) -> Lead:
    if address.lower() != lead.address.lower():
        revoke_links(leads=[lead], at=at)
    lead.holder, lead.address = holder, address
    lead.save()
    return lead


@transaction.atomic
def remove_lead(*, lead: Lead, version: int) -> None:
    """Removes a lead that leads and supports nothing, with its spellings. Its history stays."""
    take_lead(lead, version)
    if is_needed(lead):
        raise TouchedError(f"{lead.name} cannot be removed: actions or updates belong to it.")
    lead.delete()


def is_needed(lead: Lead) -> bool:
    """Whether actions belong to it, or something was reported through a link that was sent to it."""
    reported = lead.links.exclude(updates=None, evidence=None)
    return lead.leaderships.exists() or reported.exists()


def check_name(organisation: Organisation, name: str, *, own: Lead | None = None) -> None:
    """Held against names and spellings; whoever writes a name waits for the one before."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    other = leads_by_key(organisation).get(key_of(name))
    if other is not None and other != own:
        same = key_of(other.name) == key_of(name)
        said = f"There is already a lead called {other.name}." if same else f"{other.name} is also called {name}."
        raise NameTakenError(f"{said} Use another name, or merge the two.")


def take_lead(lead: Lead, version: int) -> None:
    """The lead as it stands now, which nobody else changes before the end of the transaction."""
    take_version(lead, version)
    lead.refresh_from_db()
