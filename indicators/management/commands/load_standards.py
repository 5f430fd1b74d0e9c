"""Loads every standard that ships with the service."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.services import StandardFileError, load_standard

STANDARDS = Path(__file__).resolve().parents[2] / "standards"


class Command(BaseCommand):
    help = "Loads the standards of indicators/standards/. It may be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(STANDARDS.glob("*.toml")):
            try:
                standard = load_standard(path)
            except StandardFileError as error:
                raise CommandError(str(error)) from error
            if options["verbosity"]:
                self.stdout.write(f"{standard.code}: {standard.indicators.count()} indicators.")
