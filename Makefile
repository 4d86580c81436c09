# `make replay` and `make test` need Python 3.11 or later and nothing else; the Kafka tests also Java 17 and Maven.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: replay test check lint types imports schema faults benchmark clean

replay: $(READY)  ## Set up, replay seeds/ into a home of its own and show the state of the standoff
	STANDOFF_HOME=.standoff/replay $(BIN)/standoff replay seeds --fresh

test: $(READY)  ## Set up and run all tests
	$(BIN)/python -m pytest

check: lint types imports schema test  ## What a change has to pass

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

schema: $(READY)
	$(BIN)/standoff schema check

faults: $(READY)  ## The long round of fault tests
	STANDOFF_FAULT_ROUNDS=50 $(BIN)/python -m pytest -m fault

benchmark: $(READY)  ## Articles and words per second, peak memory
	$(BIN)/python -m benchmarks.path

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:  ## Remove what the build made; logs and views stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
