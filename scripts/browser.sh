#!/bin/sh
# Prints the path of a Chromium for the tests; installs Debian's if there is none. CHROMIUM=<path> overrides.
set -eu
here=$(dirname "$0")

find_browser() {
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if command -v "$name"; then return; fi
  done
  return 1
}

find_browser && exit
"$here/apt-install.sh" "A Chromium browser" chromium && find_browser && exit
echo "The browser tests need Chromium or Chrome. Install one, or set CHROMIUM=<path>." >&2
exit 1
