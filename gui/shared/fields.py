"""Fields that the dialogs on agencies and reports have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QSpinBox

from core.store.reports import Reports

LATEST_YEAR = 2099


def choice(names: Mapping[Any, str], chosen: str) -> QComboBox:
    """A box to choose one of `names`, whose keys are its data."""
    box = QComboBox()
    for key, name in names.items():
        box.addItem(name, key)
    box.setCurrentIndex(box.findData(chosen))
    return box


def act_buttons(dialog: QDialog, act: str, leave: str) -> QDialogButtonBox:
    """The buttons below a dialog, with verbs: what it does, which Enter does too, and leaving.

    `leave` is "" where there is nothing to leave undone.
    """
    buttons = QDialogButtonBox()
    buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
    if leave:
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def year_box(reports: Reports) -> QSpinBox:
    """A box for a year that has an edition of the form."""
    box = QSpinBox()
    box.setRange(reports.forms[0].first_year, LATEST_YEAR)
    return box
