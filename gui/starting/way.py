"""A way to begin, as a button: what it does, and below it what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import BODY, UNIT, Theme, lettering


class Way(NamedTuple):
    """`keys` are those of its action, "" for none; `icon` is an icon's name."""

    text: str
    keys: str
    about: str
    icon: str
    act: Callable[[], object]


def way_button(way: Way, theme: Theme, first: bool) -> QPushButton:
    """The button; the first one is filled, and Enter presses it."""
    icon = theme.icon_on_accent(way.icon) if first else theme.icon(way.icon)
    button = QPushButton(icon, "")
    button.setObjectName("filled" if first else "")
    button.setAutoDefault(True)  # Enter presses the one that has the focus
    button.setAccessibleName(caption(way.text))
    button.setToolTip(tool_tip(f"{way.text}（{way.keys}）" if way.keys else way.text))
    button.clicked.connect(lambda _checked: way.act())
    shades = theme.shades
    column = QVBoxLayout(button)
    column.setContentsMargins(6 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
    column.setSpacing(UNIT)
    column.addStretch(1)
    keys = "Enter" if first else way.keys
    for words, bold in ((way.text, True), (f"{way.about}　{keys}".rstrip(), False)):
        label = Label(words)
        label.setFont(lettering(BODY, bold=True) if bold else lettering())
        label.setWordWrap(not bold)
        ink = shades.on_accent if first else shades.ink if bold else shades.ink2
        label.setStyleSheet(f"color: {ink.name()}")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addWidget(label)
    column.addStretch(1)
    button.setStyleSheet("text-align: left; padding-left: 12px;")
    button.setMinimumHeight(column.sizeHint().height())
    # As high as the highest beside it.
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return button
