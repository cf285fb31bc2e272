"""Message boxes: what the window asks before it does something, and what it must say.

Qt makes a class when it is first named; here that is when the first box opens, not before.
"""

from __future__ import annotations

from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core import __version__


def confirm(parent: QWidget, title: str, question: str) -> bool:
    """Asks a question that Enter alone does not answer with yes."""
    buttons = QtWidgets.QMessageBox.StandardButton
    yes, no = buttons.Yes, buttons.No
    return QtWidgets.QMessageBox.warning(parent, title, question, yes | no, no) == yes


def confirm_twice(parent: QWidget, question: str, consequence: str) -> bool:
    """Asks before something is deleted for good, and then asks once more."""
    return confirm(parent, "删除", question) and confirm(parent, "再次确认", consequence)


def ask_note(parent: QWidget, cell_name: str, note: str) -> str | None:
    """The note to print behind a cell's number; None where the clerk cancels."""
    text, given = QtWidgets.QInputDialog.getText(
        parent,
        "括注",
        f"印在“{cell_name}”数字后面的括注，如（其中修订16件）；留空则不印：",
        QtWidgets.QLineEdit.EchoMode.Normal,
        note,
    )
    return _bracketed(text.strip()) if given else None


def _bracketed(note: str) -> str:
    """A note in brackets: one that begins with a digit would change the figure before it."""
    return note if not note or note[0] in "（(〔[【" else f"（{note}）"


def ask_reason(parent: QWidget, message: str, reason: str) -> str | None:
    """Why a finding may stand; "" takes the reason back, None where the clerk cancels."""
    text, given = QtWidgets.QInputDialog.getMultiLineText(
        parent,
        "写说明",
        f"{message}\n\n为什么可以保留（数字一改，说明就不再算数；留空则撤回）：",
        reason,
    )
    return text.strip() if given else None


def tell(parent: QWidget | None, sentence: str) -> None:
    """Says why something was not done."""
    QtWidgets.QMessageBox.warning(parent, "年报", sentence)


def show_about(parent: QWidget, licences: Path) -> None:
    """Says what the program is, and opens the folder of the licences on request."""
    box = QtWidgets.QMessageBox(parent)
    box.setWindowTitle("关于年报")
    box.setText(
        f"<h3>年报 {__version__}</h3><p>编制政府信息公开工作年度报告：填写、核对、打印。</p>"
        "<p>数据只存在本机，软件不连接网络。</p>"
        "<p>使用 Qt（LGPL）、ReportLab（BSD）、sqlite-utils（Apache）、思源字体（OFL）"
        "和 Fandol 字体（GPL，附字体例外）；许可的全文随软件提供。</p>"
    )
    show = box.addButton("第三方软件许可", QtWidgets.QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton("关闭", QtWidgets.QMessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is show and not open_folder(licences):
        tell(parent, f"打不开文件夹，许可的全文在：{licences}")
    box.deleteLater()


def open_folder(folder: Path) -> bool:
    """Shows a folder in the system's file manager; False where that cannot be done."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
