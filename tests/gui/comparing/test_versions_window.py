"""对照两个版本: side by side, scrolled together, printed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo

from core.document.blocks import Heading, Table
from core.report.edits import set_cells, set_text
from core.report.package import package_bytes
from gui.comparing.versions_window import FROM_FILE, VersionsWindow
from tests.gui.hands import Clerk, Key, answer, choose_file

CELL = "licensing.licences.decisions"
FAR = "applications.carried_out.total"


@pytest.fixture
def window(filled: Clerk) -> VersionsWindow:
    """A report that was finalised, opened again and changed in two places, and as it was."""
    session = filled.live.session
    session.finalise(date(2025, 1, 20))
    session.reopen("漏了一件")
    session.apply(set_cells(session.report, {CELL: "777"}))
    session.apply(set_text(session.report, "problems", "改过的一段。"))
    filled.window.actions_["compare"].trigger()
    window = filled.window.acts.histories.window
    assert window
    return window


def targets(window: VersionsWindow) -> list[str]:
    assert window.marks
    return [difference.target for difference in window.marks[0].differences]


def test_that_what_stands_now_is_shown_beside_the_version_before(window: VersionsWindow) -> None:
    assert [box.currentText() for box in window.boxes] == [
        "第1版（定稿 2025-01-20）",
        "第1版（现在，草稿）",
    ]
    assert targets(window)[0] == f"cells.{CELL}"
    assert window.marks
    assert window.marks[1].shown(f"cells.{CELL}").text == "777"
    assert window.marks[0].shown(f"cells.{CELL}").is_loud
    row = window.list.lines.rows[0].words
    assert row[2] == "→ 777"
    assert row[3].endswith(" 填写")


def test_that_both_sides_go_and_scroll_together(window: VersionsWindow, filled: Clerk) -> None:
    assert window.forms
    left, right = window.forms
    window.resize(900, 420)
    left.go_to(f"cells.{FAR}")
    filled.wait()
    assert right.currentIndex() == left.currentIndex()
    (key,) = left.scrolling
    filled.qtbot.waitUntil(
        lambda: 0 < left.scrolling[key].maximum() == right.scrolling[key].maximum()
    )
    for value in (left.scrolling[key].maximum(), 0):
        left.scrolling[key].setValue(value)
        assert right.scrolling[key].value() == value
    filled.qtbot.keyClick(window, Key.Key_F8)
    for form in window.forms:
        assert form.grid is None  # it went on from the cell to the text
        assert form.tabText(form.currentIndex()).startswith("五")


def test_that_it_fits_a_small_screen_at_double_size(window: VersionsWindow) -> None:
    window.resize(683, 353)
    assert (window.width(), window.height()) == (683, 353)
    for part in (window.print, window.after, window.list):
        assert window.rect().contains(part.mapTo(window, part.rect().bottomRight()))


def test_that_the_sides_change_places_and_others_are_chosen(window: VersionsWindow) -> None:
    window.swap.click()
    assert window.marks
    assert window.marks[0].shown(f"cells.{CELL}").text == "777"
    window.boxes[0].setCurrentIndex(1)
    window.boxes[0].activated.emit(1)
    assert targets(window) == []
    assert window.verdict.text() == "没有不同"


def test_that_a_file_is_compared_too(
    window: VersionsWindow, filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "同事的.nianbao"
    path.write_bytes(package_bytes(filled.live.report))
    choose_file(monkeypatch, path)
    box = window.boxes[0]
    assert box.itemText(box.count() - 1) == FROM_FILE
    box.activated.emit(box.count() - 1)
    filled.wait()
    assert box.currentText() == "“同事的.nianbao”"
    assert window.verdict.text() == "没有不同"


def test_that_the_list_and_both_versions_are_printed(window: VersionsWindow) -> None:
    document = window.document
    tables = [block for block in document.blocks if isinstance(block, Table)]
    texts = [cell.text for cell in tables[0].cells]

    assert "777" in texts
    assert any(text.endswith(" 填写") for text in texts)
    headings = [b.text for b in document.blocks if isinstance(b, Heading)]
    for name in (box.currentText() for box in window.boxes):
        assert f"附：{name}" in headings


def test_that_what_cannot_be_printed_is_told(
    window: VersionsWindow, filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    asked = answer(monkeypatch)
    window.print.click()
    filled.wait()
    assert len(asked) == 1
    assert asked[0].startswith("没有找到打印机")
