#!/bin/sh
# Sets up everything this program needs, then runs it. Enough on a fresh Debian 12.
#
#   sh run.sh              the program; without a screen, a sample report and pictures of the
#                          window in build/
#   sh run.sh ARGS...      the program with a report to open or a command (pdf, check REPORT, ...)
#   sh run.sh test [...]   the tests; arguments go to pytest
#   sh run.sh test-screen  the tests of the window on a virtual X screen instead of none
#   sh run.sh check        lint, format and types, of the shell scripts too where there is shellcheck
#   sh run.sh bench [...]  the speed and memory budgets
#   sh run.sh score DIR    how well a folder of cases is understood
#   sh run.sh files DIR    files of every manner that reports come in, with truths (--mixed, --seed)
#   sh run.sh score-files DIR    how well the import reads a folder of files with truths
#   sh run.sh fuzz [...]   damaged files for every reader (--count, --seed, --only, --case)
#   sh run.sh attack [...] kills, damage, hostile files; one table (--scale, --only, --seed, --case)
#   sh run.sh validate     what other programs find wrong with every kind of PDF; one table
#   sh run.sh package      every installer that this machine can build, in build/release/
#   sh run.sh freeze       the program as a folder that needs no Python, in build/dist/
#   sh run.sh reproduce [package-deb | package-arm | package-windows]
#                          builds every installer, or one, twice and compares them, byte by byte
#   sh run.sh package-deb, package-arm, package-windows    one of the installers
#   sh run.sh test-deb, test-arm, test-windows    installs it, runs it, upgrades it, removes it
#   sh run.sh lock [...]   requirements*.txt anew from pyproject.toml; with --upgrade also newer
#                          versions of what is not pinned there
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
venv=$root/.venv
python=$venv/bin/python

# Qt's own, then those of its X11 plugin. Debian 13 and later call the fifth one libglib2.0-0t64.
libraries="libgl1 libegl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1"

say() {
    echo "run.sh: $*" >&2
}

fail() {
    say "$*"
    exit 1
}

# suits PYTHON MODULE: whether it has a fitting version (PySide6 6.9.3 refuses 3.14) and the module.
# Tried by running it, because a name on PATH may be a mere stand-in.
suits() {
    "$1" -c "import sys, $2; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" 2>/dev/null
}

find_python() {
    for name in python3.11 python3.12 python3.13 python3; do
        if suits "$name" ensurepip; then
            echo "$name"
            return
        fi
    done
}

# Those of the named Debian packages that are not installed.
missing() {
    # shellcheck disable=SC2016  # dpkg-query fills these in
    format='[${db:Status-Status} ${Package}]'
    installed=$(dpkg-query --show --showformat="$format" "$@" libglib2.0-0t64 2>/dev/null) || true
    for package; do
        case $installed in
            *"[installed $package]"* | *"[installed ${package}t64]"*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

# need "PACKAGES" ["OPTIONAL PACKAGES"]: installs them when we may, else says how.
# shellcheck disable=SC2086  # lists of words
need() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ -e "$venv" ] || say "not a Debian system; Qt needs what Debian calls" $1
        return
    fi
    required=$(missing $1)
    optional=$([ $# -lt 2 ] || missing $2)
    [ -n "$required$optional" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        say "installing from Debian: $required$optional"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq &&
            apt-get install -qq -y --no-install-recommends $required $optional >/dev/null &&
            return
        [ -z "$required" ] || fail "that failed; the lines above say why"
    elif [ -n "$required" ]; then
        fail "please run this line, then try again:
sudo apt-get update && sudo apt-get install --no-install-recommends $required$optional"
    fi
    say "not installed: ${optional}(what needs them is skipped)"
}

# The stamp names the requirements file last installed and its checksum.
stamp_of() {
    echo "$1 $(cksum <"$root/$1")"
}

# set_up REQUIREMENTS_FILE ["OPTIONAL DEBIAN PACKAGES"]
set_up() {
    packages=$libraries
    if ! suits "$python" pip; then
        rm -rf "$venv"
        [ -n "$(find_python)" ] || packages="$packages python3 python3-venv"
    fi
    need "$packages" "${2-}"
    if [ ! -e "$venv" ]; then
        found=$(find_python)
        [ -n "$found" ] || fail "needs Python 3.11, 3.12 or 3.13 with venv"
        "$found" -m venv "$venv"
    fi
    have=$(cat "$venv/stamp" 2>/dev/null) || true
    # The development requirements contain those of the program.
    if [ "$have" != "$(stamp_of "$1")" ] && [ "$have" != "$(stamp_of requirements-dev.txt)" ]; then
        say "installing the Python packages of $1"
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$root/$1"
        stamp_of "$1" >"$venv/stamp"
    fi
}

# Whether a folder has room for what the tests write, a gigabyte.
roomy() {
    [ -w "$1" ] && [ "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')" -gt 1000000 ]
}

run_pytest() {
    cd "$root"
    # Hundreds of tests start the program, which would be compiled anew for each.
    unset PYTHONDONTWRITEBYTECODE
    # Qt warns of any other locale, and a warning fails a test.
    export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen
    exec "$python" -m pytest "$@"
}

freeze() {
    # Debian's Python comes without the library that PyInstaller puts into the folder.
    need "binutils libwayland-cursor0 $("$python" -c '
import sys
if sys.base_prefix == "/usr":
    print("libpython{}.{}".format(*sys.version_info))')"
    cd "$root"
    # Code is to note its lines, not their columns, which are a third of it once compressed.
    PYTHONNODEBUGRANGES=1 "$python" -m PyInstaller --noconfirm --log-level WARN \
        --distpath build/dist --workpath build/pyinstaller packaging/nianbao.spec
    # PyInstaller only warns of a library it does not find, and the program would stop at its start.
    inside=build/dist/nianbao/_internal
    lost=$(find $inside -name '*.so*' -exec env LD_LIBRARY_PATH=$inside ldd {} + |
        grep 'not found' | sort -u) || true
    [ -z "$lost" ] || fail "the packaged program lacks libraries:
$lost"
    build/dist/nianbao/nianbao sample
    QT_QPA_PLATFORM=offscreen build/dist/nianbao/nianbao --screenshots build/
    du -sh build/dist/nianbao
}

# installer SCRIPT [ARCHITECTURE]: builds or tries an installer, where this machine can.
installer() {
    [ "$(id -u)" -eq 0 ] || fail "needs root, for the chroot that it is made in"
    need "debootstrap binutils patchelf"
    case $command in
        package-*) act=build ;;
        test-*) act="test" ;;
    esac
    sh "$root/packaging/$1" "$act" ${2:+"$2"} "$python"
}

# Everything that this machine can build, and what it cannot, with the reason.
package() {
    skipped=
    for target in package-deb package-windows; do
        if [ "$(id -u)" -ne 0 ]; then
            skipped="$skipped
$target: needs root, for the chroot that it is made in"
        elif ! command -v apt-get >/dev/null; then
            skipped="$skipped
$target: needs a Debian system, for debootstrap"
        elif [ "$(uname -m)" != x86_64 ]; then
            skipped="$skipped
$target: needs an x86_64 machine (packaging/README.md says why)"
        else
            sh "$root/run.sh" "$target"
        fi
    done
    if [ -n "$skipped" ]; then
        freeze
        say "made only the folder build/dist/nianbao, which runs on systems like this one; skipped:$skipped"
    fi
    say "not among them: the package for aarch64 (sh run.sh package-arm), because emulation takes long"
}

# reproduce [COMMAND]: two builds of one commit are to give the same bytes.
reproduce() {
    rm -rf "$root/build/first" "$root/build/release"
    sh "$root/run.sh" "${1-package}"
    mv "$root/build/release" "$root/build/first"
    sh "$root/run.sh" "${1-package}"
    diff -r "$root/build/first" "$root/build/release" >&2 || fail "the two builds differ"
    say "both builds gave the same bytes"
}

lock() {
    cd "$root"
    export UV_CUSTOM_COMPILE_COMMAND='make lock'
    set -- --quiet --universal --python-version 3.11 --generate-hashes "$@"
    "$python" -m uv pip compile "$@" pyproject.toml -o requirements.txt >/dev/null
    "$python" -m uv pip compile "$@" pyproject.toml --group dev -o requirements-dev.txt >/dev/null
    "$python" -m uv pip compile "$@" --group validate -o requirements-validate.txt >/dev/null
}

# The validators are tools: they get an environment of their own, which nothing else runs in.
validate() {
    cd "$root"
    wanted=$(stamp_of requirements-validate.txt)
    if [ "$(cat build/validators/stamp 2>/dev/null)" != "$wanted" ]; then
        rm -rf build/validators
        "$python" -m venv build/validators
        build/validators/bin/python -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r requirements-validate.txt
        echo "$wanted" >build/validators/stamp
    fi
    PYTHONPATH=$root exec "$python" tests/validate build/validators/bin/python
}

run_program() {
    if [ $# -gt 0 ] || [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
        exec "$python" "$root/main.py" "$@"
    fi
    cd "$root"
    mkdir -p build
    "$python" main.py sample
    QT_QPA_PLATFORM=offscreen "$python" main.py --screenshots build/
    say "no screen here; see $root/build/ for the sample report (sample.pdf) and the window (*.png)"
}

command=${1-}
# `check REPORT` is the program's own command, `check` alone is ours.
[ "$command" = check ] && [ $# -gt 1 ] && command=
case $command in
    test)
        shift
        set_up requirements-dev.txt "poppler-utils strace"
        # Thousands of commits would wait for the disk.
        [ -n "${TMPDIR-}" ] || ! roomy /dev/shm || export TMPDIR=/dev/shm
        # All of them on two cores at once, a file's tests one after another; chosen ones alone.
        [ $# -gt 0 ] || set -- --numprocesses 2 --dist loadfile
        run_pytest "$@"
        ;;
    test-screen)
        shift
        set_up requirements-dev.txt "poppler-utils"
        need "xvfb xauth openbox xdotool"
        cd "$root"
        export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
        # A window becomes the active one only where a window manager makes it so.
        exec xvfb-run -a -s "-screen 0 1366x768x24" \
            sh -c 'openbox & exec "$@"' sh "$python" -m pytest tests/gui "$@"
        ;;
    bench)
        shift
        set_up requirements-dev.txt
        run_pytest tests/bench "$@"
        ;;
    check)
        set_up requirements-dev.txt shellcheck
        cd "$root"
        "$python" -m ruff check .
        "$python" -m ruff format --check .
        "$python" -m mypy
        if command -v shellcheck >/dev/null; then
            shellcheck run.sh packaging/*/*.sh
        fi
        ;;
    score)
        [ -d "${2-}" ] || fail "usage: sh run.sh score DIR"
        shift
        set_up requirements.txt poppler-utils
        PYTHONPATH=$root exec "$python" "$root/tests/score" "$@"
        ;;
    files | score-files)
        [ -n "${2-}" ] || fail "usage: sh run.sh $command DIR"
        shift
        set_up requirements-dev.txt
        PYTHONPATH=$root exec "$python" "$root/tests/$(echo "$command" | tr - _)" "$@"
        ;;
    fuzz)
        shift
        set_up requirements-dev.txt
        PYTHONPATH=$root exec "$python" "$root/tests/fuzz" "$@"
        ;;
    attack)
        shift
        set_up requirements-dev.txt strace
        PYTHONPATH=$root exec "$python" "$root/tests/attack" "$@"
        ;;
    validate)
        set_up requirements-dev.txt
        need "qpdf poppler-utils"
        validate
        ;;
    package | freeze | reproduce)
        shift
        set_up requirements-dev.txt
        "$command" "$@"
        ;;
    package-deb | test-deb)
        set_up requirements-dev.txt
        installer deb/deb.sh amd64
        ;;
    package-arm | test-arm)
        set_up requirements-dev.txt
        need "binfmt-support qemu-user-static"
        installer deb/deb.sh arm64
        ;;
    package-windows | test-windows)
        set_up requirements-dev.txt
        installer windows/wine.sh
        ;;
    manual)
        set_up requirements.txt
        cd "$root"
        QT_QPA_PLATFORM=offscreen "$python" -c '
from core.resources import Resources
from gui.manual_pictures import save_pictures
from main import RESOURCES

save_pictures(Resources(RESOURCES))'
        ;;
    lock)
        shift
        set_up requirements-dev.txt
        lock "$@"
        ;;
    *)
        set_up requirements.txt
        run_program "$@"
        ;;
esac
