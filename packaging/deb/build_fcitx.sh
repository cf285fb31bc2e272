#!/bin/sh
# Compiles what draw_fcitx.sh left in /srv/fcitx against the program's Qt: `build_fcitx.sh QT_FOLDER
# ARCHITECTURE`. Runs in the Debian 11 chroot, so that the plugin loads wherever the program does.
set -eu

qt=$1
plugin=$qt/plugins/platforminputcontexts/libfcitxplatforminputcontextplugin-qt6.so

DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    "libgl-dev:$2" "libxkbcommon-dev:$2" >/dev/null
cd /srv/fcitx
# shellcheck disable=SC2016  # the loader fills in $ORIGIN
g++ -shared -fPIC -std=c++17 -O2 -fvisibility=hidden -DQT_NO_KEYWORDS -DQT_NO_DEBUG -I. @options \
    ./*.cpp -o "$plugin" -L"$qt/lib" -l:libQt6Gui.so.6 -l:libQt6DBus.so.6 -l:libQt6Core.so.6 \
    -lxkbcommon -Wl,--as-needed -Wl,-rpath,'$ORIGIN/../../lib' -s
