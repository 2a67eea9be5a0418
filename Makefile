# The commands of nncore; `make` alone lists them. GNU make 3.81 or newer.
# Every path is relative, because the name of the folder may hold spaces, which make cannot handle.

PYTHON ?= python3
CORES ?= 4
WORKERS ?= 2
PYTEST_OPTIONS ?=
UPGRADE ?=
STUDY ?= .

PY := .venv/bin/python
MADE := results/report/index.html results/report/report.tex results/report/report.pdf results/metrics.json
LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header $(UPGRADE)

# The jobs of the workflow call `python`; it has to be the environment's.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Some hundred jobs import the same modules: let Python keep their byte code.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: help report setup test test-long bench compare check format lock clean distclean

help: ## this list
	@echo "Usage: make TARGET [CORES=$(CORES)] [PYTHON=$(PYTHON)]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1 | \2/p' Makefile | awk -F' [|] ' '{ printf "%-12s %s\n", $$1, $$2 }'

report: .venv/report.stamp ## set up, train everything, write results/report (of a folder: STUDY=studies/...)
	@sh tools/tex.sh install
	$(PY) -m snakemake --cores $(CORES) --directory "$(STUDY)"
	@sh tools/tex.sh hint
	@printf 'Made:'; for file in $(MADE); do \
		if [ -e "$(STUDY)/$$file" ]; then printf ' %s' "$(STUDY)/$$file"; fi; done; echo

setup: .venv/test.stamp ## the environment with everything that tests and checks need

test: .venv/test.stamp ## all tests but the long ones
	$(PY) -m pytest -n $(WORKERS) --dist loadfile $(PYTEST_OPTIONS)

test-long: .venv/test.stamp ## the tests of minutes: whole builds, compared byte for byte
	$(PY) -m pytest -m long $(PYTEST_OPTIONS)

bench: .venv/report.stamp ## how fast: updates of one network and of a stack, and the whole workflow
	PYTHONPATH=. OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 $(PY) benchmarks/training.py
	$(PY) benchmarks/pipeline.py $(CORES)

compare: .venv/report.stamp ## what differs from another build: BASE=its folder, manifest or metrics.json
	$(PY) tools/compare.py $(if $(BASE),"$(BASE)",$(error say BASE=FOLDER))

check: .venv/test.stamp ## format, lint, types, lint of the workflow
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m snakefmt --check Snakefile workflow/rules
	$(PY) -m snakemake --lint

format: .venv/test.stamp ## write every file as `make check` wants it
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	$(PY) -m snakefmt Snakefile workflow/rules

lock: .venv/report.stamp ## renew locks/ after an edit of pyproject.toml (UPGRADE=--upgrade: newest versions)
	$(PY) -m pip install --quiet --quiet 'uv>=0.8,<1'
	$(LOCK) --extra report --output-file locks/report.txt
	$(LOCK) --extra report --extra test --constraints locks/report.txt --output-file locks/test.txt

clean: ## delete results and caches
	rm -rf results .snakemake .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## delete the environment too
	rm -rf .venv

# One environment: what tests need contains what the report needs, so neither undoes the other.
# It depends on the interpreter, to be made anew when that is gone (a link into a removed Python).
.venv/bin/python:
	@sh tools/venv.sh $(PYTHON)

.venv/report.stamp: locks/report.txt .venv/bin/python
	@sh tools/venv.sh $(PYTHON)
	@echo "Installing locks/report.txt into .venv (once, about half a minute)"
	@$(PY) -m pip install --quiet --quiet --compile --require-hashes --requirement locks/report.txt
	@touch $@

.venv/test.stamp: locks/test.txt .venv/bin/python
	@sh tools/venv.sh $(PYTHON)
	@echo "Installing locks/test.txt into .venv (once, about a minute)"
	@$(PY) -m pip install --quiet --quiet --compile --require-hashes --requirement locks/test.txt
	@touch .venv/report.stamp $@
