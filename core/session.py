"""The one door for writes: store, then memory, then checks, then whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from core.checks.equations import mending
from core.checks.explanations import grounds_of
from core.checks.facts import Number
from core.checks.findings import CheckResult, Finding, Repair, Rewrite
from core.checks.run import check, nothing_decided
from core.checks.unread import is_long, paragraphs_in
from core.forms.demands import Demands, with_demands
from core.proceed import Proceed, go_on
from core.record import record
from core.refusal import Refused
from core.report.edits import (
    Edit,
    current_text,
    edited,
    finalise,
    reopen,
    set_cells,
    set_explanation,
    set_written,
)
from core.report.report import Report
from core.report.totals import Total
from core.store.audit import Doubt, with_lost
from core.store.database import StoreRefused
from core.store.demands import asked_of, kept_demands
from core.store.published import Published
from core.store.reports import Reports


class SessionRefused(Refused):
    """The report's state does not allow the act."""


@record
class SessionChange:
    """What an edit changed.

    `targets` are as in `core.report.edits.Change`; `cells` are all cells that look different
    now: edited, recalculated, or newly marked or unmarked. `origin` is who made the edit, so
    that an editor can ignore its own echo; None for nobody.
    """

    targets: frozenset[str]
    cells: frozenset[str]
    origin: object = None


STATUS = frozenset({"status", "finalised_on"})  # what 定稿 and 撤销定稿 change
Observer = Callable[[SessionChange], None]


class Session:
    """Work on one report."""

    def __init__(self, reports: Reports, report_id: int, texts_later: bool = False) -> None:
        """Opens a kept report. Raises StoreRefused.

        With `texts_later` its texts wait to be checked, for that takes as long as all the rest.
        """
        self.reports = reports
        self.report_id = report_id
        self._audit = reports.audit(report_id)
        if self._audit.doubts:
            self._audit = with_lost(self._audit, self.in_backup())
        self.report: Report = self._audit.report
        self.notices: list[str] = []  # sentences that the clerk must read
        self.demands: tuple[Demands, ...] = ()  # 地方要求 that this report is checked for
        if not (self._audit.log_sound or self._audit.doubts or reports.hindrance):
            reports.lay_base(report_id, self.report, datetime.now())
            self.notices.append("这份年报的修改记录损坏了，以前的修改不能撤销；填写的内容都在。")
        if not self._audit.doubts and not all(each.package for each in self.published()):
            reports.mend_published(report_id, self.report, datetime.now())
            self.notices.append(
                "定稿时封存的一份内容损坏了，已经去掉；现在填写的内容都在，那时的年报请看PDF或打印件。"
            )
        self._add_demands()
        self.previous: Report | None = self._last_year()
        self._recent = reports.recent_cells(report_id)
        self._read: frozenset[str] = frozenset()  # paragraphs, in the last check of the texts
        self.checked: CheckResult = self._check(texts_later)
        self._observers: list[Observer] = []

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What the clerk must decide, for the data file is damaged; till then all is read-only."""
        return self._audit.doubts

    def in_backup(self) -> Report | None:
        """What the newest good backup has of this report; None where there is none."""
        return self.reports.in_backup(self.report_id)

    def settle(self, chosen: Mapping[str, str]) -> None:
        """Stores what the clerk has decided, a text for the target of every doubt; "" is blank.

        Raises StoreRefused where that cannot be stored.
        """
        self.reports.settle(self.report_id, self._audit, chosen, datetime.now())
        self._audit = self.reports.audit(self.report_id)
        self.previous = self._last_year()
        self._recent = self.reports.recent_cells(self.report_id)
        settled = replace(self._audit.report, form=self.report.form)
        self._take_over(settled, Edit("", ()), None)

    @property
    def totals(self) -> Mapping[str, Total]:
        """The blank totals, calculated."""
        return self.checked.totals

    def last_year(self, cell: str) -> Number | None:
        """Last year's number to see a cell beside; None where it is not known.

        That is the number of what the cell means, and of what came over from last year the number
        that last year passed on.
        """
        form = self.report.form
        part = form.cells[cell].row.part
        if part == "from_last_year" and (passed_on := form.rows_of("to_next_year")):
            table, _, column = cell.split(".")
            cell = f"{table}.{passed_on[0]}.{column}"
        return self.checked.facts.last_year(cell) if self.checked.facts else None

    @property
    def texts_wait(self) -> bool:
        """Whether the texts are still to be checked: then no verdict is on them, new or old.

        That is so at first, where it was wanted, and after an edit that leaves much to read.
        """
        return self._texts_wait

    def check_texts(self) -> None:
        """Checks the whole report, its texts included, however long that takes."""
        self.take_checked(self.report, self.whole_check()(go_on))

    def whole_check(self) -> Callable[[Proceed], CheckResult]:
        """The check of the report as it is now, its texts included, to be run in any thread.

        It takes what is called after each piece of a text, and may raise Overtaken to end it.
        """
        return partial(_checked, self.report, self.previous, tuple(self._recent))

    def take_checked(self, report: Report, checked: CheckResult) -> bool:
        """Takes the verdicts of a `whole_check` of `report`; False if that is not the report now.

        A report that is changed is another object.
        """
        if report is not self.report:
            return False
        before = self._looks()
        self.checked = checked
        self._texts_wait = False
        self._read = paragraphs_in(self.report, self.previous)
        self._announce(before, frozenset(), None)
        return True

    def compare_with(self, previous: Report) -> None:
        """Checks against this report as last year's, for as long as the session lasts.

        Raises SessionRefused where it is not of the year before.
        """
        wanted = self.report.year - 1
        if previous.year != wanted:
            raise SessionRefused(f"这是{previous.year}年度的年报，请打开{wanted}年度的。")
        self.previous = previous
        nothing = Edit("", ())
        self._take_over(edited(self.report, nothing), nothing, None)  # a check under way is void

    def explain(self, finding: Finding, text: str) -> None:
        """Lets a warning or hint stand for a reason; "" takes the reason back.

        Raises SessionRefused for a must-fix finding, which only mending clears.
        """
        if finding.severity == "error":
            raise SessionRefused("错误必须改正，不能写说明保留。")
        assert self.checked.facts  # without, no rule is decided: each finding is an error
        grounds = grounds_of(finding, self.checked.facts)
        self.apply(set_explanation(self.report, finding.rule.id, grounds, text))

    def mend(self, repair: Repair) -> None:
        """改正: gives cells the values that clear a finding, as one step of undo."""
        self.apply(mending(repair, self.report))

    def take_offers(self) -> int:
        """采用 what last year's report says of blank cells, as one step of undo; how many."""
        offers = {cell: str(number) for cell, number in self.checked.offers.items()}
        self.apply(set_cells(self.report, offers, "采用上年的数"))
        return len(offers)

    def rewrite(self, rewrite: Rewrite) -> None:
        """Writes the words that clear a finding in place of those there are."""
        span = rewrite.span
        text = current_text(self.report, span.place.target)
        after = text[: span.start] + rewrite.text + text[span.end :]
        self.apply(set_written(self.report, {span.place: after}, rewrite.what))

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Calls `observer` after every change; returns what ends that.

        All observers hear of a change, even where one of them raises an error; then that goes on.
        """
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def apply(self, edit: Edit, origin: object = None) -> None:
        """Stores the edit, then changes memory. An edit without changes does nothing.

        Raises SessionRefused for a final report, EditRefused where the edit does not fit the
        report, StoreRefused where it cannot be stored; then nothing has changed.
        """
        if self.doubts:
            raise SessionRefused(
                f"这份年报有 {len(self.doubts)} 处内容对不上，现在只能看；请先核对，再修改。"
            )
        if self.report.is_final and not _targets(edit) <= STATUS:
            raise SessionRefused("年报已经定稿，不能修改；要改，请先“撤销定稿”。")
        if not edit.changes:
            return
        after = edited(self.report, edit)
        now, entries = datetime.now(), _entries(after, edit)
        self.reports.record(self.report_id, edit, entries, now, self._published_by(after))
        typed = [t.partition(".")[2] for t in _targets(edit) if t.startswith("cells.")]
        self._recent = list(dict.fromkeys([*typed, *self._recent]))
        self._take_over(after, edit, origin)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo. Undo stops at 定稿 and 撤销定稿."""
        if self._is_closed:
            return False
        targets = self.reports.last_done_targets(self.report_id)
        return bool(targets) and not targets & STATUS

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit to make again."""
        return not self._is_closed and self.reports.has_undone(self.report_id)

    def _last_year(self) -> Report | None:
        """Last year's report, without which this one can be worked on."""
        try:
            return self.reports.last_year_of(self.report_id)
        except StoreRefused as refusal:
            self.notices.append(f"没有与上年的年报对照：{refusal}")
            return None

    def _add_demands(self) -> None:
        """Puts what superiors ask for beside the rules of the form."""
        kept = kept_demands(self.reports)
        agency = self.reports.agency_of(self.report_id).id if kept else 0
        self.demands = asked_of(kept, agency, self.report.year)
        if self.demands:
            form = with_demands(self.report.form, self.demands)
            self.report = replace(self.report, form=form)
        if any(each.demands is None and each.agency in (None, agency) for each in kept):
            self.notices.append("有一份地方要求损坏了，没有用上；请在“地方要求”里移除，重新导入。")

    @property
    def _is_closed(self) -> bool:
        return self.report.is_final or bool(self.doubts)

    def undo(self) -> str | None:
        """Takes the last edit back and names it; None where there is none."""
        found = self._undoable()
        if found is None:
            return None
        return self._replay(found[0], found[1].reversed, undone=True)

    def redo(self) -> str | None:
        """Makes the last undone edit again and names it; None where there is none."""
        found = self._redoable()
        if found is None:
            return None
        return self._replay(found[0], found[1], undone=False)

    def finalise(self, on: date) -> None:
        """定稿. Raises SessionRefused while a must-fix finding stands.

        The whole report is checked again for it, whatever was found before.
        """
        if self.report.is_final:
            raise SessionRefused("年报已经定稿。")
        self.check_texts()
        if errors := [f for f in self.checked.roots if f.severity == "error"]:
            listed = "\n".join(f"{i}. {error.message}" for i, error in enumerate(errors, 1))
            raise SessionRefused(f"还有{len(errors)}处错误，不能定稿：\n{listed}")
        self.apply(finalise(self.report, on))

    def reopen(self, why: str = "") -> None:
        """撤销定稿: back to a draft. What was published stays as it was, and the log says why.

        Raises SessionRefused where a later version corrects the report.
        """
        if later := self.reports.later_version(self.report_id):
            raise SessionRefused(f"这份年报已经有更正的第{later}版，不能撤销定稿；请改那一版。")
        self.apply(reopen(self.report, why))

    def published(self) -> list[Published]:
        """What was published of this version, the latest first. Raises StoreRefused."""
        return self.reports.published(self.report_id)

    def _published_by(self, after: Report) -> Report | None:
        """What is to be kept as it is published, when the report becomes `after`.

        That is the report at 定稿, and at 撤销定稿 one that was finalised before anything was kept.
        """
        if after.is_final != self.report.is_final:
            if after.is_final:
                return after
            if not self.published():
                return self.report
        return None

    def _undoable(self) -> tuple[int, Edit] | None:
        found = None if self._is_closed else self.reports.last_done(self.report_id)
        return None if found and _targets(found[1]) & STATUS else found

    def _redoable(self) -> tuple[int, Edit] | None:
        return None if self._is_closed else self.reports.first_undone(self.report_id)

    def _replay(self, row: int, edit: Edit, undone: bool) -> str:
        after = edited(self.report, edit)
        self.reports.record_undone(self.report_id, row, undone, _entries(after, edit))
        self._take_over(after, edit, None)
        return edit.what

    def _take_over(self, after: Report, edit: Edit, origin: object) -> None:
        before = self._looks()
        self.report = after
        self.checked = nothing_decided(after.form)  # never what was found in an older report
        self.checked = self._check()
        self._announce(before, _targets(edit), origin)

    def _announce(
        self, before: Mapping[str, object], targets: frozenset[str], origin: object
    ) -> None:
        """Tells the observers what looks different from `before`, and the targets of the edit."""
        now = self._looks()
        cells = {cell for cell in before.keys() | now.keys() if before.get(cell) != now.get(cell)}
        cells |= {t.partition(".")[2] for t in targets if t.startswith(("cells.", "notes."))}
        known = frozenset(cells & self.report.form.cells.keys())
        change = SessionChange(targets, known, origin)
        with ExitStack() as all_of_them:
            for observer in reversed(self._observers):
                all_of_them.callback(observer, change)

    def _check(self, texts_later: bool = False) -> CheckResult:
        paragraphs = paragraphs_in(self.report, self.previous)
        self._texts_wait = texts_later or is_long(paragraphs, self._read)
        if not self._texts_wait:
            self._read = paragraphs
        return check(self.report, self.previous, self._recent, with_texts=not self._texts_wait)

    def _looks(self) -> dict[str, object]:
        """What each cell shows beyond its own value: a total, its findings, what is offered."""
        marks, blamed, offers = self.checked.by_cell, self.checked.blamed, self.checked.offers
        return {
            cell: (self.totals.get(cell), marks.get(cell), blamed.get(cell), offers.get(cell))
            for cell in marks.keys() | blamed.keys() | self.totals.keys() | offers.keys()
        }


def _checked(
    report: Report, previous: Report | None, recent: tuple[str, ...], proceed: Proceed
) -> CheckResult:
    return check(report, previous, recent, proceed=proceed)


def _entries(report: Report, edit: Edit) -> dict[str, str]:
    """The whole texts that the edit's targets have now."""
    return {change.target: current_text(report, change.target) for change in edit.changes}


def _targets(edit: Edit) -> frozenset[str]:
    return frozenset(change.target for change in edit.changes)
