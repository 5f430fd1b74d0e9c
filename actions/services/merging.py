"""Makes one lead of two that are the same post, team, network or committee."""

from datetime import datetime

from django.db import transaction

from actions.lead_names import key_of
from actions.models import Lead, Leadership, Spelling, UpdateLink
from actions.services.links import revoke_links
from actions.services.posts import take_lead


class NotTheSameError(ValueError):
    """A lead cannot be merged with itself, or with one of another organisation."""


@transaction.atomic
def merge_leads(
    *, kept: Lead, kept_version: int, merged: Lead, merged_version: int, holder: str, address: str, at: datetime
) -> None:
    """All that belongs to `merged` goes to `kept`, and its name stays as a spelling; it cannot be taken apart again.

    `holder` and `address` are those of the two that were chosen. The links of the one that goes are revoked, and
    those of the one that is kept where its address becomes another.
    Raises ChangedMeanwhileError, and writes nothing then.
    """
    if kept == merged or kept.organisation_id != merged.organisation_id:
        raise NotTheSameError("Choose another lead of the same organisation.")
    for lead, version in sorted([(kept, kept_version), (merged, merged_version)], key=lambda pair: pair[0].pk):
        take_lead(lead, version)
    move_leaderships(merged, kept)
    move_links(merged, kept, at=at)
    Spelling.objects.filter(lead=merged).update(lead=kept)
    name = merged.name
    merged.delete()
    if key_of(name) != key_of(kept.name):
        Spelling.objects.get_or_create(
            organisation=kept.organisation, name__iexact=name, defaults={"lead": kept, "name": name}
        )
    if kept.address.lower() != address.lower():
        revoke_links(leads=[kept], at=at)
    kept.holder, kept.address = holder, address
    kept.save()


def move_leaderships(merged: Lead, kept: Lead) -> None:
    """Of two on one action one stays: to lead counts more than to support, and the earlier place is kept."""
    standing = {each.action_id: each for each in Leadership.objects.filter(lead=kept)}
    for each in Leadership.objects.filter(lead=merged).order_by("pk"):
        other = standing.get(each.action_id)
        if other is None:
            each.lead = kept
            each.save()
            continue
        each.delete()
        if (each.kind, each.place) < (other.kind, other.place):  # 'accountable' comes before 'supporting'
            other.kind, other.place = each.kind, each.place
            other.save()


def move_links(merged: Lead, kept: Lead, *, at: datetime) -> None:
    """What was reported through them stays on record, so they stay too; a message keeps one link of a lead."""
    revoke_links(leads=[merged], at=at)
    taken = UpdateLink.objects.filter(lead=kept).exclude(message=None).values("message")
    UpdateLink.objects.filter(lead=merged, message__in=taken).update(message=None)
    UpdateLink.objects.filter(lead=merged).update(lead=kept)
