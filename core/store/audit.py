"""A report held against its log and its seals: what holds, and what the clerk must judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from core.forms.definition import Form
from core.record import record
from core.refusal import Refused
from core.report.agency_code import CodeRefused, parse_code
from core.report.changes import changes_between
from core.report.edits import BLANK, Change, apply_changes, contents_of, current_text
from core.report.report import KINDS, TIERS, Report
from core.report.values import is_storable
from core.store.agencies import listed_agency
from core.store.database import UNREADABLE
from core.store.replay import Replay

ROW_TARGETS = (
    "agency.name", "agency.tier", "agency.kind", "agency.code", "agency.superior",
    "report.year", "report.edition", "report.version", "report.corrects",
)  # fmt: skip
# What most rows hold where not everything must be known: that is not asked for.
UNSET: Mapping[str, object] = {
    "agency.code": "",
    "agency.superior": "",
    "report.version": 1,
    "report.corrects": None,
}


@record
class Doubt:
    """One place whose witnesses do not agree.

    `target` is as in `Change`, or one of `ROW_TARGETS`. `stored` and `logged` are texts, "" for
    nothing there; `stored` is None where it cannot be read, `logged` where the log does not say.
    `sealed` is whether the seal vouches for what is stored.
    """

    target: str
    stored: str | None
    logged: str | None
    sealed: bool = False

    @property
    def proposed(self) -> str | None:
        """What most likely is right; None where nothing says so."""
        if self.stored is not None and (self.sealed or self.logged is None):
            return self.stored
        return self.logged


@record
class Audit:
    """A report as far as it can be read, and what is doubtful in it.

    Where there are `doubts`, the report shows what is stored. Where the log is not sound, it
    cannot tell, and is to be laid anew.
    """

    report: Report
    doubts: tuple[Doubt, ...]
    log_sound: bool


@record
class Stored:
    """The rows of one report as they are kept: anything, for they may be damaged.

    `row` has a value for each of `ROW_TARGETS`, `unsealed` are those that no seal vouches for;
    `entries` are target, value, and whether sealed.
    """

    row: Mapping[str, object]
    unsealed: frozenset[str]
    entries: Sequence[tuple[object, object, bool]]


def audit(stored: Stored, replay: Replay, forms: Sequence[Form]) -> Audit:
    """Holds what is stored against its seals and against the log."""
    report = _bare_report(stored, forms)
    texts = {_name(t): _readable(report, t, value) for t, value, _ in stored.entries}
    sealed = {_name(target) for target, _, sealed in stored.entries if sealed}
    differing = [
        target
        for target in sorted(texts.keys() | replay.targets())
        if texts.get(target, BLANK.get(target, "")) != replay.text(target)
    ]
    logged = {t: _readable(report, t, replay.text(t)) for t in differing}
    log_sound = replay.sound and None not in logged.values()
    doubts = _doubts_of_rows(stored, forms)
    for target in differing:
        text = texts.get(target, BLANK.get(target, ""))
        if target not in texts and logged[target] is None:
            continue  # the log speaks of a place that there is not
        if not log_sound and target in sealed and text is not None:
            continue  # the log is damaged, and the seal vouches
        doubts.append(Doubt(target, text, logged[target], target in sealed))
    apply_changes(report, [Change(t, BLANK.get(t, ""), v) for t, v in texts.items() if v])
    return Audit(report, tuple(doubts), log_sound)


def with_lost(found: Audit, backup: Report | None) -> Audit:
    """The same with what a backup has and the report lacks, where that may have lost anything."""
    doubtful = {doubt.target for doubt in found.doubts}
    if backup is None or "report.year" not in doubtful:
        return found
    known = contents_of(found.report).keys() | doubtful
    lost = dict.fromkeys(change.target for change in changes_between(found.report, backup))
    more = (Doubt(target, "", "") for target in lost if target not in known)
    return replace(found, doubts=(*found.doubts, *more))


def valid_row_value(target: str, value: object, forms: Sequence[Form]) -> bool:
    """Whether a value can stand in a report's row; `target` is one of `ROW_TARGETS`."""
    match target:
        case "agency.name":
            return isinstance(value, str) and value.strip() != "" and is_storable(value)
        case "agency.tier":
            return value in TIERS
        case "agency.kind":
            return value in KINDS
        case "agency.code":
            return value == "" or _is_code(value)
        case "agency.superior":
            return isinstance(value, str) and is_storable(value)
        case "report.version":
            return isinstance(value, int) and value >= 1
        case "report.corrects":
            return value is None or (isinstance(value, int) and value >= 1)
        case "report.year":
            return isinstance(value, int) and any(form.covers(value) for form in forms)
        case _:
            return value in {form.id for form in forms}


def _doubts_of_rows(stored: Stored, forms: Sequence[Form]) -> list[Doubt]:
    doubts = []
    for target in ROW_TARGETS:
        value = stored.row[target]
        valid = valid_row_value(target, value, forms)
        asked = target not in UNSET or value != UNSET[target]
        if not valid or (asked and target in stored.unsealed):
            doubts.append(Doubt(target, str(value) if valid else None, None))
    return doubts


def _bare_report(stored: Stored, forms: Sequence[Form]) -> Report:
    """The report without answers, on the edition it says or else the one its cells are of."""
    row = stored.row
    year = row["report.year"]
    year = year if isinstance(year, int) else 0
    targets = {_name(target) for target, _, _ in stored.entries}
    named = (form for form in forms if form.id == row["report.edition"])
    form = next(named, None) or max(
        forms, key=lambda f: (sum(f"cells.{cell}" in targets for cell in f.cells), f.covers(year))
    )
    known = {
        target: row[target] if valid_row_value(target, row[target], forms) else unset
        for target, unset in UNSET.items()
    }
    agency = listed_agency(
        row["agency.name"],
        row["agency.tier"],
        row["agency.kind"],
        known["agency.code"],
        known["agency.superior"],
    )
    version, corrects = known["report.version"], known["report.corrects"]
    return Report(
        agency, year, form, version=cast("int", version), corrects=cast("int | None", corrects)
    )


def _is_code(value: object) -> bool:
    try:
        return isinstance(value, str) and parse_code(value) == value
    except CodeRefused:
        return False


def _name(target: object) -> str:
    return target if isinstance(target, str) else repr(target)


def _readable(report: Report, target: object, value: object) -> str | None:
    """The text, where it is one that the target can hold, in the one way it is written."""
    if not (isinstance(target, str) and isinstance(value, str) and is_storable(value)):
        return None
    kind, _, key = target.partition(".")
    form = report.form
    known = {
        "notes": form.note_ids,
        "texts": form.text_ids,
        "cells": form.cells,
        "sources": form.cells,
    }
    if key not in known.get(kind, ("",)):
        return None
    blank = Report(report.agency, report.year, form)
    try:
        if kind == "finalised_on" and value:
            date.fromisoformat(value)
        apply_changes(blank, [Change(target, BLANK.get(target, ""), value)])
        return value if current_text(blank, target) == value else None
    except (Refused, *UNREADABLE, AttributeError):
        return None
