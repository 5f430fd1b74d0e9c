"""What the pages about people ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm

from accounts.models import Role, User


class SignInForm(AuthenticationForm):
    """An e-mail address and a password."""

    error_messages = {
        "invalid_login": "The email address or the password is not right. Check both and try again.",
        "inactive": "This account is switched off. Ask your EDI lead.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label = "Email address"
        username.widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        username.error_messages = {"required": "Enter your email address."}
        password.error_messages = {"required": "Enter your password."}


class PasswordLinkForm(PasswordResetForm):
    """An e-mail address to send a link to: also that of a new member, who has no password yet."""

    def get_users(self, email: str) -> Iterable[User]:
        return User.objects.filter(email__iexact=email, is_active=True)


class MemberForm(forms.Form):
    """A person and the role to give them."""

    name = forms.CharField(
        label="Full name", max_length=150, error_messages={"required": "Enter the person's name."}
    )
    email = forms.EmailField(
        label="Email address",
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
