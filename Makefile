# `make run` sets everything up and serves the app; `make test` sets up what it needs and runs the whole suite.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test lint train docs clean

run: $(VENV)/.installed
	@$(BIN)/star-coach app

test: $(VENV)/.installed-test
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

train: $(VENV)/.installed-test
	@$(BIN)/python -m training.components
	@$(BIN)/python -m training.judges
	@$(BIN)/python -m training.explaining
	@$(BIN)/python -m training.matching
	@$(BIN)/python -m training.covering
	@$(BIN)/python -m training.questions

docs: $(VENV)/.installed-test
	@$(BIN)/python docs/make.py

clean:
	rm -rf $(VENV)

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "star-coach needs Python 3.11 or later; name one with: make run PYTHON=python3.12"; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing star-coach and its two models; the first time takes some minutes ..."
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@
