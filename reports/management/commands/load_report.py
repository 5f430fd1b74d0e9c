"""Loads a published report from a file, and asks what its print leaves open."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.loading import LoadError, load
from reports.report_file import ReportFileError, parse


class Command(BaseCommand):
    help = "Loads a published report (TOML, as sample/kingston-wres-2021.toml): all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            loaded = load(parse(file.read_text(encoding="utf-8")))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not a text file in UTF-8.") from error
        except (ReportFileError, LoadError) as error:
            raise CommandError(f"{file} was not loaded.\n{error}") from error
        did = "Loaded" if loaded.is_new else "Already here, and nothing changed:"
        actions = loaded.plan.actions.count()
        self.stdout.write(f"{did} the {loaded.plan} of {loaded.organisation} with {actions} actions.")
        self.stdout.write(f"\n{len(loaded.questions)} questions that the print leaves open:")
        for question in loaded.questions:
            self.stdout.write(f"- {question}")
