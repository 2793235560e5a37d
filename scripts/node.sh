#!/bin/sh
# Makes sure that there is a Node.js recent enough for the bundler.
set -eu
here=$(dirname "$0")

new_enough() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'
}

command -v node >/dev/null || "$here/apt-install.sh" "Node.js" nodejs npm
new_enough || {
  echo "Node.js 20.19, 22.12 or later is needed with npm; found: $(node --version), see https://nodejs.org" >&2
  exit 1
}
