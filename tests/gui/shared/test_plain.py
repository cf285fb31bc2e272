"""Nothing that was read is taken for markup, for a key or for a command of the window."""

import ast
import json
import re
from collections.abc import Iterator
from itertools import count, takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QInputDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.report.package import package_bytes
from core.report.report import Report
from gui.shared.index import NO_INDEX
from gui.shared.plain import Label, caption, title, tool_tip
from gui.shared.questions import ask_note, ask_reason
from gui.texts.tab import TextTab
from gui.window.tab_bar import TabBar
from tests.gui.hands import Clerk, choose_file, type_answers

# What is allowed in these files of gui alone, for they say which format it has.
AT_HOME = {
    "QLabel": {"plain.py", "questions.py"},
    "QMessageBox": {"questions.py"},
    "QInputDialog": {"questions.py"},
    "RichText": {"questions.py"},
    "setTextFormat": {"plain.py", "questions.py"},
    "setHtml": {"report_files.py"},  # onto the clipboard, what our own writer made
    "QTextBrowser": {"manual.py"},  # the manual, which is our own and named by no one else
    "setMarkdown": {"manual.py"},
    "setAcceptDrops": {"main_window.py"},  # which takes files alone, and has them confirmed
}
# What takes markup, or reads what can act, whatever it is given.
NOWHERE = {
    "AutoText", "MarkdownText", "QErrorMessage", "QWhatsThis", "QSplashScreen",
    "appendHtml", "insertHtml", "insertMarkdown",
    "setWhatsThis", "setStatusTip", "setInformativeText", "setDetailedText",
    "QSettings", "QDataStream", "restoreGeometry", "restoreState",
}  # fmt: skip
# Which argument must be our own words, or come from plain.py.
MADE_PLAIN = {"setToolTip": -1, "setTabToolTip": 1, "showText": 1, "setWindowTitle": 0}


def nodes(root: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every file of the window, with the file's name."""
    for path in sorted((root / "gui").glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path.name, node


def named(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name
    return ""


def test_that_only_plain_labels_and_boxes_are_used(root: Path) -> None:
    found = {
        (file, name)
        for file, node in nodes(root)
        if (name := named(node)) in NOWHERE or file not in AT_HOME.get(name, {file})
    }
    assert found == set()


def test_that_titles_and_tool_tips_are_made_plain(root: Path) -> None:
    found = set()
    for file, node in nodes(root):
        if isinstance(node, ast.Call) and (name := named(node.func)) in MADE_PLAIN:
            given = node.args[MADE_PLAIN[name]]
            made = isinstance(given, ast.Call) and named(given.func) in ("tool_tip", "title")
            if not made and not isinstance(given, ast.Constant) and file != "questions.py":
                found.add((file, ast.unparse(node)))
    assert found == set()


@pytest.mark.parametrize("text", ["<b>甲</b>", "甲<img src='a'>乙", "&lt;甲", "<!doctype x>"])
def test_that_a_tool_tip_says_just_its_text(text: str) -> None:
    document = QTextDocument()
    document.setHtml(tool_tip(text))
    assert document.toPlainText() == text
    assert tool_tip("1 < 2\n甲") == "1 < 2\n甲"


def test_that_a_caption_is_a_line_without_keys() -> None:
    assert caption("甲&乙\tCtrl+Q\n丙") == "甲&&乙 Ctrl+Q 丙"
    assert title("甲&乙\u202e丙") == "甲&乙□丙"
    assert len(caption("甲" * 1_000_000)) < 100


def test_that_a_label_shows_its_text_as_it_is(qtbot: QtBot) -> None:
    label = Label("<h1>甲</h1>")
    qtbot.addWidget(label)
    line = QLabel("甲")
    qtbot.addWidget(line)
    assert label.sizeHint().height() == line.sizeHint().height()


# ---- the whole window, with a report full of markup ----


@pytest.fixture
def markup(tmp_path: Path) -> str:
    return f"<b>甲&乙</b><img src='{tmp_path / 'a.png'}'>"


@pytest.fixture
def hostile(sample: Report, markup: str, tmp_path: Path) -> Path:
    """The sample report with markup in everything that is no figure, and figures to mend."""
    package = json.loads(package_bytes(sample))
    package["agency"]["name"] = markup
    package["cells"] |= {
        "applications.partly_granted.natural_person": "2",
        "documents.normative_documents.made": "1",
        "documents.normative_documents.newly_public": "2",
        "documents.normative_documents.total_public": "9",
    }
    package["notes"] = {"disclosure": markup, "documents.normative_documents.made": markup}
    package["texts"] |= {
        key: f"{markup}\n{text.replace('申请1件', '申请77件，' + markup)}\n{markup}"
        for key, text in package["texts"].items()
    }
    path = tmp_path / "<img src=a>&<b>年报.nianbao"
    path.write_text(json.dumps(package), "utf-8")
    return path


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every box says that opens; each is looked at, and answered with yes."""
    said: list[str] = []

    def note(box: QMessageBox) -> int:
        require_plain()
        said.append(box.text())
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "exec", note)
    return said


@pytest.fixture
def opened(clerk: Clerk, hostile: Path, boxes: list[str]) -> Clerk:
    """Hands on the window in which that report was opened."""
    clerk.window.desk.attempt(lambda: clerk.window.acts.files.open_package(hostile))
    clerk.wait()
    clerk.wait_for_texts()
    assert boxes == []
    return clerk


def require_plain() -> str:
    """Looks at every widget that there is; returns what the labels say."""
    said = []
    for window in QApplication.topLevelWidgets():
        assert len(window.windowTitle()) < 200
        for widget in (window, *window.findChildren(QWidget)):
            require_plain_widget(widget)
            if isinstance(widget, QLabel):
                said.append(widget.text())
    return "\n".join(said)


def require_plain_widget(widget: QWidget) -> None:
    assert is_no_markup(widget.toolTip()), widget.toolTip()
    assert not widget.whatsThis()
    for action in widget.findChildren(QAction):
        assert has_our_keys_only(action.text()), action.text()
    match widget:
        case QMessageBox():
            assert widget.textFormat() == Qt.TextFormat.PlainText
        case QLabel():
            plain = widget.textFormat() == Qt.TextFormat.PlainText
            assert plain or not Qt.mightBeRichText(widget.text()), widget.text()
        case QAbstractButton():
            assert has_our_keys_only(widget.text()), widget.text()
        case QMenu():
            assert not widget.toolTipsVisible()  # which would be the names again
        case QTextEdit():
            assert not widget.acceptRichText()
        case QAbstractItemView():
            assert not widget.acceptDrops()  # which would unpickle what is dropped
            assert all(map(is_no_markup, tool_tips_in(widget.model())))
        case TabBar():
            assert all(is_no_markup(widget.tabToolTip(i)) for i in range(widget.count()))


def tool_tips_in(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is not None:
        for row in range(model.rowCount(NO_INDEX)):
            across = (model.index(row, column) for column in count())
            for index in takewhile(QModelIndex.isValid, across):
                yield index.data(Qt.ItemDataRole.ToolTipRole) or ""


def is_no_markup(tip: str) -> bool:
    """Whether Qt takes a tool tip as it is, or what looks like markup in it is written out."""
    return not Qt.mightBeRichText(tip) or not {"<img", "<b>"} & set(re.findall("<[a-z]+>?", tip))


def has_our_keys_only(text: str) -> bool:
    """Whether each & is written out, or makes a key of ours: 文件(&F)."""
    return re.search("&(?![A-Z][)])", text.replace("&&", "")) is None


def test_that_every_tab_and_what_is_marked_there_shows_markup_as_it_is(
    opened: Clerk, markup: str
) -> None:
    assert opened.said.startswith("已打开“<img src=a>&<b>年报.nianbao”")
    assert opened.window.windowTitle().startswith(markup[:30])
    bubbles = 0
    for section, tab in opened.tabs.tabs.items():
        opened.tabs.show_section(section)
        require_plain()
        if isinstance(tab, TextTab):
            assert markup in tab.fields[section].text
            for underlines in tab.underlines.values():
                for mark in underlines.marks:
                    underlines.select(mark.span.start)
                    bubbles += mark.words in require_plain()
    assert bubbles > 2
    opened.go_to("applications.partly_granted.natural_person")
    assert "部分公开" in require_plain()


def test_that_every_finding_and_its_reason_shows_markup_as_it_is(
    opened: Clerk, markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = type_answers(monkeypatch, markup)
    session = opened.live.session
    panel = opened.window.workspace.panel
    assert panel
    for finding in panel.model.findings:
        panel.go(1)
        require_plain()
        if finding.severity == "warning" and not asked:
            assert panel.list.card
            (why,) = (b for b in panel.list.card.buttons if b.text().startswith("写说明"))
            opened.click_on(why)
            break
    assert [verdict.explanation for verdict in session.checked.explained] == [markup]
    panel.model.unfold()
    panel.go(-1)
    assert f"说明：{markup}" in require_plain()


def test_that_boxes_menus_and_the_preview_show_markup_as_it_is(
    opened: Clerk,
    hostile: Path,
    boxes: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    window = opened.window
    window.chooser.show_list()
    window.actions_["preview"].trigger()
    require_plain()
    window.actions_["findings_list"].trigger()
    require_plain()
    window.desk.attempt(lambda: window.acts.files.open_package(hostile))
    opened.wait()
    choose_file(monkeypatch, tmp_path / "没有" / "<b>&.nianbao")
    window.actions_["save_package"].trigger()
    window.actions_["delete_agency"].trigger()

    assert len(boxes) == 4
    assert all("<b>" in said for said in boxes)


def test_that_the_dialog_for_a_text_shows_markup_as_it_is(
    opened: Clerk, markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(dialog: QInputDialog) -> int:
        asked.append(require_plain())
        return 0

    monkeypatch.setattr(QInputDialog, "exec", note)
    assert ask_reason(opened.window, markup, markup) is None
    assert ask_note(opened.window, markup, markup) is None
    assert all(markup in said for said in asked)
    assert len(asked) == 2


def test_that_a_name_of_a_megabyte_leaves_the_window_as_it_was(
    clerk: Clerk, hostile: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As one may stand in a data file from when names had no bound.
    monkeypatch.setattr("core.report.names.LONGEST_NAME", 10_000_000)
    width = clerk.window.minimumSizeHint().width()
    package = json.loads(hostile.read_bytes())
    package["agency"]["name"] = "长\n" * 500_000
    hostile.write_text(json.dumps(package), "utf-8")
    for _ in range(2):
        clerk.window.acts.files.open_package(hostile)
        clerk.wait()
    clerk.window.chooser.show_list()
    clerk.window.actions_["delete_agency"].trigger()

    assert clerk.window.minimumSizeHint().width() < width + 800
    assert all(len(said) < 200 and "\n" not in said for said in boxes)
    assert len(boxes) == 3
