"""定稿, 撤销定稿 and 更正: what is asked before, and what is said after."""

from __future__ import annotations

from datetime import date
from functools import partial

from core.checks.progress import progress_of
from core.forms.definition import Section
from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.questions import confirm
from gui.texts.check import TextCheck


def finalise(desk: Desk, texts: TextCheck, keeper: BackupKeeper) -> None:
    """定稿, once the texts are checked. Raises Refused."""
    if desk.live:
        texts.when_checked(partial(_finalise, desk, desk.live, keeper))


def reopen(desk: Desk) -> None:
    """撤销定稿. Raises Refused."""
    question = "撤销定稿后年报变回草稿，可以修改。现在撤销吗？"
    if desk.live and confirm(desk.window, "撤销定稿", question, "撤销定稿", "不撤销"):
        desk.live.session.reopen()


def correct(desk: Desk) -> None:
    """更正已发布的年报. Raises Refused."""
    from core.correction import correct as start_correction  # hardly ever needed

    question = (
        "更正会以已发布的内容为底，新建一份可以修改的更正稿；"
        "已发布的那一版原样留着。现在新建更正稿吗？"
    )
    if desk.live and confirm(desk.window, "更正已发布的年报", question, "新建更正稿"):
        session = start_correction(desk.reports, desk.live.session.report_id)
        desk.open_report(session.report_id)
        desk.say(f"这是更正稿（第{session.report.version}版），改好后请再定稿。")


def _finalise(desk: Desk, live: LiveReport, keeper: BackupKeeper) -> None:
    empty = [s.heading for s in live.report.form.sections if _is_empty(s, live)]
    warning = f"“{'”“'.join(empty)}”还没有填写。" if empty else ""
    if count := sum(f.severity == "warning" for f in live.checked.roots):
        warning += f"还有{count}处警告没有改正，也没有写说明。"
    question = f"{warning}定稿后年报不能再修改（可以撤销定稿）。现在定稿吗？"
    if live.checked.errors or (
        confirm(desk.window, "定稿", question, "定稿") and keeper.make_before("定稿")
    ):
        live.session.finalise(date.today())
        desk.say("已经定稿，现在只能看；要改，请先“撤销定稿”。")


def _is_empty(section: Section, live: LiveReport) -> bool:
    return progress_of(section, live.report, live.checked).empty
