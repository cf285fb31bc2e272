"""定稿, 撤销定稿 and 更正: what is asked before, and what is said after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from core.checks.findings import Finding
from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.modal import show_modal
from gui.shared.questions import ask_why
from gui.texts.check import TextCheck


def finalise(
    desk: Desk, texts: TextCheck, keeper: BackupKeeper, go_to: Callable[[Finding | str], object]
) -> None:
    """定稿, once the texts are checked; what is in the way is gone to. Raises Refused."""
    if desk.live:
        texts.when_checked(partial(_finalise, desk, desk.live, keeper, go_to))


def reopen(desk: Desk) -> None:
    """撤销定稿, which asks why. Raises Refused."""
    question = (
        "撤销定稿后年报变回草稿，可以修改；已定稿的那一版原样留着，在“历史”里看得到。"
        "\n\n为什么撤销（记在历史里，不印出来）："
    )
    if desk.live and (why := ask_why(desk.window, "撤销定稿", question, "撤销定稿", "不撤销")):
        desk.live.session.reopen(why)


def correct(desk: Desk) -> None:
    """更正已发布的年报, which asks why. Raises Refused."""
    from core.correction import correct as start_correction  # hardly ever needed

    question = (
        "更正会以已发布的内容为底，新建一份可以修改的更正稿；"
        "已发布的那一版原样留着。\n\n更正什么、为什么更正（记在历史里，不印出来）："
    )
    if desk.live and (
        why := ask_why(desk.window, "更正已发布的年报", question, "新建更正稿", "再看看")
    ):
        session = start_correction(desk.reports, desk.live.session.report_id, why)
        desk.open_report(session.report_id)
        desk.say(f"这是更正稿（第{session.report.version}版），改好后请再定稿。")


def _finalise(
    desk: Desk, live: LiveReport, keeper: BackupKeeper, go_to: Callable[[Finding | str], object]
) -> None:
    from gui.window.gate import Gate  # the window opens without

    gate = Gate(live, desk.theme, go_to, desk.window)
    if show_modal(gate) and keeper.make_before("定稿"):
        live.session.finalise(date.today())
        desk.say("已定稿，现在只能看；要改，先“撤销定稿”。")
