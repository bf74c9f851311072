# `make` alone says what there is. Needed: make, and Python 3.11 or newer as $(PYTHON).

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-header --quiet --python-version 3.11
OLD := Python 3.11 or newer is needed, and $(PYTHON) is not. Name a newer one: make PYTHON=python3.12
NO_VENV := $(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint bench faults lock clean

help:  ## Say what there is.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST))

install: .venv/installed  ## Install into .venv, once; afterwards no network is needed.

run: .venv/installed  ## Serve with the demonstration: PORT=8000, DEMO=0 to start empty.
	@FORUM_DEMO=$(DEMO) exec $(BIN)/forum serve --port $(PORT)

test: .venv/installed-dev lint  ## Lint, types, arrows and every test.
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/installed-dev  ## Style, types and the arrows between packages alone.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev  ## Measure the site beside Isso and Waline under the same load: twenty minutes, needs wrk.
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.telling
	$(BIN)/python -m tests.bench.queueing
	$(BIN)/python -m tests.bench.word
	$(BIN)/python -m tests.bench.elements

faults: .venv/installed-dev  ## Kill, fill and flood the real server, and see what it keeps: LONG=1 for hours.
	$(BIN)/python -m tests.faults $(if $(LONG),--long)
	$(if $(LONG),LONG=1 $(BIN)/pytest tests/moderation/test_races.py)

lock:  ## Find new versions of what we depend on (needs uv and the network).
	$(COMPILE) --extra build --upgrade --output-file requirements.lock
	$(COMPILE) --extra build --extra dev --constraint requirements.lock --upgrade --output-file requirements-dev.lock

clean:  ## Remove what was installed and cached; the data stays.
	rm -rf .venv .venv-isso .npm-waline dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find forum tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps come last, so that an installation that was interrupted is gone on with.
.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs into .venv (once; about a minute) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing what the tests need into .venv (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(OLD)" >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(NO_VENV)" >&2; exit 1; }
