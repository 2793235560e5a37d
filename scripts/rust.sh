#!/bin/sh
# Makes sure that there is a cargo for native work (tests, examples) and prints its path.
set -eu
here=$(dirname "$0")

if ! command -v cargo >/dev/null; then
  "$here/apt-install.sh" "Rust" rustc-web cargo-web || {
    echo "Rust can also be installed for one user: https://rustup.rs" >&2
    exit 1
  }
fi
command -v cargo
