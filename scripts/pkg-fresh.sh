#!/bin/sh
# Succeeds if pkg/ is complete and matches the current sources; otherwise prints which files differ.
set -eu
cd "$(dirname "$0")/.."

if [ ! -f pkg/SOURCES.sha256 ]; then
  echo "pkg/ is missing." >&2
  exit 1
fi
now=$(scripts/pkg-digest.sh all)
if [ "$now" = "$(cat pkg/SOURCES.sha256)" ]; then exit 0; fi
echo "pkg/ is out of date; make wasm rebuilds it. These files differ:" >&2
echo "$now" | diff pkg/SOURCES.sha256 - | awk '/^[<>]/ { print "  " $3 }' | sort -u >&2
exit 1
