#!/bin/sh
# Installs, runs, upgrades and purges the package in /srv. Runs in a fresh Debian without network,
# for deb.sh: `try_installed.sh PACKAGE_NAME`.
set -eu

name=$1
share=/home/clerk/.local/share/nianbao
export XDG_RUNTIME_DIR=/tmp

step() {
    echo "  $*" >&2
}

fail() {
    echo "try_installed.sh: $*" >&2
    exit 1
}

# as_clerk COMMAND...: as the person at the desk, with nothing of ours around
as_clerk() {
    runuser -u clerk -- env -i -C /home/clerk HOME=/home/clerk PATH=/usr/bin:/bin LANG=C.UTF-8 \
        PATIENCE="${PATIENCE:-1}" "$@"
}

# Each screen has a number of its own: the last one may still be going, which takes the new one along.
screen=20
on_screen() {
    screen=$((screen + 1))
    as_clerk xvfb-run --server-num="$screen" --server-args="-screen 0 1366x768x24" "$@"
}

# All files that a package may leave behind; the caches are made anew by others' triggers.
files() {
    find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /root -o -path /srv -o -path /home \
        -o -path /var -o -path /usr/share/mime -o -path '/usr/share/icons/hicolor/icon-theme.cache' \
        -o -path /usr/share/applications/mimeinfo.cache -o -path /opt \) -prune -o -print | sort
    find /opt -mindepth 1 2>/dev/null || true # dpkg takes /opt itself away with the last that is in it
}

! cat /sys/class/net/*/address 2>/dev/null | grep -v 00:00:00:00:00:00 || fail "there is a network"
useradd --create-home clerk
dbus-uuidgen --ensure=/etc/machine-id 2>/dev/null || echo 0123456789abcdef0123456789abcdef >/etc/machine-id
files >/srv/before

step "installing"
dpkg --install /srv/this.deb >/srv/dpkg.log 2>&1 || fail "$(cat /srv/dpkg.log)"
desktop-file-validate "/usr/share/applications/$name.desktop"
grep -q ':\*.nianbao$' /usr/share/mime/globs2 || fail "the system does not know .nianbao files"
grep -q "application/x-nianbao=$name.desktop" /usr/share/applications/mimeinfo.cache ||
    fail ".nianbao files do not open with the program"
du -sk "/opt/apps/$name" | awk '{ printf "  installed: %.0f MB\n", $1 / 1024 }' >&2

step "its own test, without a screen and with one"
as_clerk env QT_QPA_PLATFORM=offscreen nianbao --self-test
on_screen env QT_QPA_PLATFORM=xcb nianbao --self-test

step "the commands that need no window"
sample=/opt/apps/$name/files/_internal/resources/samples/sample.nianbao
as_clerk nianbao check "$sample"
as_clerk nianbao pdf "$sample" -o 年报.pdf
as_clerk head -c 5 年报.pdf | grep -q %PDF- || fail "no PDF was made"

step "a session at the window"
cp /srv/*window.sh /srv/type_chinese.sh /home/clerk/
on_screen sh use_window.sh "$sample"
if [ -e /home/clerk/trace ]; then
    grep -E 'AF_INET|AF_PACKET|AF_NETLINK' /home/clerk/trace &&
        fail "the program opened the network sockets above"
    sockets=$(grep -c 'socket(AF_UNIX' /home/clerk/trace) || true
    step "no network socket; $sockets of the X server and its like"
else
    step "not noted: system calls, which strace does not see where the processor is emulated"
fi
[ -e $share/nianbao.db ] || fail "the report was not kept"

for method in fcitx4 fcitx5 ibus; do
    if command -v "$(echo $method | sed 's/4//; s/ibus/&-daemon/')" >/dev/null; then
        step "typing Chinese through $method"
        rm -rf $share
        on_screen dbus-run-session -- sh type_chinese.sh $method "$sample"
    fi
done
before=$(cksum <$share/nianbao.db)

step "upgrading"
dpkg --install /srv/next.deb >/srv/dpkg.log 2>&1 || fail "$(cat /srv/dpkg.log)"
dpkg-query --show --showformat '  now version ${Version}\n' "$name" >&2
on_screen env QT_QPA_PLATFORM=xcb nianbao --self-test >/srv/self-test.log 2>&1 ||
    fail "$(cat /srv/self-test.log)"

step "purging"
dpkg --purge "$name" >/srv/dpkg.log 2>&1 || fail "$(cat /srv/dpkg.log)"
files >/srv/after
diff /srv/before /srv/after || fail "the package left the files above behind"
grep -q nianbao /usr/share/mime/globs2 /usr/share/applications/mimeinfo.cache &&
    fail "the system still knows .nianbao files"
[ "$(cksum <$share/nianbao.db)" = "$before" ] || fail "the clerk's data did not stay as they were"
step "nothing left behind, the clerk's data kept"
