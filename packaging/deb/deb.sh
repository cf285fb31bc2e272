#!/bin/sh
# Builds and tries the Debian package for amd64 or arm64. It runs on Debian 10 and all that is newer.
#
#   sh packaging/deb/deb.sh build ARCHITECTURE PYTHON    PYTHON: one that has uv, for the wheels
#   sh packaging/deb/deb.sh test ARCHITECTURE
#
# Called by `sh run.sh package-deb` and the like. Needs an amd64 system, root, debootstrap and
# dpkg-deb, and for arm64 qemu-user-static: the kernel then runs its programs as if they were its own.
set -eu

project=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
here=$project/packaging/deb
architecture=${2-}
work=$project/build/deb
dist=$project/build/release
id=org.nianbao.nianbao
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$project/core/__init__.py").0 # UOS wants four parts
# All times in the package, so that one commit gives the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

say() {
    echo "deb.sh: $*" >&2
}

fail() {
    say "$*"
    exit 1
}

# inside CHROOT [UNSHARE OPTIONS] -- COMMAND...: runs it in there. The mounts and processes vanish
# with it, so that nothing is left to unmount before build/ can go.
# shellcheck disable=SC2016  # the inner shell's own words
inside() {
    chroot=$1
    shift
    options=
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    # shellcheck disable=SC2086  # a list of words
    nice -n 10 unshare --mount --pid --fork --kill-child $options sh -euc '
        chroot=$1
        shift
        mount -t proc proc "$chroot/proc"
        mount --rbind /dev "$chroot/dev"
        exec chroot "$chroot" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"' \
        inside "$chroot" "$@"
}

# debian SUITE FOLDER ARCHITECTURE: a new minimal Debian
debian() {
    say "making a Debian ($1, $3), about half a minute, or two where it is emulated"
    rm -rf "$2"
    mkdir -p "$work"
    debootstrap --arch "$3" --variant=minbase "$1" "$2" >"$work/debootstrap.log" ||
        fail "debootstrap failed; see $work/debootstrap.log"
    cp /etc/resolv.conf "$2/etc/"
}

# make_builder ARCHITECTURE: the Debian 11 for amd64 to build in, with our own Python for that
# architecture; made anew when its recipe changes.
make_builder() {
    builder=$work/builder-$1
    recipe=$(cat "$here/build_python.sh" "$here/old_glibc.h" | cksum)
    [ "$(cat "$builder/recipe" 2>/dev/null)" != "$recipe" ] || return 0
    if [ "$1" = amd64 ]; then
        debian bullseye "$builder" amd64
    else # by the Python for amd64
        rm -rf "$builder"
        cp -a "$work/builder-amd64" "$builder"
    fi
    say "building SQLite and Python for $1, about two minutes"
    cp "$here/build_python.sh" "$here/old_glibc.h" "$builder/srv/"
    inside "$builder" -- sh /srv/build_python.sh "$1" >"$work/python.log" 2>&1 ||
        fail "that failed; see $work/python.log"
    echo "$recipe" >"$builder/recipe"
}

# freeze PYTHON: the program as a folder, made in the old Debian
freeze() {
    mkdir -p "$builder/nianbao"
    # What an earlier build left is not to get into this one.
    find "$builder/nianbao" -mindepth 1 -delete
    (cd "$project" && tar -c --exclude=./.?* --exclude=./build .) | tar -x -C "$builder/nianbao"
    # shellcheck disable=SC2046  # a list of words
    inside "$builder" -- apt-get install -qq -y --no-install-recommends \
        "libxcb-cursor0:$architecture" \
        $(awk '!/^#/ { print $2 }' "$here/system_libraries.txt" | sort -u | sed "s/$/:$architecture/") \
        >"$work/apt.log" 2>&1 || fail "installing the libraries failed; see $work/apt.log"
    # They are chosen and checked here and only unpacked, so that there needs no network.
    say "getting the Python packages"
    venv=$builder/nianbao/.venv
    inside "$builder" -- python3.11 -m venv --without-pip /nianbao/.venv
    "$1" -m uv pip install --quiet --python-platform "$wheels" --python-version 3.11 \
        --only-binary :all: --require-hashes --target "$venv/lib/python3.11/site-packages" \
        -r "$project/requirements-dev.txt"
    echo "requirements-dev.txt $(cksum <"$project/requirements-dev.txt")" >"$venv/stamp" # for run.sh
    inside "$builder" -- env PYTHONHASHSEED=0 SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
        sh /nianbao/run.sh freeze
}

# add_input_method FROZEN: the plugin of fcitx, without which nobody types Chinese on UOS and Kylin;
# the wheels have none. One serves fcitx 4 and 5, so there is no second one of the same name to clash.
add_input_method() {
    if [ ! -e "$work/fcitx/options" ]; then
        say "getting the source of fcitx's input method"
        debian trixie "$work/debian13" amd64
        cp "$here/draw_fcitx.sh" "$work/debian13/srv/"
        inside "$work/debian13" -- sh /srv/draw_fcitx.sh >"$work/fcitx.log" 2>&1 ||
            fail "that failed; see $work/fcitx.log"
        mv "$work/debian13/tmp/fcitx" "$work/"
        rm -rf "$work/debian13"
    fi
    cp -r "$work/fcitx" "$here/build_fcitx.sh" "$builder/srv/"
    inside "$builder" -- sh /srv/build_fcitx.sh "${1#"$builder"}/_internal/PySide6/Qt" \
        "$architecture" >"$work/fcitx.log" 2>&1 || fail "compiling it failed; see $work/fcitx.log"
    mkdir -p "$1/_internal/resources/licences/fcitx-qt5"
    cp "$work/fcitx/COPYING.BSD" "$1/_internal/resources/licences/fcitx-qt5/"
}

# lend_newer FROZEN: what Qt calls and Debian 10 does not have. Only the Qt for arm64 calls such things.
lend_newer() {
    [ "$architecture" = arm64 ] || return 0
    libraries=$1/_internal/PySide6/Qt/lib
    cp "$here/newer.cpp" "$here/newer.map" "$builder/srv/"
    inside "$builder" -- g++ -shared -fPIC -std=c++17 -O2 -fno-builtin /srv/newer.cpp \
        -o "${libraries#"$builder"}/libnewer.so" -Wl,-soname,libnewer.so \
        -Wl,--version-script=/srv/newer.map -Wl,--as-needed -lm -lpthread -s
    ln -s PySide6/Qt/lib/libnewer.so "$1/_internal/" # where PyInstaller has it looked for
    python3 -B "$here/use_newer.py" "$libraries"
}

build() {
    make_builder amd64
    make_builder "$architecture"
    freeze "$1"
    frozen=$builder/nianbao/build/dist/nianbao
    # What is there for debuggers is a sixth of the whole.
    inside "$builder" -- find "${frozen#"$builder"}" -name '*.so*' ! -name 'libicudata*' \
        -exec strip --strip-unneeded {} +
    add_input_method "$frozen"
    cp "$here/trim_icu.sh" "$here/icu_items.txt" "$builder/srv/"
    inside "$builder" -- sh /srv/trim_icu.sh "${frozen#"$builder"}/_internal/PySide6/Qt/lib" \
        /nianbao/.venv/bin/python || fail "trimming ICU failed"
    lend_newer "$frozen"
    for package in libffi7 libicu67 libxcb-cursor0 libxcb-util1; do
        mkdir "$frozen/_internal/resources/licences/$package"
        cp "$builder/usr/share/doc/$package/copyright" "$frozen/_internal/resources/licences/$package/"
    done
    inside "$builder" -- env QT_QPA_PLATFORM=offscreen "${frozen#"$builder"}/nianbao" --self-test \
        >"$work/self-test.log" 2>&1 || fail "it fails its own test; see $work/self-test.log"
    depends=$(python3 -B "$here/check_libraries.py" "$frozen")
    make_package "$frozen" "$version" "$depends"
}

# A hook: NIANBAO_SIGN is a command that signs the file it is given. Without one, nothing is signed.
sign() {
    ${NIANBAO_SIGN:-:} "$1"
}

# make_package FROZEN VERSION DEPENDS
make_package() {
    tree=$work/tree
    app=$tree/opt/apps/$id
    rm -rf "$tree"
    mkdir -p "$app" "$tree/usr/bin" "$tree/DEBIAN"
    cp -r "$1" "$app/files"
    cp -r "$here/entries" "$app/"
    icons=$app/entries/icons/hicolor
    mkdir -p "$icons/256x256/apps" "$icons/scalable/apps"
    cp "$project/resources/icons/nianbao.png" "$icons/256x256/apps/$id.png"
    cp "$project/resources/icons/nianbao.svg" "$icons/scalable/apps/$id.svg"
    # UOS looks into entries/, all others into /usr/share.
    (cd "$app/entries" && find . -type f) | while read -r file; do
        link=$tree/usr/share/${file#./}
        mkdir -p "$(dirname "$link")"
        ln -s "/opt/apps/$id/entries/${file#./}" "$link"
    done
    ln -s "/opt/apps/$id/files/nianbao" "$tree/usr/bin/nianbao"
    sed "s/VERSION/$2/; s/ARCHITECTURE/$architecture/" "$here/info" >"$app/info"
    install -D "$here/copyright" "$tree/usr/share/doc/$id/copyright"
    chmod -R u=rwX,go=rX "$tree"
    cat >"$tree/DEBIAN/control" <<CONTROL
Package: $id
Version: $2
Architecture: $architecture
Maintainer: nianbao
Installed-Size: $(du -sk --apparent-size "$tree" | cut -f1)
Depends: $3
Section: editors
Priority: optional
Description: 政府信息公开工作年度报告编制软件
 填写、核对、打印政府信息公开工作年度报告。不连接网络。
CONTROL
    mkdir -p "$dist"
    # xz: the dpkg of UOS 20 does not know zstd.
    package=${id}_${2}_$architecture.deb
    find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb -Zxz -z9 -Sextreme --threads-max=1 --root-owner-group --build "$tree" \
        "$dist/$package" >/dev/null
    cp "$app/files/_internal/resources/licences/sbom.cdx.json" "$dist/$package.cdx.json"
    sign "$dist/$package"
    (cd "$dist" && sha256sum "$package" >"$package.sha256" && ls -l "$package")
}

# What the clerk does, in a Debian where the package was never seen: installs it without network,
# runs it, upgrades it, removes it.
# try_package SUITE "INPUT METHODS AND OTHER PACKAGES"
try_package() {
    package=$dist/${id}_${version}_$architecture.deb
    [ -e "$package" ] || fail "no $package; build it first"
    tester=$work/tester
    debian "$1" "$tester" "$architecture"
    cp "$here/try_installed.sh" "$here/type_chinese.sh" "$here"/*window.sh "$tester/srv/"
    cp "$package" "$tester/srv/this.deb"
    # The same again with a higher version; not compressed, which takes most of the time.
    rm -rf "$work/next"
    dpkg-deb --raw-extract "$package" "$work/next"
    sed -i "s/^Version: .*/&+next/" "$work/next/DEBIAN/control"
    dpkg-deb -Znone --root-owner-group --build "$work/next" "$tester/srv/next.deb" >/dev/null
    rm -rf "$work/next"
    (NIANBAO_SIGN='chmod +x' && sign "$tester/srv/next.deb")
    [ -x "$tester/srv/next.deb" ] || fail "the command that signs was not run"
    say "installing what the package depends on, and the tools of the test"
    # shellcheck disable=SC2016,SC2086  # the inner shell's own words; a list of words
    inside "$tester" -- sh -euc '
        apt-get update -qq
        depends=$(dpkg-deb --field /srv/this.deb Depends | sed "s/([^)]*)//g; s/,//g")
        apt-get install -qq -y --no-install-recommends $depends "$@" dbus-daemon \
            desktop-file-utils openbox procps scrot shared-mime-info xauth xdotool xvfb' \
        try_package $2 >"$work/apt.log" 2>&1 || fail "that failed; see $work/apt.log"
    say "trying the package, without network from here on"
    inside "$tester" --net -- env PATIENCE="$patience" sh /srv/try_installed.sh "$id"
    mkdir -p "$work/$1"
    cp "$tester"/home/clerk/*.png "$work/$1/"
    rm -rf "$tester"
    say "the package passed on $1"
}

[ "$(dpkg --print-architecture)" = amd64 ] || fail "needs an amd64 system"
# PATIENCE: how many times longer the tests are to wait for a window; more on a busy machine.
case $architecture in
    amd64) wheels=x86_64-manylinux_2_28 patience=${PATIENCE:-1} ;;
    arm64)
        wheels=aarch64-manylinux_2_31 patience=${PATIENCE:-4}
        update-binfmts --enable qemu-aarch64 2>/dev/null ||
            fail "this system's kernel does not run arm64's programs (qemu-user-static, binfmt_misc)"
        ;;
    *) fail "usage: sh packaging/deb/deb.sh build|test amd64|arm64 [PYTHON]" ;;
esac
case $1-$architecture in
    build-*) build "$3" ;;
    test-amd64) # The two fcitx cannot be installed side by side.
        try_package bookworm "strace fcitx-module-dbus fcitx-pinyin ibus-libpinyin"
        try_package trixie "strace fcitx5-modules fcitx5-pinyin ibus-libpinyin"
        ;;
    test-arm64) # strace sees nothing of what is emulated
        try_package bullseye "fcitx-module-dbus fcitx-pinyin ibus-libpinyin"
        ;;
esac
