"""Help at the place where one is: F1 opens the manual at the page on what is in front."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from gui.helping.help_key import PAGES
from gui.helping.keys_dialog import KeysDialog
from gui.helping.manual import Manual
from gui.shared.desk import Desk
from gui.shared.modal import show_modal


class Helping(QObject):
    """Opens the manual over the window in front, so that it can be read beside a dialog too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.manual: Manual | None = None

    def show_manual(self, page: str = "") -> None:
        """使用手册, at a page, else at that on what is in front."""
        window = QApplication.activeModalWidget() or self._desk.window
        if self.manual is None or self.manual.parent() is not window:
            self.close()
            self.manual = Manual(self._desk.resources.help, window)
            self.manual.destroyed.connect(partial(self._forget, self.manual))
        self.manual.show_page(page or self.page_here())

    def show_keys(self, actions: Mapping[str, QAction]) -> None:
        """按键一览."""
        dialog = KeysDialog(actions, self._desk.window)
        show_modal(dialog)

    def page_here(self) -> str:
        """The name of the page on what is in front."""
        focus = QApplication.focusWidget()
        while focus:
            if page := PAGES.get(type(focus).__name__):
                return page
            focus = focus.parentWidget()
        live = self._desk.live
        if live is None:
            return "start"
        place = self._desk.place
        texts = {section.id for section in live.report.form.sections if section.text}
        return "texts" if place in texts else "tables"

    def close(self) -> None:
        """Closes the manual."""
        if self.manual:
            self.manual.close()
            self.manual.deleteLater()
            self.manual = None

    def _forget(self, gone: Manual) -> None:
        if self.manual is gone:
            self.manual = None
