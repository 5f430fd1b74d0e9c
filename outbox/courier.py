"""Takes a letter to the mail server in two phases: everything up to the final dot, and then the dot.

Before the dot the server has taken nothing, whatever breaks. After it only the server's answer says what became of
the letter (RFC 5321, section 4.1.1.4). So whoever sends can put on record, between the two, that the letter goes now.
"""

import logging
import re
import smtplib
import socket

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address

GO_ON, FOR_NOW = 354, 451
A_PIECE = 2**16  # bytes
LINES_THAT_BEGIN_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """The server said no, so it has taken nothing; `code` is its answer's, from 400 on."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The mail server refused it with code {code}.")
        self.code = code


class UnclearAnswerError(OSError):
    """After the dot the server said something that is neither yes nor no."""

    def __init__(self, code: int) -> None:
        super().__init__(code, "no answer of SMTP")


class Courier:
    """One letter on its way. Where mail goes to no server (a folder, the memory), the dot does all of it."""

    def __init__(self, email: EmailMultiAlternatives) -> None:
        self.email = email
        self.connection = get_connection()
        self.is_in_the_letter = False

    @property
    def smtp(self) -> smtplib.SMTP | None:
        return getattr(self.connection, "connection", None)

    def bring(self) -> None:
        """Connects, says from whom and to whom, and gives all of the letter but its end.

        Raises RefusedError where the server says no, and OSError where it does not answer.
        """
        self.connection.open()
        if self.smtp is None:
            return
        if self.smtp.sock:
            # The dot goes by itself, after the letter: it must not wait until the server has acknowledged that.
            self.smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # Nor may much of the letter still be with us then: on a slow line the answer would come too late.
            self.smtp.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, A_PIECE)
        try:
            self.smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPHeloError as error:
            raise RefusedError(error.smtp_code) from error
        expect(self.smtp.mail(bare(self.email.from_email)), 250)
        expect(self.smtp.rcpt(bare(self.email.to[0])), 250, 251)
        expect(self.smtp.docmd("data"), GO_ON)
        self.is_in_the_letter = True
        letter = as_sent(self.email)
        # In pieces, each with a time-out of its own: a large paper takes a slow line longer than one.
        for start in range(0, len(letter), A_PIECE):
            self.smtp.send(letter[start : start + A_PIECE])

    def complete(self) -> str:
        """The final dot: the server's reply once it has taken the letter.

        Raises RefusedError where the server says no. After an OSError nobody knows.
        """
        if self.smtp is None:
            self.connection.send_messages([self.email])
            return ""
        self.smtp.send(b".\r\n")
        self.is_in_the_letter = False
        code, words = self.smtp.getreply()
        if code >= 400:
            raise RefusedError(code)
        if not 200 <= code < 300:
            raise UnclearAnswerError(code)
        return said(code, words)

    def leave(self) -> None:
        """Says farewell. The answer is recorded by then: one that fails changes nothing."""
        try:
            # In the middle of a letter a farewell would be a part of it, and wait for an answer that does not come.
            if self.smtp and self.is_in_the_letter:
                self.smtp.close()
            self.connection.close()
        except OSError:
            logger.info("the mail server went away at the farewell")


def bare(address: str) -> str:
    return str(sanitize_address(address, "utf-8")).rpartition("<")[2].rstrip(">")


def as_sent(email: EmailMultiAlternatives) -> bytes:
    """The letter in the lines of SMTP, its own dots doubled."""
    letter = email.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    whole = letter if letter.endswith(b"\r\n") else letter + b"\r\n"
    return LINES_THAT_BEGIN_WITH_A_DOT.sub(b"..", whole)


def expect(answer: tuple[int, bytes], *codes: int) -> None:
    """Whatever else the server says is a no; what is no answer of SMTP at all is one for now."""
    code, _ = answer
    if code not in codes:
        raise RefusedError(code if code >= 400 else FOR_NOW)


def said(code: int, words: bytes) -> str:
    """As text, without what no database keeps."""
    return f"{code} {words.decode('utf-8', errors='replace')}".replace("\0", "")
