"""Builds the static files of the NHS design system from node_modules."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nhsuk.frontend import NhsukFrontendChangedError, NhsukFrontendMissingError, build_frontend


class Command(BaseCommand):
    help = "Makes the style sheet, the script and the images of the NHS design system from node_modules."
    requires_system_checks = ()  # they would miss the very folder that this makes

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--node-modules", type=Path, default=settings.BASE_DIR / "node_modules")
        parser.add_argument("--target", type=Path, default=settings.FRONTEND_DIR)

    def handle(self, *args: Any, node_modules: Path, target: Path, **options: Any) -> None:
        try:
            built = build_frontend(node_modules, target)
        except (NhsukFrontendMissingError, NhsukFrontendChangedError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Built {built}")
