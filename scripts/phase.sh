#!/bin/sh
# Runs a command and prints its duration.
# usage: phase.sh <name> <command>...
set -u
name=$1
shift
start=$(date +%s)
"$@"
code=$?
echo "-- $name: $(($(date +%s) - start)) s" >&2
exit $code
