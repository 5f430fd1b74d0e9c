"""Composes the report that a trust publishes of a year: one document, from its submission and its plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from actions.models import Action, Plan
from actions.pages.plan_table import scores_of
from indicators.models import WRES, Submission
from indicators.pages.ladder import Ladder, ladder_of
from indicators.tables import ScoreTable, score_table
from reports.documents.blocks import Block, Bullets, Callout, Document, Fact, Facts, Heading, Paragraph
from reports.documents.frozen import frozen, hash_of
from reports.documents.wording import day, lines_of
from reports.publishing import ladder as goals
from reports.publishing import scores, texts
from reports.publishing.plan import actions_of, plan_table
from reports.publishing.scores import Shown, shown_of, without_counts

SUBTITLE = "Scores and action plan"
DRAFT = "Draft. Not published."
APPROVED, PUBLISHED = "Approved", "Published"
FOCUS, PROGRESS = "Areas of focus", "What we did since last year"


@dataclass(frozen=True)
class Words:
    """What the trust writes itself. An empty introduction stands for the usual one."""

    introduction: str = ""
    progress: str = ""


@dataclass(frozen=True)
class Approved:
    body: str
    on: date


@dataclass(frozen=True)
class Edition:
    """Which one of a year it is; a draft says so."""

    number: int = 1
    approved: Approved | None = None
    is_draft: bool = True

    @property
    def subtitle(self) -> str:
        return f"{SUBTITLE}, edition {self.number}" if self.number > 1 else SUBTITLE


FIRST_DRAFT = Edition()


@dataclass(frozen=True)
class Composed:
    """The document, and what a person should know before it is public. `hidden` names each place with a hidden count.

    `actions` are those of the plan, as they were read for it; `has_figures` says that the year was submitted; `written`
    has what people wrote in it, each text with where it stands.
    """

    document: Document
    hidden: tuple[str, ...]
    actions: tuple[Action, ...]
    has_figures: bool
    written: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Material:
    """What the parts are made from: read once, so that all of them say the same."""

    plan: Plan
    submission: Submission | None
    table: ScoreTable
    shown: tuple[Shown, ...]
    ladder: Ladder
    actions: tuple[Action, ...]
    on: date
    below: int

    @property
    def bme(self) -> str:
        return self.plan.organisation.bme_label

    @property
    def hidden(self) -> tuple[str, ...]:
        rungs = [rung for rung in self.ladder.rungs if goals.hides(rung, below=self.below)]
        return (
            *(f"Indicator {each.number}: {each.row.indicator.subject}" for each in self.shown if hides(each)),
            *(f"Model Employer goals: {goals.band_in_words(rung.goal.band)}" for rung in rungs),
        )


def hides(shown: Shown) -> bool:
    return shown.hides or bool(shown.bands and shown.bands.hides)


def compose(plan: Plan, words: Words, *, on: date, edition: Edition = FIRST_DRAFT) -> Composed:
    """The report as on a day, without counts of fewer people than its organisation publishes: some ten queries."""
    material = material_of(plan, on)
    organisation = plan.organisation
    name = f"{plan.standard} {plan.year}"
    document = Document(
        title=f"{plan.standard.name} {plan.year}",
        subtitle=edition.subtitle,
        organisation=organisation.name,
        author=organisation.name,
        running=f"{organisation.short_name}, {name}",
        dated_on=on,
        notice=DRAFT if edition.is_draft else "",
        blocks=tuple(blocks_of(material, words, edition)),
    )
    written = tuple(written_in(material, words))
    return Composed(document, material.hidden, material.actions, material.submission is not None, written)


def written_in(material: Material, words: Words) -> Iterator[tuple[str, str]]:
    yield "Introduction", words.introduction
    yield PROGRESS, words.progress
    yield from ((FOCUS, each) for each in material.plan.areas_of_focus)
    for each in material.shown:
        yield from ((f"Indicator {each.number}", cell.text) for cell in each.row.cells if cell.value is None)
    for action in material.actions:
        yield from (("Action plan", action.wording), ("Action plan", action.timescale))


def fingerprint(document: Document) -> str:
    """The same for the same scores, plan and words, on whatever day and in whatever state the report is composed."""
    blocks = tuple(without_standing(block) for block in document.blocks)
    bare = document.model_copy(update={"blocks": blocks, "dated_on": date.min, "notice": ""})
    return hash_of(frozen(bare))


def without_standing(block: Block) -> Block:
    if not isinstance(block, Facts):
        return block
    return block.model_copy(
        update={"facts": tuple(fact for fact in block.facts if fact.label not in (APPROVED, PUBLISHED))}
    )


def material_of(plan: Plan, on: date) -> Material:
    organisation = plan.organisation
    below = organisation.hides_below
    ladder = ladder_of(organisation, until=on) if plan.standard.code == WRES else Ladder(())
    submitted = Submission.objects.of(organisation).filter(standard=plan.standard).submitted()
    table = score_table(organisation, standard=plan.standard.code, until=plan.year)
    return Material(
        plan=plan,
        submission=submitted.filter(year=plan.year).first(),
        table=table,
        shown=tuple(shown_of(organisation, row, ladder, below=below) for row in table.rows),
        ladder=ladder,
        actions=tuple(actions_of(plan)),
        on=on,
        below=below,
    )


def blocks_of(material: Material, words: Words, edition: Edition) -> Iterator[Block]:
    plan = material.plan
    yield from introduction(plan, words)
    yield Heading(level=2, text=f"{plan.year} data and action plan", key="data")
    yield Facts(title="About the data", facts=tuple(facts_of(material, edition)))
    if plan.areas_of_focus:
        yield Heading(level=3, text=FOCUS, key="focus")
        yield Bullets(items=tuple(plan.areas_of_focus))
    yield from scores_part(material)
    yield Heading(level=2, text=f"{plan.standard} {plan.year} action plan", key="plan")
    printed = {indicator: without_counts(score) for indicator, score in scores_of(plan).items()}
    yield from plan_table(material.actions, scores=printed, bme=material.bme)
    yield from goals.ladder_blocks(material.ladder, bme=material.bme, below=material.below)


def introduction(plan: Plan, words: Words) -> Iterator[Block]:
    organisation, standard = plan.organisation, plan.standard
    usual = texts.introduction(trust=organisation.name, standard=standard.name, year=plan.year)
    bme = standard.groups.in_words_of(organisation.bme_label)
    yield Heading(level=2, text="Introduction", key="introduction")
    yield from paragraphs(words.introduction or usual)
    yield Heading(level=3, text=f"What the {standard} is", key="standard")
    yield from (Paragraph(text=text) for text in texts.about_standard(standard.code, name=standard.name, bme=bme))
    if words.progress:
        yield Heading(level=3, text=PROGRESS, key="progress")
        yield from paragraphs(words.progress)


def paragraphs(text: str) -> Iterator[Block]:
    yield from (Paragraph(text=line) for line in lines_of(text))


def facts_of(material: Material, edition: Edition) -> Iterator[Fact]:
    found = material.submission
    if found is None:
        yield Fact(label="Submitted", text=f"No figures were submitted for {material.plan.year}")
    else:
        yield Fact(label="Period", text=f"{day(found.period_start)} to {day(found.period_end)}")
        yield Fact(label="Staff counted on", text=day(found.period_end))
        if any("staff survey" in each.row.indicator.source for each in material.shown):
            yield Fact(label="Staff survey", text=f"Autumn {found.year - 1}")
        submitted = found.submitted_printed or (f"{found.submitted_on:%B %Y}" if found.submitted_on else "")
        if submitted:
            yield Fact(label="Submitted", text=submitted)
    if edition.approved:
        yield Fact(label=APPROVED, text=f"{edition.approved.body}, {day(edition.approved.on)}")
    if not edition.is_draft:
        yield Fact(label=PUBLISHED, text=day(material.on))


def scores_part(material: Material) -> Iterator[Block]:
    shown: Sequence[Shown] = material.shown
    plan = material.plan
    yield Heading(level=2, text=f"{plan.organisation.short_name} {plan.year} {plan.standard} data", key="scores")
    if not shown:
        yield Paragraph(text="No figures have been submitted yet.")
        return
    yield from scores.table_of(material.table, shown)
    if material.hidden:
        told = texts.SMALL_NUMBERS.format(below=material.below)
        yield Callout(title="Small numbers", sentences=(told,), is_caution=True)
    yield Heading(level=2, text="What changed", key="changed")
    yield Paragraph(text=texts.TESTING)
    yield from scores.indicators_of(shown)
    yield from scores.notes_of(shown)
