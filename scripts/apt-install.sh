#!/bin/sh
# Installs Debian packages: as root, through sudo, or by saying which command does it.
# usage: apt-install.sh <what for> <package>...
set -eu
reason=$1
shift

if ! command -v apt-get >/dev/null; then
  echo "$reason is missing, and this is no Debian system that could install it ($*)." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  root=""
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  root="sudo"
else
  echo "$reason is missing. As root: apt-get install -y --no-install-recommends $*" >&2
  exit 1
fi

echo "$reason is missing: installing $*" >&2
export DEBIAN_FRONTEND=noninteractive
start=$(date +%s)
# The lists of a fresh machine are empty or old. A repository that fails need not be the one that is needed.
$root apt-get update -qq >&2 || true
$root apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >&2
echo "-- apt-get install $*: $(($(date +%s) - start)) s" >&2
