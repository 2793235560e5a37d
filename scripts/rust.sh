#!/bin/sh
# Prints the path of a cargo for native builds (tests, examples); installs Debian's if needed.
set -eu
cd "$(dirname "$0")/.."

new_enough() { command -v cargo >/dev/null && scripts/rust-version.sh rustc; }

if ! new_enough; then
  if command -v rustup >/dev/null; then
    echo "The Rust toolchain is older than Cargo.toml requires. Run: rustup update" >&2
    exit 1
  fi
  if ! scripts/apt-install.sh "A recent Rust toolchain" rustc-web cargo-web || ! new_enough; then
    echo "To install Rust without root, see https://rustup.rs" >&2
    exit 1
  fi
fi
command -v cargo
