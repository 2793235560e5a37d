#!/bin/sh
# Builds pkg/ from src/: the portable and the relaxed-SIMD module, each also without formulas, their JavaScript and types, the catalog,
# and the digests. WASM_PROFILE sets the cargo profile. WASM_OUT sets another folder, which gets only the portable module with formulas and
# no digests.
set -eu
cd "$(dirname "$0")/.."
phase=scripts/phase.sh
target=wasm32-unknown-unknown
profile=${WASM_PROFILE:-web}
pkg=${WASM_OUT:-pkg}

toolchain=$(scripts/wasm-toolchain.sh)
native_cargo=$(scripts/rust.sh)
bindgen=$($phase "wasm-bindgen" scripts/wasm-bindgen.sh)
# Taken before the build, so that an edit during the build leaves pkg/ stale.
sources=$(scripts/pkg-digest.sh)

case $toolchain in
rustup)
  cargo=$native_cargo rustc=rustc std=""
  export CARGO_TARGET_DIR=target
  ;;
debian)
  # Builds std as well, in a separate folder, so that neither toolchain discards the other's output.
  cargo=/usr/bin/cargo rustc=/usr/bin/rustc std="-Z build-std=std,panic_abort"
  export CARGO_TARGET_DIR=target/debian RUSTC=$rustc RUSTC_BOOTSTRAP=1
  ;;
esac

# Panic messages contain file names, and the module must not depend on the build path.
$phase "fetching crates" "$cargo" fetch --quiet --locked --target $target
remap() { printf '"--remap-path-prefix=%s=%s",' "$1" "$2"; }
flags=$(
  remap "$PWD" hnn-playground
  remap "$($rustc --print sysroot)/lib/rustlib/src/rust" rust
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do remap "$folder" crates; done
)
out=target/pkg-$$
variant=target/pkg-$$-variant
trap 'rm -rf $out $variant' EXIT

# build <folder> [<features, or none>] [<extra rustc flag>]
# Omits the default module path, since the page passes the module in; a default would bundle a second copy into the single file.
# shellcheck disable=SC2086  # $std and $features are zero or more words
build() {
  $phase "compiling with $($rustc --version)${2:+, $2}${3:+, $3}" "$cargo" build --profile "$profile" --locked --lib --target $target \
    --config "target.$target.rustflags=[$flags${3:+\"$3\"}]" $std $2
  "$bindgen" --target web --omit-default-module-path --out-dir "$1" --out-name hnn_playground \
    --remove-name-section --remove-producers-section \
    "$CARGO_TARGET_DIR/$target/$profile/hnn_playground.wasm"
}

# add <name> <features, or none> [<extra rustc flag>]: one more module, for the same JavaScript.
add() {
  rm -rf $variant
  build $variant "$2" "${3:-}"
  cmp $out/hnn_playground.js $variant/hnn_playground.js
  mv $variant/hnn_playground_bg.wasm "$out/hnn_playground_$1bg.wasm"
}

# Elsewhere the catalog comes from the module, which avoids a native build.
if [ "$pkg" != pkg ]; then
  build $out "--features catalog"
  node scripts/catalog.mjs "$PWD/$out" >$out/catalog.json
  mkdir -p "$pkg"
  cp $out/* "$pkg"/
  exit
fi
core=--no-default-features
relaxed=-Ctarget-feature=+relaxed-simd
build $out ""
mv $out/hnn_playground_bg.wasm $out/hnn_playground_formulas_bg.wasm
add "" $core
add formulas_relaxed_ "" $relaxed
add relaxed_ $core $relaxed
# Uses the tests' profile, which is built anyway.
unset CARGO_TARGET_DIR RUSTC RUSTC_BOOTSTRAP
$phase "catalog" "$native_cargo" run --quiet --locked --example catalog >$out/catalog.json

rm -rf pkg
mv $out pkg
{
  echo "$sources"
  scripts/pkg-digest.sh all | grep '  pkg/'
} | LC_ALL=C sort -k 2 >pkg/SOURCES.sha256
for module in pkg/*.wasm; do echo "$module: $(wc -c <"$module") bytes, $(gzip -9 <"$module" | wc -c) with gzip"; done
