"""What does not fit in the window, measured; as a program, for each package at the scale in force.

    python -m tests.gui.measures DATA_FOLDER PACKAGE...

prints a line for everything that is cut or scrolls though it should not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QScrollArea, QToolBar, QToolButton

from core.report.edits import fill_zeros, set_cells
from core.resources import Resources
from gui.application import make_application, make_window
from gui.tables.delegate import EDGE, SMALLEST_FIGURE
from gui.tables.headings import words_of
from gui.tables.tab import TableTab
from gui.tables.view import TableView
from gui.window.main_window import MainWindow

SIZE = (1366, 697)  # the commonest office screen, less its task bar and a title bar
MARGIN = 4  # around text in a cell
MARK = 12  # an icon before a figure


def settle(window: MainWindow) -> None:
    for _ in range(4):  # layouts, then scroll bars, then what follows from them
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    assert window.isVisible()


def misfits(window: MainWindow) -> Iterator[str]:
    """Everything in the open report that is cut or scrolls though it should not."""
    assert window.workspace.tabs is not None
    yield from _frame_misfits(window)
    for section, tab in window.workspace.tabs.tabs.items():
        window.workspace.tabs.show_section(section)
        settle(window)
        if isinstance(tab, QScrollArea):
            if tab.horizontalScrollBar().maximum():
                yield f"{section}: scrolls sideways"
            continue
        assert isinstance(tab, TableTab)
        for view in tab.views:
            if view.horizontalScrollBar().maximum():
                yield f"{section}: scrolls sideways"
            if view.verticalScrollBar().maximum():
                yield f"{section}: scrolls down by {view.verticalScrollBar().maximum()}"
            yield from _table_misfits(section, view)


def _frame_misfits(window: MainWindow) -> Iterator[str]:
    settle(window)
    if (window.width(), window.height()) != SIZE:
        yield f"the window needs {window.width()} × {window.height()}"
    bars = window.findChildren(QToolBar)
    for button in (b for bar in bars for b in bar.findChildren(QToolButton) if b.isVisible()):
        if button.objectName() == "qt_toolbar_ext_button":
            yield "the tool bar is cut"
        if button is not window.state_label and button.width() < button.sizeHint().width():
            yield f"button “{button.text()}” is cut"
    assert window.workspace.tabs is not None
    bar = window.workspace.tabs.tabBar()
    if any(button.isVisible() for button in bar.findChildren(QToolButton)):
        yield "the tabs scroll"
    label = window.state_label
    if label.width() < label.minimumSizeHint().width():
        yield "the state is cut"


def _table_misfits(section: str, view: TableView) -> Iterator[str]:
    model = view.grid_model
    seen = view.rect()
    figures = QFontMetricsF(view.figures)
    metrics = QFontMetricsF(view.font())
    for slot in model.grid.slots:
        rect = view.slot_rect(slot)
        if not seen.contains(rect):
            yield f"{section}: {slot.text or slot.cell} is outside"
        if slot.cell is None:
            if not _heading_fits(metrics, rect, words_of(slot)):
                yield f"{section}: heading “{slot.text}” is cut in {rect.width()}×{rect.height()}"
            continue
        look = model.look_of(slot.cell)
        room = rect.width() - MARGIN - EDGE - (MARK if look.mark else 0)
        needed = figures.horizontalAdvance(look.text) * SMALLEST_FIGURE / view.figures.pointSizeF()
        if needed > room or figures.height() > rect.height():
            yield f"{section}: {look.text} in {slot.cell.id} has {room} pixels"


def _heading_fits(metrics: QFontMetricsF, rect: QRect, text: str) -> bool:
    """Whether a heading fits in lines, or upright where its rectangle is high and narrow."""
    lines = metrics.boundingRect(
        QRect(0, 0, rect.width(), 10_000),
        int(Qt.TextFlag.TextWordWrap),
        text,
    )
    if lines.height() <= rect.height() and lines.width() < rect.width():
        return True
    upright = metrics.height() * len(text) <= rect.height() and metrics.height() <= rect.width()
    return upright and rect.height() > 3 * rect.width()


def report_on(window: MainWindow, package: Path) -> Iterator[str]:
    """The misfits of a package as it is, with eight digits everywhere, and all of it marked."""
    window.acts.files.open_package(package)
    while window.desk.work.is_on:
        QApplication.processEvents()
    yield from (f"{package.stem}: {misfit}" for misfit in misfits(window))
    assert window.desk.live is not None
    session = window.desk.live.session
    session.apply(fill_zeros(session.report))
    long = dict.fromkeys(session.report.form.cells, "87654321")
    session.apply(set_cells(session.report, long))
    assert session.checked.errors
    yield from (f"{package.stem}, eight digits: {misfit}" for misfit in misfits(window))


def main(data: Path, packages: list[Path]) -> None:
    resources = Resources(Path("resources"))
    application = make_application(resources)
    window = make_window(resources, data)
    window.resize(*SIZE)
    window.show()
    application.processEvents()
    count = 0
    for package in packages:
        for misfit in report_on(window, package):
            print(misfit)
        count += 1
    print(f"measured {count} at {window.devicePixelRatio()}")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
