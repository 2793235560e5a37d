# The commands of the project; each sets up what it needs by itself. `make help` lists them.
export PATH := $(PATH):$(HOME)/.cargo/bin
PORT ?= 8080
HOST ?= localhost

phase := scripts/phase.sh
packages := node_modules/.package-lock.json
site := dist/index.html

.DEFAULT_GOAL := help
.PHONY: help run wasm test check format dist pkg

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: $(site) ## serve the page on http://localhost:8080 (PORT=, HOST= override)
	@npx vite preview --port $(PORT) --strictPort --host $(HOST)

wasm: ## rebuild pkg/ from src/ (WASM_TOOLCHAIN=rustup or debian forces one)
	@$(phase) "wasm" scripts/wasm.sh

test: pkg $(packages) ## run all tests, the browser's included
	@cargo=$$(scripts/rust.sh) && $(phase) "Rust tests" $$cargo test --locked
	@$(phase) "types" npx tsc
	@$(MAKE) --no-print-directory $(site)
	@CHROMIUM=$$(scripts/browser.sh) $(phase) "browser tests" npx playwright test

check: $(packages) ## formatting, lints, types, documentation
	@cargo=$$(scripts/rust.sh) && set -x && \
	$$cargo fmt --check && \
	$$cargo clippy --locked --all-targets -- -D warnings && \
	RUSTDOCFLAGS="-D warnings" $$cargo doc --locked --no-deps --quiet && \
	npx tsc && \
	npx biome ci

format: $(packages) ## put Rust and TypeScript into their format
	cargo fmt
	npx biome check --write

dist: $(site) ## build the static site into dist/; its URLs are relative

# pkg/ is committed: only who changed the sources and has Rust builds it anew.
pkg:
	@scripts/pkg-fresh.sh || $(MAKE) --no-print-directory wasm

$(packages): package.json package-lock.json
	@scripts/node.sh
	@$(phase) "npm ci" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(site): $(packages) index.html vite.config.ts tsconfig.json $(shell find www pkg 2>/dev/null)
	@$(phase) "site" npx vite build --logLevel warn
	@touch $@
