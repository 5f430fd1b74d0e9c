"""The mails of sample mode, read back from the folder in which they are kept."""

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

# Django's file backend ends each mail with such a line; one inside a mail has no header after it.
BETWEEN_MAILS = re.compile(rb"\n-{79}\n(?=[A-Za-z-]+: |\Z)")


@dataclass(frozen=True)
class KeptMail:
    """One mail as its reader would see it."""

    to: str
    subject: str
    text: str
    attached: list[str]  # names of files


def read_kept_mail(folder: Path, *, most: int = 200) -> list[KeptMail]:
    """The newest mails of the folder first; an empty list where none was ever sent."""
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [mail for path in paths[:most] for mail in reversed(read(path))][:most]


def read(path: Path) -> list[KeptMail]:
    """The mails of one file, in the order in which they were kept: Django may give two of a second the same file."""
    return [parsed(part) for part in BETWEEN_MAILS.split(path.read_bytes()) if part.strip()]


def parsed(kept: bytes) -> KeptMail:
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(kept)
    body = mail.get_body(preferencelist=("plain",))
    attached = [part.get_filename() or "a file" for part in mail.iter_attachments()]
    return KeptMail(str(mail["To"]), str(mail["Subject"]), body.get_content() if body else "", attached)
