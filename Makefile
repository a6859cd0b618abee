# Every target does its own set-up from nothing: Debian, Python 3.11.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo test check chaos services format lock

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml tools/setup.sh
	sh tools/setup.sh $(VENV)
	touch $(STAMP)

demo: setup
	$(BIN)/certcheck demo

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# Some 210 runs; ends by itself, with 1 if anything was lost or done twice. RUNS=30 for fewer.
chaos: setup
	$(BIN)/python -m tests.chaos --runs $(or $(RUNS),210)

services:
	sh tools/services.sh start

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	sh tools/lock.sh
