# shellcheck shell=sh
# How the tests find the program's window and take pictures.

# window NAME: waits for a window with that in its title and gives it the keyboard. A window that is
# just coming or going makes xdotool fail, so it is asked again.
window() {
    for _ in $(seq 60); do
        if timeout 10 xdotool search --onlyvisible --name "$1" windowactivate --sync >/dev/null 2>&1; then
            sleep 2
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
