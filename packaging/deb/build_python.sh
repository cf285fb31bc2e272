#!/bin/sh
# Builds SQLite and Python from Debian 12's sources into /usr/local: `build_python.sh ARCHITECTURE`.
# Runs in the Debian 11 chroot for amd64. For another architecture it compiles across, with the Python
# for amd64 that it finds there and replaces.
#
# Debian 11's own are too old (3.34.1 has no STRICT tables; 3.9), and Debian 12's own need a newer
# glibc than UOS 20 and Kylin V10 have.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
architecture=$1
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

# serve_other: from here on, the programs that make compiled files or look into them do so for the
# other architecture, by their plain names.
serve_other() {
    for tool in as g++ ld objcopy objdump strip; do
        ln -s "/usr/bin/$gnu-$tool" /usr/local/bin/$tool
    done
    apt-get download -qq "libc-bin:$architecture"
    dpkg-deb -x libc-bin_*.deb libc-bin
    cp libc-bin/sbin/ldconfig libc-bin/usr/bin/ldd /usr/local/bin/
    hash -r # the shell remembers where ldconfig was
}

dpkg --add-architecture "$architecture"
sed -n 's/^deb \([^ ]*\) bullseye main$/deb-src \1 bookworm main/p' /etc/apt/sources.list \
    >/etc/apt/sources.list.d/bookworm-sources.list
apt-get update -qq
apt-get install -qq -y --no-install-recommends ca-certificates dpkg-dev g++ make pkg-config tcl \
    xz-utils "libbz2-dev:$architecture" "libc6-dev:$architecture" "libffi-dev:$architecture" \
    "liblzma-dev:$architecture" "libssl-dev:$architecture" "zlib1g-dev:$architecture" >/dev/null

# Always the same folders, for they get into the bytes.
work=/srv/sources
trap 'rm -rf "$work"' EXIT
mkdir "$work"
cd "$work"

own=$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)
gnu=$(dpkg-architecture --host-arch "$architecture" --query DEB_HOST_GNU_TYPE 2>/dev/null)
set -- --quiet --build="$own" --host="$gnu"
made= # a folder to install into, where that is not the root
across=
if [ "$gnu" != "$own" ]; then
    made=$work/made
    # What configure cannot try out: the answers of the Python for amd64, which has the same glibc.
    across="--with-build-python=/usr/local/bin/python3.11 ac_cv_file__dev_ptmx=yes
        ac_cv_file__dev_ptc=no ac_cv_aligned_required=no ac_cv_broken_sem_getvalue=no
        ac_cv_buggy_getaddrinfo=no ac_cv_computed_gotos=yes ac_cv_working_tzset=yes"
    apt-get install -qq -y --no-install-recommends "g++-$gnu" "libstdc++6:$architecture" >/dev/null
fi

fetch sqlite3 $sqlite_sha256
(
    cd sqlite3
    ./configure "$@" --disable-static --disable-tcl --disable-readline
    make --silent -j"$(nproc)" install DESTDIR=$made
)
ldconfig

fetch python3.11 $python_sha256
(
    cd python3.11
    SOURCE_DATE_EPOCH=$(dpkg-parsechangelog --show-field Timestamp) # Python tells when it was built
    export SOURCE_DATE_EPOCH
    # One of Debian's patches needs this, which Debian's own way of building sets elsewhere.
    sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
    # Another names a file, but in what configure is made of only.
    # shellcheck disable=SC2016  # make fills these in
    sed -i 's/_$(MACHDEP)_$(MULTIARCH)/_$(MULTIARCH)/' configure
    # Debian's patch forbids pip for this Python itself; virtual environments get theirs.
    # Functions that glibc 2.28 does not have: Python does without them.
    # shellcheck disable=SC2086  # a list of words
    ./configure "$@" --enable-shared --enable-ipv6 --with-ensurepip=no \
        CPPFLAGS="-I$made/usr/local/include" LDFLAGS="-L$made/usr/local/lib" \
        ac_cv_func_sem_clockwait=no ac_cv_func_getdents64=no ac_cv_func_gettid=no $across
    make --silent -j"$(nproc)" install DESTDIR=$made
)

if [ -n "$made" ]; then
    find /usr/local -mindepth 1 -delete
    cp -a $made/usr/local/. /usr/local/
    serve_other
fi
ldconfig
/usr/local/bin/python3.11 -c 'import bz2, ctypes, lzma, sqlite3, ssl, xml.parsers.expat, zlib'
/usr/local/bin/python3.11 -m venv /tmp/venv # fails here rather than later
