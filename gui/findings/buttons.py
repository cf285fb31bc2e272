"""The buttons of a card: the first is filled, the others are edged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from gui.shared.plain import caption
from gui.shared.theme import LABEL, RADIUS, UNIT, Shades, lettering

HEIGHT = 24


def small_button(text: str, act: Callable[[], object], shades: Shades, filled: bool) -> QPushButton:
    """A button as high as stands in a card."""
    button = QPushButton(caption(text))
    button.setFont(lettering(LABEL))
    ground, words, edge = (
        (shades.accent, shades.on_accent, shades.accent)
        if filled
        else (shades.card, shades.ink, shades.frame)
    )
    pressed = shades.ink if filled else shades.accent
    button.setStyleSheet(
        f"QPushButton {{ background: {ground.name()}; color: {words.name()};"
        f" border: 1px solid {edge.name()}; border-radius: {RADIUS}px;"
        f" padding: 0 {2 * UNIT}px; min-height: {HEIGHT - 2}px; }}"
        f"QPushButton:hover {{ border-color: {pressed.name()}; }}"
        f"QPushButton:focus {{ border: 2px solid {pressed.name()};"
        f" padding: 0 {2 * UNIT - 1}px; min-height: {HEIGHT - 4}px; }}"
    )
    button.clicked.connect(lambda _checked: act())
    return button


def in_rows(buttons: Sequence[QPushButton], width: int) -> QVBoxLayout:
    """The buttons beside each other, in as many rows as the width asks for."""
    rows = QVBoxLayout()
    rows.setSpacing(UNIT)
    row, used = QHBoxLayout(), 0
    for button in buttons:
        button.setMaximumWidth(width)
        wanted = min(button.sizeHint().width(), width)
        if used and used + wanted > width:
            row.addStretch(1)
            rows.addLayout(row)
            row, used = QHBoxLayout(), 0
        row.setSpacing(2 * UNIT)
        row.addWidget(button)
        used += wanted + 2 * UNIT
    row.addStretch(1)
    rows.addLayout(row)
    return rows
