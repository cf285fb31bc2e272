"""What stands below a table of a single row: last year's totals and those of the texts."""

from PySide6.QtWidgets import QPushButton

from gui.tables.beside import Comparison
from gui.tables.tab import TableTab
from tests.gui.hands import Clerk

TOTAL = "review_litigation.review.total"


def comparison(clerk: Clerk) -> Comparison:
    tab = clerk.tabs.show_section("review_litigation")
    assert isinstance(tab, TableTab)
    below = tab.findChild(Comparison)
    assert below is not None
    return below


def test_that_what_the_text_says_of_a_total_is_shown_and_leads_there(filled: Clerk) -> None:
    field = filled.field("problems")
    field.moveCursor(field.textCursor().MoveOperation.End)
    filled.write(field, "\n因信息公开引发行政复议2件。")
    field.commit_pending_edit()
    filled.wait_for_texts()

    row = comparison(filled).rows[0]
    said = (row.now.text(), row.last.text(), row.written.text(), row.verdict.text())
    assert said == ("0", "", "2件", "多 2")
    filled.click_on(row.written)
    assert filled.tabs.section.id == "problems"

    row = comparison(filled).rows[0]
    filled.click_on(row.name)
    assert filled.current == TOTAL


def test_that_a_line_without_words_in_the_texts_has_nothing_to_press(draft: Clerk) -> None:
    below = comparison(draft)
    for row in below.rows:
        assert row.written.text() == "没有写"
        assert not row.written.isEnabled()
    assert not any(bars.isVisible() for bars in below.bars)
    draft.fill("review_litigation.review.upheld", "3")
    buttons = [button for button in below.findChildren(QPushButton) if button.isEnabled()]
    assert [button.text() for button in buttons if button.isVisible()] == [
        "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"
    ]  # fmt: skip
