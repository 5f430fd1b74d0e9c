"""What a person is told before a report becomes public: what stands in its way, and what they should look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accounts.models import Membership, Organisation
from actions.models import Action, Lead
from actions.posts import stands
from reports.models import Publication
from reports.publishing.composing import Composed, fingerprint
from reports.publishing.names import Known, addresses_in, known_in, looks_like_a_person, texts_of
from reports.publishing.written_counts import written_counts

CHANGED = "Scores, actions or settings are not as they were."
FEW = "What a person wrote is published as it is. Take out counts of people that are too small to publish."
FEWEST_WORDS = 2  # of a name that is looked for: one word alone is found in too many others


@dataclass(frozen=True)
class Warned:
    """One thing to look at, with where it is."""

    title: str
    items: tuple[str, ...]
    says: str = ""
    is_told_alone: bool = False

    @property
    def is_needed(self) -> bool:
        return bool(self.items) or self.is_told_alone


@dataclass(frozen=True)
class Findings:
    """With an obstacle the report cannot be published."""

    obstacles: tuple[str, ...]
    warnings: tuple[Warned, ...]


def findings_of(publication: Publication, composed: Composed) -> Findings:
    """Four queries beside those that composed it. Reads the plan of the edition with its organisation."""
    organisation, approved_as = publication.plan.organisation, publication.approved_as
    texts = list(texts_of(composed.document.model_dump(mode="json")))
    known = [*known_posts(organisation), *known_members(organisation)]
    obstacles = [
        *lacking(composed),
        *taken_back(publication),
        *(named(place, each) for place, each in known_in(texts, known)),
    ]
    warnings = tuple(found for found in warned(organisation, composed, texts, approved_as) if found.is_needed)
    return Findings(tuple(dict.fromkeys(obstacles)), warnings)


def lacking(composed: Composed) -> Iterator[str]:
    if not composed.has_figures:
        yield "No figures are submitted for this year. Submit them first."
    if not composed.actions:
        yield "The plan has no actions yet."


def taken_back(publication: Publication) -> Iterator[str]:
    """Where the approval that the report names, or every one of its plan, was taken back. A plan may have had none."""
    if not publication.approved_on:
        return
    every = list(publication.plan.approvals.all())
    named_in_it = publication.approved_by, publication.approved_on
    standing = {(each.body, each.approved_on) for each in every if each.withdrawn_at is None}
    gone = {(each.body, each.approved_on) for each in every} - standing
    if named_in_it in gone or (gone and not standing):
        yield (
            f"The approval of the plan by {publication.approved_by} on {publication.approved_on:%-d %B %Y} was taken "
            "back. Record again who approved it."
        )


def named(place: str, known: Known) -> str:
    return (
        f"\u2018{known.words}\u2019 ({known.who}) stands under \u2018{place}\u2019. Take it out: a report names posts."
    )


def known_posts(organisation: Organisation) -> Iterator[Known]:
    for lead in Lead.objects.of(organisation).exclude(holder="", address=""):
        yield from known_of(lead.holder, lead.address, f"who is on record for {lead.name}")


def known_members(organisation: Organisation) -> Iterator[Known]:
    for membership in Membership.objects.of(organisation).select_related("user"):
        yield from known_of(membership.user.name, membership.user.email, "a member")


def known_of(name: str, address: str, who: str) -> Iterator[Known]:
    """A contact that is a team or a post has no name of a person."""
    if len(name.split()) >= FEWEST_WORDS and not stands(name):
        yield Known(name, who)
    if address:
        yield Known(address, who)


# ---- what to look at


def warned(
    organisation: Organisation, composed: Composed, texts: Sequence[tuple[str, str]], approved_as: str
) -> Iterator[Warned]:
    below = organisation.hides_below
    if approved_as and fingerprint(composed.document) != approved_as:
        yield Warned("Something changed after it was approved", (), CHANGED, is_told_alone=True)
    yield Warned(f"Counts of fewer than {below} people are hidden", composed.hidden)
    few = tuple(dict.fromkeys(written_counts(composed.written, below=below)))
    yield Warned("These words may tell of few people", few, FEW)
    yield Warned("These leads read like names of persons", tuple(persons(composed.actions)))
    yield Warned("These email addresses stand in it", tuple(addresses_in(texts)))
    untimed = tuple(action.wording for action in composed.actions if not action.timescale)
    yield Warned("These actions have no timescale", untimed)
    unled = tuple(action.wording for action in composed.actions if not action.leaderships.all())
    yield Warned("These actions have no lead", unled)


def persons(actions: Sequence[Action]) -> list[str]:
    names = {each.lead.name for action in actions for each in action.leaderships.all()}
    return sorted(name for name in names if looks_like_a_person(name))
