"""A report with its witnesses read, and what the clerk decides about it written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from core.forms.definition import Form
from core.refusal import Refused
from core.report.edits import BLANK, Change, Edit, apply_changes, contents_of
from core.report.report import Agency, Kind, Report, Tier
from core.store.audit import ROW_TARGETS, Audit, Stored, valid_row_value
from core.store.connection import Database
from core.store.database import UNREADABLE, StoreRefused, tolerant_text
from core.store.replay import Replay
from core.store.rows import log_edit, store_entries, store_whose
from core.store.seals import seal_of


def read_rows(database: Database, report: int) -> tuple[Stored, Replay]:
    """What is stored of a report, and its log played again. Raises one of UNREADABLE."""
    return _stored(database, report), _replay(database, report)


def settled_report(found: Audit, chosen: Mapping[str, str], forms: Sequence[Form]) -> Report:
    """The report as the clerk has decided it. Raises StoreRefused."""
    report = found.report
    agency = report.agency
    row = {
        "agency.name": agency.name,
        "agency.tier": agency.tier,
        "agency.kind": agency.kind,
        "report.year": str(report.year),
        "report.edition": report.form.id,
    }
    settled = _report_of({t: chosen.get(t, text) for t, text in row.items()}, forms)
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
    # More than once where a damaged page is there twice.
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
    name, tier, kind, year, edition = (row[target] for target in ROW_TARGETS)
    typed = {**row, "report.year": int(year) if year.isdecimal() else None}
    for target in ROW_TARGETS:
        if not valid_row_value(target, typed[target], forms):
            raise StoreRefused("单位名称、层级、类型、年度和格式都要选定，才能写入。")
    form = next(form for form in forms if form.id == edition)
    return Report(Agency(name, cast(Tier, tier), cast(Kind, kind)), int(year), form)


def _stored(database: Database, report: int) -> Stored:
    run = database.conn.execute
    columns = "report.id, agency, year, edition, report.seal, name, tier, kind, agency.seal"
    row = run(
        f"select {columns} from report join agency on agency.id = agency where report.id = ?",
        [report],
    ).fetchone()
    number, agency, year, edition, report_seal, name, tier, kind, agency_seal = row
    unsealed = {
        "report": seal_of("report", number, agency, year, edition) != report_seal,
        "agency": seal_of("agency", agency, name, tier, kind) != agency_seal,
    }
    entries = run("select target, value, seal from entry where report = ?", [report])
    return Stored(
        dict(zip(ROW_TARGETS, (name, tier, kind, year, edition), strict=True)),
        frozenset(table for table, broken in unsealed.items() if broken),
        [(t, value, seal_of("entry", report, t, value) == seal) for t, value, seal in entries],
    )


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
