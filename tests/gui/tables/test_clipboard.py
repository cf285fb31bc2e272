"""Blocks of figures to and from a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Form
from core.forms.layout import grids_of
from gui.tables.clipboard import PasteRefused, place_block, read_block, write_block
from tests.gui.hands import Clerk, Key, clipboard, put_on_clipboard

CELL = "applications.{}.{}".format
FIRST = CELL("new_received", "natural_person")
BLOCK = [
    CELL(row, column)
    for row in ("new_received", "carried_in")
    for column in ("natural_person", "business", "research")
]

blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")),
            min_size=width,
            max_size=width,
        ),
        min_size=1,
        max_size=4,
    )
)


@given(blocks)
def test_that_a_block_comes_back_from_the_clipboard_as_it_was(block: list[list[str]]) -> None:
    assert read_block(write_block(block)) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t2\r3\t4\r", [["1", "2"], ["3", "4"]]),
        ("5", [["5"]]),
        ("5\r\n", [["5"]]),
        ("\r\n", [[""]]),
        ("", [[""]]),
        ("\t\r\n\t\r\n", [["", ""], ["", ""]]),
        ("1\t2\r\n3\r\n", [["1", "2"], ["3", ""]]),
        ('"1\n2"\t"a ""b"""\r\n', [["1\n2", 'a "b"']]),
        ('"1,234"\t5\r\n', [["1,234", "5"]]),
    ],
)
def test_that_a_block_is_read_as_excel_and_wps_write_it(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


def test_that_what_is_no_block_is_refused() -> None:
    with pytest.raises(PasteRefused, match="不是表格数字"):
        read_block("1" * 200_000)


def test_that_a_block_passes_over_headings_and_stays_in_its_table(form_2019: Form) -> None:
    (grid,) = grids_of(form_2019, "disclosure")
    column = [["1"], ["2"], ["3"]]
    assert place_block(column, grid, "documents.normative_documents.made") == {
        "documents.normative_documents.made": "1",
        "licensing.licences.previous_items": "2",
        "licensing.other_services.previous_items": "3",
    }
    with pytest.raises(PasteRefused, match="有1行3列，从这一格起放不下"):
        place_block([["1", "2", "3"]], grid, "fees.administrative_fees.previous_items")


def test_that_copying_puts_the_selection_on_the_clipboard_as_a_block(draft: Clerk) -> None:
    for cell, figure in zip(BLOCK, "123456", strict=True):
        draft.fill(cell, figure)
    draft.select(BLOCK[0], BLOCK[-1])
    draft.ctrl("C")
    assert clipboard() == "1\t2\t3\n4\t5\t6\n"


def test_that_cutting_copies_and_blanks_in_one_undo_step(draft: Clerk) -> None:
    draft.fill(BLOCK[0], "7")
    draft.fill(BLOCK[1], "8")
    draft.select(BLOCK[0], BLOCK[1])
    draft.ctrl("X")
    assert clipboard() == "7\t8\n"
    assert draft.stored == {}
    draft.ctrl("Z")
    assert draft.stored == {BLOCK[0]: "7", BLOCK[1]: "8"}


def test_that_a_copied_total_carries_the_number_that_is_shown(draft: Clerk) -> None:
    draft.fill(FIRST, "4")
    draft.select(CELL("new_received", "other"), CELL("new_received", "total"))
    draft.ctrl("C")
    assert clipboard() == "\t4\n"


def test_that_a_pasted_block_is_one_undo_step(draft: Clerk) -> None:
    draft.fill(FIRST, "9")
    put_on_clipboard("１\t2\t1,003\r\n4\t/\t\r\n")
    draft.go_to(FIRST)
    draft.ctrl("V")
    assert draft.stored == dict(zip(BLOCK, ("1", "2", "1003", "4", "/"), strict=False))
    draft.ctrl("Z")
    assert draft.stored == {FIRST: "9"}
    draft.ctrl("Y")
    assert draft.stored[BLOCK[2]] == "1003"


@pytest.mark.parametrize("copied", ["3", "3\r\n", '"3"'])
def test_that_a_single_value_fills_the_selection(draft: Clerk, copied: str) -> None:
    put_on_clipboard(copied)
    draft.select(BLOCK[0], BLOCK[-1])
    draft.ctrl("V")
    assert draft.stored == dict.fromkeys(BLOCK, "3")


def test_that_a_block_goes_to_the_first_cell_of_the_selection(draft: Clerk) -> None:
    put_on_clipboard("1\t2\t3\n4\t5\t6\n")
    draft.select(BLOCK[-1], BLOCK[0])
    draft.ctrl("V")
    draft.select(BLOCK[0], BLOCK[-1])
    draft.ctrl("V")
    assert draft.stored == dict(zip(BLOCK, "123456", strict=True))


@pytest.mark.parametrize("empty", ["\r\n", "\t\t\r\n\t\t\r\n"])
def test_that_pasted_blanks_blank(draft: Clerk, empty: str) -> None:
    for cell in BLOCK:
        draft.fill(cell, "3")
    put_on_clipboard(empty)
    draft.select(BLOCK[0], BLOCK[-1])
    draft.ctrl("V")
    assert draft.stored == {}


def test_that_an_empty_clipboard_changes_nothing(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    put_on_clipboard("")
    draft.go_to(FIRST)
    draft.ctrl("V")
    assert draft.stored == {FIRST: "3"}


@pytest.mark.parametrize(
    ("text", "first", "sentence"),
    [
        ("1\t2\n", CELL("new_received", "total"), "要粘贴的有1行2列，从这一格起放不下"),
        ("1\n2\n", CELL("carried_out", "other"), "要粘贴的有2行1列，从这一格起放不下"),
        ("1\t一件\n2\t3\n", FIRST, "没有粘贴：一、本年新收·商业企业的“一件”不是数字"),
        ("1\n-2\n", FIRST, "没有粘贴：二、上年结转·自然人的“-2”是负数"),
    ],
)
def test_that_a_block_that_does_not_fit_changes_nothing_and_says_why(
    draft: Clerk, text: str, first: str, sentence: str
) -> None:
    draft.fill(FIRST, "9")
    put_on_clipboard(text)
    draft.go_to(first)
    draft.ctrl("V")
    assert draft.stored == {FIRST: "9"}
    assert sentence in draft.said
    draft.ctrl("Z")
    assert draft.stored == {}


def test_that_a_single_value_that_fits_not_every_cell_is_refused_with_the_cell(
    draft_2019: Clerk,
) -> None:
    put_on_clipboard("-3")
    draft_2019.select("licensing.licences.change", "licensing.licences.decisions")
    draft_2019.ctrl("V")
    assert draft_2019.stored == {}
    assert "没有粘贴：行政许可·处理决定数量的“-3”是负数" in draft_2019.said


def test_that_figures_go_from_one_table_to_another(draft: Clerk) -> None:
    draft.fill("documents.regulations.issued", "6")
    draft.go_to("documents.regulations.issued")
    draft.ctrl("C")
    draft.go_to("review_litigation.review.upheld")
    draft.ctrl("V")
    assert draft.stored["review_litigation.review.upheld"] == "6"


def test_that_pasting_replaces_what_could_not_be_stored(draft: Clerk) -> None:
    draft.fill(FIRST, "5")
    draft.go_to(FIRST)
    draft.keys("abc")
    draft.go_to(BLOCK[1])
    assert draft.shown(FIRST) == "abc"
    put_on_clipboard("5")
    draft.go_to(FIRST)
    draft.ctrl("V")
    assert draft.shown(FIRST) == "5"
    assert draft.window.desk.commit_pending_edit()


def test_that_a_final_report_gives_figures_and_takes_none(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.fill(FIRST, "5")
    draft.go_to(FIRST)
    monkeypatch.setattr(draft.live.session.report, "status", "final")
    draft.ctrl("C")
    assert clipboard() == "5\n"
    put_on_clipboard("6")
    for press in ("V", "X"):
        draft.ctrl(press)
        assert draft.stored == {FIRST: "5"}
        assert "已经定稿" in draft.said
    assert clipboard() == "5\n"


def test_that_ctrl_v_while_typing_goes_into_the_editor(draft: Clerk) -> None:
    put_on_clipboard("２３")
    draft.go_to(FIRST)
    draft.keys("1")
    draft.ctrl("V")
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "123"}
