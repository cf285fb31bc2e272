"""Before 定稿: what stands in the way is listed, mended there or gone to, and counted down."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from gui.window.gate import Gate
from tests.gui.hands import Clerk, Key, type_answers

FIRST = "applications.new_received.natural_person"
OpenGate = Callable[[Clerk], Gate]


@pytest.fixture
def open_gate() -> Iterator[OpenGate]:
    """Opens the list over a clerk's report."""
    opened: list[Gate] = []

    def open_one(clerk: Clerk) -> Gate:
        desk = clerk.window.desk
        gate = Gate(clerk.live, desk.theme, clerk.window.workspace.go_to, clerk.window)
        opened.append(gate)
        gate.open()
        clerk.qtbot.waitUntil(gate.isActiveWindow)
        return gate

    yield open_one
    for gate in opened:
        gate.close()
        gate.deleteLater()


def button(gate: Gate, words: str) -> QPushButton:
    return next(b for b in gate.findChildren(QPushButton) if b.text() == words and b.isVisible())


def test_that_an_error_keeps_it_shut_until_it_is_mended_there(
    filled: Clerk, open_gate: OpenGate
) -> None:
    filled.fill(FIRST, "9")
    gate = open_gate(filled)
    assert gate.headline.text() == "还差 1 处，才能定稿"
    assert not gate.finalise.isEnabled()
    filled.click_on(button(gate, "改正"))
    assert gate.headline.text() == "可以定稿"
    assert gate.finalise.isEnabled()
    filled.click_on(gate.finalise)
    assert gate.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_that_enter_and_esc_look_again(filled: Clerk, open_gate: OpenGate, key: Key) -> None:
    gate = open_gate(filled)
    assert gate.look.hasFocus()
    filled.key(key)
    assert gate.result() == QDialog.DialogCode.Rejected
    assert not gate.isVisible()


def test_that_a_line_leads_to_its_place(filled: Clerk, open_gate: OpenGate) -> None:
    filled.fill(FIRST, "9")
    filled.tabs.show_section("problems")
    gate = open_gate(filled)
    filled.click_on(button(gate, "去看看"))
    assert not gate.isVisible()
    assert filled.tabs.section.id == "applications"


def test_that_a_section_without_text_is_listed_and_gone_to(
    draft: Clerk, open_gate: OpenGate
) -> None:
    draft.window.actions_["fill_zeros"].trigger()
    draft.wait_for_texts()
    gate = open_gate(draft)
    assert gate.headline.text() == "还差 3 处，才能定稿"
    assert "“一、总体情况”还没有写" in gate.words
    assert not gate.finalise.isEnabled()
    draft.tabs.show_section("disclosure")
    draft.click_on(button(gate, "去填写"))
    assert draft.tabs.section.id == "general"


def test_that_a_warning_is_explained_there(
    filled: Clerk, open_gate: OpenGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_answers(monkeypatch, "补公开往年文件")
    for column, value in (("made", "1"), ("newly_public", "2"), ("total_public", "9")):
        filled.fill(f"documents.normative_documents.{column}", value)
    gate = open_gate(filled)
    assert gate.headline.text() == "还有 1 处警告没有改正，也没有写说明"
    filled.click_on(button(gate, "写说明…"))
    assert gate.headline.text() == "可以定稿"
    assert filled.live.report.explanations
