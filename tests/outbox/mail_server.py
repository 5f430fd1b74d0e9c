"""A real SMTP server for tests: it keeps what it took, and refuses, hangs up or dawdles where it is told to."""

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


class MailServer:
    """What the server says to each command (`answers`), and the letters that it took."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.hangs_up_at = ""
        self.dawdles = 0.0
        self.letters: list[EmailMessage] = []

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        if "EHLO" in self.answers:
            return [self.answers["EHLO"]]
        session.host_name = name
        return said

    async def handle_HELO(self, server: SMTP, session: Session, envelope: Envelope, name: str) -> str:  # noqa: N802
        session.host_name = name
        return self.answers.get("EHLO", OK)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hangs_up_at == "MAIL":
            server.transport.abort()
        envelope.mail_from = address
        return self.answers.get("MAIL", OK)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hangs_up_at == "RCPT":
            server.transport.abort()
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        letter = message_from_bytes(bytes(envelope.content or b""), _class=EmailMessage, policy=policy.default)
        self.letters.append(letter)
        if self.hangs_up_at == "DATA":
            server.transport.abort()
        await asyncio.sleep(self.dawdles)
        return self.answers.get("TAKEN", OK)

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs_up_at == "QUIT":
            server.transport.abort()
        return "221 Bye"


class BoundController(Controller):
    """Serves on a port that was bound before, so that no other test can take it in between.

    given: what aiosmtpd's SMTP takes, such as `tls_context`.
    """

    def __init__(self, handler: MailServer, **given: Any) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self.socket.getsockname()[1], **given)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.socket)
