"""What shows that an action was done: a file or a link."""

from typing import Self
from urllib.parse import urlsplit

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import Organisation, User
from actions.evidence_files import KINDS
from actions.models.actions import Action
from actions.models.links import UpdateLink
from actions.models.updates import Update
from nhsuk.sizes import size_in_words


def private_folder() -> Storage:
    """Where files lie: a folder that no web server hands out."""
    return storages["evidence"]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(action__plan__organisation=organisation).order_by("-added_at", "-pk")

    def kept(self) -> Self:
        """All but what was taken away."""
        return self.filter(removed_at=None)

    def with_author(self) -> Self:
        return self.select_related("added_by", "link__lead")


class Evidence(models.Model):
    """A file or a web address that belongs to an action, and the update that it came with, if any."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    update = models.ForeignKey(Update, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence")
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=1000, blank=True)
    file = models.FileField(storage=private_folder, max_length=200, blank=True)
    file_name = models.CharField("name of the file as it was uploaded", max_length=200, blank=True)
    kind = models.CharField("content type, by what is in it", max_length=100, blank=True)
    size = models.PositiveIntegerField("bytes", default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_added")
    link = models.ForeignKey(UpdateLink, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-added_at", "-pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(address="")) | (~Q(file="") & Q(address="") & ~Q(file_name="")),
                name="a_file_or_an_address",
            ),
            models.CheckConstraint(
                condition=Q(added_by__isnull=False, link__isnull=True) | Q(added_by__isnull=True, link__isnull=False),
                name="evidence_by_a_person_or_through_a_link",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def author(self) -> str:
        """Who added it: a person, or whoever used the link that was sent to a lead."""
        if self.link:
            return f"{self.link.lead.name}, through the link sent to {self.link.address}"
        return self.added_by.name if self.added_by else ""

    @property
    def about(self) -> str:
        """What kind of file it is and how large; of a link, the host that it leads to."""
        if self.address:
            return f"Link to {self.host}"
        return (
            f"{KINDS[self.kind].words}, {size_in_words(self.size)}" if self.kind in KINDS else size_in_words(self.size)
        )

    @property
    def host(self) -> str:
        """As the network knows it, so that a letter that looks like another one gives itself away."""
        host = urlsplit(self.address).hostname or ""
        try:
            return host.encode("idna").decode()
        except UnicodeError:
            return host
