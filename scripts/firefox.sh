#!/bin/sh
# Finds a Firefox for the tests, or installs Debian's; prints its path. FIREFOX names another one.
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
echo "The engine tests need Firefox: install it, or name it with FIREFOX=<path>." >&2
exit 1
