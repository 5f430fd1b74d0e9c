"""Rows that many tests begin with: made once in a process by the product itself, then put back as they were."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.apps import apps
from django.db import IntegrityError, models, transaction

# Before anything that a test does: when the rows say that they were made.
MADE_AT = datetime(2021, 10, 1, 9, 0, tzinfo=UTC)
OUR_APPS = ("accounts", "outbox", "indicators", "actions", "reports")

Rows = dict[type[models.Model], list[dict[str, Any]]]


@dataclass
class Kept:
    """What `make` writes, alone from files, and with all that it refers to: the same each time."""

    make: Callable[[], object]
    at: datetime = MADE_AT
    rows: Rows | None = None

    def put(self) -> None:
        """The kept rows with the numbers that they have, or newly made ones where other rows have those numbers."""
        if self.rows is None:
            before = all_rows()
            self.make_then()
            self.rows = {model: [row for row in rows if row not in before[model]] for model, rows in all_rows().items()}
            return
        try:
            with transaction.atomic():
                for model, rows in self.rows.items():
                    model._base_manager.bulk_create([model(**row) for row in rows])
        except IntegrityError:
            self.make_then()

    def make_then(self) -> None:
        with time_machine.travel(self.at, tick=False):
            self.make()


def all_rows() -> Rows:
    """In an order in which each row comes after those that it refers to."""
    fields = {model: [field.attname for field in model._meta.concrete_fields] for model in our_models()}
    return {model: list(model._base_manager.order_by("pk").values(*names)) for model, names in fields.items()}


def our_models() -> list[type[models.Model]]:
    return [model for name in OUR_APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
