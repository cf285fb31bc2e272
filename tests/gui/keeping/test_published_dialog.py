"""Correcting what was published, and looking at it as it was."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QTreeWidget

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.edits import set_cells, set_text
from core.report.package import package_bytes
from gui.keeping.published_dialog import PublishedDialog
from tests.gui.hands import Clerk, answer, choose_file

CELL = "licensing.licences.decisions"


@pytest.fixture
def published(filled: Clerk) -> Clerk:
    """Hands on the sample report, finalised."""
    filled.wait()
    if not filled.live.report.is_final:
        filled.live.session.finalise(date(2025, 1, 20))
    return filled


def lines(tree: QTreeWidget) -> list[list[str]]:
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item]


def test_that_a_correction_is_opened_as_a_draft_beside_what_was_published(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    before = package_bytes(published.live.report)
    published.window.actions_["correct"].trigger()

    assert "新建一份可以修改的更正稿" in asked[0]
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
    answer(monkeypatch, yes=False)
    published.window.actions_["correct"].trigger()
    assert len(published.window.desk.reports.reports()) == 1


def test_that_a_published_report_is_shown_beside_what_stands_now(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    published.window.actions_["correct"].trigger()
    session = published.live.session
    was = session.report.cells[CELL].text
    session.apply(set_cells(session.report, {CELL: "777"}))
    session.apply(set_text(session.report, "problems", "改过的一段。"))
    dialog = PublishedDialog(published.window.desk, published.live)

    assert dialog.list.count() == 1
    assert "定稿（第1版）" in dialog.list.item(0).text()
    found = lines(dialog.tree)
    assert [line[1:] for line in found if "行政许可" in line[0]] == [[was, "777"]]
    assert ["状态", "定稿", "草稿"] in found
    assert f"有 {len(found)} 处不同" in dialog.told.text()


def test_that_the_package_is_saved_as_it_was_frozen(
    published: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    path = tmp_path / "当时.nianbao"
    choose_file(monkeypatch, path)
    before = package_bytes(published.live.report)
    dialog = PublishedDialog(published.window.desk, published.live)
    assert "没有不同" in dialog.told.text()
    dialog.save.click()

    assert path.read_bytes() == before
    assert read_package(path, forms).is_final
    assert "已保存" in published.said


def test_that_a_report_never_published_says_so(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[PublishedDialog] = []

    def look(dialog: PublishedDialog) -> int:
        shown.append(dialog)
        assert dialog.told.text().startswith("这份年报还没有定稿过")
        assert not dialog.save.isEnabled()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(PublishedDialog, "exec", look)
    draft.window.actions_["published"].trigger()
    assert len(shown) == 1
