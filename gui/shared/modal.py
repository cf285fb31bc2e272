"""A dialog shown over the window until the clerk is done with it."""

from __future__ import annotations

from PySide6 import QtWidgets


def show_modal(dialog: QtWidgets.QDialog) -> bool:
    """Shows a dialog until it is closed; whether it was accepted.

    It is deleted once its caller is back in the loop of events, and can be read until then.
    """
    code = dialog.exec()
    dialog.deleteLater()
    return code == QtWidgets.QDialog.DialogCode.Accepted
