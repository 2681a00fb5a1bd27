# make demo: sets everything up, runs the coast drill and serves its board.   make test: sets up and runs all tests.
#
#   make lint    style and import contracts      make lock   pin versions anew (ARGS=--upgrade: newest)
#   make bench   speed, beside a bare insert     make clean  remove what setting up made
#   make messages   bring the translation catalogues up to date with the code
#   make docs       make anew what the docs take from the code: diagrams and the picture
#   make pictures   make anew the pictures of the pages in docs/pictures (needs Chromium)
#
# Extra arguments go in ARGS, for example: make demo ARGS="--fresh"   make test ARGS="-k ledger"

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: demo test lint bench messages docs pictures lock clean

PYTHON ?= $(shell for p in python3.11 python3; do $$p -c '' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/najda/locale/*/LC_MESSAGES/*.po))
BUNDLE := src/najda/web/static/dist/manifest.json
ARGS ?=

demo: .venv/.ready $(CATALOGUES) $(BUNDLE)
	@$(BIN)/najda demo $(ARGS)

test: lint $(CATALOGUES) $(BUNDLE)
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

lint: .venv/.ready
	$(BIN)/ruff check
	$(BIN)/lint-imports

bench: .venv/.ready $(CATALOGUES) $(BUNDLE)
	@$(BIN)/python -m bench $(ARGS)

messages: .venv/.ready
	@$(BIN)/python messages.py
	@$(BIN)/python page_messages.py
	@$(BIN)/python build_hook.py

docs: .venv/.ready
	@$(BIN)/python -m najda.application.diagrams docs/status.md
	@$(BIN)/python -m najda.drills.picture docs/demo.svg

pictures: .venv/.ready $(CATALOGUES) $(BUNDLE)
	@$(BIN)/python pictures.py docs/pictures

# Made again whenever the locked versions change.
.venv/.ready: requirements.lock pyproject.toml build_hook.py
	@if [ -z "$(PYTHON)" ]; then \
	    echo "Najda needs Python 3.11 or newer, and this machine has none. Install it and run make again."; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	    "Najda needs Python 3.11 or newer; $(PYTHON) is %d.%d. Say which to use: make PYTHON=/path/to/python3.11" \
	    % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv. Then run make again."; \
	    exit 1; }
	@echo "Setting up Najda in .venv and frontend/node_modules (once; one to four minutes)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off \
	    --only-binary :all: --require-hashes -r requirements.lock 2>.venv/setup.log \
	    | awk -v all="$$(grep -c '^[a-z].*==' requirements.lock)" "$$PROGRESS" || { cat .venv/setup.log >&2; \
	    echo "Setting up stopped; the reason is above. make goes on where it stopped."; exit 1; }
	@$(BIN)/python build_hook.py
	@echo "  Najda itself"
	@$(BIN)/python -m pip install --disable-pip-version-check -qq --no-build-isolation --no-deps -e .
	@$(BIN)/python -m pip check >.venv/setup.log || { cat .venv/setup.log; \
	    echo "requirements.lock is behind pyproject.toml: run make lock."; exit 1; }
	@touch $@

# A counting line on a terminal, two plain lines in a log.
define PROGRESS
BEGIN { tty = system("test -t 2") == 0; print "  fetching " all " locked packages"; fflush() }
/^(Collecting|Requirement already)/ { n++
  if (tty) printf "\r\033[K  [%d/%d] %s", n, all, ($$1 == "Collecting") ? $$2 : $$4 > "/dev/stderr" }
/^Installing collected/ { if (tty) printf "\r\033[K" > "/dev/stderr"; print "  unpacking them"; fflush() }
END { if (tty) printf "\r\033[K" > "/dev/stderr" }
endef
export PROGRESS

%.mo: %.po .venv/.ready
	@$(BIN)/python build_hook.py

$(BUNDLE): .venv/.ready build_hook.py $(shell find frontend -path frontend/node_modules -prune -o -type f -print)
	@$(BIN)/python build_hook.py
	@touch $@

# Versions and hashes for every platform; no host and no path of this machine is written down.
lock:
	@[ -x .lock-venv/bin/uv ] || { $(PYTHON) -m venv .lock-venv && .lock-venv/bin/python -m pip install -qq uv; }
	.lock-venv/bin/uv pip compile pyproject.toml --group test --group solvers --group build --universal --python-version 3.11 \
	    --generate-hashes --custom-compile-command "make lock" --output-file requirements.lock --quiet $(ARGS)
	@! grep -nE '://|^-|file:' requirements.lock || { echo "requirements.lock names a download host"; exit 1; }
	@! grep -n '"resolved"' frontend/package-lock.json || { echo "package-lock.json names a download host"; exit 1; }

clean:
	rm -rf .venv .lock-venv build dist frontend/node_modules frontend/fonts src/najda/web/static/dist src/najda/adapters/documents/fonts src/najda/adapters/outline/*.json .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
