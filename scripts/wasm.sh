#!/bin/sh
# Builds pkg/ from src/: the portable and the relaxed-SIMD module, their JavaScript and types, the catalog, and the digests.
# WASM_PROFILE sets the cargo profile. WASM_OUT sets another folder, which gets only the portable module and no digests.
set -eu
cd "$(dirname "$0")/.."
phase=scripts/phase.sh
target=wasm32-unknown-unknown
features=""
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
relaxed=target/pkg-$$-relaxed
trap 'rm -rf $out $relaxed' EXIT

# build <folder> [<extra rustc flag>]
# Omits the default module path, since the page passes the module in; a default would bundle a second copy into the single file.
# shellcheck disable=SC2086  # $std and $features are zero or more words
build() {
  $phase "compiling with $($rustc --version)${2:+, $2}" "$cargo" build --profile "$profile" --locked --lib --target $target \
    --config "target.$target.rustflags=[$flags${2:+\"$2\"}]" $std $features
  "$bindgen" --target web --omit-default-module-path --out-dir "$1" --out-name hnn_playground \
    --remove-name-section --remove-producers-section \
    "$CARGO_TARGET_DIR/$target/$profile/hnn_playground.wasm"
}

# Elsewhere the catalog comes from the module, which avoids a native build.
[ "$pkg" = pkg ] || features="--features catalog"
build $out
if [ "$pkg" != pkg ]; then
  node scripts/catalog.mjs "$PWD/$out" >$out/catalog.json
  mkdir -p "$pkg"
  cp $out/* "$pkg"/
  exit
fi
build $relaxed -Ctarget-feature=+relaxed-simd
# Both modules share one JavaScript file.
cmp $out/hnn_playground.js $relaxed/hnn_playground.js
mv $relaxed/hnn_playground_bg.wasm $out/hnn_playground_relaxed_bg.wasm
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
