"""Loads every standard that ships with the service, and the figures of others beside it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Standard
from indicators.services.benchmarks import BenchmarkFileError, load_benchmarks
from indicators.services.standards import StandardFileError, load_standard

STANDARDS = Path(__file__).resolve().parents[2] / "standards"


class Command(BaseCommand):
    help = "Loads the standards of indicators/standards/ with their figures. It may be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(STANDARDS.glob("*.toml")):
            try:
                standard = load_standard(path)
                figures = load_figures(standard)
            except (StandardFileError, BenchmarkFileError) as error:
                raise CommandError(str(error)) from error
            if options["verbosity"]:
                self.stdout.write(f"{standard.code}: {standard.indicators.count()} indicators.{figures}")


def load_figures(standard: Standard) -> str:
    """Loads what others scored, where a file has it: that of the WRES is wres-benchmarks.csv."""
    path = STANDARDS / f"{standard.code.lower()}-benchmarks.csv"
    return f" {load_benchmarks(path, standard)} national and regional figures." if path.exists() else ""
