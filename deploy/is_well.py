"""Ends well while the site in this container answers and has its database; Docker asks.

That a tick or a message is late is for the monitor: this container is not at fault, and the worker waits for it.
"""

import http.client
import json
import os
import sys

# The site answers only to its own names.
host = os.environ["WRES_HOSTS"].split(",")[0].strip().lstrip(".")
site = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
site.request("GET", "/health/", headers={"Host": host})
sys.exit(json.loads(site.getresponse().read())["database"] != "ok")
