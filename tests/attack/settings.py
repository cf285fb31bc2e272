"""Hostile files of window settings: the window opens, and nothing in them is carried out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from random import Random
from typing import Any

from tests.attack.children import run_limited
from tests.attack.clerk import start_report
from tests.attack.row import FINE, ROOT, Row, Verdict

# Where the window keeps its state, or once did.
NAMES = ("窗口.ini", "窗口.json")
KEYS = ("geometry", "report", "folder", "two_sided", "landscape_tables", "preview")
SECONDS, MEGABYTES = 20, 1000
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from core.resources import Resources
from gui.application import make_application, make_window
root, data = map(Path, sys.argv[1:])
resources = Resources(root / "resources")
application = make_application(resources)
window = make_window(resources, data)
window.show()
window.desk.open_last_report()
window.acts.preview()
QTimer.singleShot(500, application.quit)
application.exec()
window.close()
print("shown")
"""


def started_with_hostile_settings(random: Random, folder: Path, number: int) -> Verdict:
    """Writes settings, opens the window and a preview, and sees what came of it."""
    data, marker = folder / "data", folder / "executed"
    start_report(data)
    what = KINDS[number % len(KINDS)]
    for name in NAMES:
        what(random, data / name, marker)
    command = [sys.executable, "-c", WINDOW, str(ROOT), str(data)]
    ran = run_limited(command, SECONDS, MEGABYTES)
    last = ran.said.strip().splitlines()[-1:]
    detail = f"{what.__name__}: {ran.peak:.0f} MB, {ran.seconds:.1f} s, {last}"
    if marker.exists():
        return Verdict("EXECUTED", detail)
    if ran.code is None:
        return Verdict("hang" if ran.peak < MEGABYTES else "too much memory", detail)
    if ran.code or last != ["shown"] or "Traceback" in ran.said:
        return Verdict("no window", detail)
    return Verdict(FINE, detail)


class _Payload:
    """Unpickled, makes a file."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch '{self._marker}'",)


def pickled(random: Random, path: Path, marker: Path) -> None:
    """Objects that act when they are read."""
    from PySide6.QtCore import QSettings

    ini = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    for key in random.sample(KEYS, random.choice((1, len(KEYS)))):
        ini.setValue(key, _Payload(marker))
    ini.sync()
    if path.suffix == ".json":
        path.write_bytes(path.with_suffix(".ini").read_bytes())


def wrong_types(random: Random, path: Path, _marker: Path) -> None:
    """Values that are none of the key's."""
    ini = (
        "@ByteArray(x)", "@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3)", "@Invalid()", "@Size(9 9)",
        "a, b", "1e999", "@Variant(\\0\\0\\0\\x7f\\0\\0)", "-1",
        "99999999999999999999", "\\x202e", "", "@Rect(1 2)",
    )  # fmt: skip
    other: tuple[Any, ...] = (
        None,
        [],
        {},
        -1,
        1e308,
        "x",
        "AdnQywADAAA=",
        [1] * 9999,
        {"a": {}},
        True,
        "\x00",
        10**30,
    )
    if path.suffix == ".json":
        path.write_text(json.dumps({key: random.choice(other) for key in KEYS}), encoding="utf-8")
    else:
        lines = [f"{key}={random.choice(ini)}" for key in KEYS]
        path.write_text("\n".join(("[General]", *lines)), encoding="utf-8")


def no_settings_at_all(random: Random, path: Path, _marker: Path) -> None:
    """Bytes that mean nothing."""
    path.write_bytes(random.choice((
        b"", b"\0" * 5000, b"\xff\xfe" + random.randbytes(3000), b"[" * 10**6,
        b'{"geometry":' * 10**5,
        b"[General]\n" + b"geometry=" + b"\\x" * 10**6, b"null", b"NaN", b"\xef\xbb\xbf{}",
    )))  # fmt: skip


def huge(random: Random, path: Path, _marker: Path) -> None:
    """A hundred megabytes."""
    path.write_bytes(random.choice((b"[General]\ngeometry=", b'"', b"")) + b"a" * 100_000_000)


def no_file(random: Random, path: Path, _marker: Path) -> None:
    """A folder, a pipe or a link where the file should be.

    Never a link out of the attempt's folder: as root the window may replace what it leads to.
    """
    match random.randrange(4):
        case 0:
            path.mkdir()
        case 1:
            os.mkfifo(path)
        case 2:
            endless = path.with_name("endless")
            with endless.open("wb") as file:
                file.truncate(1 << 40)  # takes no room
            path.symlink_to(endless)
        case _:
            path.symlink_to("nowhere/at/all")


KINDS = (pickled, wrong_types, pickled, wrong_types, no_settings_at_all, wrong_types, huge, no_file)

ROWS = (Row("settings", 24, started_with_hostile_settings, 60),)
