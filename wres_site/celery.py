"""The queue and the whole timetable: one task, every minute.

The database is the truth and the broker only a hint: the task carries no arguments, keeps no result, and is
dropped where nobody took it within the minute, since the next one does the same work.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wres_site.settings")

from celery import Celery
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["folder"] = "wres_site.folder_broker:FolderTransport"
EVERY_MINUTE = 60.0

app = Celery("wres_site")
app.conf.update(
    broker_url=settings.BROKER_ADDRESS,
    broker_connection_retry_on_startup=True,
    # A frozen broker must not hold a page: without these a publish waits for over a minute.
    broker_transport_options=settings.BROKER_OPTIONS,
    task_publish_retry=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone=settings.TIME_ZONE,
    worker_hijack_root_logger=False,
    beat_schedule={
        "tick": {"task": "tick", "schedule": EVERY_MINUTE, "options": {"expires": EVERY_MINUTE - 1}},
    },
)
app.autodiscover_tasks(["wres_site"])
