"""A clerk's hands: real keys and input-method commits on the real window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.report.report import Agency, Report
from core.writers.pdf.writer import Pdf, report_pdf
from gui.shared.live_report import LiveReport
from gui.tables.model import TableModel
from gui.tables.tab import TableTab
from gui.tables.view import TableView
from gui.texts.field import TextField
from gui.texts.tab import TextTab
from gui.window.gate import Gate
from gui.window.main_window import MainWindow
from gui.window.report_tabs import ReportTabs

AGENCY = Agency("示例街道办事处", "township", "branch")

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
ALT = Qt.KeyboardModifier.AltModifier


class Clerk:
    """Works on one window; `keys` go wherever the focus is, as on a desk."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    @property
    def live(self) -> LiveReport:
        assert self.window.desk.live is not None
        return self.window.desk.live

    @property
    def tabs(self) -> ReportTabs:
        assert self.window.workspace.tabs is not None
        return self.window.workspace.tabs

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def view(self) -> TableView:
        """The table in front."""
        tab = self.tabs.tab
        assert isinstance(tab, TableTab)
        return tab.view

    @property
    def current(self) -> str:
        return self.view.current_cell

    @property
    def editor(self) -> QLineEdit | None:
        """The cell editor that is open, if any."""
        widget = QApplication.focusWidget()
        return widget if isinstance(widget, QLineEdit) else None

    @property
    def said(self) -> str:
        """What the line at the foot of the window says."""
        return self.window.hint_line.text

    @property
    def stored(self) -> dict[str, str]:
        """What the data file holds now, by cell id."""
        report = self.window.desk.reports.load(self.live.session.report_id)
        return {cell: value.text for cell, value in report.cells.items()}

    def wait(self) -> None:
        """Waits as the clerk does, until the window has done what it was asked for."""
        self.qtbot.waitUntil(lambda: not self.window.desk.work.is_on, timeout=20_000)

    def wait_for_texts(self) -> None:
        self.qtbot.waitUntil(lambda: not self.live.session.texts_wait, timeout=20_000)

    def start_report(self, agency: Agency, year: int) -> None:
        reports = self.window.desk.reports
        kept = {entry.agency: entry.id for entry in reports.agencies()}
        agency_id = kept.get(agency) or reports.create_agency(agency)
        self.window.desk.open_report(reports.create_report(agency_id, year))

    def model_of(self, cell_id: str) -> TableModel:
        section = self.live.report.form.section_of(cell_id)
        tab = self.tabs.tabs[section.id]
        assert isinstance(tab, TableTab)
        models = [view.grid_model for view in tab.views]
        return next(model for model in models if cell_id in model.grid.by_cell)

    def shown(self, cell_id: str, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        model = self.model_of(cell_id)
        return model.data(model.index_of(cell_id), role)

    def go_to(
        self, cell_id: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> TableView:
        """Clicks the tab of a cell and the cell."""
        section = self.live.report.form.section_of(cell_id)
        tab = self.tabs.show_section(section.id)
        assert isinstance(tab, TableTab)
        view = next(view for view in tab.views if cell_id in view.grid_model.grid.by_cell)
        place = view.visualRect(view.grid_model.index_of(cell_id)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)
        assert view.current_cell == cell_id
        return view

    def select(self, first: str, last: str) -> None:
        """Selects the block between two cells with the mouse."""
        self.go_to(first)
        self.go_to(last, SHIFT)

    def go_to_panel(self) -> None:
        """Puts the keyboard into the first thing of the panel that takes it."""
        panel = self.window.workspace.panel
        assert panel is not None
        takes = Qt.FocusPolicy.TabFocus
        inside = (w for w in panel.findChildren(QWidget) if w.isVisible())
        next(w for w in inside if w.focusPolicy() & takes).setFocus()

    def click_on(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.qtbot.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center()
        )

    def keys(self, text: str) -> None:
        """Types; what no key gives comes from the input method, for keyClicks would abort."""
        for character in text:
            if character.isascii():
                self.qtbot.keyClicks(self.focus, character)
            else:
                self.commit(character)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.qtbot.keyClick(self.focus, key, modifier or Qt.KeyboardModifier.NoModifier)

    def ctrl(self, letter: str, *, shift: bool = False) -> None:
        """Presses Ctrl and a letter, as a shortcut of the window or a key of a widget."""
        self.key(getattr(Key, f"Key_{letter}"), CTRL | SHIFT if shift else CTRL)

    def fill(self, cell_id: str, text: str) -> None:
        """Types a figure into a cell and presses Enter."""
        self.go_to(cell_id)
        self.keys(text)
        self.key(Key.Key_Return)

    def commit(self, text: str, widget: QWidget | None = None) -> None:
        """Writes as an input method does, a whole word at once."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget or self.focus, event)

    def place(self, key: str) -> TextField:
        """The field of a text, wherever the clerk is."""
        tabs = [tab for tab in self.tabs.tabs.values() if isinstance(tab, TextTab)]
        return next(tab.fields[key] for tab in tabs if key in tab.fields)

    def field(self, key: str) -> TextField:
        """The field of a text, its tab in front and the cursor in it."""
        field = self.place(key)
        for section, tab in self.tabs.tabs.items():
            if tab.isAncestorOf(field):
                self.tabs.show_section(section)
        field.setFocus()
        return field

    def note(self, section: str) -> TextField:
        tab = self.tabs.show_section(section)
        assert isinstance(tab, TableTab)
        tab.show_note()
        return tab.note

    def write(self, field: TextField, text: str) -> None:
        """Writes as an input method does, paragraph by paragraph."""
        for i, paragraph in enumerate(text.split("\n")):
            if i:
                self.qtbot.keyClick(field, Key.Key_Return)
            self.commit(paragraph, field)

    def stop_writing(self) -> None:
        """Makes the data file unwritable, as on a full disk."""
        self.window.desk.reports.database.conn.execute("pragma query_only = on")

    def let_write(self) -> None:
        self.window.desk.reports.database.conn.execute("pragma query_only = off")


def answer(monkeypatch: pytest.MonkeyPatch, *replies: bool, yes: bool = True) -> list[str]:
    """Answers every question of the window, that before 定稿 too.

    Returns what was asked or told, as it comes.

    The first questions get `replies`, all others `yes`.
    """
    asked: list[str] = []
    buttons = QMessageBox.StandardButton

    def reply(box: QMessageBox) -> int:
        asked.append(box.text())
        agreed = replies[len(asked) - 1] if len(asked) <= len(replies) else yes
        return buttons.Yes if agreed else buttons.No

    def pass_gate(gate: Gate) -> int:
        asked.append(gate.words)
        agreed = replies[len(asked) - 1] if len(asked) <= len(replies) else yes
        codes = QDialog.DialogCode
        return codes.Accepted if agreed and gate.finalise.isEnabled() else codes.Rejected

    monkeypatch.setattr(QMessageBox, "exec", reply)
    monkeypatch.setattr(Gate, "exec", pass_gate)
    return asked


def type_answers(monkeypatch: pytest.MonkeyPatch, *texts: str | None) -> list[tuple[str, str]]:
    """Answers the next dialogs that ask for a text, None cancels; returns question and old text."""
    asked: list[tuple[str, str]] = []
    codes = QDialog.DialogCode

    def reply(dialog: QInputDialog) -> int:
        asked.append((dialog.labelText(), dialog.textValue()))
        text = texts[len(asked) - 1]
        dialog.setTextValue(text or "")
        return codes.Rejected if text is None else codes.Accepted

    monkeypatch.setattr(QInputDialog, "exec", reply)
    return asked


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Lets the next file dialogs give this path; "" as when they are cancelled."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def choose_folder(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Lets the next folder dialogs give this path; "" as when they are cancelled."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def note_reports(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The reports that a PDF is made of, as they come."""
    made: list[Report] = []

    def note(report: Report, *rest: Any) -> Pdf:
        made.append(report)
        return report_pdf(report, *rest)

    monkeypatch.setattr("gui.pages.printing.report_pdf", note)
    return made


def bring_to_front(window: QWidget, qtbot: QtBot) -> None:
    """Gives the keyboard to one of the program's windows."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
