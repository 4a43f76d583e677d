# Everything creates .venv and installs what requirements.txt pins when that is needed; nothing has to be done first.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# What `make grade` grades besides the solutions: untouched notebooks, untouched stubs, three imperfect submissions.
SUBMISSIONS := dist/solution_ru.ipynb dist/solution_en.ipynb assignment/seminar_ru.ipynb assignment/seminar_en.ipynb \
	assignment/stubs.py tests/submissions/imperfect

.PHONY: install build grade check test test-slow lint benchmark clean

install: $(READY)

$(READY): requirements.txt autograder/requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The note tells the tests that they need not build once more.
build: $(READY)
	$(PY) -m autograder build
	@$(PY) -m tests.one_build

grade: build
	$(PY) -m autograder grade $(SUBMISSIONS) --out results

check: build
	$(PY) -m autograder check

# One process for each core; a file's tests stay together, since they share what they built. Then those that watch the
# whole machine, all in tests/hostile, by themselves, also where one of the first has failed.
test: $(READY)
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/benchmarks -m "not alone and not slow and not benchmark"; first=$$?; \
	$(PY) -m pytest -m "alone and not slow and not benchmark" tests/hostile && exit $$first

# SLOW names a part of them, such as SLOW=tests/classroom; what watches the whole machine is then left out.
test-slow: $(READY)
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/benchmarks -m "slow and not alone" $(SLOW); first=$$?; \
	$(if $(SLOW),true,$(PY) -m pytest -m "slow and alone" tests/hostile) && exit $$first

lint: $(READY)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	PYTHONPATH=.:assignment $(VENV)/bin/lint-imports --no-cache

benchmark: $(READY)
	$(PY) -m pytest -m benchmark -s tests/benchmarks

clean:
	rm -rf results dist/build dist/*.zip dist/*.ipynb
