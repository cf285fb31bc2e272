"""Message boxes: what the window asks before it does something, and what it must say.

Qt makes a class when it is first named; here that is when the first box opens, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core import __version__
from gui.shared.modal import show_modal
from gui.shared.plain import caption

LINE = 420  # pixels of a question above a text
LONGEST = 1000  # characters of a sentence, that the buttons below it stay on the screen


def confirm(parent: QWidget, title: str, question: str, act: str, leave: str = "再看看") -> bool:
    """Asks whether to `act`, a verb on a button; Enter alone, as Esc, is to `leave` it."""
    buttons = QtWidgets.QMessageBox.StandardButton
    box = _box(parent, title, question)
    box.setStandardButtons(buttons.Yes | buttons.No)
    box.button(buttons.Yes).setText(caption(act))
    box.button(buttons.No).setText(caption(leave))
    box.setDefaultButton(buttons.No)
    return _answer(box) == buttons.Yes


def confirm_deletion(parent: QWidget, question: str, consequence: str) -> bool:
    """Asks before something is deleted, and then asks once more."""
    return all(confirm(parent, "删除", words, "删除", "不删") for words in (question, consequence))


def ask_note(parent: QWidget, cell_name: str, note: str) -> str | None:
    """The note to print behind a cell's number; None where the clerk cancels."""
    question = f"印在“{cell_name}”数字后面的括注，如（其中修订16件）；留空则不印："
    text = _typed(_input(parent, "括注", question), note)
    return None if text is None else _bracketed(text)


def ask_source(parent: QWidget, cell_name: str, source: str) -> str | None:
    """Who gave a cell's number, for the office alone; None where the clerk cancels."""
    question = f"“{cell_name}”的数是谁给的，如 信访科 1月8日；只留在本机，不印出来，留空则去掉："
    return _typed(_input(parent, "数据来源", question), source)


def _bracketed(note: str) -> str:
    """A note in brackets: one that begins with a digit would change the figure before it."""
    return note if not note or note[0] in "（(〔[【" else f"（{note}）"


def ask_reason(parent: QWidget, message: str, reason: str) -> str | None:
    """Why a finding may stand; "" takes the reason back, None where the clerk cancels."""
    question = f"{message}\n\n为什么可以保留（数字一改，说明就不再算数；留空则撤回）："
    dialog = _input(parent, "写说明", question)
    dialog.setOption(QtWidgets.QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    for field in dialog.findChildren(QtWidgets.QPlainTextEdit):
        field.setTabChangesFocus(True)  # else the keyboard never leaves it
    return _typed(dialog, reason)


def ask_why(parent: QWidget, title: str, question: str, act: str, leave: str) -> str | None:
    """Why the clerk wants to `act`, a verb on a button; None where they `leave` it.

    The reason is asked for until there is one.
    """
    reason: str | None = ""
    while reason == "":
        dialog = _input(parent, title, question)
        dialog.setOkButtonText(caption(act))
        dialog.setCancelButtonText(caption(leave))
        reason = _typed(dialog, reason)
    return reason


def ask_number(parent: QWidget, title: str, question: str, number: int, most: int) -> int | None:
    """A number from 0 to `most`; None where the clerk cancels."""
    dialog = _input(parent, title, question)
    dialog.setInputMode(QtWidgets.QInputDialog.InputMode.IntInput)
    dialog.setIntRange(0, most)
    dialog.setIntStep(100)
    dialog.setIntValue(number)
    return dialog.intValue() if show_modal(dialog) else None


def ask_one_of(parent: QWidget, title: str, question: str, ways: Sequence[str]) -> str | None:
    """One of `ways`, which the clerk may look for by typing; None where they cancel."""
    dialog = _input(parent, title, question)
    dialog.setOkButtonText("就是这格")
    dialog.setCancelButtonText("不改")
    dialog.setComboBoxEditable(True)
    dialog.setComboBoxItems(list(ways))
    for box in dialog.findChildren(QtWidgets.QComboBox):
        if finder := box.completer():
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
    chosen = _typed(dialog, "")
    return chosen if chosen in ways else None


def tell(parent: QWidget | None, sentence: str) -> None:
    """Says why something was not done."""
    _answer(_told(parent, sentence))


def choose(parent: QWidget | None, sentence: str, ways: Sequence[str], leave: str) -> int | None:
    """Says what is in the way, and which of `ways` the clerk takes; None for `leave`."""
    box = _box(parent, "年报", sentence)
    roles = QtWidgets.QMessageBox.ButtonRole
    buttons = [box.addButton(caption(way), roles.ActionRole) for way in ways]
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(box.addButton(caption(leave), roles.RejectRole))
    _answer(box)
    clicked = box.clickedButton()
    return next((i for i, button in enumerate(buttons) if button is clicked), None)


def tell_mishap(sentence: str) -> None:
    """Says what went wrong where there is no window to say it over."""
    _answer(_told(None, sentence))


def show_about(parent: QWidget, licences: Path) -> None:
    """Says what the program is, and opens the folder of the licences on request."""
    box = QtWidgets.QMessageBox(parent)
    box.setWindowTitle("关于年报")
    box.setTextFormat(Qt.TextFormat.RichText)  # nothing in it was read
    box.setText(
        f"<h3>年报 {__version__}</h3><p>编制政府信息公开工作年度报告：填写、核对、打印。</p>"
        "<p>数据只存在本机，软件不连接网络。</p>"
        "<p>使用 Qt（LGPL）、ReportLab（BSD）、sqlite-utils（Apache）、思源字体（OFL）"
        "和 Fandol 字体（GPL，附字体例外）；许可的全文随软件提供。</p>"
    )
    show = box.addButton("第三方软件许可", QtWidgets.QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton("关闭", QtWidgets.QMessageBox.ButtonRole.RejectRole))
    _answer(box)
    if box.clickedButton() is show and not open_path(licences):
        tell(parent, f"打不开文件夹，许可的全文在：{licences}")


def open_path(path: Path) -> bool:
    """Opens a file or a folder with the system's own program; False where that cannot be done."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _told(parent: QWidget | None, sentence: str) -> QtWidgets.QMessageBox:
    """A box that only says something."""
    box = _box(parent, "年报", sentence)
    box.setStandardButtons(QtWidgets.QMessageBox.StandardButton.Ok)
    box.button(QtWidgets.QMessageBox.StandardButton.Ok).setText("知道了")
    return box


def _box(parent: QWidget | None, title: str, sentence: str) -> QtWidgets.QMessageBox:
    """A box that says a sentence as it is, whatever was read stands in it."""
    box = QtWidgets.QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_shortened(sentence))
    return box


def _answer(box: QtWidgets.QMessageBox) -> int:
    answer = box.exec()
    box.deleteLater()
    return answer


def _input(parent: QWidget, title: str, question: str) -> QtWidgets.QInputDialog:
    """A dialog that asks for a text; the question stands there as it is."""
    dialog = QtWidgets.QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setOkButtonText("写上")
    dialog.setCancelButtonText("不写")
    dialog.setLabelText("")  # makes the label
    for label in dialog.findChildren(QtWidgets.QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(LINE)
    dialog.setLabelText(_shortened(question))
    return dialog


def _typed(dialog: QtWidgets.QInputDialog, text: str) -> str | None:
    """What the clerk makes of a text, without the space around it; None where they cancel."""
    dialog.setTextValue(text)
    return dialog.textValue().strip() if show_modal(dialog) else None


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST] + "…"
