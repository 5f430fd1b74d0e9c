"""What the settings read in tests. Loaded by pytest before Django is; see addopts in pyproject.toml."""

import atexit
import os
import shutil
import tempfile

os.environ["WRES_MODE"] = "test"
os.environ.setdefault("WRES_SECRET_KEY", "for the tests alone, and in no other place")
os.environ.setdefault("WRES_HOSTS", "testserver,localhost,127.0.0.1")
# Each process of the tests has a folder of its own for evidence, and takes it away when it ends.
os.environ["WRES_EVIDENCE_DIR"] = tempfile.mkdtemp(prefix="wres-evidence-")
atexit.register(shutil.rmtree, os.environ["WRES_EVIDENCE_DIR"], ignore_errors=True)
os.environ.setdefault("WRES_DATABASE_URL", "sqlite:///var/test.sqlite3")
# Playwright's own loop runs in the thread of the test; the database is not used from within it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
