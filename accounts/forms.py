"""What the pages about people ask for."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.models import Organisation, Role, User
from accounts.services import fingerprint, settings_of

# The furthest from a deadline that is reminded, and how often before or after it at most.
MOST_DAYS, MOST_REMINDERS = 90, 6
MOST_HIDDEN = 100  # a higher threshold would hide whole tables

logger = logging.getLogger(__name__)


class SignInForm(AuthenticationForm):
    """An e-mail address and a password."""

    error_messages = {
        "invalid_login": "The email address or the password is not right. Check both and try again.",
        "inactive": "The email address or the password is not right. Check both and try again.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label = "Email address"
        username.widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        username.error_messages = {"required": "Enter your email address."}
        password.error_messages = {"required": "Enter your password."}


REQUIRED = {"required": "Enter the new password."}


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, twice."""

    error_messages = {"password_mismatch": "The two new passwords are not the same."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.help_text = "Use at least 12 characters: three words that you can remember are good."
        first.error_messages |= REQUIRED
        second.error_messages |= REQUIRED
        second.label, second.help_text = "New password again", ""


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """The password until now, and a new one, twice."""

    error_messages = NewPasswordForm.error_messages | {
        "password_incorrect": "Your password until now is not right. Enter it again."
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Your password until now"
        self.fields["old_password"].error_messages = {"required": "Enter your password until now."}


class PasswordLinkForm(PasswordResetForm):
    """An e-mail address to send a link to: also that of a new member, who has no password yet."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address, such as name@trust.nhs.uk.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def get_users(self, email: str) -> Iterable[User]:
        return User.objects.filter(email__iexact=email, is_active=True)

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Django logs what a server answered, and servers repeat the address: here only the kind is logged."""
        subject = render_to_string(subject_template_name, context).strip()
        try:
            EmailMessage(subject, render_to_string(email_template_name, context), from_email, [to_email]).send()
        except OSError as error:
            logger.error("a password mail was not sent: %s", type(error).__name__)  # noqa: TRY400


class MemberForm(forms.Form):
    """A person and the role to give them."""

    name = forms.CharField(label="Full name", max_length=150, error_messages={"required": "Enter the person's name."})
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="They sign in with it, and mail goes there.",
        error_messages={
            "required": "Enter the person's email address.",
            "invalid": "Enter an email address, such as name@trust.nhs.uk.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class DaysField(forms.CharField):
    """Several numbers of days with commas between, as a list without doubles, in the order in which they were typed."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        typed = [part for part in re.split(r"[,;\s]+|\band\b", super().clean(value)) if part]
        if not all(part.isdecimal() and 1 <= int(part[:4]) <= MOST_DAYS for part in typed):
            raise forms.ValidationError(f"Enter numbers of days from 1 to {MOST_DAYS}, with commas between them.")
        days = list(dict.fromkeys(int(part) for part in typed))
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(f"Enter {MOST_REMINDERS} numbers or fewer, or people stop reading.")
        return days


class SettingsForm(forms.Form):
    """What an organisation may set for itself, with the settings as the person saw them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    committee_name = forms.CharField(
        label="Name of the committee",
        help_text="It gets the progress of each quarter. For example, EDI Committee.",
        max_length=200,
        error_messages={"required": "Enter the name of the committee."},
    )
    bme_label = forms.CharField(
        label="Printed label for BME",
        help_text="The word that your reports use, such as BME or BAME. It stands in tables and charts.",
        max_length=40,
        error_messages={"required": "Enter the label, such as BME."},
    )
    confirms_completion = forms.BooleanField(
        label="A second person confirms that an action is complete",
        help_text="An action that is reported complete stands as 'Complete, to be confirmed' until an EDI lead who did "
        "not report it confirms it, or sends it back with a reason. What is complete already stays complete.",
        required=False,
    )
    resends_unknown = forms.BooleanField(
        label="A message that may not have arrived is sent again",
        help_text="Rarely the connection breaks before the mail server answers. If this is ticked, such a message goes "
        "again by itself, and somebody may get it twice. If not, and after three times, it waits on the page Messages "
        "for you to decide.",
        required=False,
    )

    remind_before = DaysField(
        label="Remind before a deadline: how many days",
        help_text="For example: 30, 7. The day itself is always one.",
        required=False,
    )
    remind_after = DaysField(
        label="Remind after a deadline that is not met: how many days",
        help_text="For example: 7, 14, 28. After the last of them a reminder goes every 28 days.",
        error_messages={"required": "Enter at least one number of days. What is overdue is always reminded of."},
    )
    escalate_after = forms.IntegerField(
        label="Tell the EDI leads that a deadline is not met: after how many days",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": "Enter a number of days, such as 14.",
            "invalid": "Enter a whole number of days, such as 14.",
            "min_value": "Enter 1 or more days.",
            "max_value": f"Enter {MOST_DAYS} days or fewer.",
        },
    )

    issues_papers_by_hand = forms.BooleanField(
        label="The committee's paper waits for somebody to issue it",
        help_text="If this is not ticked, a paper is issued by itself at 5pm on its deadline, unless somebody holds it "
        "back and says why.",
        required=False,
    )
    hides_below = forms.IntegerField(
        label="Smallest count of people that is published",
        help_text="The public report hides a count of people below this number, so that nobody can be recognised. "
        "It is 11 unless you change it.",
        min_value=0,
        max_value=MOST_HIDDEN,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": "Enter a number, such as 11.",
            "invalid": "Enter a whole number, such as 11.",
            "min_value": "Enter 0 or more.",
            "max_value": f"Enter {MOST_HIDDEN} or less.",
        },
    )

    @classmethod
    def about(cls, organisation: Organisation) -> "SettingsForm":
        return cls(initial=settings_of(organisation) | {"seen": fingerprint(organisation)})
