"""What is on screen and could not be stored: how it can be kept all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.refusal import Refused
from core.report.edits import edited
from core.report.report import Report
from core.store.database import StoreRefused
from gui.live_report import LiveReport
from gui.questions import choose, confirm, tell

if TYPE_CHECKING:
    from gui.main_window import MainWindow

ELSEWHERE, GIVE_UP = 0, 1  # the ways out on closing
UNSTORED_TOO = "（没有存进本机的内容也在里面）"


def report_on_screen(window: MainWindow, live: LiveReport) -> Report:
    """The report with what could not be stored put in. Raises Refused where that is no value."""
    report = live.report
    for edit in window.tabs.unstored_edits() if window.tabs else ():
        report = edited(report, edit)
    return report


def is_there(window: MainWindow) -> bool:
    """Whether something on screen could not be stored."""
    try:
        return window.tabs is not None and bool(window.tabs.unstored_edits())
    except Refused:
        return True


def can_be_saved(window: MainWindow) -> bool:
    """Whether the report on screen can be saved elsewhere, what could not be stored included."""
    try:
        return window.live is not None and bool(report_on_screen(window, window.live))
    except Refused:
        return False


def ways_out(refusal: Refused | None) -> str:
    """What can be done about what is on screen and was not stored, for the end of the refusal."""
    if isinstance(refusal, StoreRefused):
        return "也可以先“另存数据包”或“保存PDF”，没有存上的都会带上；按 Esc 放弃。"
    return "改好它，或按 Esc 放弃。"


def may_close(window: MainWindow) -> bool:
    """Asks what is to become of what could not be stored; False where the window stays open."""
    if not can_be_saved(window):
        return confirm(window, "关闭", "有内容没有存上，现在关闭就会丢掉它。仍要关闭吗？")
    way = choose(
        window,
        "有内容没有存上，现在关闭就会丢掉它。\n\n整份年报可以连同它另存成数据包，以后再打开。",
        ("另存数据包…", "不存，关闭"),
        "取消",
    )
    return way == GIVE_UP or (way == ELSEWHERE and _save(window))


def _save(window: MainWindow) -> bool:
    """另存数据包; False where the clerk cancels it, or it is refused."""
    assert window.live is not None
    try:
        return window.files.save_package(report_on_screen(window, window.live))
    except Refused as refusal:
        tell(window, str(refusal))
        return False
