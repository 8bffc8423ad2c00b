# Everything from an empty clone: Debian, python3 with venv, make and git. `make` alone prints the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FIRST := data/longshan-natural-resources-2023
REPORT ?= $(FIRST)
DATA ?= $(wildcard data/*/report.yaml)

REPORTS ?= data
DEMO ?= build/demo

.PHONY: help audit batch batch-demo memo pdf screenshots test check extract lab lint accuracy bench pins clean

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

audit: $(READY) ## audit the report in REPORT=data/...: memo, findings, figures under reports/
	@$(BIN)/gouji audit $(REPORT) --out reports --fail-on never

batch: $(READY) ## audit all reports in REPORTS=..., several at a time, into reports/; goes on where it was broken off
	@$(BIN)/gouji batch $(REPORTS) --out reports --fail-on never

# With 5 of 200 reports broken, exit code 2 is what should come; anything else is an error of the demo.
batch-demo: $(READY) ## try 200 synthetic reports, 5 of them broken, into build/demo (MEMO=1: with a memo each; N=20: so many)
	@$(BIN)/python -m benchmarks.demo $(DEMO)/in$(if $(N), --reports $(N))
	@$(BIN)/gouji batch $(DEMO)/in --out $(DEMO)/out $(if $(MEMO),,--no-memo); test $$? -eq 2

memo: $(READY) ## renew the committed memo and tables of the report in data/
	@$(BIN)/gouji extract $(FIRST)
	@$(BIN)/gouji audit $(FIRST) --out reports --fail-on never

pdf: audit ## print the memo of REPORT on A4, in both languages (needs Chromium)
	@$(BIN)/gouji pdf $(REPORT) --out reports

screenshots: audit ## take pictures of the memo of REPORT, wide and narrow, light and dark (needs Chromium)
	@$(BIN)/python -m gouji.memo.browser reports/$(notdir $(REPORT))

test: $(READY) ## run all tests
	@$(BIN)/python -m pytest -n auto -q

check: $(READY) ## run the suites over all reports in data/, as CI does
	@$(BIN)/gouji check $(patsubst %/report.yaml,%,$(DATA)) --fail-on $(or $(FAIL_ON),critical)

extract: $(READY) ## extract the tables of REPORT=data/... again, beside its source
	@$(BIN)/gouji extract $(REPORT)

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks/

lint: $(READY) ## check the style of the code
	@$(BIN)/ruff check .

accuracy: $(READY) ## measure right and wrong on synthetic, hand-written and altered reports
	@$(BIN)/python -m benchmarks.accuracy

bench: $(READY) ## measure CPU time and memory on folders of synthetic reports
	@$(BIN)/python -m benchmarks.bench

pins: $(READY) ## compile requirements.txt from requirements.in
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@UV_CUSTOM_COMPILE_COMMAND="make pins" $(BIN)/uv pip compile --quiet --strip-extras --python-version 3.11 -o requirements.txt \
	  requirements.in

clean: ## remove .venv and all caches; data/ and reports/ stay
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis build gouji.egg-info
	@find gouji tests notebooks -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The stamp is written last, so that an installation that was cut off is made again.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "gouji needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing the pinned requirements into $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m ipykernel install --sys-prefix --name gouji --display-name "gouji" >/dev/null
	@$(BIN)/python -m gouji.kernels >/dev/null
	@touch $@
