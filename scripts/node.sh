#!/bin/sh
# Ensures a Node.js recent enough for the bundler; the Makefile puts target/tools/node on PATH.
set -eu
cd "$(dirname "$0")/.."

new_enough() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'
}

if ! command -v npm >/dev/null; then scripts/apt-install.sh "Node.js" nodejs npm || true; fi
if new_enough; then exit; fi
if command -v npm >/dev/null; then
  # The distribution's Node.js may be too old; the npm registry has newer versions.
  echo "Node.js $(node --version) is too old: installing a newer one in target/tools/node" >&2
  mkdir -p target/tools/node
  npm install --silent --no-audit --no-fund --prefix target/tools/node node@22 >&2
  PATH=$PWD/target/tools/node/node_modules/.bin:$PATH
  if new_enough; then exit; fi
fi
echo "Node.js with npm is needed, version 20.19, or 22.12 or later: https://nodejs.org" >&2
exit 1
