"""The door for the web server, and for each of its threads the queue that may be asked for a tick."""

import os

from django.core.wsgi import get_wsgi_application

from wres_site.celery import app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wres_site.settings")
app.set_default()
application = get_wsgi_application()
