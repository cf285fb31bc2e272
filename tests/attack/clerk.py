"""A made-up clerk: the same chance makes the same edits, through a real session."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from core.refusal import Refused
from core.report.edits import Change, Edit, fill_zeros, set_cells, set_note, set_text
from core.report.package import package_bytes
from core.report.report import Agency, Report
from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports
from tests.attack.row import forms
from tests.written import WRITTEN

AGENCY = Agency("示例街道办事处", "township", "branch")
SENTENCES = (
    "本年度主动公开政府信息{n}条，办理结果为予以公开{n}件。",
    "收到申请{n}件，全部在法定期限内答复。",
    "对{n}条超过五年的信息作了清理。",
    "组织培训，按照“谁制作、谁公开”的原则逐项写明责任科室。",
)
ON = date(2025, 1, 20)
ACTS = (
    *["cells"] * 10, "block", "zeros", *["text"] * 3, "note", *["explain"] * 2, *["undo"] * 3,
    *["redo"] * 2, *["finalise"] * 2,
)  # fmt: skip


def start_report(folder: Path, year: int = 2024, agency: Agency = AGENCY) -> int:
    """The id of a new, empty report in a data folder."""
    database = open_database(folder)
    reports = Reports(database, forms())
    kept = {entry.agency: entry.id for entry in reports.agencies()}
    report = reports.create_report(kept.get(agency) or reports.create_agency(agency), year)
    reports.close()
    return report


def act(session: Session, random: Random) -> None:
    """One thing that a clerk does: at most one edit, or an undo or redo."""
    report = session.report
    what = random.choice(ACTS)
    try:
        if report.is_final:
            session.reopen()
        elif what == "undo":
            session.undo()
        elif what == "redo":
            session.redo()
        elif what == "explain":
            _explain(session, random)
        elif what == "finalise" and not session.checked.errors:
            session.finalise(ON)
        else:
            session.apply(_edit(what, report, random))
    except Refused:  # as a clerk is: then nothing is edited
        return


def _explain(session: Session, random: Random) -> None:
    found = [f for f in session.checked.findings if f.severity != "error"]
    if found:
        session.explain(random.choice(found), f"情况属实，见附件{random.randrange(100)}。")


def _edit(what: str, report: Report, random: Random) -> Edit:
    form = report.form
    if what == "text":
        key = random.choice(form.text_ids)
        old = report.texts.get(key, "")
        at = random.randrange(len(old) + 1)
        words = random.choice(SENTENCES).format(n=random.randrange(1000))
        return set_text(report, key, (old[:at] + words + old[at + random.randrange(20) :])[:2000])
    if what == "note":
        return set_note(report, random.choice(form.note_ids), f"（其中{random.randrange(99)}件）")
    if what == "zeros":
        return fill_zeros(report)
    if what == "finalise":  # there are errors: first a report without any
        return _faultless(report)
    many = 12 if what == "block" else 1
    cells = random.sample(list(form.cells), many)
    return set_cells(
        report, {cell: random.choice(("", "/", "0", "3", "12", "4567")) for cell in cells}
    )


def _faultless(report: Report) -> Edit:
    zeros = {cell.id: "0" if not cell.is_total else "" for cell in report.form.cells.values()}
    decisions = next(cell for cell in zeros if cell.startswith("licensing."))
    written = [
        Change(f"texts.{key}", report.texts.get(key, ""), WRITTEN.get(key, ""))
        for key in report.form.text_ids
    ]
    blanks = [Change(f"notes.{key}", text, "") for key, text in report.notes.items()]
    cells = set_cells(report, zeros | {decisions: "1"})
    texts = (change for change in written if change.old != change.new)
    return Edit("清空", (*cells.changes, *texts, *blanks))


def state(session: Session) -> tuple[bytes, bool, bool]:
    """Everything a kill could lose: the report, and what can be undone and redone."""
    return package_bytes(session.report), session.can_undo, session.can_redo
