#!/bin/sh
# Runs a command and says how long it took.
# usage: phase.sh <name> <command>...
set -u
name=$1
shift
start=$(date +%s)
"$@"
code=$?
echo "-- $name: $(($(date +%s) - start)) s" >&2
exit $code
