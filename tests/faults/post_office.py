"""The mail server of the fault suite: a kept library, which records what it took and misbehaves where it is told to."""

import asyncio
from collections import Counter
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.outbox.mail_server import OK, MailServer

NEVER = 3600.0


class PostOffice(MailServer):
    """Opens and closes on one port. `cuts` connections are broken after the dot, `later` recipients put off.

    cut: the Message-IDs of the letters that were taken and not answered.
    """

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.dawdles = port, 0.15
        self.hangs = False
        self.cuts = self.later = 0
        self.cut: list[str] = []
        self.controller: Controller | None = None

    def open(self, *, patience: float = 300) -> None:
        """patience: the seconds after which the server ends a connection that is silent."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, timeout=patience)
        self.controller.start()

    def close(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    @property
    def taken(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        if self.hangs:
            await asyncio.sleep(NEVER)
        return await super().handle_EHLO(server, session, envelope, name, said)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.later > 0:
            self.later -= 1
            return "451 later"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await super().handle_DATA(server, session, envelope)
        if self.cuts > 0:
            self.cuts -= 1
            self.cut.append(str(message_from_bytes(bytes(envelope.content or b""))["Message-ID"]))
            server.transport.abort()
        return OK
