"""A report with its witnesses read, and what the clerk decides about it written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Any

from core.forms.definition import Form
from core.refusal import Refused
from core.report.edits import BLANK, Change, Edit, apply_changes, contents_of
from core.report.report import Agency, Report
from core.store.audit import ROW_TARGETS, Audit, Stored, valid_row_value
from core.store.connection import Database
from core.store.database import UNREADABLE, StoreRefused, tolerant_text
from core.store.replay import Replay
from core.store.rows import borne_in, former_rows, log_edit, store_entries, store_whose
from core.store.seals import seal_of

AGENCY_ROW, REPORT_ROW = ROW_TARGETS[:5], ROW_TARGETS[5:]


def read_rows(database: Database, report: int) -> tuple[Stored, Replay]:
    """What is stored of a report, and its log played again. Raises one of UNREADABLE."""
    return _stored(database, report), _replay(database, report)


def row_texts(report: Report) -> dict[str, str]:
    """What a report's row and its agency's say, a text for each of `ROW_TARGETS`."""
    known = (*astuple(report.agency), report.year, report.form.id, report.version)
    return dict(zip(ROW_TARGETS, map(str, (*known, report.corrects or "")), strict=True))


def settled_report(found: Audit, chosen: Mapping[str, str], forms: Sequence[Form]) -> Report:
    """The report as the clerk has decided it. Raises StoreRefused."""
    report = found.report
    settled = _report_of({t: chosen.get(t, text) for t, text in row_texts(report).items()}, forms)
    contents = contents_of(report) | {t: x for t, x in chosen.items() if t not in ROW_TARGETS}
    changes = [Change(t, BLANK.get(t, ""), text) for t, text in contents.items() if text]
    try:
        apply_changes(settled, changes)
    except (Refused, *UNREADABLE) as error:
        raise StoreRefused("选的内容在这份年报里放不下，没有改动；请另选。") from error
    return settled


def store_settled(
    database: Database,
    report: int,
    found: Audit,
    chosen: Mapping[str, str],
    settled: Report,
    at: datetime,
) -> None:
    """Stores a settled report, so that entries, seals and log agree."""
    store_whose(database, report, settled)
    # Repeated, because a damaged page may be there twice.
    while database.conn.execute("delete from entry where report = ?", [report]).rowcount:
        pass
    store_entries(database, report, contents_of(settled))
    decided = [
        Change(doubt.target, doubt.logged or "", chosen[doubt.target])
        for doubt in found.doubts
        if doubt.target not in ROW_TARGETS and doubt.logged != chosen[doubt.target]
    ]
    if not found.log_sound:
        lay_base(database, report, settled, at)
    elif decided:
        log_edit(database, report, Edit("核对损坏的内容", tuple(decided)), at)


def lay_base(database: Database, report: int, contents: Report, at: datetime) -> None:
    """Puts one edit, which leads to `contents`, in place of a log that is damaged.

    It names the status, and so undo stops at it, as at 定稿.
    """
    database.conn.execute("delete from edit where report = ?", [report])
    changes = tuple(Change(t, BLANK.get(t, ""), text) for t, text in contents_of(contents).items())
    log_edit(database, report, Edit("修改记录损坏，从这里重新开始", changes), at)


def _report_of(row: Mapping[str, str], forms: Sequence[Form]) -> Report:
    """A report without answers, of the values of a row. Raises StoreRefused."""
    typed: dict[str, Any] = {**row}
    for target in ("report.year", "report.version", "report.corrects"):
        typed[target] = int(row[target]) if row[target].isdecimal() else None
    for target in ROW_TARGETS:
        if not valid_row_value(target, typed[target], forms):
            raise StoreRefused("单位名称、层级、类型、年度和格式都要选定，才能写入。")
    form = next(form for form in forms if form.id == row["report.edition"])
    agency = Agency(*(typed[target] for target in AGENCY_ROW))
    year, _, version, corrects = (typed[target] for target in REPORT_ROW)
    return Report(agency, year, form, version=version, corrects=corrects)


def _stored(database: Database, report: int) -> Stored:
    run = database.conn.execute
    row = run(
        "select id, agency, year, edition, version, corrects, seal from report where id = ?",
        [report],
    ).fetchone()
    _, agency, year, edition, version, corrects, _ = row
    named, unsealed = _named(database, agency, year)
    if seal_of("report", *row[:-1]) != row[-1]:
        unsealed |= set(REPORT_ROW)
    entries = run("select target, value, seal from entry where report = ?", [report])
    return Stored(
        dict(zip(ROW_TARGETS, (*named, year, edition, version, corrects), strict=True)),
        frozenset(unsealed),
        [(t, value, seal_of("entry", report, t, value) == seal) for t, value, seal in entries],
    )


def _named(database: Database, agency: int, year: int) -> tuple[tuple[object, ...], set[str]]:
    """What an agency is on its report of a year, and which targets of that no seal vouches for."""
    *row, seal = database.conn.execute(
        "select id, name, tier, kind, code, superior, seal from agency where id = ?", [agency]
    ).fetchone()
    former = former_rows(database, agency)
    broken = any(seal_of("former_name", *each) != own for *each, own in former)
    unsealed = set(AGENCY_ROW[:3]) if broken else set()
    if named := borne_in(year, former):
        return (*named[2:5], *row[4:]), unsealed
    if seal_of("agency", *row) != seal:
        unsealed |= set(AGENCY_ROW)
    return tuple(row[1:]), unsealed


def _replay(database: Database, report: int) -> Replay:
    """The done edits, played again; torn where even the rows cannot be read."""
    # Python's own reading takes half the time, but gives up at the first broken text.
    for text in (str, tolerant_text):
        database.conn.text_factory = text
        try:
            return Replay(database.conn.execute(
                """select edit.id, position, target, start, old, new
                   from edit left join change on change.edit = edit.id
                   where report = ? and undone = 0 order by edit.id, position""",
                [report],
            ))  # fmt: skip
        except UNREADABLE:
            continue
        finally:
            database.conn.text_factory = tolerant_text
    unreadable = Replay(())
    unreadable.torn = True
    return unreadable
