#!/bin/sh
# Mutation tests: breaks the numerics, one change at a time, and checks that a test fails. Installs cargo-mutants if needed.
# SHARD=0/8 runs the first of eight parts; GROUP=mechanics, learning or experiment runs one group of modules. Fails if fewer than
# 90 % of the mutants that compile are caught.
set -eu
cd "$(dirname "$0")/.."

version=27.1.0
cargo=$(scripts/rust.sh)
tool=$PWD/target/tools/cargo-mutants-$version/bin/cargo-mutants
if ! [ -x "$tool" ]; then
  echo "Building cargo-mutants $version" >&2
  CARGO_TARGET_DIR=$PWD/target/tools/build "$cargo" install --quiet --locked \
    --root "target/tools/cargo-mutants-$version" --version "=$version" cargo-mutants >&2
  rm -rf target/tools/build
fi

# The modules of each group, and the tests that cover them; only these tests are built for a mutant.
modules() {
  case $1 in
    mechanics) echo "physics/**/* learn/dataset rng" ;;
    learning) echo "learn/trainer learn/adam learn/batches learn/examples learn/objective learn/recording/**/* paper/metrics paper/protocol paper/real_pendulum experiment/run experiment/weights model/**/*" ;;
    experiment) echo "experiment/settings/**/* experiment/setup page/inspector page/map page/measured page/models page/drift_by_start page/grid page/coverage page/queries experiment/run_record page/benchmark" ;;
    *) echo "Unknown GROUP $1; use mechanics, learning or experiment." >&2 && exit 1 ;;
  esac
}
tests() {
  case $1 in
    mechanics) echo "physics" ;;
    learning) echo "model training physics" ;;
    experiment) echo "page" ;;
  esac
}

# Mutate in place only on CI, where the checkout is disposable.
place=${CI:+--in-place}
code=0
for group in ${GROUP:-mechanics learning experiment}; do
  files=$(modules "$group")
  # Leave globs to cargo-mutants.
  set -f
  set -- --no-shuffle --baseline run --output "target/mutants-$group" ${place:---gitignore=true} ${SHARD:+--shard "$SHARD"}
  for file in $files; do set -- "$@" --file "src/$file.rs"; done
  for test in $(tests "$group"); do set -- "$@" --cargo-arg="--test=$test"; done
  mkdir -p "target/mutants-$group"
  # Whole trainings would take a minute per mutant. 2: missed mutants, 3: timeouts. Both are counted below.
  "$tool" mutants "$@" --cargo-arg=--lib --cargo-arg=--locked -- -- --skip training:: --skip portable:: || case $? in 2 | 3) ;; *) exit 1 ;; esac

  out=target/mutants-$group/mutants.out
  caught=$(cat "$out/caught.txt" "$out/timeout.txt" | wc -l)
  missed=$(wc -l <"$out/missed.txt")
  echo "$group: $caught of $((caught + missed)) mutants caught" >&2
  if [ $((caught * 10)) -lt $(((caught + missed) * 9)) ]; then code=1; fi
done
exit $code
