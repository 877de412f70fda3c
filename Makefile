# make         set up, build the bundled graph and print what it holds
# make test    set up and run the tests
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: build test coverage check fix docs bench bench-full bench-tools conformance clients e2e web clean

build: $(VENV)/ready
	@$(BIN)/kg build

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: Python 3.11 or later is needed; try make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "make: the venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

test: $(VENV)/ready
	$(BIN)/pytest -n auto --dist loadgroup

# The tests again, counting the lines and branches of kg/ that they run.
coverage: $(VENV)/ready
	$(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tests.stale

fix: $(VENV)/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/ready
	$(BIN)/python -m tests.stale --write

bench: bench-tools .venv-peers
	$(BIN)/python -m benchmarks.stages 10000 100000
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.server . 100000

bench-full: bench-tools .venv-peers
	$(BIN)/python -m benchmarks.stages 10000 100000 1000000 5000000
	$(BIN)/python -m benchmarks.questions 1000000
	$(BIN)/python -m benchmarks.incremental 1000000
	$(BIN)/python -m benchmarks.extraction --full
	$(BIN)/python -m benchmarks.server . 100000 1000000

# What benchmarks compare with and measure by: wrk is installed if it may be.
bench-tools: build
	$(BIN)/python -m pip install --quiet --requirement benchmarks/requirements.txt
	@command -v wrk >/dev/null || apt-get install --yes --no-install-recommends wrk >/dev/null \
		|| { echo "bench: wrk is missing; on Debian: apt-get install wrk"; exit 2; }

# Peers of the benchmarks, apart since their versions clash with ours; without them their rows say "not installed".
.venv-peers: benchmarks/requirements-apart.txt
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install --quiet -r $< || { rm -rf $@; echo "no peers installed"; }

conformance: $(VENV)/ready
	tests/conformance/run $(BIN)/python

# Clients that others wrote, against a running server; needs the network for them.
clients: $(VENV)/ready
	tests/clients/run $(BIN)/python

# Pages in a real browser; installs Debian's node and chromium if it may.
e2e: build
	tests/e2e/run $(CURDIR)/$(BIN)/kg

# Make the explorer's scripts from kg/web/src.
web:
	cd kg/web/src && npm ci --silent --no-fund --no-audit && node build.mjs ../static/dist

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache
