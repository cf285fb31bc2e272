"""对照公开的文件, from the menu to the printed list, on files that the program wrote itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.comparing.differences import ComparingRefused
from core.document.blocks import Document, Table
from core.formats import writable_format
from core.matching.reading import Reading
from core.report.report import Report
from gui.comparing.compare_window import CompareWindow
from gui.window.main_window import MainWindow
from tests.editions import NEWEST, OLDEST
from tests.gui.hands import SHIFT, Clerk, Key, answer, bring_to_front, choose_file
from tests.made_up_reading import reading_of, unsure_text

FEES = "没有收取"  # words of the sample's last text


@pytest.fixture
def page(tmp_path: Path, sample: Report) -> Path:
    """The sample as a web page."""
    path = tmp_path / "公开.html"
    path.write_bytes(writable_format(path).content(sample))
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def compared(clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch) -> CompareWindow:
    """The window that the menu opens for a file."""
    choose_file(monkeypatch, path)
    clerk.window.actions_["compare_file"].trigger()
    clerk.wait()
    window = clerk.window.acts.published.window
    assert window
    assert window.isVisible()
    return window


def targets(window: CompareWindow) -> list[str]:
    return [difference.target for difference in window.marks.differences]


def test_that_what_was_written_here_is_the_same(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = compared(filled, page, monkeypatch)
    assert window.verdict.text() == "“公开.html”与年报相同：每一格、每一段都对得上。"
    assert window.remarks.text() == "年报还是草稿，没有定稿。"
    assert not window.list.isVisible()
    assert not window.after.isEnabled()


def test_that_exactly_what_was_changed_is_told_and_shown_on_both_sides(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(page, ">137<", ">173<")
    change(page, FEES, "已经收取")
    window = compared(filled, page, monkeypatch)
    assert window.verdict.text() == "“公开.html”与年报有2处不同。"
    assert targets(window) == [
        "cells.procurement.centralised.projects",
        "texts.other_matters",
    ]
    assert window.place == 0
    assert window.told.text() == "年报　137\n文件　173"
    assert window.form.grid
    assert window.form.grid.current_cell == "procurement.centralised.projects"
    assert "“政府集中采购”行" in window.where.text()

    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Key.Key_F8)
    assert window.place == 1
    assert window.form.currentIndex() == window.form.count() - 1
    assert "已经收取" in window.told.text()
    qtbot.keyClick(window, Key.Key_F8)
    assert window.place == 0
    qtbot.keyClick(window, Key.Key_F8, SHIFT)
    assert window.place == 1
    qtbot.keyClick(window, Key.Key_Escape)
    assert not window.isVisible()


def test_that_it_follows_what_becomes_of_the_report(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(page, ">137<", ">173<")
    change(page, FEES, "已经收取")
    window = compared(filled, page, monkeypatch)
    window.go(1)
    bring_to_front(filled.window, qtbot)
    filled.fill("procurement.centralised.projects", "173")
    assert targets(window) == ["texts.other_matters"]
    assert window.place == 0
    filled.window.actions_["undo"].trigger()
    assert len(targets(window)) == 2
    assert window.place == 1


def test_that_it_closes_with_the_report_that_it_is_about(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = compared(filled, page, monkeypatch)
    filled.start_report(filled.live.report.agency, 2024)
    assert not window.isVisible()
    assert filled.window.acts.published.window is None


def test_that_the_list_is_saved(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change(page, ">137<", ">173<")
    window = compared(filled, page, monkeypatch)
    choose_file(monkeypatch, tmp_path / "清单.pdf")
    window.save.click()
    filled.wait()
    assert (tmp_path / "清单.pdf").read_bytes().startswith(b"%PDF")
    assert filled.said == f"已保存：{tmp_path / '清单.pdf'}"


def test_that_the_list_to_print_has_each_difference(
    filled: Clerk, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(page, ">137<", ">173<")
    window = compared(filled, page, monkeypatch)
    given: list[Document] = []
    monkeypatch.setattr(filled.window.acts.printing, "print_document", given.append)
    window.print.click()
    (document,) = given
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.cells if cell.row == 1][:4] == [
        "1",
        "第二部分 第二十条第（九）项·政府集中采购·采购项目数量",
        "不同",
        "137",
    ]


def test_that_a_file_that_is_no_report_is_refused_and_nothing_opens(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "通知.txt").write_text("今天开会。", encoding="utf-8")
    told = answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / "通知.txt")
    filled.window.actions_["compare_file"].trigger()
    filled.wait()
    (sentence,) = told
    assert sentence.startswith("“通知.txt”")
    assert filled.window.acts.published.window is None


def test_that_nothing_happens_where_no_file_is_chosen(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, "")
    filled.window.actions_["compare_file"].trigger()
    assert not filled.window.desk.work.is_on


# ---- on readings made by hand ----

Open = Callable[[Report, Reading], CompareWindow]


@pytest.fixture
def open_on(window: MainWindow, qtbot: QtBot) -> Open:
    def open_one(report: Report, reading: Reading) -> CompareWindow:
        made = CompareWindow(window.desk, report, reading, "年报.docx")
        qtbot.addWidget(made)
        made.bring_to_front()
        return made

    return open_one


@pytest.fixture
def report(report_of_case: Callable[[str], Report]) -> Report:
    report = report_of_case("010")
    report.texts = {"general": "概述。", "problems": "问题。\n措施很多。"}
    report.status = "final"
    return report


def test_that_what_could_not_be_read_says_why(report: Report, open_on: Open) -> None:
    cell = "applications.granted.natural_person"
    reading = reading_of(report, {cell: ("1 175", "", "数字中间有空格。")})
    window = open_on(report, unsure_text(reading, "texts.problems", "标题认不准。"))
    assert window.verdict.text() == ("“年报.docx”与年报有1处不同，其中1处认不准，请看一眼原文。")
    assert window.told.text() == "年报　1175\n文件　1 175\n数字中间有空格。"
    assert window.marks.shown(f"cells.{cell}").mark == "warning"


def test_that_a_place_that_is_the_same_is_shown_in_the_file_too(
    report: Report, open_on: Open
) -> None:
    window = open_on(report, reading_of(report))
    window.form.go_to("cells.applications.granted.natural_person")
    window.form.chosen.emit("cells.applications.granted.natural_person")
    assert window.where.text().endswith("“（一）予以公开”行“自然人”列　相同")
    window.form.chosen.emit("texts.problems")
    assert window.where.text().endswith("　相同")
    assert window.place is None


def test_that_a_cell_that_the_file_leaves_blank_is_looked_for_beside(
    report: Report, open_on: Open
) -> None:
    cell = "applications.granted.natural_person"
    window = open_on(report, reading_of(report, missing=frozenset([cell])))
    assert window.where.text() == "文件　文件里没有找到"
    assert window.marks.differences[0].spot
    assert window.marks.shown(f"cells.{cell}").mark == "missing"


def test_that_the_paragraph_that_differs_is_marked(report: Report, open_on: Open) -> None:
    reading = reading_of(report)
    report.texts["problems"] = "问题。\n措施不多。"
    window = open_on(report, reading)
    (difference,) = window.marks.differences
    assert difference.paragraph == 2
    assert window.marks.shown("texts.problems").marked == (2,)
    assert window.marks.row(0).words == (
        "五、存在的主要问题及改进情况 第2段",
        "不同",
        "措施不多。 → 措施很多。",
    )


def test_that_a_report_on_another_edition_is_refused(
    new_report: Callable[..., Report], open_on: Open
) -> None:
    with pytest.raises(ComparingRefused, match="不能逐格对照"):
        open_on(new_report(NEWEST), reading_of(new_report(OLDEST)))
