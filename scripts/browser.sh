#!/bin/sh
# Finds a Chromium for the tests, or installs Debian's; prints its path. CHROMIUM names another one.
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
echo "The browser tests need Chromium or Chrome: install it, or name it with CHROMIUM=<path>." >&2
exit 1
