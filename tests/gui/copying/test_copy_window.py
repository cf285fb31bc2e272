"""对照抄录: figure by figure, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from core.report.edits import set_cells
from gui.copying.copy_window import BLANK, CELL, CopyWindow
from tests.gui.hands import Clerk, Key


@pytest.fixture
def copying(filled: Clerk) -> Iterator[CopyWindow]:
    filled.window.actions_["copy_figures"].trigger()
    (window,) = filled.window.findChildren(CopyWindow)
    window.list.setFocus()
    yield window
    if isValid(window):
        window.close()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_that_enter_walks_all_figures_in_the_order_of_the_form(
    copying: CopyWindow, filled: Clerk
) -> None:
    report = filled.live.report
    copied = []
    for number, cell in enumerate(report.form.cells.values(), 1):
        place = f"{number} / {len(report.form.cells)}"
        assert copying.where.text() == f"{cell.section.heading}　{place}"
        copied.append(clipboard())
        filled.qtbot.keyClick(copying.list, Key.Key_Return)
    totals = {cell: str(total.number) for cell, total in filled.live.totals.items()}
    assert copied == [
        report.cells[cell].text if cell in report.cells else totals[cell]
        for cell in report.form.cells
    ]


def test_that_it_begins_where_the_clerk_is_and_can_leave_totals_out(
    copying: CopyWindow, filled: Clerk
) -> None:
    cells = filled.live.report.form.cells
    copying.totals.click()
    shown = [copying.cells.item(row).data(CELL) for row in range(copying.cells.rowCount())]
    assert shown == [cell.id for cell in cells.values() if not cell.is_total]
    copying.close()
    filled.go_to("applications.carried_in.business")
    filled.window.actions_["copy_figures"].trigger()
    opened = [w for w in filled.window.findChildren(CopyWindow) if w.isVisible()]
    assert opened[0].column.text().endswith("商业企业")


def test_that_it_follows_what_is_stored(copying: CopyWindow, filled: Clerk) -> None:
    filled.qtbot.keyClick(copying.list, Key.Key_Down)
    cell = copying.list.currentIndex().data(CELL)
    session = filled.live.session
    session.apply(set_cells(session.report, {cell: "41"}))
    assert copying.list.currentIndex().data(CELL) == cell
    assert copying.figure.text() == clipboard() == "41"
    session.apply(set_cells(session.report, {cell: ""}))
    assert copying.figure.text() == "（空）"
    assert copying.hint.text() == BLANK
    assert clipboard() == ""


def test_that_it_closes_with_its_report(copying: CopyWindow, filled: Clerk) -> None:
    filled.window.actions_["home"].trigger()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(copying)
