# Two commands are all a newcomer needs: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo demo-reset test lint types check fuzz fixtures photos lock clean

SECONDS_EACH ?= 60
SEED ?= 0

help:
	@echo "make demo        a newsroom on http://127.0.0.1:$(PORT)/ (PORT=…), kept between runs"
	@echo "make demo-reset  the same, from the start"
	@echo "make test        the whole suite, on SQLite or on DATABASE_URL"
	@echo "make check       lint, types, migrations, deployment checks"
	@echo "make fuzz        the wire parsers under a coverage-guided fuzzer (SECONDS_EACH=60, SEED=0: others each time)"
	@echo "make fixtures    write fixtures/demo.json again from fixtures/demo/"
	@echo "make photos      draw fixtures/photos/ again"
	@echo "make lock        write requirements/*.txt again from pyproject.toml"

demo: $(VENV)/run.done
	@NEWSROOM_ENV=demo $(BIN)/python manage.py demo --port $(PORT)

demo-reset: $(VENV)/run.done
	@NEWSROOM_ENV=demo $(BIN)/python manage.py demo --port $(PORT) --reset

test: $(VENV)/test.done
	@$(BIN)/python -m pytest -n auto

check: lint types
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@NEWSROOM_ENV=production SECRET_KEY=0123456789-only-for-this-check-abcdefghijklmnopqrstuvwxyz ALLOWED_HOSTS=newsroom.example \
		DATABASE_URL=sqlite:///:memory: SITE_URL=https://newsroom.example $(BIN)/python manage.py check --deploy --fail-level WARNING

lint: $(VENV)/lint.done
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/lint.done
	@$(BIN)/mypy

fuzz: $(VENV)/lint.done
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS_EACH) --seed $(SEED)

fixtures: $(VENV)/test.done
	@$(BIN)/python manage.py export_demo

photos: $(VENV)/lint.done
	@$(BIN)/python -m newsroom.demo.draw

lock:
	@for kind in run "production --extra postgres --extra redis" "test --extra test --extra art" "lint --extra test --extra art --extra fuzz --extra lint"; do set -- $$kind; name=$$1; shift; \
		{ echo '# Exact versions for pip; made by `make lock`.'; \
		uv pip compile --universal --python-version 3.11 "$$@" pyproject.toml --no-header --no-annotate -q; } > requirements/$$name.txt; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsroom needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 …")'
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/%.done: requirements/%.txt | $(VENV)/bin/python
	@echo "Installing what $< names (a minute or two the first time) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r $<
	@touch $@

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
