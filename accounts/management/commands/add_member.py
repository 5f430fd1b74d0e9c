"""Adds a person to an organisation: how the first EDI lead of a new install comes in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.forms import MemberForm
from accounts.models import Organisation, Role
from accounts.services import add_member


class Command(BaseCommand):
    help = "Adds a person to an organisation. They set a password with 'I have forgotten my password'."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ods_code")
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, ods_code: str, email: str, name: str, role: str, **options: Any) -> None:
        organisation = Organisation.objects.filter(ods_code=ods_code).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {ods_code}. Load its report first, with load_report")
        form = MemberForm({"name": name, "email": email, "role": role})
        if not form.is_valid():
            raise CommandError(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
        membership, is_new = add_member(organisation=organisation, **form.cleaned_data)
        did = "Added" if is_new else "Already there:"
        self.stdout.write(f"{did} {membership.user.name}, {membership.get_role_display()} of {organisation}.")
