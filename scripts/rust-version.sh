#!/bin/sh
# Succeeds if a compiler is at least as new as rust-version in Cargo.toml.
# usage: rust-version.sh <rustc>
set -eu
cd "$(dirname "$0")/.."

wanted=$(awk -F '"' '/^rust-version/ { print $2 }' Cargo.toml)
"$1" --version 2>/dev/null | awk -v wanted="$wanted" '
  { split($2, have, "."); split(wanted, want, "."); found = 1 }
  END { exit !(found && (have[1] > want[1] || (have[1] == want[1] && have[2] + 0 >= want[2] + 0))) }'
