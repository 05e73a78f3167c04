# Every command of the project. `make` alone prints this list.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run demo test laws walls bench hostile storm weights check test-all lint format lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with everything in it (needs CPython 3.11 to 3.13)

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Rapport needs CPython 3.11, 3.12 or 3.13; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $(STAMP)

run: demo ## start the product: for now the demo

demo: setup ## replay the sample Slack export in tests/data
	$(BIN)/rapport replay tests/data/houston-datavis.zip --sides tests/data/houston-datavis.sides.toml

test: setup ## all tests that pip can equip, PostgreSQL included
	$(BIN)/python -m pytest -m "not browser and not node"

lint: setup ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

CASES ?= 1000
laws: setup ## try the laws on CASES random histories (SEED gives the same ones again)
	$(BIN)/python bench/laws.py --cases $(CASES) $(if $(SEED),--seed $(SEED))

walls: setup ## look for leaks on CASES random ledgers with rounds of feedback (SEED gives the same ones again)
	@$(BIN)/python bench/walls.py --cases $(CASES) $(if $(SEED),--seed $(SEED))

BENCH ?= slack
bench: setup ## measure BENCH=slack: its cost and how soon it answers; JSON=FILE keeps what was found
	$(BIN)/python bench/$(BENCH).py $(if $(JSON),--json $(JSON))

PLATFORM ?= slack
hostile: setup ## CASES requests that nobody should send to PLATFORM=slack (SEED gives the same ones again)
	@$(BIN)/python bench/hostile.py --platform $(PLATFORM) --cases $(CASES) $(if $(SEED),--seed $(SEED))

MINUTES ?= 3
storm: setup ## MINUTES of faults, kills and talk over PLATFORM=slack: all must be said once
	@$(BIN)/python bench/storm.py --platform $(PLATFORM) --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

weights: setup ## make what listening has learnt anew, byte for byte
	$(BIN)/python -m tools.listening.train

check: lint test ## the whole gate

test-all: setup ## what needs Chromium (fails without it) or a package from an npm registry
	$(BIN)/python -m pytest -m "browser or node"

format: setup ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate pyproject.toml

lock: setup ## pin the requirements again, with hashes
	$(LOCK) --extra dev --upgrade --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt

clean: ## forget .venv and the caches
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
