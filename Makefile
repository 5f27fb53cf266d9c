# `make demo` and `make test` set up all that they need: Python 3.11 or later and make are enough.

PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# The lists are complete, so nothing is resolved.
PIP_INSTALL := $(BIN)/python -m pip install -qq --no-deps
# Two at a time: the tests of PostgreSQL and those in the browser mostly wait.
TEST_OPTIONS ?= -n 2

LOCK := build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command 'make lock' --extra postgres

define DRAFT
import sys
from pathlib import Path
import flask_migrate
from eventapp.app import create_app
from eventapp.commands.application import upgrade
head = Path("migrations/HEAD")
number = f"{int(head.read_text()) + 1:04}"
app = create_app()
upgrade(app)
with app.app_context():
    flask_migrate.revision(message=sys.argv[1], rev_id=number, autogenerate=True)
head.write_text(f"{number}\n")
endef
export DRAFT

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport EVENTAPP_DATABASE_URL

.PHONY: help install demo test check bench screenshots migration lock format clean

help:
	@echo 'make demo         the demo tour on http://127.0.0.1:5000'
	@echo 'make test         all tests, on SQLite and PostgreSQL, and in Chromium when it is here'
	@echo 'make check        format, lint, types, floors, tables'
	@echo 'make bench        measure the server (about three minutes)'
	@echo 'make format       let the formatter put the code in shape'
	@echo 'make screenshots  pictures of the pages, into screenshots/'
	@echo 'make migration    draft a migration for what the models have gained'
	@echo 'make lock         choose and pin the newest allowed versions of the libraries'
	@echo 'make clean        remove what the others made, but no data'

install: $(INSTALLED)

$(INSTALLED): requirements/development.txt setup.cfg pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Needed: Python 3.11 or later with venv (Debian: python3-venv).' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements/development.txt
	$(PIP_INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m pip check
	@touch $@

demo: $(INSTALLED)
	$(BIN)/eventapp demo

test: $(INSTALLED)
	@if node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null; \
	  then node --test tests/js/*.test.mjs; \
	  else echo 'The tests of JavaScript functions are left out: they need Node.js 20 or later.'; fi
	$(BIN)/python -m pytest $(TEST_OPTIONS)

check: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q $(TEST_OPTIONS) tests/architecture

bench: $(INSTALLED)
	$(BIN)/python -m bench.serving

screenshots: $(INSTALLED)
	$(BIN)/python -m tests.browser.screenshots

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The models of today beside the tables of yesterday; read what it writes before committing it.
migration: $(INSTALLED)
	@test -n "$(NAME)" || { echo "make migration NAME='add waiting list'" >&2; exit 1; }
	rm -rf build/migration
	@EVENTAPP_DATA_DIR=build/migration $(BIN)/python -c "$$DRAFT" "$(NAME)"

lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv
	$(LOCK) setup.cfg --constraint requirements/constraints.txt --output-file requirements/runtime.txt
	$(LOCK) setup.cfg requirements/development.in --constraint requirements/runtime.txt \
	  --output-file requirements/development.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
	  .hypothesis .coverage .coverage.* screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
