"""Typing into a cell: what is taken, what is refused, and that nothing typed gets lost."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from core.report.edits import set_cells, set_note
from gui.tables.view import TableView
from tests.gui.hands import CTRL, SHIFT, Clerk, Key

FIRST = "applications.new_received.natural_person"
NEXT = "applications.new_received.business"
TOTAL = "applications.new_received.total"
BELOW = "applications.carried_in.natural_person"
CHANGE = "licensing.licences.change"
MONEY = "procurement.centralised.amount"


def test_that_typing_overwrites_what_was_there(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    draft.fill(FIRST, "3")
    assert draft.stored == {FIRST: "3"}


def test_that_f2_keeps_what_was_there(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    draft.go_to(FIRST)
    draft.key(Key.Key_F2)
    draft.keys("3")
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "123"}


def test_that_a_double_click_keeps_what_was_there(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    view = draft.go_to(FIRST)
    place = view.visualRect(view.currentIndex()).center()
    draft.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    draft.keys("3")
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "123"}


def test_that_escape_restores_what_was_there(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    view = draft.go_to(FIRST)
    draft.keys("345")
    draft.key(Key.Key_Escape)
    assert draft.focus is view
    assert view.current_cell == FIRST
    assert draft.shown(FIRST) == "12"
    assert draft.stored == {FIRST: "12"}


def test_that_escape_after_a_refusal_restores_what_was_there(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    view = draft.go_to(FIRST)
    draft.keys("abc")
    draft.key(Key.Key_Return)
    draft.key(Key.Key_Escape)
    assert draft.focus is view
    assert draft.shown(FIRST) == "12"
    assert view.here.sentence == ""
    assert draft.window.desk.commit_pending_edit()


def test_that_looking_with_f2_stores_nothing(draft: Clerk) -> None:
    draft.go_to(TOTAL)
    draft.fill(FIRST, "4")
    draft.go_to(TOTAL)
    draft.key(Key.Key_F2)
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "4"}


@pytest.mark.parametrize(
    ("cell", "text", "stored"),
    [
        (FIRST, "１２３", "123"),
        (FIRST, "1,234", "1234"),
        (FIRST, "１，２３４", "1234"),
        (FIRST, " 1 234 ", "1234"),
        (FIRST, "007", "7"),
        (FIRST, "—", "/"),
        (FIRST, "不适用", "/"),
        (CHANGE, "减3", "-3"),
        (CHANGE, "＋３", "+3"),
        (MONEY, "780,877。39元", "780877.39元"),
        (MONEY, "１６４６．５万元", "1646.5万元"),
    ],
)
@pytest.mark.parametrize("how", ["typed", "committed"])
def test_that_figures_are_understood_however_they_are_written(
    draft_2019: Clerk, cell: str, text: str, stored: str, how: str
) -> None:
    draft_2019.go_to(cell)
    draft_2019.key(Key.Key_F2)
    (draft_2019.keys if how == "typed" else draft_2019.commit)(text)
    draft_2019.key(Key.Key_Return)
    assert draft_2019.editor is None
    assert draft_2019.stored == {cell: stored}
    assert draft_2019.shown(cell) == stored


@pytest.mark.parametrize(
    ("cell", "text", "sentence"),
    [
        (FIRST, "abc", "“abc”不是数字，请填 0 或正整数，没有这一项的填“/”。"),
        (FIRST, "3²", "“3²”不是数字"),
        (FIRST, "1,23", "“1,23”不是数字"),
        (FIRST, "-5", "“-5”是负数，这一格填件数，不能小于 0。"),
        (FIRST, "1.5", "“1.5”不是整数"),
        (FIRST, "９" * 16, "太长，一格最多填 15 位数字"),
        (CHANGE, "1.5", "请填增减的项目数，如 3、+3、-8、减8。"),
        (MONEY, "9800美元", "“9800美元”的单位不对"),
        (MONEY, "-1", "金额不能小于 0。"),
    ],
)
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
def test_that_what_is_no_value_keeps_the_editor_open_and_says_why(
    draft_2019: Clerk, cell: str, text: str, sentence: str, key: Qt.Key
) -> None:
    view = draft_2019.go_to(cell)
    draft_2019.key(Key.Key_F2)
    draft_2019.commit(text)
    draft_2019.key(key)
    assert draft_2019.editor is not None
    assert draft_2019.editor.text() == text
    assert view.current_cell == cell
    assert sentence in view.here.sentence
    assert view.here.severity == "error"
    assert sentence in draft_2019.said
    assert draft_2019.stored == {}
    draft_2019.keys("1")
    draft_2019.key(key)
    assert draft_2019.stored == {cell: "1"}
    assert view.here.sentence == ""


def leave_by(clerk: Clerk, way: str) -> None:
    match way:
        case "click":
            clerk.go_to(BELOW)
        case "note":
            clerk.note("applications")
        case "tab":
            clerk.click_on(clerk.tabs.tabBar(), clerk.tabs.tabBar().tabRect(1).center())
        case "panel":
            clerk.go_to_panel()


@pytest.mark.parametrize("way", ["click", "note", "tab", "panel"])
def test_that_leaving_the_editor_stores_what_was_typed(draft: Clerk, way: str) -> None:
    draft.fill(NEXT, "1")
    draft.go_to(FIRST)
    draft.keys("8")
    leave_by(draft, way)
    assert draft.stored == {NEXT: "1", FIRST: "8"}


@pytest.mark.parametrize("way", ["click", "note", "tab", "panel"])
def test_that_leaving_the_editor_keeps_what_is_no_value_and_marks_it(
    draft: Clerk, way: str
) -> None:
    draft.fill(FIRST, "12")
    draft.go_to(FIRST)
    draft.keys("1x")
    leave_by(draft, way)
    model = draft.model_of(FIRST)
    look = model.look_of(draft.live.report.form.cells[FIRST])
    assert (look.text, look.mark, look.rejected) == ("1x", "error", True)
    assert draft.stored == {FIRST: "12"}
    view = draft.go_to(FIRST)
    assert "“1x”不是数字" in view.here.sentence
    draft.key(Key.Key_F2)
    assert draft.editor is not None
    assert draft.editor.text() == "1x"
    draft.key(Key.Key_Backspace)
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "1"}


def test_that_enter_on_what_is_no_value_stays_there(draft: Clerk) -> None:
    view = draft.go_to(FIRST)
    draft.keys("x")
    leave_by(draft, "click")
    draft.go_to(FIRST)
    draft.key(Key.Key_Return)
    assert view.current_cell == FIRST
    assert "“x”不是数字" in draft.said


@pytest.mark.parametrize(("key", "shown"), [(Key.Key_Escape, "12"), (Key.Key_Delete, "")])
def test_that_what_is_no_value_can_be_given_up(draft: Clerk, key: Qt.Key, shown: str) -> None:
    draft.fill(FIRST, "12")
    view = draft.go_to(FIRST)
    draft.keys("x")
    leave_by(draft, "click")
    draft.go_to(FIRST)
    draft.key(key)
    assert draft.shown(FIRST) == shown
    assert view.here.sentence == ""
    assert draft.window.desk.commit_pending_edit()
    assert draft.stored == ({FIRST: shown} if shown else {})


def test_that_a_change_of_other_cells_leaves_what_is_being_typed(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("52")
    session = draft.live.session
    session.apply(set_cells(session.report, {NEXT: "7", TOTAL: "9"}))
    session.apply(set_note(session.report, FIRST, "（注）"))
    assert draft.editor is not None
    assert draft.editor.text() == "52"
    draft.keys("0")
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "520", NEXT: "7", TOTAL: "9"}


def test_that_a_change_of_a_cell_shows_in_its_editor_while_nothing_was_typed(
    draft: Clerk,
) -> None:
    draft.go_to(FIRST)
    draft.key(Key.Key_F2)
    draft.live.session.apply(set_cells(draft.live.report, {FIRST: "7"}))
    assert draft.editor is not None
    assert draft.editor.text() == "7"


def test_that_text_set_by_a_program_is_not_taken_for_typing(draft: Clerk) -> None:
    """QLineEdit.setText fires no textEdited and leaves isModified false."""
    draft.go_to(FIRST)
    draft.key(Key.Key_F2)
    assert draft.editor is not None
    draft.editor.setText("99")
    draft.key(Key.Key_Return)
    assert draft.stored == {}


def test_that_ctrl_z_in_the_editor_takes_back_typing_only(draft: Clerk) -> None:
    draft.fill(FIRST, "12")
    draft.go_to(FIRST)
    draft.key(Key.Key_F2)
    draft.keys("3")
    draft.key(Key.Key_Z, CTRL)
    assert draft.editor is not None
    assert draft.editor.text() == "12"
    assert draft.stored == {FIRST: "12"}


def painted(view: TableView, cell: str, size: QSize) -> QImage:
    """A cell as the delegate paints it, alone, neither current nor selected."""
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)  # type: ignore[attr-defined]
    option.font = view.font()  # type: ignore[attr-defined]
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    painter.setFont(view.font())
    view.cells.paint(painter, option, view.grid_model.index_of(cell))
    painter.end()
    return image


def ink(image: QImage) -> tuple[int, int]:
    """The first and last column of an image in which anything stands on the background."""
    background = image.pixelColor(0, 0)
    lines = 1  # of the table, to the right of a cell and below it
    columns = [
        x
        for x in range(image.width() - lines)
        if any(image.pixelColor(x, y) != background for y in range(image.height() - lines))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize("figure", ["12345678", "123456789012345"])
def test_that_a_long_figure_is_drawn_whole_even_beside_a_mark(draft: Clerk, figure: str) -> None:
    draft.fill(FIRST, figure)
    draft.fill(TOTAL, figure[:-1] + "0")
    view = draft.go_to("applications.granted.other")
    size = QSize(92, 22)
    assert view.grid_model.look_of(draft.live.report.form.cells[TOTAL]).mark == "error"
    for cell in (FIRST, TOTAL):
        first, last = ink(painted(view, cell, size))
        assert first > 0
        assert last <= size.width() - 4
    assert painted(view, FIRST, size) != painted(view, TOTAL, size)


def test_that_states_look_different(draft: Clerk) -> None:
    size = QSize(92, 22)
    images = []
    cells = draft.live.report.form.cells
    view = draft.go_to("review_litigation.review.upheld")
    view = draft.go_to("applications.carried_out.other")
    images.append(painted(view, TOTAL, size))  # blank
    draft.live.session.apply(set_cells(draft.live.report, {FIRST: "3"}))
    images.append(painted(view, TOTAL, size))  # a partial sum, grey
    row = [c for c in cells if c.startswith("applications.new_received.") and c != TOTAL]
    draft.live.session.apply(set_cells(draft.live.report, {**dict.fromkeys(row, "0"), FIRST: "3"}))
    images.append(painted(view, TOTAL, size))  # a complete sum, like one that was typed
    draft.live.session.apply(set_note(draft.live.report, TOTAL, "（注）"))
    images.append(painted(view, TOTAL, size))  # with a note
    draft.live.session.apply(set_cells(draft.live.report, {NEXT: "1"}))
    images.append(painted(view, TOTAL, size))  # marked
    for i, one in enumerate(images):
        assert all(one != other for other in images[i + 1 :]), i


def test_that_the_selection_shows(draft: Clerk) -> None:
    size = QSize(92, 22)
    view = draft.go_to("applications.carried_out.other")
    plain = painted(view, FIRST, size)
    draft.select(FIRST, BELOW)
    draft.key(Key.Key_Down, SHIFT)
    assert painted(view, FIRST, size) != plain


def test_that_left_and_right_leave_a_cell_that_was_typed_into(draft: Clerk) -> None:
    draft.go_to("applications.granted.natural_person")
    draft.keys("9")
    draft.key(Key.Key_Right)
    draft.keys("1")
    draft.key(Key.Key_Right)
    draft.keys("3")
    draft.key(Key.Key_Left)
    assert draft.stored == {
        "applications.granted.natural_person": "9",
        "applications.granted.business": "1",
        "applications.granted.research": "3",
    }
    assert draft.current == "applications.granted.business"


def test_that_delete_after_ctrl_end_blanks_the_cell_that_is_current(draft: Clerk) -> None:
    first, last = "applications.new_received.natural_person", "applications.carried_out.total"
    draft.fill(first, "1")
    draft.fill(last, "2")
    draft.go_to(first)
    draft.key(Key.Key_End, CTRL)
    assert draft.current == last
    draft.key(Key.Key_Delete)
    assert draft.stored == {first: "1"}
    draft.key(Key.Key_Home, CTRL)
    assert draft.current == first
