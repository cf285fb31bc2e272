#!/bin/bash
# The Windows program, its installer and its portable copy, made inside wine.sh's chroot.

# shellcheck source=in_wine.sh
. "${0%/*}/in_wine.sh"
cd /project
windows /opt/python/python.exe -m PyInstaller --noconfirm --log-level WARN \
    --distpath build/windows --workpath build/windows/work packaging/nianbao.spec
python3 packaging/windows/release.py
