#!/bin/sh
# Succeeds when pkg/ was built from the sources as they are now, and is whole; else says what differs.
set -eu
cd "$(dirname "$0")/.."

if [ ! -f pkg/SOURCES.sha256 ]; then
  echo "pkg/ is missing." >&2
  exit 1
fi
now=$(scripts/pkg-digest.sh all)
if [ "$now" = "$(cat pkg/SOURCES.sha256)" ]; then exit 0; fi
echo "pkg/ does not belong to these sources (make wasm rebuilds it). They differ in:" >&2
echo "$now" | diff pkg/SOURCES.sha256 - | awk '/^[<>]/ { print "  " $3 }' | sort -u >&2
exit 1
