"""Ends well while the site in this container answers /health/; Docker asks."""

import http.client
import os
import sys

# The site answers only to its own names.
host = os.environ["WRES_HOSTS"].split(",")[0].strip().lstrip(".")
site = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
site.request("GET", "/health/", headers={"Host": host})
sys.exit(site.getresponse().status != http.client.OK)
