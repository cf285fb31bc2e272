"""What can be done about a finding, beside its sentence."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from core.report.edits import set_cells
from gui.findings.detail import FindingDetail
from gui.findings.panel import FindingsPanel
from tests.gui.hands import Clerk, Key, type_answers

PARTLY = "applications.partly_granted.natural_person"
REVIEW = "review_litigation.review.total"
IN_FORCE = {
    "documents.normative_documents.made": "1",
    "documents.normative_documents.newly_public": "2",
    "documents.normative_documents.total_public": "9",
}


def panel_of(clerk: Clerk) -> FindingsPanel:
    assert clerk.window.workspace.panel is not None
    return clerk.window.workspace.panel


def choose(clerk: Clerk, code: str) -> FindingDetail:
    """Clicks the first finding with this code."""
    panel = panel_of(clerk)
    row = next(i for i, f in enumerate(panel.model.findings) if f.rule.code == code)
    clerk.click_on(panel.list.viewport(), panel.list.visualRect(panel.model.index(row)).center())
    assert panel.detail.isVisible()
    QCoreApplication.processEvents()  # widgets that are new in it show with the next event
    return panel.detail


def words(detail: FindingDetail) -> str:
    labels = [label.text() for label in detail.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(labels)


def button(detail: FindingDetail, text: str) -> QPushButton:
    return next(
        b for b in detail.findChildren(QPushButton) if not b.isHidden() and b.text() == text
    )


def test_that_the_wrong_cell_is_named_and_mended_by_one_click(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    detail = choose(filled, "E03")

    assert "（二）部分公开·自然人 2 → 1" in words(detail)
    assert "自然人列：2 与 1 → 1 与 1，相等" in words(detail)
    assert "同一处错误还引起" in words(detail)
    filled.click_on(button(detail, "改正"))
    assert filled.live.report.cells[PARTLY].text == "1"
    assert not detail.isVisible()
    filled.ctrl("Z")
    assert filled.live.report.cells[PARTLY].text == "2"


def test_that_of_several_the_clerk_chooses(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))
    detail = choose(filled, "E04")
    (choice,) = (c for c in detail.findChildren(QComboBox) if c.isVisible())
    assert choice.count() == 5
    upheld = next(i for i in range(5) if "结果维持" in choice.itemText(i))
    choice.setCurrentIndex(upheld)

    assert "3 与 3，相等" in words(detail)
    filled.click_on(button(detail, "改正"))
    assert filled.live.report.cells["review_litigation.review.upheld"].text == "3"


def test_that_a_warning_is_let_stand_for_a_reason(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, IN_FORCE))
    type_answers(monkeypatch, "补公开了一件旧文件。", None, "")
    filled.click_on(button(choose(filled, "W02"), "写说明，保留不改…"))

    assert [v.explanation for v in session.checked.explained] == ["补公开了一件旧文件。"]
    detail = choose(filled, "W02")
    assert "说明：补公开了一件旧文件。" in words(detail)
    row = next(i for i, f in enumerate(panel_of(filled).model.findings) if f.rule.code == "W02")
    assert "已说明" in panel_of(filled).model.index(row).data(Qt.ItemDataRole.DisplayRole)
    filled.click_on(button(detail, "修改说明…"))
    assert len(session.checked.explained) == 1
    filled.click_on(button(choose(filled, "W02"), "修改说明…"))
    assert not session.checked.explained


def test_that_an_error_has_no_button_for_a_reason(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))
    detail = choose(filled, "E04")

    assert [b.text() for b in detail.findChildren(QPushButton) if b.isVisible()] == ["改正"]


def test_that_the_detail_goes_with_its_finding(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))
    detail = choose(filled, "E04")
    session.apply(set_cells(session.report, {REVIEW: "4"}))
    assert detail.isVisible()
    session.apply(set_cells(session.report, {REVIEW: "0"}))
    assert not detail.isVisible()
    filled.key(Key.Key_F8)
    assert not detail.isVisible()
