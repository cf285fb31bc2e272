#!/bin/sh
# A clerk's session with the installed program on an X screen: `use_window.sh REPORT`. Leaves pictures
# of the screen in the home folder, and where there is strace, what the program did in ~/trace.
set -eu

cd
. ./window.sh
manage_windows &
traced=
! command -v strace >/dev/null || traced="strace -f -o trace -e trace=%network,%file,openat,creat --"
$traced nianbao "$1" &

window 年报
xdotool type 说明
xdotool key Tab
picture typed

xdotool key F9
pause 4
picture preview
xdotool key Escape
window 年报

xdotool key ctrl+shift+p
pause 3
picture save
xdotool key ctrl+a
xdotool type "$HOME/saved.pdf"
xdotool key Return
pause 4
[ -s saved.pdf ] || { echo "use_window.sh: no PDF was saved" >&2; exit 1; }

xdotool key ctrl+p
pause 4
picture print
xdotool key Return
pause 5

xdotool key ctrl+o
pause 3
picture open
xdotool key Escape
pause 1

# A second start, as a double click on a report makes one, ends at once and leaves one window.
sed 's/"year": [0-9]*/"year": 2019/' "$1" >second.nianbao
timeout $((20 * patience)) nianbao second.nianbao ||
    { echo "use_window.sh: the second start did not end" >&2; exit 1; }
pause 3
picture second
[ "$(pgrep -c -x nianbao)" -eq 1 ] || { echo "use_window.sh: two programs run" >&2; exit 1; }
xdotool key Escape
pause 1

xdotool key ctrl+q
wait %2 2>/dev/null || true
