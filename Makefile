# The commands of the project. Each sets up what it needs, once, in .venv; nothing else of the
# machine is touched, but for the packages that the README names, where they are missing.

PORT ?= 8000
NB ?=

# The first Python on the path that is 3.11 to 3.14; else python3, so that the set-up can
# say which version it met. `make serve PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
	2>/dev/null && echo $$candidate && break; done || echo python3)
BIN := .venv/bin
# The cells of one notebook share a kernel, so they stay on one worker. How many there are says
# tests/conftest.py. The threads of one would wait for those of others: a fit of 10 s takes a minute.
# Modules are kept compiled, whatever the machine asks for: a hundred processes load them.
PYTEST := OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --dist loadfile --numprocesses

.PHONY: help serve test unit site lab refresh bench release publish clean constraints
.PHONY: ready ready-tests ready-browser
.DEFAULT_GOAL := help

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 20

serve: site ## build and serve at http://localhost:8000 (PORT=… for another), reload what is saved
	@$(BIN)/python code/tools/serve.py $(PORT)

test: ready-browser site ## run every test: unit, notebooks, browser, JupyterLab
	@$(PYTEST) auto

# Without nbval, which no test of the module needs: it takes seconds to load, in each process.
unit: ready-tests ## run the tests of the module: no browser, no site, about a minute
	@$(PYTEST) logical -p no:nbval --override-ini addopts=--strict-markers tests/module

site: ready ## build the book to _build/html; warnings are errors
	@$(BIN)/python code/tools/build.py

lab: ready ## open the chapters in JupyterLab
	@$(BIN)/python -m jupyterlab chapters

# nbgrader, which makes the assignments of the learners, is one of the tests' packages.
refresh: $(if $(filter-out chapters/assignments/%,$(NB)),ready,ready-tests) ## run the notebooks and store their outputs (NB=chapters/01_sigmoid.ipynb for one)
	@$(BIN)/python code/tools/refresh.py $(NB)

bench: ready-browser ## measure speed and weight against peers
	@for benchmark in benchmarks/*.py; do $(BIN)/python $$benchmark || exit 1; done

release: site ## pack the course into three zips: for readers (with and without Python), for a class
	@$(BIN)/python code/tools/release.py

publish: ready ## say what a release VERSION=0.2.0 would do; with SURE=yes, do it
	@$(BIN)/python code/tools/publish.py "$(VERSION)" $(SURE)

clean: ## remove what the other commands made
	@rm -rf .venv _build .pytest_cache .ruff_cache .hypothesis code/*.egg-info
	@find chapters code tests benchmarks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

constraints: ready-tests ## choose new versions of all packages, for all supported Pythons at once
	@$(BIN)/python -m pip install --quiet uv
	@cat requirements.txt tests/requirements.txt | grep -v '^-' | $(BIN)/python -m uv pip compile \
		--quiet --universal --python-version 3.11 --upgrade --no-annotate --no-header \
		--output-file constraints.txt -

ready:
	@$(PYTHON) code/tools/set_up.py || { command -v $(PYTHON) >/dev/null || \
		echo "Python is missing. Install Python 3.11, 3.12, 3.13 or 3.14."; exit 1; }

ready-tests: ## install what the tests need, but for a browser
	@$(PYTHON) code/tools/set_up.py tests

ready-browser: ## install what the tests need, and a Chromium if there is none
	@$(PYTHON) code/tools/set_up.py tests browser
