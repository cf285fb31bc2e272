# shellcheck shell=sh
# How the tests wait, find the program's window and take pictures.

patience=${PATIENCE:-1} # how many times longer everything takes where the processor is emulated

# pause SECONDS, of those that a processor of its own needs
pause() {
    sleep $(($1 * patience))
}

# manage_windows: without it no window becomes the active one. The screen may not take it at once.
manage_windows() {
    openbox || { sleep 2 && openbox 2>/dev/null; }
}

# window NAME: waits for a window with that in its title and gives it the keyboard. A window that is
# just coming or going makes xdotool fail, so it is asked again.
window() {
    for _ in $(seq 60); do
        if timeout $((10 * patience)) \
            xdotool search --onlyvisible --name "$1" windowactivate --sync >/dev/null 2>&1; then
            pause 2
            return
        fi
        sleep 1
    done
    echo "no window called $1" >&2
    exit 1
}

picture() {
    scrot --overwrite "$1.png"
}
