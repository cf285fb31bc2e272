"""历史: the versions of a report and every change, and what a correction changed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMenu

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.edits import set_cells, set_text
from core.report.package import package_bytes
from core.report.report import Report
from core.writers.pdf.installed import office_faces
from core.writers.pdf.writer import report_pdf
from gui.history.history_dialog import HistoryDialog
from gui.sources.place_list import PlainList
from tests.gui.hands import Clerk, choose_file, type_answers

CELL = "licensing.licences.decisions"


@pytest.fixture
def published(filled: Clerk) -> Clerk:
    """Hands on the sample report, finalised."""
    filled.wait()
    filled.live.session.finalise(date(2025, 1, 20))
    return filled


def opened(clerk: Clerk, place: str = "") -> HistoryDialog:
    return HistoryDialog(clerk.window.desk, clerk.live, clerk.window.acts.histories.acts, place)


def lines(shown: PlainList) -> list[tuple[str, ...]]:
    return [row.words for row in shown.lines.rows]


def correct(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    type_answers(monkeypatch, "表二录入颠倒。")
    clerk.window.actions_["correct"].trigger()
    session = clerk.live.session
    session.apply(set_cells(session.report, {CELL: "777"}))
    session.apply(set_text(session.report, "problems", "改过的一段。"))


def test_that_a_correction_is_opened_as_a_draft_beside_what_was_published(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = type_answers(monkeypatch, "表二录入颠倒。")
    before = package_bytes(published.live.report)
    published.window.actions_["correct"].trigger()

    assert "新建一份可以修改的更正稿" in asked[0][0]
    report = published.live.report
    assert (report.version, report.corrects, report.is_final) == (2, 1, False)
    assert "更正第2版" in published.window.windowTitle()
    assert "更正第2版（草稿）" in published.window.chooser.text()
    assert "更正稿（第2版）" in published.said
    assert not published.window.actions_["correct"].isEnabled()
    first = min(published.window.desk.reports.reports(), key=lambda entry: entry.version)
    assert package_bytes(published.window.desk.reports.load(first.id)) == before


def test_that_no_correction_is_made_unless_the_clerk_says_so(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_answers(monkeypatch, None)
    published.window.actions_["correct"].trigger()
    assert len(published.window.desk.reports.reports()) == 1


def test_that_every_version_is_listed_with_its_reason_and_what_it_changed(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    was = published.live.report.cells[CELL].text
    correct(published, monkeypatch)
    dialog = opened(published)

    assert [(name, why) for name, _, why in lines(dialog.versions)] == [
        ("第2版（现在，草稿）", "更正第1版：表二录入颠倒。"),
        ("第1版（定稿 2025-01-20）", ""),
    ]
    changed = lines(dialog.changes)
    assert dialog.told.text() == f"比 第1版（定稿 2025-01-20） 改了 {len(changed)} 处"
    assert [line[1] for line in changed if "行政许可" in line[0]] == [f"{was} → 777"]
    dialog.versions.chosen.emit(1)
    assert dialog.told.text() == "这是最早的一版。"


def test_that_why_a_report_was_opened_again_stands_beside_the_next_version(
    published: Clerk,
) -> None:
    session = published.live.session
    session.reopen("漏了\n一件")
    session.finalise(date(2025, 2, 3))
    found = [(name, why) for name, _, why in lines(opened(published).versions)]

    assert found[0] == ("第1版（定稿 2025-02-03）", "撤销定稿：漏了 一件")
    assert len(found) == 2


def test_that_the_package_is_saved_as_it_was_frozen(
    published: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    path = tmp_path / "当时.nianbao"
    choose_file(monkeypatch, path)
    before = package_bytes(published.live.report)
    opened(published).button("另存数据包…").click()

    assert path.read_bytes() == before
    assert read_package(path, forms).is_final
    assert "已保存" in published.said


def test_that_a_version_opened_a_year_later_is_what_was_published(
    published: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk, acts = published.window.desk, published.window.acts
    faces = office_faces(desk.resources.fonts, desk.data)
    was: Report = published.live.report
    content = report_pdf(was, faces, acts.printing.setup).content
    correct(published, monkeypatch)
    published.live.session.finalise(date(2026, 1, 20))
    desk.reports.create_report(desk.reports.agencies()[0].id, was.year + 1)
    desk.open_report(published.live.session.report_id)  # as after a restart

    dialog = opened(published)
    dialog.versions.set_current(1)
    path = tmp_path / "当时.pdf"
    choose_file(monkeypatch, path)
    dialog.button("保存PDF…").click()
    published.wait()
    assert path.read_bytes() == content
    dialog.button("打开看看").click()
    aside = acts.printing.aside
    assert aside
    assert aside.isVisible()
    assert was.file_title in aside.windowTitle()


def test_that_a_cell_tells_when_and_how_it_was_changed(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.fill(CELL, "12")
    draft.fill(CELL, "21")
    draft.window.actions_["undo"].trigger()
    draft.go_to(CELL)
    shown: list[list[tuple[str, ...]]] = []

    def look(dialog: HistoryDialog) -> int:
        shown.append(lines(dialog.log))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(HistoryDialog, "exec", look)
    draft.window.actions_["history_here"].trigger()
    assert [line[2:] for line in shown[0]] == [
        ("12 → 21", "填写（已撤销）"),
        ("（空） → 12", "填写"),
    ]
    assert {line[1] for line in shown[0]} == {""}  # the box above says which cell it is
    assert any("行政许可" in line[1] for line in lines(opened(draft).log))


def test_that_a_text_is_told_with_the_words_around_what_changed(draft: Clerk) -> None:
    session = draft.live.session
    session.apply(set_text(session.report, "problems", "公开不够及时。"))
    session.apply(set_text(session.report, "problems", "公开已经及时。"))

    assert [line[2] for line in lines(opened(draft, "problems").log)] == [
        "公开不够及时。 → 公开已经及时。",
        "（空） → 公开不够及时。",
    ]


def test_that_the_menu_of_a_text_leads_to_its_history(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[str] = []
    histories = draft.window.acts.histories
    monkeypatch.setattr(histories, "show", places.append)
    draft.tabs.show_section("problems").setFocus()
    menu: QMenu = draft.field("problems").context_menu()
    next(a for a in menu.actions() if a.text() == "这一段的历史…").trigger()
    assert places == ["problems"]
