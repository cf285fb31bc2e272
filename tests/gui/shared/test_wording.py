"""Qt's own menus, in the words of the program."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot


def test_that_fields_say_undo_and_redo_as_the_program_does(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    menu.deleteLater()
    assert "撤销(&U)" in words
    assert "重做(&R)" in words
    assert not any("撤消" in word for word in words)


def test_that_all_other_words_are_translated_as_before() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("Nothing", "no such words") == "no such words"
