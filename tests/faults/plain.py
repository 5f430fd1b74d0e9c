"""The plain design, for comparison: once a day a loop sends what is due this very day, and then marks it.

    python -m tests.faults.plain POSTGRES_ADDRESS SMTP_PORT DAY

It is what most trackers do. The fault suite runs it through faults of the same kinds, to be seen to be able to fail.
"""

import smtplib
import sys
from email.message import EmailMessage

import psycopg

DUE = "SELECT pk FROM plain.reminder WHERE day = %s AND NOT sent ORDER BY pk"


def letter(pk: int) -> EmailMessage:
    email = EmailMessage()
    email["Subject"], email["From"], email["To"] = "1 action to update", "a@trust.example", f"lead{pk}@trust.example"
    email["Message-ID"] = f"<plain-{pk}@trust.example>"
    email.set_content("Please update it.")
    return email


def send_what_is_due_today(address: str, port: int, day: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for (pk,) in connection.execute(DUE, [day]).fetchall():
            with smtplib.SMTP("127.0.0.1", port, timeout=2) as server:
                server.send_message(letter(pk))
            connection.execute("UPDATE plain.reminder SET sent = true WHERE pk = %s", [pk])


if __name__ == "__main__":
    send_what_is_due_today(sys.argv[1], int(sys.argv[2]), sys.argv[3])
