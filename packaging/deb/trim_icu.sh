#!/bin/sh
# Leaves in Qt's libicudata only what Chinese asks for: `trim_icu.sh QT_LIB_FOLDER PYTHON`.
#
# Nine tenths of its 32 MB are the languages, calendars and encodings of others. icu_items.txt has
# what stays, as patterns: sorting, time zones' names and the encodings of Chinese. PYTHON has the
# same Qt with all data, and tells whether the two do the same. Runs in the Debian 11 chroot.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
library=$(ls "$1"/libicudata.so.*)
python=$2
number=${library##*.}
data=icudt${number}l.dat

DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends icu-devtools >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir all
objcopy -O binary --only-section=.rodata "$library" "all/$data"
icupkg -l "all/$data" | grep -vxE -f "$here/icu_items.txt" >removed.txt
icupkg -r removed.txt "all/$data" "$data" # under its own name, which is that of all items too
cat >data.s <<END
.section .rodata
.balign 16
.globl icudt${number}_dat
.type icudt${number}_dat, @object
icudt${number}_dat:
.incbin "$data"
.size icudt${number}_dat, . - icudt${number}_dat
.section .note.GNU-stack, "", @progbits
END
as data.s -o data.o
ld -shared -Bsymbolic -soname "libicudata.so.$number" -o "libicudata.so.$number" data.o

cat >chinese.py <<'END'
from PySide6.QtCore import QCollator, QDateTime, QLocale, QStringDecoder, QStringEncoder, QTimeZone

chinese = QLocale("zh_CN")
order = QCollator(chinese)
words = ["张三", "10号", "李四", "王五", "阿里", "2号", "北京", "上海", "重庆", "abc", "ABC"]
print(sorted(words, key=order.sortKey))
order.setNumericMode(True)
print(sorted(words, key=order.sortKey))
for name in "GB18030", "GBK", "GB2312", "Big5":
    assert QStringDecoder(name).isValid() and QStringEncoder(name).isValid(), name
zone, now = QTimeZone(b"Asia/Shanghai"), QDateTime.currentDateTime()
print(zone.displayName(now, QTimeZone.NameType.LongName, chinese))
END
"$python" chinese.py >all.txt
LD_PRELOAD=$work/libicudata.so.$number "$python" chinese.py >trimmed.txt
diff all.txt trimmed.txt
cp "libicudata.so.$number" "$library"
