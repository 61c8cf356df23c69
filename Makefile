# Everything happens in .venv; nothing but Python 3.11+ (with venv), make and a package index is needed.
PYTHON ?= python3
CASE   ?= cases/magnitsky

SHELL := /bin/sh
BIN   := .venv/bin
PIP   := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUN   := .venv/.installed-run
LOCAL := .venv/.installed-neo4j
DEV   := .venv/.installed-dev

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run neo4j test check bench generate clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(RUN) ## set up, load the bundled case if it changed, serve on 127.0.0.1:8000
	@$(BIN)/clew load $(CASE) --if-changed
	@exec $(BIN)/clew serve

neo4j: $(LOCAL) ## the same on a local Neo4j (no Docker, no Java needed)
	@$(BIN)/clew neo4j start
	@CLEW_STORE=local-neo4j $(BIN)/clew load $(CASE) --if-changed
	@CLEW_STORE=local-neo4j exec $(BIN)/clew serve

test: $(DEV) ## run every test, on both stores
	@$(BIN)/python -m pytest

check: $(DEV) ## lint, format, types, import contracts, generated files
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --no-error-summary
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	@$(BIN)/lint-imports --no-cache --no-logo
	@if test -f docker-compose.yml; then $(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml; fi
	@if test -f api/cli/generate.py; then $(BIN)/python -m api.cli.generate --check; fi

bench: $(DEV) ## measure against the yardsticks; prints ratios
	@$(BIN)/python -m benchmarks

generate: $(DEV) ## rewrite the pages and schemas that are rendered from the code
	@$(BIN)/python -m api.cli.generate

clean: ## remove the environment, caches and build products (stores stay)
	@rm -rf .venv build dist .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -not -path './web/node_modules/*' -prune -exec rm -rf {} +

# One environment, filled in three steps: to run; with a local Neo4j; with the tools of a developer.
$(RUN): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Clew needs Python 3.11 or newer; $(PYTHON) is not. Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up .venv ..."
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(PIP) --editable .
	@touch $@

$(LOCAL): $(RUN)
	@$(PIP) --editable '.[neo4j-local]'
	@touch $@

$(DEV): $(LOCAL)
	@echo "Installing the developer's tools ..."
	@$(PIP) --editable '.[dev,neo4j-local]'
	@$(PIP) --only-binary neo4j-rust-ext --editable '.[neo4j-fast]' || echo "No neo4j-rust-ext for this machine: the driver runs in plain Python." >&2
	@touch $@
