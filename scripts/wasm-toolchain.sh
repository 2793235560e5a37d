#!/bin/sh
# Finds or installs a Rust toolchain for WebAssembly and prints its kind:
#   rustup  the cargo on PATH has the standard library of wasm32-unknown-unknown
#   debian  Debian's cargo-web and rustc-web, which build that library from source
# WASM_TOOLCHAIN=rustup or debian restricts the choice.
set -eu
here=$(dirname "$0")
target=wasm32-unknown-unknown
want=${WASM_TOOLCHAIN:-any}

has_target() {
  dir=$(rustc --print target-libdir --target "$target" 2>/dev/null) && ls "$dir"/libcore-*.rlib >/dev/null 2>&1
}

add_target() {
  command -v rustup >/dev/null || return 1
  # Without a network rustup may hang.
  limit=""
  if command -v timeout >/dev/null; then limit="timeout 120"; fi
  $limit rustup target add "$target" >&2
}

debian_ready() {
  [ -x /usr/bin/cargo ] && "$here/rust-version.sh" /usr/bin/rustc && [ -e /usr/bin/rust-lld ] &&
    [ -e "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]
}

install_debian() {
  "$here/apt-install.sh" "A Rust toolchain for WebAssembly" rustc-web cargo-web rust-web-src rust-web-llvm || return 1
  # rust-lld links to the lld of one LLVM version, but the package doesn't depend on it.
  [ -e /usr/bin/rust-lld ] || "$here/apt-install.sh" "The linker" "$(basename "$(readlink /usr/bin/rust-lld)")"
}

case $want in any | rustup | debian) ;; *)
  echo "WASM_TOOLCHAIN is '$want'; allowed: rustup, debian." >&2
  exit 2
  ;;
esac

if [ "$want" != debian ]; then
  if has_target || { add_target && has_target; }; then
    echo rustup
    exit
  fi
  echo "The toolchain on PATH has no $target target." >&2
fi
if [ "$want" != rustup ]; then
  if debian_ready || { install_debian && debian_ready; }; then
    echo debian
    exit
  fi
fi
echo "No toolchain for WebAssembly found. With rustup, run: rustup target add $target" >&2
exit 1
