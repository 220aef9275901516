# Everything is done by the tools (workshop/tools); this file gives the commands their short names.
# Which Odoo: ODOO=18.0 or ODOO=19.0 behind any of them, or ODOO_SRC=/path/to/odoo; 17.0 by default.
PYTHON ?= python3
TOOLS = $(PYTHON) -B -m workshop.tools

.PHONY: demo test coverage bench chaos fuzz addon lint i18n docs screenshots requirements clean help

demo:  ## Odoo with the addon, linked to a simulated Amazon; only start and stop it: make demo ONCE=1
	@$(TOOLS) demo $(if $(ONCE),--once)

test:  ## all tests on a fresh database; some of them: make test TAGS=/amazon_connector:TestName
	@$(TOOLS) test $(if $(TAGS),--tags='$(TAGS)')

coverage:  ## all tests, and the lines that none of them runs
	@$(TOOLS) test --coverage

bench:  ## how fast it is: a table, and workshop/benchmarks/results.json; some of it: make bench ONLY=import RUNS=1 SCALE=0.2
	@$(TOOLS) bench $(if $(ONLY),--only='$(ONLY)') $(if $(RUNS),--runs=$(RUNS)) \
		$(if $(SCALE),--scale=$(SCALE)) $(if $(PROFILE),--profile='$(PROFILE)')

chaos:  ## faults, kills and restarts: is anything lost? One again: make chaos SEEDS=7; many: make chaos SEEDS=1-1000 JOBS=2
	@$(TOOLS) chaos $(if $(SEEDS),--seeds='$(SEEDS)') $(if $(JOBS),--jobs=$(JOBS)) $(if $(SIZE),--size=$(SIZE))

fuzz:  ## broken and hostile answers; the same ones again: make fuzz COUNT=20000 SEED=7
	@$(TOOLS) fuzz $(if $(COUNT),--count=$(COUNT)) $(if $(SEED),--seed=$(SEED)) \
		$(if $(CASE),--case=$(CASE))

addon:  ## the addon for a series of Odoo, as a folder and a zip: make addon SERIES=19.0
	@$(TOOLS) addon $(if $(SERIES),--series=$(SERIES)) $(if $(INTO),--into='$(INTO)')

lint:  ## ruff, pylint-odoo, XML, translations, links
	@$(TOOLS) lint

i18n:  ## bring the terms to translate up to date with the code, and merge them into each language
	@$(TOOLS) i18n

docs:  ## the pages of doc/ that are made of the code
	@$(TOOLS) docs

screenshots:  ## take the pictures of README and module page anew; needs Chromium
	@$(TOOLS) screenshots

requirements:  ## choose the newest versions that suit, for each series of Odoo (workshop/tools/requirements)
	@$(TOOLS) requirements

clean:  ## forget the demo
	@$(TOOLS) clean

help:  ## this list
	@awk -F ':  ## ' '/^[a-z0-9]+:  ## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
