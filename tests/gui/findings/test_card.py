"""What can be done about a finding, in its card."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QInputDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.report.edits import set_cells, set_text
from gui.findings.card import Card
from gui.findings.panel import FindingsPanel
from tests.gui.hands import Clerk, Key, bring_to_front, type_answers

PARTLY = "applications.partly_granted.natural_person"
REVIEW = "review_litigation.review.total"
IN_FORCE = {
    "documents.normative_documents.made": "1",
    "documents.normative_documents.newly_public": "2",
    "documents.normative_documents.total_public": "9",
}
ALT = Qt.KeyboardModifier.AltModifier


def panel_of(clerk: Clerk) -> FindingsPanel:
    assert clerk.window.workspace.panel is not None
    return clerk.window.workspace.panel


def card_of(clerk: Clerk) -> Card:
    QCoreApplication.processEvents()  # what is new in the list shows with the next event
    card = panel_of(clerk).list.card
    assert card is not None
    assert card.isVisible()
    return card


def choose(clerk: Clerk, code: str) -> Card:
    """Opens the first finding with this code, by a click unless it is open already."""
    panel = panel_of(clerk)
    QCoreApplication.processEvents()
    lines = enumerate(panel.model.lines)
    row = next(i for i, line in lines if line.finding and line.finding.rule.code == code)
    if row != panel.list.open_row:
        place = panel.list.visualRect(panel.model.index(row)).center()
        clerk.click_on(panel.list.viewport(), place)
    card = card_of(clerk)
    assert card.finding.rule.code == code
    return card


def words(card: Card) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


def button(card: Card, text: str) -> QPushButton:
    return next(b for b in card.findChildren(QPushButton) if b.text() == text)


def captions(card: Card) -> list[str]:
    return [each.text() for each in card.buttons]


def test_that_the_wrong_cell_is_named_and_mended_by_one_click(filled: Clerk) -> None:
    filled.go_to("applications.new_received.natural_person")
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    card = card_of(filled)  # without a click, for its section is in front

    assert "部分公开·自然人 2 → 1" in words(card)
    filled.click_on(button(card, "全文"))
    assert "同一处错误还引起" in words(card_of(filled))
    filled.click_on(button(card_of(filled), "改正"))
    assert filled.live.report.cells[PARTLY].text == "1"
    assert panel_of(filled).list.card is None
    filled.ctrl("Z")
    assert filled.live.report.cells[PARTLY].text == "2"


@pytest.mark.parametrize("way", ["click", "key", "space"])
def test_that_the_next_digits_go_where_the_mended_cell_is(filled: Clerk, way: str) -> None:
    filled.go_to("applications.new_received.natural_person")
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    match way:
        case "click":
            filled.click_on(button(card_of(filled), "改正"))
        case "key":
            filled.key(Key.Key_Return, ALT)
        case "space":
            button(card_of(filled), "改正").setFocus()
            filled.key(Key.Key_Space)
    assert filled.live.report.cells[PARTLY].text == "1"  # the last finding is mended
    assert filled.current == PARTLY
    assert filled.focus is filled.view
    filled.keys("34")
    filled.key(Key.Key_Return)
    assert filled.stored[PARTLY] == "34"


def test_that_nothing_is_offered_that_is_done_or_undone(filled: Clerk) -> None:
    filled.fill(PARTLY, "2")
    assert "2 → 1" in words(card_of(filled))
    filled.ctrl("Z")
    assert panel_of(filled).list.card is None
    filled.ctrl("Y")
    assert "2 → 1" in words(card_of(filled))
    filled.key(Key.Key_Return, ALT)
    assert panel_of(filled).list.card is None
    filled.ctrl("Z")
    filled.click_on(button(card_of(filled), "改正"))
    assert filled.stored[PARTLY] == "1"


def test_that_of_several_the_clerk_chooses(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))
    card = choose(filled, "E04")
    (choice,) = (c for c in card.findChildren(QComboBox) if c.isVisible())
    assert choice.count() == 5
    upheld = next(i for i in range(5) if "结果维持" in choice.itemText(i))
    choice.setCurrentIndex(upheld)

    assert "3 与 3，相等" in words(card)
    filled.click_on(button(card, "改正"))
    assert filled.live.report.cells["review_litigation.review.upheld"].text == "3"
    assert filled.current == "review_litigation.review.upheld"


def test_that_a_warning_is_let_stand_for_a_reason(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, IN_FORCE))
    type_answers(monkeypatch, "补公开了一件旧文件。", None, "")
    filled.click_on(button(choose(filled, "W02"), "写说明…"))

    assert [v.explanation for v in session.checked.explained] == ["补公开了一件旧文件。"]
    model = panel_of(filled).model
    assert model.lines[-1].words == "已说明 1 处"  # the explained ones are folded, at the end
    assert all(f.rule.code != "W02" for f in model.findings)
    place = panel_of(filled).list.visualRect(model.index(len(model.lines) - 1)).center()
    filled.click_on(panel_of(filled).list.viewport(), place)
    card = choose(filled, "W02")
    assert "说明：补公开了一件旧文件。" in words(card)
    assert "已说明：补公开了一件旧文件。" in card.accessibleName()
    filled.click_on(button(card, "修改说明…"))
    assert len(session.checked.explained) == 1
    filled.click_on(button(choose(filled, "W02"), "修改说明…"))
    assert not session.checked.explained


def test_that_tab_leaves_the_reason_and_escape_goes_back(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, IN_FORCE))
    seen: list[QWidget | None] = []

    def press(dialog: QInputDialog) -> int:
        dialog.show()
        bring_to_front(dialog, filled.qtbot)
        (field,) = dialog.findChildren(QPlainTextEdit)
        field.setFocus()
        filled.key(Key.Key_Tab)
        seen.append(dialog.focusWidget())
        filled.key(Key.Key_Escape)
        assert not dialog.isVisible()
        assert field.toPlainText() == ""
        return dialog.result()

    monkeypatch.setattr(QInputDialog, "exec", press)
    why = button(choose(filled, "W02"), "写说明…")
    why.setFocus()
    filled.key(Key.Key_Space)
    assert isinstance(seen[0], QPushButton)
    assert not session.checked.explained
    bring_to_front(filled.window, filled.qtbot)
    assert panel_of(filled).isAncestorOf(filled.focus)


def test_that_an_error_has_no_button_for_a_reason(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))

    assert captions(choose(filled, "E04")) == ["改正", "到单元格"]


def test_that_the_card_goes_with_its_finding(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {REVIEW: "3"}))
    assert "3 → 0" in choose(filled, "E04").accessibleName()
    session.apply(set_cells(session.report, {REVIEW: "4"}))
    assert "4 → 0" in card_of(filled).accessibleName()
    session.apply(set_cells(session.report, {REVIEW: "0"}))
    assert panel_of(filled).list.card is None


def test_that_the_cell_to_blame_is_marked_and_current(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    filled.key(Key.Key_F8)

    assert filled.current == PARTLY
    look = filled.view.grid_model.look_of(filled.live.report.form.cells[PARTLY])
    assert look.mark == "error"


def test_that_a_card_says_how_grave_it_is_what_is_wrong_and_why(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    card = choose(filled, "E03")

    assert card.accessibleName() == f"错误：部分公开·自然人 2 → 1。{card.finding.message}"


def test_that_the_reason_takes_three_lines_until_all_of_it_is_asked_for(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_cells(session.report, {PARTLY: "2"}))
    card = choose(filled, "E03")
    height = card.height()
    reason = next(x for x in card.findChildren(QLabel) if x.text().startswith("“（二）部分公开"))
    assert reason.height() < 4 * reason.fontMetrics().lineSpacing()
    filled.click_on(button(card, "全文"))
    assert card_of(filled).height() > height
    assert card_of(filled).finding.follow_ons[0].message in words(card_of(filled))


def test_that_words_are_rewritten_by_the_first_button(filled: Clerk) -> None:
    session = filled.live.session
    text = session.report.texts["problems"]
    session.apply(set_text(session.report, "problems", f"{text}\n工作工作细致。"))
    card = choose(filled, "T16")

    assert captions(card) == ["改为“工作”", "到正文", "写说明…"]
    filled.click_on(card.buttons[0])
    assert session.report.texts["problems"].endswith("\n工作细致。")
    assert filled.focus is filled.place("problems")


def test_that_a_final_report_has_its_findings_and_no_way_to_change_it(filled: Clerk) -> None:
    session = filled.live.session
    text = session.report.texts["problems"]
    session.apply(set_text(session.report, "problems", f"{text}\n工作工作细致。"))
    filled.tabs.show_section("problems")
    session.finalise(date(2021, 1, 20))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert captions(card_of(filled)) == ["到正文"]
