# shellcheck shell=bash
# A screen and an empty Windows, for build_in_wine.sh and test_in_wine.sh.

set -euo pipefail
export DISPLAY=:7 XDG_RUNTIME_DIR=/tmp WINEPREFIX=/tmp/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
# shellcheck disable=SC2034  # for those that read this in
work=/project/build/windows

# windows COMMAND...: runs a Windows program. Wine needs a screen even for those that show nothing;
# Python does not start without an input or when its output is a file.
windows() {
    /usr/lib/wine/wine64 "$@" </dev/null | cat
}

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

mkdir -p /tmp/.X11-unix
rm -f /tmp/.X7-lock /tmp/.X11-unix/X7 # left by a screen that was killed
Xvfb "$DISPLAY" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
rm -rf "$WINEPREFIX"
windows wineboot --init >/dev/null 2>&1
