#!/bin/sh
# Prints the path of WebKitGTK's MiniBrowser; installs Debian's, with its driver and a virtual screen, if any is missing.
set -eu
here=$(dirname "$0")

find_browser() {
  command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || return 1
  for browser in /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib*/webkit2gtk-4.1/MiniBrowser \
    /usr/libexec/webkit2gtk-4.1/MiniBrowser /usr/lib/*/webkitgtk-6.0/MiniBrowser /usr/libexec/webkitgtk-6.0/MiniBrowser; do
    if [ -x "$browser" ]; then
      echo "$browser"
      return
    fi
  done
  return 1
}

find_browser && exit
"$here/apt-install.sh" "WebKitGTK with its driver" webkit2gtk-driver xvfb && find_browser && exit
echo "The engine tests need WebKitGTK's MiniBrowser, WebKitWebDriver and Xvfb (Debian: webkit2gtk-driver, xvfb)." >&2
exit 1
