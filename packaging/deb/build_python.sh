#!/bin/sh
# Builds SQLite and Python from Debian 12's sources into /usr/local. Runs in the Debian 11 chroot.
#
# Debian 11's own are too old (3.34.1 has no STRICT tables; 3.9), and Debian 12's own need a newer
# glibc than UOS 20 and Kylin V10 have.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
export CFLAGS="-O2 -include $here/old_glibc.h"

# The archives as their authors made them; Debian's patches to them come under apt's signature.
sqlite_sha256=aaa776260ab4dc976db34aa7891819484c8676b5b2783123ebc6301e2ca5d655
python_sha256=2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849

# fetch PACKAGE SHA256_OF_THE_ORIGINAL_ARCHIVE: unpacks the source into ./PACKAGE
fetch() {
    apt-get source -qq --download-only "$1"
    echo "$2  $(ls "$1"_*.orig.tar.*z)" | sha256sum --check --quiet
    dpkg-source --no-check --extract "$1"_*.dsc "$1" >/dev/null
}

sed -n 's/^deb \([^ ]*\) bullseye main$/deb-src \1 bookworm main/p' /etc/apt/sources.list \
    >/etc/apt/sources.list.d/bookworm-sources.list
apt-get update -qq
apt-get install -qq -y --no-install-recommends ca-certificates dpkg-dev gcc libbz2-dev libc6-dev \
    libffi-dev liblzma-dev libssl-dev make pkg-config tcl xz-utils zlib1g-dev >/dev/null

# Always the same folder, for it gets into the bytes.
work=/srv/sources
trap 'rm -rf "$work"' EXIT
mkdir "$work"
cd "$work"

fetch sqlite3 $sqlite_sha256
(
    cd sqlite3
    ./configure --quiet --disable-static --disable-tcl --disable-readline
    make --silent -j"$(nproc)" install
)
ldconfig

fetch python3.11 $python_sha256
(
    cd python3.11
    SOURCE_DATE_EPOCH=$(dpkg-parsechangelog --show-field Timestamp) # Python tells when it was built
    export SOURCE_DATE_EPOCH
    # One of Debian's patches needs this, which Debian's own way of building sets elsewhere.
    sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
    # Debian's patch forbids pip for this Python itself; virtual environments get theirs.
    # Functions that glibc 2.28 does not have: Python does without them.
    ./configure --quiet --enable-shared --with-ensurepip=no \
        ac_cv_func_sem_clockwait=no ac_cv_func_getdents64=no ac_cv_func_gettid=no
    make --silent -j"$(nproc)" install
)
ldconfig
/usr/local/bin/python3.11 -c 'import bz2, ctypes, lzma, sqlite3, ssl, xml.parsers.expat, zlib'
/usr/local/bin/python3.11 -m venv /tmp/venv # fails here rather than later
