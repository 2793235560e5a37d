# The project's commands. Each installs what it needs; `make help` lists them.
export PATH := $(CURDIR)/target/tools/node/node_modules/.bin:$(PATH):$(HOME)/.cargo/bin
PORT ?= 8080
HOST ?= 127.0.0.1

phase := scripts/phase.sh
packages := node_modules/.package-lock.json
site := dist/index.html
single := dist-single/hnn-playground.html
element := dist-element/hnn-playground.js

.DEFAULT_GOAL := help
.PHONY: help run wasm test soak fuzz dev paper thumbnails bench check format dist single-file element pages licences pictures mutants fresh-pkg

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: fresh-pkg ## serve the page on http://localhost:8080 (PORT= and HOST= override)
	@$(MAKE) --no-print-directory $(site)
	@node_modules/.bin/vite preview --port $(PORT) --host $(HOST)

test: $(packages) ## run all checks and tests, including a real browser; every commit must pass
	@scripts/pkg-fresh.sh || $(MAKE) --no-print-directory wasm
	@$(MAKE) --no-print-directory check
	@cargo=$$(scripts/rust.sh) && $(phase) "Rust tests" $$cargo test --workspace --locked --no-fail-fast
	@$(MAKE) --no-print-directory $(site) $(single) $(element)
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && $(phase) "browser tests" node_modules/.bin/playwright test

soak: fresh-pkg ## train for 30 minutes with switches, drags and resets, and check for leaks (SOAK_MINUTES= overrides)
	@$(MAKE) --no-print-directory $(site)
	@CHROMIUM=$$(scripts/browser.sh) SOAK_MINUTES=$${SOAK_MINUTES:-30} $(phase) "soak" node_modules/.bin/playwright test tests/browser/soak.spec.ts

wasm: ## rebuild pkg/ from src/ (WASM_TOOLCHAIN=rustup or debian forces a toolchain)
	@$(phase) "wasm" scripts/wasm.sh

paper: ## print the paper's table (ARGS='--system spring --seeds 5' selects runs)
	@cargo=$$(scripts/rust.sh) && $$cargo run --quiet --release --locked --example paper -- $(ARGS)

thumbnails: ## update the thumbnails of the experiments
	@cargo=$$(scripts/rust.sh) && $$cargo run --quiet --release --locked --example thumbnails -- www/thumbnails.json

bench: ## time the training step natively (criterion); bench.html times it in a browser
	@cargo=$$(scripts/rust.sh) && $$cargo bench --locked --bench step -- $(ARGS)

fuzz: $(packages) ## run the fuzz tests with many more cases than `make test` (takes minutes)
	@cargo=$$(scripts/rust.sh) && PROPTEST_CASES=100000 FUZZ_RUNS=1000000 $(phase) "files, formulas, recordings and settings" \
		$$cargo test --locked --test fuzz -- --nocapture settings:: files:: formulas:: recordings::
	@cargo=$$(scripts/rust.sh) && PROPTEST_CASES=10000 $(phase) "experiments" $$cargo test --locked --test fuzz experiments::
	@$(MAKE) --no-print-directory $(site)
	@FUZZ_CASES=20000 CHROMIUM=none $(phase) "links and plots" node_modules/.bin/playwright test --project properties

mutants: ## run mutation tests on the numerics (takes hours; SHARD=0/4 and GROUP=mechanics select a part)
	@$(phase) "mutants" scripts/mutants.sh

dev: $(packages) ## serve the page and reload it whenever a source file is saved, Rust included
	@node scripts/dev.mjs

check: $(packages) ## check formatting, lints, types, documentation and its links: the quick part of `make test`
	@$(phase) "check" scripts/check.sh

format: $(packages) ## format Rust and TypeScript
	@cargo fmt --all
	@node_modules/.bin/biome check --write

dist: fresh-pkg ## build the static site in dist/, with relative URLs
	@$(MAKE) --no-print-directory $(site)

single-file: fresh-pkg ## build dist-single/hnn-playground.html, a single file that opens from a disk
	@$(MAKE) --no-print-directory $(single)

pages: fresh-pkg ## build dist-pages/ with all three builds, ready to publish (SITE_URL= sets its address)
	@rm -rf dist-pages $(site)
	@$(MAKE) --no-print-directory $(site) $(single) $(element)
	@cp -R dist dist-pages
	@cp $(single) dist-pages/
	@cp -R dist-element dist-pages/element
	@touch dist-pages/.nojekyll

licences: $(packages) ## update www/licences.json after changing dependencies
	@node scripts/licences.mjs

pictures: fresh-pkg ## redraw icons and social preview from the favicon and the page
	@$(MAKE) --no-print-directory $(site)
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && node scripts/pictures.mjs

element: fresh-pkg ## build dist-element/: <hnn-playground> for other pages (docs/embedding.md)
	@$(MAKE) --no-print-directory $(element)

# Rebuilds pkg/ if the sources changed and Rust is installed; otherwise uses the committed pkg/.
fresh-pkg: $(packages)
	@scripts/pkg-fresh.sh || ! command -v cargo >/dev/null || $(MAKE) --no-print-directory wasm

$(packages): package.json package-lock.json
	@scripts/node.sh
	@$(phase) "npm ci" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

sources := index.html bench.html vite.config.ts package.json tsconfig.json $(shell find www public bundle pkg 2>/dev/null)

$(site): $(packages) $(sources)
	@$(phase) "site" node_modules/.bin/vite build --logLevel warn
	@touch $@

$(single): $(packages) $(sources)
	@$(phase) "single file" node_modules/.bin/vite build --config bundle/single-file.ts --logLevel warn
	@touch $@

$(element): $(packages) $(sources)
	@$(phase) "element" node_modules/.bin/vite build --config bundle/element.ts --logLevel warn
	@$(phase) "its types" node_modules/.bin/tsc --project bundle/tsconfig.types.json
	@mkdir -p dist-element/types/pkg && cp pkg/hnn_playground.d.ts dist-element/types/pkg/
	@touch $@
