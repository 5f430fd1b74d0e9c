"""The mails of sample mode, read back from the folder in which they are kept."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path


@dataclass(frozen=True)
class KeptMail:
    """One mail as its reader would see it."""

    to: str
    subject: str
    text: str


def read_kept_mail(folder: Path, *, most: int = 200) -> list[KeptMail]:
    """The newest mails of the folder first; an empty list where none was ever sent."""
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [read(path) for path in paths[:most]]


def read(path: Path) -> KeptMail:
    # Django's file backend writes each mail followed by a line of 79 hyphens.
    kept = path.read_bytes().rsplit(b"-" * 79, 1)[0]
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(kept)
    body = mail.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    return KeptMail(str(mail["To"]), str(mail["Subject"]), text)
