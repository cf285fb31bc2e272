"""Packages and PDFs: opened, taken over, saved, and refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from core import formats
from core.readers.package import read_package
from core.store.database import StoreRefused
from gui.window.main_window import MainWindow
from tests.gui.hands import AGENCY, Clerk, answer, choose_file, note_reports
from tests.made_up_format import MADE_UP

FIRST = "applications.new_received.natural_person"


def package(path: Path, **facts: Any) -> Path:
    """A package of the sample agency for 2024 with these facts changed or added."""
    agency = {"name": AGENCY.name, "tier": AGENCY.tier, "kind": AGENCY.kind}
    data = {"format": "nianbao/1", "agency": agency, "year": 2024, "edition": "2021"}
    path.write_text(json.dumps(data | {"cells": {FIRST: "7"}} | facts), encoding="utf-8")
    return path


def kept(window: MainWindow) -> list[tuple[str, int, str]]:
    """What the data file holds, in short."""
    return [(e.agency.agency.name, e.year, e.status) for e in window.desk.reports.reports()]


def open_by_menu(clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_file(monkeypatch, path)
    clerk.window.actions_["open"].trigger()
    clerk.wait()


def test_that_a_package_of_a_new_report_is_kept_and_opened(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    open_by_menu(clerk, package(tmp_path / "年报.nianbao"), monkeypatch)
    assert asked == []
    assert clerk.stored == {FIRST: "7"}
    assert kept(clerk.window) == [(AGENCY.name, 2024, "draft")]
    assert clerk.said == "已打开“年报.nianbao”，内容存进了本机。"
    clerk.qtbot.waitUntil(lambda: not clerk.live.session.texts_wait)
    assert clerk.said == "已打开“年报.nianbao”，内容存进了本机。"  # the later check leaves it


@pytest.mark.parametrize("yes", [True, False])
def test_that_a_report_is_replaced_only_after_asking_and_undo_brings_it_back(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yes: bool
) -> None:
    draft.fill(FIRST, "1")
    draft.fill("applications.granted.other", "2")
    before = draft.stored
    asked = answer(monkeypatch, yes=yes)
    open_by_menu(draft, package(tmp_path / "a.nianbao"), monkeypatch)
    assert len(asked) == 1
    assert "替换吗？替换后可以撤销。" in asked[0]
    assert draft.stored == ({FIRST: "7"} if yes else before)
    assert len(kept(draft.window)) == 1
    if yes:
        draft.ctrl("Z")
        assert draft.stored == before


def test_that_the_question_promises_no_undo_where_the_status_changes(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.nianbao", status="final", finalised_on="2025-01-20")
    asked = answer(monkeypatch)
    open_by_menu(draft, path, monkeypatch)
    assert "替换后不能撤销。" in asked[0]
    assert draft.live.report.is_final
    assert not draft.window.actions_["undo"].isEnabled()


def test_that_a_final_report_is_not_replaced(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.nianbao", status="final", finalised_on="2025-01-20")
    asked = answer(monkeypatch)
    open_by_menu(draft, path, monkeypatch)
    path = package(path, cells={FIRST: "8"}, status="final", finalised_on="2025-01-20")
    open_by_menu(draft, path, monkeypatch)
    assert "已经定稿，没有打开；要替换，请先撤销定稿" in asked[-1]
    assert draft.stored == {FIRST: "7"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"cells": {"applications.nothing.other": "1"}}, "在2021版格式里没有"),
        ({"cells": {FIRST: "abc"}}, "“abc”不是数字"),
        ({"cells": {FIRST: 1}}, "写法不对"),
        ({"edition": "2031"}, "格式版本“2031”本软件没有"),
        ({"format": "nianbao/2"}, "请升级软件后再打开"),
        ({"year": "2024"}, "年度“2024”不对"),
        ({"surprise": 1}, "不认识的内容（surprise）"),
        (b'{"format": "nianbao/1", ', "不是年报数据包"),
        (b"\x89PNG\x00\xff", "不是年报数据包"),
        (b"[]", "不是年报数据包"),
        (None, "读不了文件“a.nianbao”"),
    ],
)
def test_that_a_package_that_cannot_be_taken_is_refused_in_words_and_changes_nothing(
    draft: Clerk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: dict[str, Any] | bytes | None,
    sentence: str,
) -> None:
    path = tmp_path / "a.nianbao"
    if isinstance(content, dict):
        package(path, **content)
    elif content is not None:
        path.write_bytes(content)
    draft.fill(FIRST, "3")
    asked = answer(monkeypatch)
    open_by_menu(draft, path, monkeypatch)
    assert len(asked) == 1
    assert sentence in asked[0]
    assert draft.stored == {FIRST: "3"}
    assert kept(draft.window) == [(AGENCY.name, 2024, "draft")]


def test_that_a_kept_report_on_another_edition_is_not_replaced(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.fill(FIRST, "3")
    asked = answer(monkeypatch)
    open_by_menu(draft, package(tmp_path / "a.nianbao", edition="2019"), monkeypatch)
    assert "格式与数据包不同，没有打开" in asked[0]
    assert draft.stored == {FIRST: "3"}


def test_that_a_cancelled_file_dialog_changes_nothing(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, "")
    before = draft.said
    for action in ("open", "save_package", "save_pdf"):
        draft.window.actions_[action].trigger()
        assert draft.said == before


def test_that_a_saved_package_is_read_back_the_same(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    choose_file(monkeypatch, path)
    filled.ctrl("S", shift=True)
    assert filled.said == f"已保存：{path}"
    assert read_package(path, filled.window.desk.reports.forms) == filled.live.report


def test_that_a_place_that_cannot_be_written_is_said(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / "没有这个文件夹" / "年报.nianbao")
    filled.window.actions_["save_package"].trigger()
    assert len(asked) == 1
    assert asked[0].startswith("写不了“")


def test_that_the_pdf_gets_the_report_as_it_is_stored(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = note_reports(monkeypatch)
    path = tmp_path / "年报.pdf"
    choose_file(monkeypatch, path)
    filled.fill(FIRST, "6")
    filled.ctrl("P", shift=True)
    filled.wait()
    assert path.read_bytes().startswith(b"%PDF-")
    assert [report.cells[FIRST].text for report in printed] == ["6"]
    assert filled.said.startswith(f"已保存：{path}（还有")


def test_that_a_package_that_cannot_be_stored_leaves_no_empty_report(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.nianbao")
    asked = answer(monkeypatch)

    def fail(*_: object) -> None:
        raise StoreRefused("没有存上。")

    with monkeypatch.context() as patch:
        patch.setattr(clerk.window.desk.reports, "record", fail)
        open_by_menu(clerk, path, patch)
    assert asked == ["没有存上。"]
    assert clerk.window.desk.reports.reports() == []
    assert clerk.window.desk.reports.agencies() == []


def test_that_a_final_report_with_errors_is_opened_with_a_word_about_them(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.nianbao", status="final", finalised_on="2025-01-20")
    asked = answer(monkeypatch)
    open_by_menu(clerk, path, monkeypatch)
    assert clerk.live.report.is_final
    assert "已经定稿，但有" in asked[-1]


def test_that_last_years_report_is_compared_with_from_a_file(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    carried_out = {"applications.carried_out.natural_person": "3"}
    last = package(tmp_path / "上年.nianbao", year=2023, cells=carried_out)
    draft.fill("applications.carried_in.natural_person", "1")
    choose_file(monkeypatch, last)
    draft.window.actions_["last_year"].trigger()
    draft.wait()

    assert asked == []
    assert kept(draft.window) == [(AGENCY.name, 2024, "draft")]
    found = [f.message for f in draft.live.checked.findings if f.rule.code == "X01"]
    assert found[0].startswith("自然人列：二、上年结转填了1，上年年报的四、结转下年度是3")
    draft.go_to("applications.carried_out.natural_person")
    assert "上年 3" in draft.said


def test_that_last_years_report_that_is_kept_is_offered_before_a_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.start_report(AGENCY, 2023)
    clerk.fill("applications.carried_out.natural_person", "5")
    reports = clerk.window.desk.reports
    agency = reports.agency_of(clerk.live.session.report_id).id
    clerk.window.desk.open_report(reports.create_report(agency, 2024))
    carried_out = {"applications.carried_out.natural_person": "3"}
    last = package(tmp_path / "上年.nianbao", year=2023, cells=carried_out)
    choose_file(monkeypatch, last)
    asked = answer(monkeypatch, True, False)
    compared = []
    for _ in range(2):
        clerk.window.actions_["last_year"].trigger()
        clerk.wait()
        previous = clerk.live.session.previous
        assert previous
        compared.append({cell: value.text for cell, value in previous.cells.items()})

    assert compared[0] == carried_out
    assert compared[1] == {"applications.carried_out.natural_person": "5"}
    assert clerk.said == "已与软件里的年报对照；问题列在右边。"
    assert all("软件里有2023年度的年报" in question for question in asked)


def test_that_a_report_of_another_year_is_not_compared_with(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, package(tmp_path / "今年.nianbao"))
    draft.window.actions_["last_year"].trigger()
    draft.wait()

    assert asked == ["这是2024年度的年报，请打开2023年度的。"]
    assert draft.live.session.previous is None


def note_save_dialogs(
    monkeypatch: pytest.MonkeyPatch, path: Path, chosen: int = 0
) -> list[list[str]]:
    """The kinds of file that each save dialog offers; it gives this path and the chosen kind."""
    offered: list[list[str]] = []

    def choose(_parent: object, _title: str, _name: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds.split(";;"))
        return str(path), offered[-1][chosen]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return offered


def offered_kinds() -> list[str]:
    """What the dialog has to offer: all that is written, but what has buttons of its own."""
    written = (each for each in formats.writable() if each not in (formats.PACKAGE, formats.PDF))
    return [f"{each.name} (*{each.suffix})" for each in written]


def test_that_the_report_is_exported_as_text_with_what_is_still_being_typed(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = offered_kinds().index("纯文本 (*.txt)")
    offered = note_save_dialogs(monkeypatch, tmp_path / "年报", chosen=text)
    filled.go_to(FIRST)
    filled.keys("41")
    filled.window.actions_["export"].trigger()
    filled.wait()
    assert offered == [offered_kinds()]
    path = tmp_path / "年报.txt"
    assert filled.said == f"已保存：{path}"
    assert "\t41\t" in path.read_text(encoding="utf-8-sig")


def test_that_the_dialogs_of_a_new_format_follow_from_its_line(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, MADE_UP))
    offered = note_save_dialogs(monkeypatch, tmp_path / "年报", chosen=-1)
    filled.window.actions_["export"].trigger()
    filled.wait()
    assert offered == [offered_kinds()]
    assert offered[0][-1] == "编的格式 (*.made)"
    assert (tmp_path / "年报.made").read_bytes() == b"2020"

    kinds: list[str] = []

    def choose(_parent: object, _title: str, _name: str, kind: str) -> tuple[str, str]:
        kinds.append(kind)
        return str(tmp_path / "年报.made"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    filled.window.actions_["open"].trigger()
    filled.wait()
    assert kinds == ["年报数据包、本软件做的 PDF、编的格式 (*.nianbao *.pdf *.made)"]
    assert filled.live.report.agency.name == "某街道"


def test_that_a_name_with_the_ending_of_another_offered_format_is_kept(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, MADE_UP))
    note_save_dialogs(monkeypatch, tmp_path / "年报.made", chosen=0)
    filled.window.actions_["export"].trigger()
    filled.wait()
    assert (tmp_path / "年报.made").read_bytes() == b"2020"


def test_that_the_report_is_copied_for_web_editors_with_what_is_still_being_typed(
    filled: Clerk,
) -> None:
    filled.go_to(FIRST)
    filled.keys("41")
    filled.ctrl("C", shift=True)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.hasHtml()
    assert "<table" in copied.html()
    assert ">41</td>" in copied.html()
    assert "\t41\t" in copied.text()
    assert filled.said == "整份年报已复制，上面标着“草稿”；请到网页编辑器里粘贴。"


def test_that_a_final_report_is_copied_without_a_mark(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    filled.window.actions_["copy_for_web"].trigger()
    copied = QGuiApplication.clipboard().mimeData()
    assert "草稿" not in copied.html() + copied.text()
    assert filled.live.report.title in copied.html()
    assert filled.said == "整份年报已复制；请到网页编辑器里粘贴。"
