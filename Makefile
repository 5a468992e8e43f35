# Everything that is done here by command. Set-up speaks on standard error only and reads nothing, so
# that `printf '/axis russia iran\n' | make run` prints answers and nothing else.

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
LOCK ?=
BENCH ?=

# An environment that is already active, or meant for another Python, is none of ours.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

# The first Python that runs, is new enough and can make an environment with pip in it.
find_python = for python in $(PYTHON) python3.11 python3; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& break; python=; done; \
	test -n "$$python" || { echo "make: Python 3.11 or newer with venv is needed" \
	"(Debian: apt install python3 python3-venv)"; exit 1; }

.PHONY: setup run test bench soak preview zones lock clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

setup: $(VENV)/.ready

run: setup
	@exec $(BIN)/axis run

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/yamllint --strict .
	$(BIN)/axis facts check
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term

# All of what the design promises, about half an hour; `make bench BENCH=--quick` takes some minutes.
bench: setup
	@exec $(BIN)/python -m tests.bench $(BENCH)

# 20,000 briefs while the processes that send them are killed; takes some ten minutes.
soak: setup
	@exec $(BIN)/python -m tests.kills

# Pictures of what people see, in build/preview/. It alone needs Node and Chromium.
preview: setup
	@exec $(BIN)/python -m tests.preview

# Names of time zones, after babel or tzdata moved; a test compares.
zones: setup
	@$(BIN)/python -m bot.briefing.zone_table

# Keeps the pins that still fit; `make lock LOCK=--upgrade` moves all of them.
compile = $(UV) pip compile --quiet --no-config --no-python-downloads --python $(BIN)/python \
	--universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' $(LOCK)

lock: $(VENV)/.uv
	$(compile) requirements/uv.in -o requirements/uv.txt
	$(compile) requirements/build.in -o requirements/build.txt
	$(compile) pyproject.toml -o requirements/run.txt
	$(compile) pyproject.toml --extra curate requirements/dev.in \
		-c requirements/run.txt -c requirements/uv.txt -c requirements/build.txt \
		-o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache
	find bot adapters tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Two steps, each remade only when what it is made from has changed: an environment that holds uv,
# then exactly what is pinned and the project itself. Files are copied, as a cache may lie on another disk.
$(VENV)/.uv: requirements/uv.txt
	@{ $(find_python); \
	echo "Setting up $(VENV) with $$python; this happens once."; \
	"$$python" -m venv --clear $(VENV) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement requirements/uv.txt && \
	touch $@; } </dev/null >&2

into_venv = --quiet --python $(BIN)/python --link-mode copy
$(VENV)/.ready: $(VENV)/.uv requirements/dev.txt pyproject.toml
	@{ $(UV) pip sync $(into_venv) --require-hashes requirements/dev.txt && \
	$(UV) pip install $(into_venv) --no-deps --no-build-isolation --editable . && \
	touch $@; } </dev/null >&2
