#!/bin/sh
# Makes sure that there is a cargo for native work (tests, examples) and prints its path.
set -eu
cd "$(dirname "$0")/.."

new_enough() { command -v cargo >/dev/null && scripts/rust-version.sh rustc; }

if ! new_enough; then
  if command -v rustup >/dev/null; then
    echo "The Rust toolchain is older than Cargo.toml asks for: rustup update" >&2
    exit 1
  fi
  if ! scripts/apt-install.sh "A recent Rust toolchain" rustc-web cargo-web || ! new_enough; then
    echo "Rust can be installed for one user: https://rustup.rs" >&2
    exit 1
  fi
fi
command -v cargo
