#!/bin/sh
# Prints the SHA-256 of every source file of pkg/; with "all", also of the files in pkg/.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

{
  find src kernels -type f ! -name '.*'
  printf '%s\n' Cargo.toml Cargo.lock .cargo/config.toml examples/catalog.rs scripts/wasm.sh
  if [ "${1:-}" = all ]; then find pkg -type f ! -name '.*' ! -name SOURCES.sha256; fi
} | sort | while read -r file; do sha256 "$file"; done
