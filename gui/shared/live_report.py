"""A session as a Qt object: what changes is a signal, what is refused is a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from core.checks.findings import CheckResult
from core.refusal import Refused
from core.report.edits import Edit
from core.report.report import Report
from core.report.totals import Total
from core.session import Session, SessionChange
from core.store.database import StoreGone

FINAL = "已定稿，不能修改；要改，先“撤销定稿”。"


class Rejection(NamedTuple):
    """What was typed into a cell and is no value, or could not be stored, and why."""

    text: str
    reason: str


class LiveReport(QObject):
    """The report that the window shows.

    `changed` carries a `SessionChange`; `refused` the sentence for the clerk, `refusal` is the
    last one, and `last_refused` what was raised. `given_up` says that something that could not be
    stored is no longer on screen, `gone` that the data file is no longer in its place.
    `rejected` is what stands in cells on screen and is not stored, the latest last; it counts as an
    error of its section. `rejected_changed` carries the id of the cell that came or went. `wanted`
    asks for an action of the window by its name.
    """

    changed = Signal(object)
    refused = Signal(str)
    given_up = Signal()
    gone = Signal()
    rejected_changed = Signal(str)
    wanted = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.refusal = ""
        self.last_refused: Refused | None = None
        self.rejected: dict[str, Rejection] = {}
        session.subscribe(self._announce)

    @property
    def report(self) -> Report:
        """The report as it is stored."""
        return self.session.report

    @property
    def checked(self) -> CheckResult:
        """The verdicts on the report as it is stored."""
        return self.session.checked

    @property
    def totals(self) -> Mapping[str, Total]:
        """The blank totals, calculated."""
        return self.session.totals

    def apply(self, make_edit: Callable[[], Edit], origin: object = None) -> bool:
        """Makes and applies an edit; False, with `refused` sent, where that cannot be done."""
        return self.attempt(lambda: self.session.apply(make_edit(), origin))

    def attempt(self, act: Callable[[], object]) -> bool:
        """Runs an act of the session; False, with `refused` sent, where it is refused."""
        try:
            act()
        except Refused as refusal:
            self.refusal, self.last_refused = str(refusal), refusal
            self.refused.emit(self.refusal)
            if isinstance(refusal, StoreGone):
                self.gone.emit()
            return False
        return True

    def reject(self, cell_id: str, text: str, reason: str) -> None:
        """Keeps what was typed into a cell and cannot be stored, until it is mended or given up."""
        self.rejected.pop(cell_id, None)
        self.rejected[cell_id] = Rejection(text, reason)
        self.rejected_changed.emit(cell_id)

    def accept(self, cell_id: str) -> None:
        """Shows what is stored in a cell, no longer what could not be."""
        if self.rejected.pop(cell_id, None):
            self.rejected_changed.emit(cell_id)

    def refuse_final(self) -> None:
        """Says why nothing can be written in a report that is 定稿, and what to do."""
        self.refusal, self.last_refused = FINAL, None
        self.refused.emit(FINAL)

    def _announce(self, change: SessionChange) -> None:
        self.changed.emit(change)
