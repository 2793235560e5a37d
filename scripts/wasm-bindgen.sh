#!/bin/sh
# Prints the path of a wasm-bindgen with exactly the version in Cargo.lock; installs it in target/tools if needed.
set -eu
cd "$(dirname "$0")/.."

version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)
is_right() { [ "$("$1" --version 2>/dev/null)" = "wasm-bindgen $version" ]; }

tool=$PWD/target/tools/wasm-bindgen-$version/bin/wasm-bindgen
if is_right wasm-bindgen; then
  tool=$(command -v wasm-bindgen)
elif ! is_right "$tool"; then
  echo "Building wasm-bindgen $version" >&2
  # Not --locked: its published lock file names crates that have since been yanked.
  CARGO_TARGET_DIR=$PWD/target/tools/build "$(scripts/rust.sh)" install --quiet \
    --root "target/tools/wasm-bindgen-$version" --version "=$version" wasm-bindgen-cli >&2
  rm -rf target/tools/build
fi
echo "$tool"
