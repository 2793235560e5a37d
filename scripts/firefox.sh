#!/bin/sh
# Prints the path of a Firefox for the tests; installs Debian's if there is none. FIREFOX=<path> overrides.
set -eu
here=$(dirname "$0")

find_browser() {
  for name in ${FIREFOX:+"$FIREFOX"} firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox; do
    if command -v "$name"; then return; fi
  done
  return 1
}

find_browser && exit
"$here/apt-install.sh" "Firefox" firefox-esr && find_browser && exit
echo "The engine tests need Firefox. Install it, or set FIREFOX=<path>." >&2
exit 1
