# Two commands do everything on a fresh machine with Python >= 3.11, git and make:
#   make demo    build the example country, print its shares, write its map, and, on
#                a terminal, serve the page until Ctrl-C
#   make test    lint, types, import contracts, and every test
.DEFAULT_GOAL := help
.PHONY: help setup demo test check conformance clients clients-qgis screenshots docs site lock bench clean

PYTHON ?= python3
VENV := .venv
# Where the tools are; another folder means that its environment is ready as it is.
BIN ?= $(VENV)/bin
DEMO ?= demo
# Files of tests are spread over the cores, the longest first (tests/spread.py); a
# file's own tests keep their order.
PYTEST_OPTIONS ?= -n auto --dist loadfile --no-loadscope-reorder

OWN := $(filter $(VENV)/bin,$(BIN))
READY := $(if $(OWN),$(VENV)/.ready,)
TEST_READY := $(if $(OWN),$(VENV)/.ready-to-test,)

help:
	@sed -n 's/^#   //p' Makefile

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bereik needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet --editable '.[all]'
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready
	$(VENV)/bin/python -m pip install --quiet --group test --group check
	@touch $@

setup: $(TEST_READY)

demo: $(READY)
	$(BIN)/bereik build --example -o $(DEMO)/land --quiet
	$(BIN)/bereik reach $(DEMO)/land
	$(BIN)/bereik map $(DEMO)/land --leerweg gl --profiel PIE -o $(DEMO)/kaart.html
	@echo "page: bereik serve $(DEMO)/land, then open http://127.0.0.1:8000/"
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/bereik serve $(DEMO)/land; fi

check: $(TEST_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxfmt --check 'maps/**/*.js'
	$(BIN)/oxlint maps
	$(BIN)/lint-imports
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

conformance: $(TEST_READY)
	$(BIN)/python -m pip install --quiet --group conformance
	$(BIN)/python -m pytest -m conformance $(PYTEST_OPTIONS)

# What others ask the service with: generated requests for longer than in `make test`,
# GDAL, the requests of QGIS, OWSLib, a generated client, every requirement of OGC API Features, and the
# linter of the NL API Design Rules (npm). ADR_RULES names its file of rules, else fetched.
clients: $(TEST_READY)
	BEREIK_SCHEMATHESIS_EXAMPLES=40 $(BIN)/python -m pytest $(PYTEST_OPTIONS) \
	    $(addprefix tests/api/service/, test_openapi.py test_gdal.py test_qgis.py \
	    test_owslib.py test_generated_client.py ogc) tests/test_bereik_client.py
	$(BIN)/python -m benchmarks.design_rules $(if $(ADR_RULES),--rules $(ADR_RULES))

# QGIS itself, which is 1 GB of packages of the distribution; QGIS_PYTHON has it.
clients-qgis: $(TEST_READY)
	@$(or $(QGIS_PYTHON),/usr/bin/python3) -c 'import qgis' 2>/dev/null || \
	  { echo "no PyQGIS: apt-get install --no-install-recommends python3-qgis"; exit 1; }
	$(BIN)/python -m benchmarks.qgis --python $(or $(QGIS_PYTHON),/usr/bin/python3)

# The page as it should look; tests compare with these. Look at them before committing.
screenshots: $(TEST_READY)
	BEREIK_RENEW_PICTURES=1 $(BIN)/python -m pytest tests/api/page/test_pictures.py -q -k looks_as_it_did

# The parts of the documents that are written from records, and the site of them all.
docs: $(TEST_READY)
	BEREIK_RENEW_DOCS=1 $(BIN)/python -m pytest tests/test_documents.py \
	    tests/api/test_lazy_commands.py -q
	$(MAKE) --no-print-directory site

# The documents as a site, to be opened as files: site/index.html.
site: $(TEST_READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --clean

bench: $(TEST_READY)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m benchmarks

# The versions and hashes that the image installs; run it to take newer ones.
lock: $(TEST_READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra all --universal --python-version 3.13 \
	    --generate-hashes --no-header --no-annotate --upgrade --quiet -o image.lock.txt

clean:
	rm -rf $(VENV) $(DEMO) build dist site .mypy_cache .ruff_cache .pytest_cache
