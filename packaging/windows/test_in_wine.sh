#!/bin/bash
# Installs, starts, upgrades and uninstalls the Windows program inside wine.sh's chroot, and tries
# the portable copy. There is no network. Pictures go to build/windows/test/.

# shellcheck source=in_wine.sh
. "${0%/*}/in_wine.sh"

version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' /project/core/__init__.py)
release=/project/build/release
results=$work/test
sample=/project/resources/samples/sample.nianbao
home=$(echo "$WINEPREFIX"/drive_c/users/*/AppData)
home=${home%/AppData}
installed=$home/AppData/Local/Programs/nianbao
data=$home/AppData/Local/nianbao
start_menu=$home/AppData/Roaming/Microsoft/Windows/"Start Menu"/Programs/年报.lnk
desktop=$home/Desktop/年报.lnk
uninstall_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao'

passed() {
    echo "ok  $*"
}

there() {
    for path; do [ -e "$path" ] || fail "missing: $path"; done
}

gone() {
    for path; do [ ! -e "$path" ] || fail "still there: $path"; done
}

# registered KEY NAME: a value of the registry; NAME is empty for the key's own.
registered() {
    if [ -n "$2" ]; then set -- "$1" /v "$2"; else set -- "$1" /ve; fi
    windows reg query "$@" 2>/dev/null | tr -d '\r' | LC_ALL=C sed -n 's/.*REG_[A-Z]*  *//p'
}

expect() {
    [ "$2" = "$3" ] || fail "$1: '$2', not '$3'"
}

# until_it COMMAND...: waits up to two minutes for it to succeed, on a busy machine.
until_it() {
    for _ in $(seq 240); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.5
    done
    fail "waited in vain for: $*"
}

picture() {
    sleep 3
    scrot --overwrite "$results/$1.png"
    there "$results/$1.png"
}

# wizard COMMAND...: starts it and waits for its window, which comes when it has checked itself.
wizard() {
    windows "$@" &
    until_it xdotool search --onlyvisible --name 年报 windowfocus --sync
}

# go_on: presses the first button, 下一步, 安装, 卸载, 完成, or 否 in a question, which is the last window.
go_on() {
    xdotool search --onlyvisible --name 年报 | tail -n 1 | xargs xdotool windowfocus --sync
    xdotool key Return
}

# running: how many of the program there are.
running() {
    windows tasklist 2>/dev/null | grep -c '^nianbao.exe' || true
}

runs_once() {
    [ "$(running)" -eq 1 ]
}

close_programs() {
    windows taskkill /F /IM "$1" >/dev/null 2>&1 || true
    sleep 1
}

# uninstall [OPTIONS]: returns when the copy of itself that it starts has finished.
uninstall() {
    windows "$installed/uninstall.exe" /S "$@"
    until_it test ! -e "$installed/uninstall.exe"
    sleep 2
}

rm -rf "$results"
mkdir -p "$results"
there "$release/nianbao-$version-setup.exe" "$release/nianbao-$version-portable.zip"

# An older version: of one program that need not work, and a file that the new one has no more.
older=$(mktemp -d)
mkdir -p "$older/program/_internal/old" "$older/program/_internal/resources/licences"
cp "$work/nianbao/_internal/resources/licences/sbom.cdx.json" "$older/program/_internal/resources/licences/"
cp "$work/nianbao/nianbao.exe" "$older/program/"
echo old >"$older/program/_internal/old/gone.txt"
# Signed by a stand-in, which notes what it was given.
cat >"$older/sign" <<END
#!/bin/sh
echo "\$1" >>"$older/signed"
END
chmod +x "$older/sign"
NIANBAO_SIGN=$older/sign \
    python3 /project/packaging/windows/release.py "$older/program" "$older" 0.0.1 >/dev/null
expect "signed files" "$(wc -l <"$older/signed")" 3
expect "signed first and last" "$(sed -n '1p;$p' "$older/signed" | xargs -n 1 basename | xargs)" \
    "nianbao.exe nianbao-0.0.1-setup.exe"
passed "the program, its uninstaller and its installer are signed, where there is a command for it"

windows "$older/nianbao-0.0.1-setup.exe" /S
there "$installed/_internal/old/gone.txt" "$start_menu" "$desktop"
expect "older version" "$(registered "$uninstall_key" DisplayVersion)" 0.0.1
echo mine >"$installed/我的.txt"
passed "an older version is installed"

started=$(date +%s)
windows "$release/nianbao-$version-setup.exe" /S
passed "upgraded in $(($(date +%s) - started)) s"
there "$installed/nianbao.exe" "$installed/nianbao-console.exe" "$start_menu" "$desktop"
there "$installed/我的.txt"
gone "$installed/_internal/old"
(cd "$work/nianbao" && find . -type f -exec sha256sum {} +) >"$results/files.sha256"
(cd "$installed" && sha256sum --quiet --check "$results/files.sha256")
expect "files" "$(find "$installed" -type f | wc -l)" $(($(wc -l <"$results/files.sha256") + 2))
passed "all $(wc -l <"$results/files.sha256") files are there, the older one's are gone"

expect "version" "$(registered "$uninstall_key" DisplayVersion)" "$version"
expect "file type" "$(registered 'HKCU\Software\Classes\.nianbao' '')" nianbao.report
# shellcheck disable=SC1003  # a backslash, not an escape
[[ $(registered 'HKCU\Software\Classes\nianbao.report\shell\open\command' '') == \
    '"C:\users\'*'\AppData\Local\Programs\nianbao\nianbao.exe" "%1"' ]] || fail "no open command"
for link in "$start_menu" "$desktop"; do
    tr -d '\0' <"$link" | grep -aq 'Programs\\nianbao\\nianbao.exe' || fail "$link leads elsewhere"
done
passed "registry and shortcuts"

cd "$results"
windows "$installed/nianbao-console.exe" check "$sample" >check.txt
there check.txt
windows "$installed/nianbao-console.exe" pdf "$sample" -o "年度 报告.pdf" >pdf.txt
expect "PDF" "$(head -c 5 "年度 报告.pdf")" %PDF-
passed "check and pdf, in a Chinese console"

windows "$installed/nianbao.exe" --self-test
passed "the self-test"

# Wine looks up file types of the whole machine only, Windows those of the user too.
for key in .nianbao nianbao.report; do
    windows reg copy "HKCU\\Software\\Classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f >/dev/null
done
cp "$sample" "$home/样本 一.nianbao"
windows start /unix "$home/样本 一.nianbao" &
until_it test -e "$data/nianbao.db"
picture window
windows "$release/nianbao-$version-setup.exe" /S && fail "upgraded a program that runs"
there "$installed/nianbao.exe" "$start_menu"
cp "$sample" "$home/样本 二.nianbao"
windows start /wait /unix "$home/样本 二.nianbao"
expect "programs that run" "$(running)" 1
picture second
passed "a second .nianbao file opens in the window that runs"
passed "a .nianbao file opens with the program, and an upgrade of a running one is refused"
close_programs nianbao.exe
kept=$(sha256sum "$data/nianbao.db")

wizard "$release/nianbao-$version-setup.exe"
picture wizard-1-welcome
go_on
picture wizard-2-folder
rm "$start_menu"
go_on
until_it test -e "$start_menu"
picture wizard-3-done
expect "data after an upgrade" "$(sha256sum "$data/nianbao.db")" "$kept"
go_on # with the tick at “现在打开”
until_it runs_once
close_programs nianbao.exe
kept=$(sha256sum "$data/nianbao.db")
wizard "$installed/uninstall.exe"
picture wizard-4-uninstall
go_on
until_it test ! -e "$installed/uninstall.exe"
picture wizard-5-data
go_on
picture wizard-6-gone
close_programs Un_A.exe
expect "data after uninstalling" "$(sha256sum "$data/nianbao.db")" "$kept"
expect "left in the folder" "$(ls -A "$installed")" 我的.txt
gone "$start_menu" "$desktop"
for key in "$uninstall_key" 'HKCU\Software\Classes\.nianbao' 'HKCU\Software\Classes\nianbao.report'; do
    windows reg query "$key" >/dev/null 2>&1 && fail "still registered: $key"
done
passed "uninstalled: what was installed is gone, a file of the user's and the data stayed"

rm "$installed/我的.txt"
windows "$older/nianbao-0.0.1-setup.exe" /S
uninstall /DELETEDATA
gone "$installed" "$data"
passed "uninstalled with the data, when asked"

stick="$WINEPREFIX/drive_c/U 盘"
mkdir "$stick"
python3 -m zipfile -e "$release/nianbao-$version-portable.zip" "$stick"
windows "$stick/nianbao/nianbao.exe" "$home/样本 一.nianbao" &
until_it test -e "$stick/nianbao/data/nianbao.db"
windows "$stick/nianbao/nianbao.exe" "$home/样本 二.nianbao"
expect "portable programs that run" "$(running)" 1
picture portable
close_programs nianbao.exe
gone "$data"
passed "the portable copy keeps its data beside itself"
