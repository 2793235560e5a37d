#!/bin/sh
# Installs Debian packages as root or through sudo; without either, prints the command to run.
# usage: apt-install.sh <purpose> <package>...
set -eu
reason=$1
shift

if ! command -v apt-get >/dev/null; then
  echo "$reason is missing. Without apt-get this script can't install it (Debian packages: $*)." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  root=""
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  root="sudo"
else
  echo "$reason is missing. Run as root: apt-get install -y --no-install-recommends $*" >&2
  exit 1
fi

echo "$reason is missing: installing $*" >&2
export DEBIAN_FRONTEND=noninteractive
start=$(date +%s)
# Package lists on a fresh machine are empty or old. Continue on failure: the failing repository may not be the one needed.
$root apt-get update -qq >&2 || true
$root apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >&2
echo "-- apt-get install $*: $(($(date +%s) - start)) s" >&2
