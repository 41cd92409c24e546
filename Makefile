# Two commands to know: `make demo` (see it work) and `make run` (the service itself).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet

.PHONY: demo run test check cover format lock bench kill picture commands clean

demo: $(VENV)/run.stamp  ## recorded feeds of 2025 through the real service, into the terminal
	@$(BIN)/tollbell demo

run: $(VENV)/run.stamp  ## the service: DISCORD_TOKEN in the environment, or the terminal
	@$(BIN)/tollbell run

test: $(VENV)/dev.stamp  ## install what the checks need, then run all of them
	@$(MAKE) --no-print-directory check

check:  ## format, lint, types, floors, tests: no set-up
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tollbell check
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

cover: $(VENV)/dev.stamp  ## the tests again, with the lines that none of them runs
	$(BIN)/pytest --numprocesses=auto --dist=worksteal --cov --cov-report=term:skip-covered

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp  ## figures in CPU seconds, each beside something to compare it with
	@for bench in $(filter-out bench/kill_%,$(wildcard bench/*.py)); do $(BIN)/python $$bench; done

kill: $(VENV)/dev.stamp  ## the long form of the kill tests: ten minutes
	@for bench in bench/kill_*.py; do $(BIN)/python $$bench; done

picture: $(VENV)/run.stamp  ## the pictures in the docs, from what the bot says of the demo
	@$(BIN)/python docs/picture.py
	@$(BIN)/python docs/slack_picture.py
	@$(BIN)/python docs/discord_picture.py

commands: $(VENV)/run.stamp  ## docs/commands.md, from the commands themselves
	@$(BIN)/python docs/commands.py

# Hash-locked and without any address: see CONTRIBUTING.md, "Dependencies".
LOCK := uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-annotate --no-header --upgrade

lock:  ## new versions into the lock files; needs uv
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(LOCK) - -o requirements-build.lock
	$(LOCK) pyproject.toml --extra postgresql -o requirements.lock
	$(LOCK) pyproject.toml --extra postgresql --group dev -c requirements.lock -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Tollbell needs Python 3.11 or newer; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements-build.lock -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	@echo "Installing the tools of the checks into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
