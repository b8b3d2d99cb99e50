# Everything happens in .venv, which the first call makes; later calls find it up to date.
# On Debian and Ubuntu this needs: apt-get install -y git make python3 python3-venv

BIN := .venv/bin
PYTHONS = "$(PYTHON)" python3.13 python3.12 python3.11 python3
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
NAME ?= petsight

# Kept as typed, so that a name with a dollar sign stays whole on its way to the shell.
override IMAGE := $(value IMAGE)
override DATA := $(value DATA)
export IMAGE DATA

.PHONY: help run test lint train tune bench bench-desktop lambda bench-lambda mobile bench-mobile package screenshots clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'make run opens the app; with pictures it answers in the terminal:'
	@echo 'make run IMAGE=photo.jpg, IMAGE="my photo.jpg", IMAGE="one.jpg two.jpg", IMAGE="photos/*.jpg"'
	@echo 'make test PETSIGHT_STRICT=1 counts a skipped test as a failure.'
	@echo 'make train DATA=folder NAME=cats writes runs/cats; ARGS="..." adds options.'
	@echo 'make tune DATA=folder NAME=cats writes runs/cats-search/best.json, for train --config.'
	@echo 'PYTHON=/path/to/python3 chooses the Python of a new .venv.'

# To make, a picture that is named without IMAGE= is a file that needs no making.
FORGOTTEN := $(if $(filter run,$(firstword $(MAKECMDGOALS))),$(filter-out mobile,$(wildcard $(MAKECMDGOALS))))
$(if $(FORGOTTEN),$(error a picture is given as IMAGE: make run IMAGE="$(FORGOTTEN)"))

ifeq ($(strip $(IMAGE)),)
run: .venv/.desktop ## open the app, or say what a picture shows: make run IMAGE=photo.jpg
	@$(BIN)/petsight-desktop $(ARGS)
else
# A name that exists is one picture, spaces and all; otherwise quotes, spaces and wildcards divide.
# Not every shell puts the home folder in place of a tilde behind an equals sign.
run: .venv/.base
	@case "$$IMAGE" in "~/"*) IMAGE="$$HOME/$${IMAGE#??}";; esac; \
	if [ -e "$$IMAGE" ]; then exec $(BIN)/petsight classify "$$IMAGE"; fi; \
	printf '%s\n' "$$IMAGE" | xargs sh -c 'IFS=; exec $(BIN)/petsight classify $$@' petsight
endif

test: lint ## check style and types, then run every test
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/.test ## check style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy -p tools.bench -p tools.screenshots

ifeq ($(strip $(DATA)),)
train: ## train a model: make train DATA=folder
tune: ## search for a configuration to train with: make tune DATA=folder
train tune:
	@echo 'make $@ needs a folder of pictures, one folder a label: make $@ DATA=photos' >&2
	@exit 2
else
train: .venv/.train
	$(BIN)/python -m model_training train --data "$$DATA" --out "runs/$(NAME)" $(ARGS)

# A small budget: at most 3 epochs of the last phase a trial, on small pictures; ARGS can ask for more.
tune: .venv/.train
	$(BIN)/python -m model_training tune --data "$$DATA" --out "runs/$(NAME)-search" \
		--epochs 3 --size 150 $(ARGS)
endif

bench: .venv/.bench ## measure the speed on this machine and compare it with what is wanted
	$(BIN)/python -m tools.bench $(ARGS)

bench-desktop: .venv/.bench .venv/.desktop ## measure the app the same way
	$(BIN)/python -m tools.bench.desktop $(ARGS)

# With Node the page for phones is built first; without it the container does without the page.
lambda: $(if $(shell command -v npm),mobile/dist/files.json) ## build the Lambda container and run it on port 9000, with docker or podman
	@sh tools/run_lambda.sh $(ARGS)

bench-lambda: .venv/.test ## measure the container; as root, with the packages of .ci/run
	$(BIN)/python -m tools.bench.container $(ARGS)

mobile: .venv/.base mobile/dist/files.json ## serve the page for phones, with the service, on this machine
	@$(BIN)/python -m tools.serve_page

PAGE := $(shell find mobile/src mobile/public -type f 2>/dev/null) mobile/build.mjs mobile/package-lock.json \
	assets/models/petsight-edge.tflite assets/icons/petsight.svg

mobile/dist/files.json: $(PAGE) mobile/node_modules/.package-lock.json
	cd mobile && npm run --silent build

mobile/node_modules/.package-lock.json: mobile/package-lock.json
	cd mobile && npm ci --silent
	@touch $@

bench-mobile: .venv/.bench .venv/.test mobile/dist/files.json ## measure the page in Chromium the same way
	$(BIN)/python -m tools.bench.mobile $(ARGS)

package: .venv/.package ## build the app as a folder that needs no Python: dist/petsight
	$(BIN)/pyinstaller --noconfirm --log-level WARN packaging/petsight.spec

screenshots: .venv/.test mobile/dist/files.json ## draw the pictures of the app in docs/images anew
	$(BIN)/python -m tools.screenshots
	$(BIN)/python -m tools.screenshots.phone

clean: ## remove .venv, caches and builds; models in runs/ stay
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	rm -rf mobile/dist mobile/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.base: pyproject.toml constraints.txt
	@sh tools/make_venv.sh $(PYTHONS)
	@$(INSTALL) -e .
	@touch $@

.venv/.test: .venv/.base
	@echo 'Installing what the tests need, TensorFlow among it.'
	@$(INSTALL) -e '.[training,dev,heif,cloud,lambda,desktop]'
	@touch $@

.venv/.train: .venv/.base
	@echo 'Installing what training needs, TensorFlow among it.'
	@$(INSTALL) -e '.[training]'
	@touch $@

.venv/.desktop: .venv/.base
	@echo 'Installing what the app needs, Qt among it.'
	@$(INSTALL) -e '.[desktop]'
	@touch $@

.venv/.package: .venv/.desktop
	@$(INSTALL) pyinstaller
	@touch $@

.venv/.bench: .venv/.base
	@$(INSTALL) simplejpeg
	@touch $@
