"""What a stranger may ask for: the reports that a trust published, and what became of each edition."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby

from django.templatetags.static import static

from reports.addresses import ReportName
from reports.models import Publication

STYLES = ("nhsuk/nhsuk.css", "site.css", "documents.css", "charts.css")


@dataclass(frozen=True)
class PublicReport:
    """Every edition of a report that ever was public, the newest first: never none."""

    editions: tuple[Publication, ...]

    @property
    def newest(self) -> Publication:
        return self.editions[0]

    @cached_property
    def live(self) -> Publication | None:
        return next((each for each in self.editions if each.is_public), None)

    @property
    def name(self) -> ReportName:
        return name_of(self.newest)

    def numbered(self, edition: int) -> Publication | None:
        return next((each for each in self.editions if each.edition == edition), None)

    def after(self, publication: Publication) -> Publication:
        """The edition that took its place."""
        return next(each for each in reversed(self.editions) if each.edition > publication.edition)


def name_of(publication: Publication) -> ReportName:
    return ReportName(publication.plan.standard.code, publication.plan.year)


def report_of(ods_code: str, name: ReportName) -> PublicReport | None:
    """One query, without the content of any edition."""
    found = Publication.objects.of_report(ods_code, name.standard, name.year).ever_public()
    editions = tuple(found.select_related("plan__organisation", "plan__standard").without_content())
    return PublicReport(editions) if editions else None


def reports_of(ods_code: str) -> list[PublicReport]:
    """The reports of a trust, the newest year first: one query."""
    found = Publication.objects.filter(plan__organisation__ods_code=ods_code).ever_public()
    rows = found.select_related("plan__organisation", "plan__standard").without_content()
    ordered = rows.order_by("-plan__year", "plan__standard__code", "-edition")
    return [PublicReport(tuple(editions)) for _, editions in groupby(ordered, key=lambda each: each.plan_id)]


def tag_of(publication: Publication, report: PublicReport) -> str:
    """The same while the page is the same: its content, what became of it, and the styles that it is drawn with."""
    parts = [publication.content_hash, publication.state, *(f"{each.edition}{each.state}" for each in report.editions)]
    found = "|".join([*parts, *map(static, STYLES)])
    return f'"{sha256(found.encode()).hexdigest()[:32]}"'
