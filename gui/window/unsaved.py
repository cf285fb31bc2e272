"""Closing the window with something on screen that could not be stored."""

from __future__ import annotations

from collections.abc import Callable

from core.refusal import Refused
from core.report.report import Report
from gui.shared.desk import Desk
from gui.shared.questions import choose, confirm, tell

ELSEWHERE, GIVE_UP = 0, 1  # the ways out


def may_close(desk: Desk, save_package: Callable[[Report], bool]) -> bool:
    """Asks what is to become of what could not be stored; False where the window stays open.

    `save_package` asks where to and saves a report's package; False where the clerk cancels it.
    """
    if not desk.can_be_saved:
        question = "有内容没有存上，现在关闭就会丢掉它。仍要关闭吗？"
        return confirm(desk.window, "关闭", question, "丢掉并关闭", "不关闭")
    way = choose(
        desk.window,
        "有内容没有存上，现在关闭就会丢掉它。\n\n整份年报可以连同它另存成数据包，以后再打开。",
        ("另存数据包…", "不存，关闭"),
        "不关闭",
    )
    if way != ELSEWHERE:
        return way == GIVE_UP
    try:
        return save_package(desk.report_on_screen())
    except Refused as refusal:
        tell(desk.window, str(refusal))
        return False
