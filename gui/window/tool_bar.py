"""The tool bar: with words where there is room for them, else with icons for all quiet acts."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from gui.shared.theme import BARS, BODY, ICON_SIZE, lettering


class ToolBar(QToolBar):
    """Filled by the window. Buttons that have a name keep their words, or that they have none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("工具栏", parent)
        self._needed = 0  # pixels with all words
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setFont(lettering(BODY))
        self.setStyleSheet(BARS)

    def add_icon(self, action: QAction) -> None:
        """Adds a button that is known without words."""
        self.addAction(action)
        button = self.widgetForAction(action)
        button.setObjectName("icon")
        cast("QToolButton", button).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leaves words out where they do not fit; called when a button's words are others."""
        styles = Qt.ToolButtonStyle
        quiet = [
            button
            for button in self.findChildren(QToolButton)
            if button.defaultAction() and not button.objectName()
        ]
        if all(b.toolButtonStyle() == styles.ToolButtonTextBesideIcon for b in quiet):
            self._needed = self.sizeHint().width()
        fits = self._needed <= self.width()
        for button in quiet:
            button.setToolButtonStyle(
                styles.ToolButtonTextBesideIcon if fits else styles.ToolButtonIconOnly
            )
