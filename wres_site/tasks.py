"""The one task of the queue: a door, and behind it the tick."""

from celery import shared_task

from wres_site import tick


@shared_task(name="tick")
def tick_now() -> None:
    tick.tick()
