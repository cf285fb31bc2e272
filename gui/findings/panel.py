"""The panel beside the tabs: what was found, what is still to be filled, and how far that is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.checks.findings import Finding
from core.checks.progress import Standing, standing_of
from core.report.edits import fill_zeros
from gui.findings.head import STRIP, Head, Strip
from gui.findings.lines import FindingsModel, Place, place_of
from gui.findings.list import FindingsList
from gui.findings.standing import Foot, Unfilled
from gui.shared.live_report import LiveReport
from gui.shared.theme import UNIT, Theme

WIDTH, WIDE = 280, 320  # pixels of the panel
WIDE_FROM, FOLDED_BELOW = 1600, 1200  # pixels of the window
ANY_WIDTH = 16_777_215


class FindingsPanel(QFrame):
    """The findings, one of them open as a card; below them what is missing, and the next step.

    `chosen` carries the `Finding` to go to, `went` a target (`cells.ID` or `texts.KEY`) to go to,
    `said` what was done, and `room_wanted` how wide it is to be, in pixels, folded or not.
    """

    chosen = Signal(object)
    went = Signal(str)
    said = Signal(str)
    room_wanted = Signal(int)

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._row = 0  # in the order of the form, of the finding gone to last
        self._place: Place | None = None  # the same finding
        self._where = live.report.form.sections[0].id  # the cell or section where the clerk is
        self.model = FindingsModel(live, theme, self)
        self.list = FindingsList(live, self.model, theme)
        self.unfilled, self.foot = Unfilled(theme), Foot(theme)
        self.head, self.strip = Head(theme, self._go_on, self._fold), Strip(theme)
        self._narrow, self._width = False, WIDTH
        self._lay_out()
        self._connect()
        self._describe()
        self._reopen()

    @property
    def standing(self) -> Standing:
        """How far the report is; all counts are from here."""
        return standing_of(self._live.report, self._live.checked, self._live.rejected)

    # ---- going ----

    def go(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) finding, round and round.

        While there is none, to the next or previous blank cell, then to a text not written.
        """
        findings = self.model.in_order()
        if not findings:
            self._go_to_blank(step)
            return
        places = [place_of(finding) for finding in findings]
        if self._place in places:
            row = places.index(self._place) + step
        else:  # it is mended, and the next one has moved up to its row
            row = self._row if step > 0 else self._row - 1
        self._choose(findings[row % len(findings)])

    def do_first(self) -> None:
        """Presses the first button of the open card; goes to the next finding where none is."""
        if self.list.card is not None:
            self.list.card.buttons[0].click()
        else:
            self.go(1)

    def show_place(self, place: str) -> None:
        """Takes note of where the clerk is: a cell or a section, whose findings come first."""
        form = self._live.report.form
        front = form.section_of(place).id if place in form.cells else place
        before = form.section_of(self._where).id if self._where in form.cells else self._where
        self._where = place
        here = [f for f in self._live.checked.faults if f.anchor == place]
        if here:
            if self._place not in [place_of(each) for each in here]:  # of several at one cell
                self._keep(here[0])
        elif front != before and not (self._open and self._open.section == front):
            self._place = None
            sections = [section.id for section in form.sections]
            found = [sections.index(f.section) for f in self.model.in_order()]
            at = sections.index(front)
            self._row = next((row for row, section in enumerate(found) if section >= at), 0)
        self.model.show_front(front)
        self._reopen()

    # ---- folding ----

    def fit(self, window: int) -> None:
        """As wide as a window of this width has room for; folded where that is little."""
        narrow = window < FOLDED_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_folded(narrow)
        self._width = WIDE if window >= WIDE_FROM else WIDTH
        if not self.is_folded:
            self.setMinimumWidth(self._width)

    @property
    def is_folded(self) -> bool:
        """Whether only the strip is shown."""
        return not self.strip.isHidden()

    def _fold(self) -> None:
        self._show_folded(True)
        self.strip.setFocus()

    def _unfold(self) -> None:
        self._show_folded(False)
        self.list.setFocus()

    def _show_folded(self, folded: bool) -> None:
        self.strip.setVisible(folded)
        self._body.setVisible(not folded)
        self.head.fold.setVisible(self._narrow)
        self.setMinimumWidth(STRIP if folded else self._width)
        self.setMaximumWidth(STRIP if folded else ANY_WIDTH)
        self.room_wanted.emit(STRIP if folded else self._width)

    # ---- parts ----

    def _lay_out(self) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        inside = QVBoxLayout()
        inside.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 2 * UNIT)
        inside.setSpacing(2 * UNIT)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.unfilled)
        inside.addStretch(0)  # takes the room of the list where there is none
        column.addLayout(inside, 1)
        column.addWidget(self.foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(1, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._body, 1)
        across.addWidget(self.strip)
        self.strip.hide()
        self.head.fold.hide()
        self.setMinimumWidth(self._width)
        self.setAccessibleName("核对")

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.went.connect(self.went)
        self.strip.clicked.connect(self._unfold)
        self.unfilled.wanted.connect(self._go_to_section)
        self.unfilled.zeros.connect(self._fill_zeros)
        self.unfilled.offers.connect(self._take_offers)
        self.model.changed.connect(self._reopen)
        self._live.changed.connect(self._on_changed)  # after the model, which was connected first
        self._live.rejected_changed.connect(self._describe)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        painter.fillRect(self.rect(), shades.chrome)
        painter.fillRect(0, 0, 1, self.height(), shades.line)

    @property
    def _open(self) -> Finding | None:
        return self.list.finding

    def _keep(self, finding: Finding) -> None:
        """Takes note of the finding that the clerk is at."""
        places = [place_of(each) for each in self.model.in_order()]
        self._place = place_of(finding)
        self._row = places.index(self._place) if self._place in places else 0

    def _choose(self, finding: Finding) -> None:
        self._keep(finding)
        self.list.open(self._place, in_sight=True)
        self.chosen.emit(finding)

    def _reopen(self) -> None:
        """Opens the card of the finding the clerk is at, or of the first in the section in front.

        Made anew with every change, it never offers what is done already.
        """
        place = self._place
        if self.model.row_of(place) is None:
            form = self._live.report.form
            front = form.section_of(self._where).id if self._where in form.cells else self._where
            faults = self._live.checked.faults
            place = next((place_of(f) for f in self.model.findings if f in faults
                          and f.section == front), None)  # fmt: skip
        row, card = self.model.row_of(place), self.list.card
        if (
            row is None
            or row != self.list.open_row
            or not (card and card.shows(self.model.lines[row]))
        ):
            self.list.open(place)

    def _on_changed(self) -> None:
        self._describe()
        self._reopen()

    def _describe(self) -> None:
        standing, reading = self.standing, self._live.session.texts_wait
        self.head.show_standing(standing, reading)
        self.strip.show_standing(standing, reading)
        self.list.setVisible(self.model.rowCount() > 0)
        self.unfilled.show_standing(standing, len(self._live.checked.not_assessable))
        self.foot.show_standing(standing, reading)

    # ---- what is not filled ----

    def _go_on(self) -> None:
        self.go(1)

    def _go_to_blank(self, step: int) -> None:
        blanks = [cell for finding in self._live.checked.absences for cell in finding.cells]
        order = {cell: i for i, cell in enumerate(self._live.report.form.cells)}
        if not blanks:
            if unwritten := self.standing.unwritten:
                self.went.emit(f"texts.{unwritten[0].id}")
            return
        here = order.get(self._where, -1 if step > 0 else len(order))
        blanks.sort(key=lambda cell: order[cell])
        beyond = [cell for cell in blanks if (order[cell] - here) * step > 0]
        self.went.emit(f"cells.{(beyond or blanks)[0 if step > 0 else -1]}")

    def _go_to_section(self, section: str) -> None:
        absences = self._live.checked.absences
        blanks = [cell for f in absences if f.section == section for cell in f.cells]
        self.went.emit(f"cells.{blanks[0]}" if blanks else f"texts.{section}")

    def _take_offers(self) -> None:
        cells = list(self._live.checked.offers)
        if self._live.attempt(self._live.session.take_offers):
            self.went.emit(f"cells.{cells[0]}")
            self.said.emit(f"采用了上年年报的 {len(cells)} 个数；不对的可以撤销。")

    def _fill_zeros(self, section: str) -> None:
        report = self._live.report
        offers = self._live.checked.offers  # which are no zeros
        cells = [
            cell.id
            for cell in report.form.cells.values()
            if cell.section.id == section and cell.id not in offers
        ]
        edit = fill_zeros(report, cells)
        if self._live.apply(lambda: edit):
            self.went.emit(f"cells.{cells[0]}")
            self.said.emit(f"补了 {len(edit.changes)} 个 0；不对的可以撤销。")
