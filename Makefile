# Everything a checkout needs; `make` alone lists the targets.
# The environment in .venv is made on first use from requirements.lock (exact versions with hashes) and
# brought up to date when the lock, pyproject.toml or the place of this folder changes.

BIN := .venv/bin
STATE := $(shell { cat requirements.lock pyproject.toml; pwd; } | cksum | cut -d ' ' -f 1)
STAMP := .venv/.installed-$(STATE)
UV := $(shell command -v uv 2>/dev/null)
PYTHON :=# an interpreter to use instead of the first one found that is new enough
ARGS :=# further arguments: make audit ARGS=--strict, make test ARGS="-k names", make bench ARGS=--full

.DEFAULT_GOAL := help
.PHONY: help install audit test lint types contracts bench bench-trust accuracy lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

install: $(STAMP) ## set up .venv from requirements.lock (the other targets do so by themselves)

audit: $(STAMP) ## audit the bundled example and print the summary and the path of the report
	@$(BIN)/python -m factaudit audit --config examples/deepseek/audit.yaml $(ARGS)

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

lint: $(STAMP) ## check style with ruff
	@$(BIN)/ruff check --quiet .

types: $(STAMP) ## check types with mypy, strictly
	@$(BIN)/mypy --no-error-summary

contracts: $(STAMP) ## check that imports go one way between the stages
	@$(BIN)/lint-imports --no-logo

bench: $(STAMP) ## measure speed and memory (ARGS=--full adds 100 MB)
	@$(BIN)/python benchmarks/bench.py $(ARGS)

bench-trust: $(STAMP) ## measure suggested values against known truth (ARGS=FOLDER with the data sets)
	@$(BIN)/python benchmarks/trust.py $(ARGS)

accuracy: $(STAMP) ## measure what is read right in labelled documents (ARGS=--write: into docs/accuracy.md)
	@$(BIN)/python benchmarks/accuracy.py $(ARGS)

lock: ## resolve the dependencies in pyproject.toml anew into requirements.lock (needs uv and the network)
	@test -n "$(UV)" || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	@"$(UV)" pip compile pyproject.toml --quiet --extra dev --extra build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock

clean: ## remove the environment, all caches and the reports in out/
	@rm -rf .venv out .factaudit_cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP):
	@for python in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "factaudit needs Python 3.11 or newer and found none; install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	set -e; \
	echo "Setting up .venv (the first time takes a minute or two) ..."; \
	rm -f .venv/.installed-*; \
	if [ -n "$(UV)" ]; then \
		$(BIN)/python -c '' 2>/dev/null || { rm -rf .venv; "$(UV)" venv --quiet --python "$$found" .venv; }; \
		"$(UV)" pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock; \
		"$(UV)" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || "$$found" -m venv --clear .venv; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi; \
	$(BIN)/python -m compileall -q factaudit sources extract reconcile reports; \
	touch $(STAMP)
