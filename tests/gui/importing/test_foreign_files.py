"""The ways in: menu, name, drag, clipboard; and what then stands in the data file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core import importing
from core.forms.definition import Form
from core.matching.reading import Reading
from core.refusal import Refused
from core.report.report import Agency, Report
from core.store.backups import Backups
from gui.importing.import_dialog import ImportDialog
from tests.gui.hands import Clerk, answer, choose_file
from tests.made_up_reading import reading_of

AGENCY = Agency("示例街道办事处", "township", "branch")
CELL = "applications.new_received.natural_person"


@pytest.fixture
def report(report_of_case: Callable[[str], Report]) -> Report:
    report = report_of_case("010")
    report.agency = AGENCY
    return report


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, report: Report) -> list[object]:
    """Stands in for the readers: what they are given, as it comes; each gives the same reading."""
    given: list[object] = []

    def read_file(path: Path, forms: tuple[Form, ...]) -> Reading:
        given.append(path)
        if path.suffix == ".doc":
            raise Refused("不能读入“年报.doc”，请先另存为 .docx。")
        return reading_of(report)

    def read_copied(content: bytes, is_rich: bool, forms: tuple[Form, ...]) -> Reading:
        given.append(content.decode("utf-8-sig"))
        return reading_of(report)

    monkeypatch.setattr(importing, "read_file", read_file)
    monkeypatch.setattr(importing, "read_copied", read_copied)
    return given


@pytest.fixture
def confirmed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every dialog that opens is confirmed as it stands; why that was refused, "" where not."""
    said: list[str] = []

    def stand_in(self: ImportDialog) -> int:
        self.show()
        self.accept()
        said.append(self.screen_.refusal.text())
        self.done(self.result())
        return self.result()

    monkeypatch.setattr(ImportDialog, "exec", stand_in)
    return said


def drop(clerk: Clerk, *paths: Path) -> bool:
    """Drags files onto the window and lets go; False where it does not take them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(clerk.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(clerk.window, QDropEvent(QPointF(9, 9), copy, data, left, none))
        QApplication.processEvents()
        clerk.wait()
    return enter.isAccepted()


def test_that_a_file_chosen_in_the_menu_becomes_a_new_report_as_one_step_of_undo(
    clerk: Clerk,
    read: list[object],
    confirmed: list[str],
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_file(monkeypatch, "/somewhere/年报.docx")
    clerk.window.actions_["import"].trigger()
    clerk.wait()
    assert read == [Path("/somewhere/年报.docx")]
    assert clerk.stored == {cell: value.text for cell, value in report.cells.items()}
    assert clerk.live.report.agency == AGENCY
    assert clerk.said == f"已从“年报.docx”填入 {len(report.cells)} 格、3 段文字，可以撤销。"
    clerk.window.actions_["undo"].trigger()
    assert clerk.stored == {}
    assert clerk.said == "已撤销：从“年报.docx”读入"


def test_that_the_open_report_takes_it_after_a_backup(
    clerk: Clerk,
    read: list[object],
    confirmed: list[str],
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    clerk.start_report(AGENCY, report.year)
    clerk.fill(CELL, "1")
    choose_file(monkeypatch, "/somewhere/年报.docx")
    clerk.window.actions_["import"].trigger()
    clerk.wait()
    assert len(clerk.window.desk.reports.reports()) == 1
    assert clerk.stored[CELL] == "1"  # what differs waits for the clerk
    assert len(clerk.stored) == len(report.cells)
    backups = Backups(folder, clerk.window.desk.reports.forms).all()
    assert [backup.reason for backup in backups] == ["导入前"]
    clerk.window.actions_["undo"].trigger()
    assert clerk.stored == {CELL: "1"}


def test_that_a_kept_report_that_is_not_open_takes_it_and_is_opened(
    clerk: Clerk, read: list[object], confirmed: list[str], report: Report
) -> None:
    clerk.start_report(AGENCY, report.year)
    kept = clerk.live.session.report_id
    clerk.start_report(Agency("另一个街道办事处", "township", "branch"), report.year)
    clerk.window.acts.foreign.open(Path("年报.docx"))
    clerk.wait()
    assert clerk.live.session.report_id == kept
    assert len(clerk.stored) == len(report.cells)


def test_that_without_a_backup_nothing_enters_unless_the_clerk_says_so(
    clerk: Clerk,
    read: list[object],
    confirmed: list[str],
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk.start_report(AGENCY, report.year)

    def fail(_reason: str) -> None:
        raise Refused("磁盘满了，备份没有做成。")

    monkeypatch.setattr(clerk.window.keeper, "make", fail)
    asked = answer(monkeypatch, yes=False)
    clerk.window.acts.foreign.open(Path("年报.docx"))
    clerk.wait()
    assert "没有备份，仍要导入吗" in asked[0]
    assert confirmed == ["没有备份，也没有填入。"]
    assert clerk.stored == {}


def test_that_what_cannot_be_read_is_refused_in_words(
    draft: Clerk, read: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    draft.window.acts.foreign.open(Path("年报.doc"))
    draft.wait()
    assert asked == ["不能读入“年报.doc”，请先另存为 .docx。"]
    assert draft.stored == {}


def test_that_a_file_of_the_program_s_own_is_opened_as_ever(
    clerk: Clerk, sample_path: Path, confirmed: list[str]
) -> None:
    clerk.window.acts.foreign.open(sample_path)
    clerk.wait()
    assert confirmed == []
    assert clerk.said == f"已打开“{sample_path.name}”，内容存进了本机。"


def test_that_a_file_dragged_onto_the_window_is_read(
    draft: Clerk, read: list[object], confirmed: list[str], tmp_path: Path
) -> None:
    assert drop(draft, tmp_path / "年报.docx")
    assert read == [tmp_path / "年报.docx"]
    assert confirmed == [""]


def test_that_one_file_is_dragged_at_a_time_and_nothing_that_is_no_file(
    draft: Clerk, read: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = answer(monkeypatch)
    assert drop(draft, tmp_path / "a.docx", tmp_path / "b.docx")
    assert asked == ["拖进来了2个文件，没有打开；请一次拖一个。"]
    assert not drop(draft)
    assert read == []


def test_that_a_file_dragged_onto_a_text_does_not_become_its_words(draft: Clerk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/年报.docx")])
    data.setText("/somewhere/年报.docx")
    assert not draft.field("general").canInsertFromMimeData(data)
    words = QMimeData()
    words.setText("文字")
    assert draft.field("general").canInsertFromMimeData(words)


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<table><tr><td>一</td></tr></table>", "一", "<table><tr><td>一</td></tr></table>"),
        ("", "一、总体情况", "一、总体情况"),
    ],
)
def test_that_the_clipboard_goes_the_same_way(
    draft: Clerk,
    read: list[object],
    confirmed: list[str],
    html: str,
    text: str,
    expected: str,
) -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    draft.window.actions_["import_clipboard"].trigger()
    draft.wait()
    assert read == [expected]
    assert draft.said.startswith("已从“剪贴板”填入 ")


def test_that_an_empty_clipboard_is_said(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    QGuiApplication.clipboard().clear()
    asked = answer(monkeypatch)
    draft.window.actions_["import_clipboard"].trigger()
    assert asked == ["剪贴板里没有文字或表格；请先在网页、Word 或 WPS 里复制。"]


def test_that_the_file_dialog_offers_every_kind_that_can_be_imported(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def note(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", note)
    draft.window.actions_["import"].trigger()
    for ending in ("docx", "html", "htm", "mht", "xlsx", "pdf", "txt", "nianbao"):
        assert f"*.{ending}" in offered[0], ending
    assert offered[0].endswith("全部文件 (*)")  # so that what cannot be read is told why


TABLE = "<table><tr><td>自然人</td><td>企业</td></tr><tr><td>1</td><td>2</td></tr></table>"
BLOCK = "自然人\t企业\n1\t2\n"


def copy_table(html: str = TABLE, text: str = BLOCK) -> None:
    """What a browser puts on the clipboard for a table."""
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def press_button(monkeypatch: pytest.MonkeyPatch, words: str) -> list[set[str]]:
    """Presses a button of the next boxes; returns the buttons that each had."""
    had: list[set[str]] = []

    def reply(box: QMessageBox) -> int:
        had.append({button.text() for button in box.buttons()})
        next(button for button in box.buttons() if button.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return had


def test_that_a_pasted_table_that_does_not_fit_is_told_by_its_headings(
    draft: Clerk, read: list[object], confirmed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    had = press_button(monkeypatch, "按表头识别…")
    copy_table()
    draft.go_to(CELL)
    draft.ctrl("V")
    draft.wait()
    assert had == [{"按表头识别…", "不粘贴"}]
    assert read == [TABLE]
    assert confirmed == [""]


def test_that_a_pasted_table_can_fill_the_selected_cells_alone(
    draft: Clerk, read: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    had = press_button(monkeypatch, "只填选中的格")
    copy_table(text="5\t6\t一\n7\t8\t二\n")
    draft.select(CELL, "applications.new_received.business")
    draft.ctrl("V")
    assert had == [{"按表头识别…", "只填选中的格", "不粘贴"}]
    assert draft.stored == {CELL: "5", "applications.new_received.business": "6"}
    assert read == []


def test_that_what_falls_on_the_selected_cells_must_be_values(
    draft: Clerk, read: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    press_button(monkeypatch, "只填选中的格")
    copy_table()
    draft.select(CELL, "applications.new_received.business")
    draft.ctrl("V")
    assert "“自然人”不是数字" in draft.said
    assert draft.stored == {}


def test_that_a_pasted_table_can_be_let_be(
    draft: Clerk, read: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    press_button(monkeypatch, "不粘贴")
    copy_table()
    draft.go_to(CELL)
    draft.ctrl("V")
    assert (read, draft.stored) == ([], {})


def test_that_a_pasted_table_that_fits_is_entered_unasked(draft: Clerk, read: list[object]) -> None:
    copy_table(text="5\t6\n")
    draft.go_to(CELL)
    draft.ctrl("V")
    assert draft.stored == {CELL: "5", "applications.new_received.business": "6"}
    assert read == []


def test_that_a_table_that_names_nobody_goes_into_the_open_report(
    draft: Clerk, report: Report, qtbot: QtBot
) -> None:
    report.agency = Agency("", "township", "branch")
    dialog = ImportDialog(draft.window.desk, reading_of(report), "剪贴板", lambda *_: None)
    qtbot.addWidget(dialog)
    assert AGENCY.name in dialog.screen_.heading.text()
    assert dialog.screen_.fill_in.isEnabled()
    assert dialog.destination.destination().report_id == draft.live.session.report_id
    dialog.done(0)
