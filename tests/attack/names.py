"""Names in packages that are written as rich text: the window opens no file for them."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from random import Random

from tests.attack.children import run_limited
from tests.attack.row import FINE, ROOT, SAMPLE, Row, Verdict

STRACE = shutil.which("strace")
SECONDS, MEGABYTES = 60, 1000
WORDS = (
    '<img src="{0}">', "<img src='file://{0}'>", '<p><img src="{0}"/>',
    '<a href="{0}">年</a><img src="{0}">',
    '<table background="{0}"><tr><td>1</table>', '<body background="{0}">', '<html><img src="{0}">',
    '<link rel="stylesheet" href="{0}">', "<div style=\"background-image:url('{0}')\">1</div>",
)  # fmt: skip
# Opens the package twice, which asks, then everything else that shows names; closes each box.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from core.resources import Resources
from gui.application import make_application, make_window
root, data, package = map(Path, sys.argv[1:])
resources = Resources(root / "resources")
application = make_application(resources)
window = make_window(resources, data)
def look_and_close():
    if box := QApplication.activeModalWidget():
        box.grab()
        box.close()
timer = QTimer(interval=50)
timer.timeout.connect(look_and_close)
timer.start()
window.show()
for _ in range(2):
    window.desk.attempt(lambda: window.acts.files.open_package(package))
acts = window.acts
for act in (acts.finalise, acts.delete_report, acts.delete_agency, acts.new_report):
    window.desk.attempt(act)
for widget in window.findChildren(QWidget):
    if widget.toolTip():
        QToolTip.showText(window.pos(), widget.toolTip(), window)
        application.processEvents()
window.grab()
QTimer.singleShot(500, application.quit)
application.exec()
print("shown")
"""


def shown_with_hostile_names(random: Random, folder: Path, number: int) -> Verdict:
    """Opens a package whose names would have a file opened, and watches which are."""
    bait = folder / "bait.png"
    bait.write_bytes(b"\x89PNG\r\n\x1a\n")
    words = WORDS[number % len(WORDS)].format(bait)
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["agency"]["name"] = words + random.choice(("", "街道", "\n"))
    data["texts"] |= {"title": words, "general": f"本年度收到申请99件{words}。\n{words}"}
    data["notes"]["documents.regulations.made"] = words
    data["cells"]["applications.new_received.total"] = "7"
    package = folder / f"{words.replace('/', '∕')[:60]}.nianbao"
    package.write_text(json.dumps(data), encoding="utf-8")
    trace = folder / "trace"
    ran = run_limited(
        [
            "strace", "-f", "-qq", "-e", "trace=open,openat", "-s", "300", "-o", str(trace),
            sys.executable, "-c", WINDOW, str(ROOT), str(folder / "data"), str(package),
        ],
        SECONDS,
        MEGABYTES,
    )  # fmt: skip
    last = ran.said.strip().splitlines()[-1:]
    if str(bait) in trace.read_text(errors="replace"):
        return Verdict("OPENED A FILE", words)
    if ran.code or last != ["shown"] or "Traceback" in ran.said:
        return Verdict("no window", f"{words}: {ran.code} {last}")
    return Verdict(FINE)


ROWS = (
    Row(
        "names", 9, shown_with_hostile_names, 90,
        skipped="" if STRACE else "strace is not installed",
    ),
)  # fmt: skip
