"""What is asked about evidence: a file, or where it can be read."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.files.uploadedfile import UploadedFile

from actions.evidence_files import ENDINGS, MOST_BYTES, TOO_LARGE, RefusedFileError, TakenFile, take
from actions.services.evidence import Offered

LONGEST_TITLE = 200
HTTPS = "Enter a web address that begins with https://"


class EvidenceFields(forms.Form):
    """A file and a web address, each of which may be left out."""

    file = forms.FileField(
        label="A file",
        help_text="PDF, Word, Excel, PowerPoint, PNG or JPEG, up to 10 MB.",
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    address = forms.URLField(
        label="A link",
        help_text="Where it can be read, beginning with https://",
        max_length=1000,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": HTTPS},
        widget=forms.URLInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self) -> TakenFile | None:
        found: UploadedFile[Any] | None = self.cleaned_data["file"]
        if found is None:
            return None
        if (found.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        found.seek(0)
        try:
            return take(found.name or "", found.read())
        except RefusedFileError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        parts = urlsplit(address)
        # A name before the host, as in https://trust.nhs.uk@elsewhere.example, only ever misleads.
        if address and (parts.scheme != "https" or "@" in parts.netloc):
            raise forms.ValidationError(HTTPS)
        return address

    def offered(self, cleaned: dict[str, Any], *, title: str = "") -> list[Offered]:
        """The evidence in what was answered; without a title a file has its name, and a link its address."""
        file, address = cleaned.get("file"), cleaned.get("address", "")
        found = [Offered(title or file.name, file=file)] if file else []
        return found + ([Offered((title or shown(address))[:LONGEST_TITLE], address=address)] if address else [])

    @property
    def file_to_choose_again(self) -> str:
        """The name of a file that came with answers that were refused: no browser keeps it."""
        return getattr(self.files.get("file"), "name", "") if self.is_bound and self.files else ""


class EvidenceForm(EvidenceFields):
    """Evidence that is added on an action's own page."""

    title = forms.CharField(
        label="What it shows",
        help_text="For example, minutes of the panel of 3 March. Without it, the name of the file stands here.",
        max_length=LONGEST_TITLE,
        required=False,
    )
    field_order = ("title", "file", "address")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["file"] or cleaned["address"]):
            self.add_error("file", "Choose a file, or enter a link.")
        return cleaned


def shown(address: str) -> str:
    """A web address without what every one begins with."""
    return address.removeprefix("https://").removesuffix("/")
