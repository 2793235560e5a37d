# The commands of the project; each sets up what it needs by itself. `make help` lists them.
export PATH := $(CURDIR)/target/tools/node/node_modules/.bin:$(PATH):$(HOME)/.cargo/bin
PORT ?= 8080
HOST ?= 127.0.0.1

phase := scripts/phase.sh
packages := node_modules/.package-lock.json
site := dist/index.html

.DEFAULT_GOAL := help
.PHONY: help run wasm test paper bench check format dist built-site

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: built-site ## serve the page on http://localhost:8080 (PORT= and HOST= override)
	@node_modules/.bin/vite preview --port $(PORT) --host $(HOST)

test: $(packages) ## run all tests, the real browser's included
	@scripts/pkg-fresh.sh || $(MAKE) --no-print-directory wasm
	@cargo=$$(scripts/rust.sh) && $(phase) "Rust tests" $$cargo test --locked --no-fail-fast
	@$(phase) "types" node_modules/.bin/tsc
	@$(MAKE) --no-print-directory $(site)
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && $(phase) "browser tests" node_modules/.bin/playwright test

wasm: ## rebuild pkg/ from src/ (WASM_TOOLCHAIN=rustup or debian forces one)
	@$(phase) "wasm" scripts/wasm.sh

paper: ## print the paper's table; ARGS='--system spring --seeds 5' narrows or widens it
	@cargo=$$(scripts/rust.sh) && $$cargo run --quiet --release --locked --example paper -- $(ARGS)

bench: ## time the training step natively (criterion); bench.html of the site does it in a browser
	@cargo=$$(scripts/rust.sh) && $$cargo bench --locked --bench step -- $(ARGS)

check: $(packages) ## formatting, lints, types, documentation
	@$(phase) "check" scripts/check.sh

format: $(packages) ## put Rust and TypeScript into their format
	@cargo fmt
	@node_modules/.bin/biome check --write

dist: built-site ## build the static site into dist/; its URLs are relative

# Who changed the sources and has Rust gets a new pkg/; a mere clone runs on the committed one.
built-site: $(packages)
	@scripts/pkg-fresh.sh || ! command -v cargo >/dev/null || $(MAKE) --no-print-directory wasm
	@$(MAKE) --no-print-directory $(site)

$(packages): package.json package-lock.json
	@scripts/node.sh
	@$(phase) "npm ci" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(site): $(packages) index.html bench.html vite.config.ts tsconfig.json $(shell find www pkg 2>/dev/null)
	@$(phase) "site" node_modules/.bin/vite build --logLevel warn
	@touch $@
