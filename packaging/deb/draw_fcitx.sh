#!/bin/sh
# Gets the source of fcitx's input method and generates what is compiled of it, into /tmp/fcitx. Runs
# in a Debian 13 chroot, whose Qt is the nearest below the wheels' that comes with private headers.
set -eu

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
sha256=951fcf8f1db23ed22ad91094eb4c6c906f92005a3643b52f666bd8a331163147
tools=/usr/lib/qt6

sed 's/^deb /deb-src /' /etc/apt/sources.list >/etc/apt/sources.list.d/sources.list
apt-get update -qq
apt-get install -qq -y --no-install-recommends dpkg-dev qt6-base-dev-tools xz-utils >/dev/null
rm -rf /tmp/fcitx /tmp/qt /tmp/source
cd /tmp
apt-get source -qq --tar-only fcitx-qt5
echo "$sha256  $(ls fcitx-qt5_*.orig.tar.xz)" | sha256sum --check --quiet
mkdir source
tar -x -f fcitx-qt5_*.orig.tar.xz -C source --strip-components 1
apt-get download -qq qt6-base-dev qt6-base-private-dev
for package in qt6-*.deb; do dpkg-deb -x "$package" qt; done

mkdir fcitx
mv qt/usr/include/*/qt6 fcitx/include
cp -L source/qt6/platforminputcontext/* fcitx/
cp source/COPYING.BSD fcitx/
cd fcitx
version=$(cd include/QtGui && ls -d 6.*)
for folder in . QtCore QtGui QtDBus "QtCore/$version" "QtGui/$version" "QtGui/$version/QtGui"; do
    echo "-Iinclude/$folder"
done >options
for interface in InputContext InputContext1 InputMethod InputMethod1; do
    name=$(echo "$interface" | tr '[:upper:]' '[:lower:]')proxy
    $tools/bin/qdbusxml2cpp -p "$name" -i fcitxqtdbustypes.h "org.fcitx.Fcitx.$interface.xml"
done
grep -l Q_OBJECT ./*.h | while read -r header; do
    $tools/libexec/moc @options "$header" -o "moc_$(basename "$header" .h).cpp"
done
