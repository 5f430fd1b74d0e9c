"""Organisations, users and memberships."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from simple_history.models import HistoricalRecords

ODS_CODE = r"[A-Z0-9]{3,8}"


class Role(models.TextChoices):
    """What a membership lets a person do; policies.py of each app says it verb by verb."""

    EDI_LEAD = "edi_lead", "EDI lead"
    ADMIN = "admin", "Admin"
    COMMITTEE = "committee", "Committee member"
    LEAD = "lead", "Lead of actions"
    OVERSEER = "overseer", "Overseer"


# Who may add and remove members; an organisation always keeps one of them.
MANAGERS = (Role.EDI_LEAD, Role.ADMIN)


class UserManager(BaseUserManager["User"]):
    """Makes people and finds them by e-mail address, whatever its capitals."""

    def create_user(self, *, email: str, name: str, password: str | None = None) -> "User":
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField("full name", max_length=150)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.CheckConstraint(condition=Q(email=Lower("email")), name="addresses_in_small_letters"),)

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> Self:
        """The user's own organisations, and those under one that the user oversees (trust, ICB, region)."""
        memberships = Membership.objects.filter(user=user)
        own = memberships.values("organisation")
        overseen = memberships.filter(role=Role.OVERSEER).values("organisation")
        return self.filter(
            Q(pk__in=own)
            | Q(parent__in=overseen)
            | Q(parent__parent__in=overseen)
            | Q(parent__parent__parent__in=overseen)
        ).order_by("name", "pk")


def usual_days_before() -> list[int]:
    return [30, 7]


def usual_days_after() -> list[int]:
    return [7, 14, 28]


class Organisation(models.Model):
    """A trust, or a body above trusts, known by its ODS code."""

    class Kind(models.TextChoices):
        TRUST = "trust", "Trust"
        GROUP = "group", "Group of trusts"
        ICB = "icb", "Integrated care board"
        REGION = "region", "Region"

    ods_code = models.CharField(
        "ODS code",
        max_length=8,
        unique=True,
        validators=[RegexValidator(f"^{ODS_CODE}$", "Use 3 to 8 capital letters and numbers.")],
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TRUST)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    committee_name = models.CharField(max_length=200, default="EDI Committee")
    bme_label = models.CharField("printed label for BME", max_length=40, default="BME")
    confirms_completion = models.BooleanField("a second person confirms that an action is complete", default=False)
    resends_unknown = models.BooleanField("mail that may not have arrived goes again by itself", default=False)
    remind_before = models.JSONField("days before a deadline on which is reminded", default=usual_days_before)
    remind_after = models.JSONField("days after a deadline on which is reminded", default=usual_days_after)
    escalate_after = models.PositiveSmallIntegerField("days after which the EDI lead is told", default=14)
    issues_papers_by_hand = models.BooleanField("a paper waits for somebody to issue it", default=False)
    hides_below = models.PositiveSmallIntegerField("counts of people under this are not published", default=11)
    mail_paused_at = models.DateTimeField("when somebody paused its mail", null=True, blank=True)

    history = HistoricalRecords()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ods_code=Upper("ods_code")), name="ods_code_in_capitals"),
            models.CheckConstraint(condition=Q(kind__in=["trust", "group", "icb", "region"]), name="a_known_kind"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation).order_by("user__name", "role", "pk")


class Membership(models.Model):
    """One role of a person in an organisation; a person may have several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user__name", "role", "pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_a_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_known_role"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
