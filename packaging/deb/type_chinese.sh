#!/bin/sh
# Types 苹果 as pinyin through a real input method on an X screen: `type_chinese.sh METHOD REPORT`,
# METHOD being fcitx4, fcitx5 or ibus. Runs in a D-Bus session; leaves a picture of the candidates.
set -eu

cd
method=$1
. ./window.sh
manage_windows &
case $method in
    fcitx4)
        mkdir -p .config/fcitx
        printf '[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n' \
            >.config/fcitx/profile
        fcitx -d >/dev/null 2>&1
        export QT_IM_MODULE=fcitx
        ;;
    fcitx5)
        mkdir -p .config/fcitx5
        cat >.config/fcitx5/profile <<'END'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
END
        fcitx5 -d >/dev/null 2>&1
        export QT_IM_MODULE=fcitx
        ;;
    ibus)
        ibus-daemon --daemonize --xim --replace >/dev/null 2>&1
        export QT_IM_MODULE=ibus
        ;;
esac
pause 3

# turn_on: has the input method take the keys, which a busy machine may forget at first.
turn_on() {
    case $method in
        fcitx*)
            for _ in $(seq 10); do
                [ "$("${method%4}-remote")" != 2 ] || return 0
                xdotool key ctrl+space
                pause 2
            done
            ;;
        # It fails although it does what it is asked for.
        ibus) ibus engine libpinyin || [ "$(ibus engine)" = libpinyin ] ;;
    esac
}

is_kept() {
    grep -aq 苹果 .local/share/nianbao/nianbao.db*
}

# type_once: whether what is typed once is in the program's data a little later.
type_once() {
    window 年报
    turn_on
    pause 1
    xdotool type --delay 150 pingguo
    pause 3
    picture "$method"
    xdotool key space
    pause 1
    xdotool key Tab
    for _ in $(seq 10); do
        ! is_kept || return 0
        pause 1
    done
    return 1
}

nianbao "$2" &
program=$!
type_once || type_once || type_once || { echo "type_chinese.sh: nothing typed by $method" >&2; exit 1; }
xdotool key ctrl+q
wait "$program" 2>/dev/null || true
