"""One tick by hand or from cron, for an install without a scheduler."""

from typing import Any

from django.core.management.base import BaseCommand

from wres_site.tick import tick


class Command(BaseCommand):
    help = "Plans what is due and delivers what is pending, once. The scheduler does the same every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        tick()
