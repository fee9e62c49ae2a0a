# `make run` and `make test` need only python3 (3.11 or newer), make, git and a C compiler.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
# One more than there are cores, since a browser's tests wait; not more than five.
WORKERS := $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$(( cores < 4 ? cores + 1 : 5 )))
ROOT := $(if $(filter 0,$(shell id -u)),,sudo -n)
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml
DJADE := git ls-files -co --exclude-standard '*.html' | xargs -r $(BIN)/djade --target-version 5.2
# What a lab's server would say, so that `check --deploy` answers for production.
PRODUCTION = OCTAVO_BASE_URL=https://lab.example.org OCTAVO_HOSTS=lab.example.org \
	OCTAVO_SECRET_KEY=$$(head -c 48 /dev/urandom | base64 -w 0)

# What leans on the database, and is quick: constraints, folded search, importing, rights, the cache,
# and what may be seen by whom and when.
POSTGRES = tests/postgres tests/news tests/publications/importing tests/publications/test_filters.py \
	tests/publications/test_models.py tests/publications/test_permissions.py \
	tests/publications/test_views.py tests/publications/test_coauthors.py tests/profiles/test_models.py tests/profiles/test_permissions.py \
	tests/profiles/test_directory.py tests/profiles/merging tests/publications/merging \
	tests/profiles/test_consent.py tests/profiles/test_approval.py tests/profiles/test_prepared.py \
	tests/accounts/test_models.py tests/accounts/test_signing_in.py tests/accounts/test_history.py \
	tests/website/test_cache.py tests/website/test_health.py tests/website/test_views.py \
	tests/website/test_canaries.py tests/website/test_previews.py tests/website/test_own_domains.py \
	tests/website/test_withdrawn_files.py tests/website/test_addresses_for_life.py \
	tests/website/test_sitemaps.py \
	tests/transfer/test_import_site.py tests/transfer/test_rows.py

.PHONY: help setup run test test-postgres soak lint format fuzz bench corpora requirements clean
help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22
run: .venv/.runtime ## serve the site on PORT (8000); an empty one begins with the demo lab
	@exec $(BIN)/python manage.py serve
test: .venv/.development ## run every test, in a real browser too; ARGS="-k word" chooses
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)
test-postgres: .venv/.development ## run what leans on the database, on PostgreSQL and Redis of its own
	$(BIN)/python -m tests.servers $(BIN)/pytest $(POSTGRES) --numprocesses $(WORKERS) \
		--dist worksteal $(ARGS)
lint: .venv/.development ## check style, templates, types, migrations and production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DJADE) --check
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
format: .venv/.development ## bring code and templates into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(DJADE)
fuzz: .venv/.development ## run the long forms of the tests, over mutated and made-up input
	$(BIN)/pytest -m slow $(ARGS)
bench: .venv/.development ## measure, and print the figures; QUICK=1 takes a few minutes, WRITE=1 keeps them
	@$(BIN)/python bench/run.py $(if $(QUICK),--quick) $(if $(WRITE),--write)
soak: .venv/.development ## edit a page each second for a minute, and look for a stale one or an error
	$(BIN)/python -m tests.servers $(BIN)/pytest -m slow tests/postgres tests/website/test_soak.py $(ARGS)
corpora: .venv/.development ## import the real sites of the corpus, and draw their table
	$(BIN)/python bench/corpora_sites.py --write docs/importing-sites.md
setup: .venv/.development ## make the development environment, .venv
requirements: .venv/.development ## compile the pinned files anew; ARGS=--upgrade takes newer ones
	$(COMPILE) --output-file requirements.txt $(ARGS)
	$(COMPILE) --output-file requirements-dev.txt --extra dev --constraint requirements.txt $(ARGS)
clean: ## remove the environment and caches; the site's data in var/ stays
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Octavo needs Python 3.11 or newer; name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq python3-venv; } \
		|| { echo "Python's venv is missing. Type: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear .venv
.venv/.runtime: requirements.txt | $(BIN)/python
	$(INSTALL) -r requirements.txt
	@touch $@
# The development file holds the runtime's pins too: afterwards both are satisfied.
.venv/.development: requirements.txt requirements-dev.txt | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	@touch $@ .venv/.runtime
