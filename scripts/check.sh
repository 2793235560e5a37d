#!/bin/sh
# Checks that every change must pass besides the tests: formatting, lints, types, documentation without warnings.
set -eu
cd "$(dirname "$0")/.."
cargo=$(scripts/rust.sh)

component() {
  if "$cargo" "$1" --version >/dev/null 2>&1; then return; fi
  if command -v rustup >/dev/null; then rustup component add "$2"; else scripts/apt-install.sh "cargo $1" "$3"; fi
}
component fmt rustfmt rustfmt-web
component clippy clippy rust-web-clippy

step() {
  echo "-- $*"
  "$@"
}
step "$cargo" fmt --all --check
step "$cargo" clippy --quiet --locked --workspace --all-targets -- -D warnings
# src/wasm/ compiles only for WebAssembly. Lint it if the target is installed; don't install it here.
wasm=wasm32-unknown-unknown
if ls "$(rustc --print target-libdir --target $wasm 2>/dev/null)"/libcore-*.rlib >/dev/null 2>&1; then
  step "$cargo" clippy --quiet --locked --workspace --lib --target $wasm -- -D warnings
else
  echo "-- src/wasm/ not linted; to lint it, run 'rustup target add $wasm'"
fi
RUSTDOCFLAGS="-D warnings" step "$cargo" doc --quiet --locked --workspace --no-deps
# Text from visitors and files must never become markup or code.
if grep -rnE 'innerHTML|outerHTML|insertAdjacentHTML|unsafe(HTML|SVG|MathML|Static)|document\.write|DOMParser|ContextualFragment|HTMLUnsafe|\beval\(|new Function\b' \
  www --include='*.ts'; then
  echo "www/ turns text into markup or code (lines above)." >&2
  exit 1
fi
step node scripts/licences.mjs --check
step node_modules/.bin/tsc
step node_modules/.bin/biome ci --colors=off
step node scripts/links.mjs
