"""Whether a published file says what the report says. All texts here are made up."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.comparing.differences import ComparingRefused, Difference, compare, place_of
from core.comparing.listed import comparison_list, summary
from core.document.blocks import Table
from core.matching.reading import CellReading, Reading
from core.report.report import Report
from core.report.values import parse_value
from tests.editions import NEWEST, OLDEST

TEXT = "一、总的情况是好的。\n全年公开信息12条。\n二、还有一些事要做。"


@pytest.fixture
def report(new_report: Callable[..., Report]) -> Report:
    made: Report = new_report(NEWEST)
    cells = [cell for cell in made.form.cells.values() if not cell.is_total]
    for number, cell in enumerate(cells[:40], 3):
        value = parse_value(str(number), cell.column)
        assert value
        made.cells[cell.id] = value
    made.texts["general"] = TEXT
    made.notes[cells[0].id] = "（其中修订1件）"
    return made


def reading_of(report: Report) -> Reading:
    return Reading.of(report, "第1页")


def with_cell(reading: Reading, cell: str, value: str, doubt: str = "") -> Reading:
    """The reading with another value in one cell; "" takes the cell out."""
    found = {each.cell: each for each in reading.cells}
    if value:
        found[cell] = CellReading(cell, value, value, "第2页第1个表", doubt)
    else:
        found.pop(cell)
    return replace(reading, cells=tuple(found.values()))


def with_text(reading: Reading, target: str, text: str) -> Reading:
    texts = [replace(t, text=text) if t.target == target else t for t in reading.texts]
    return replace(reading, texts=tuple(texts))


def test_that_a_report_is_the_same_as_itself(report: Report) -> None:
    assert compare(report, reading_of(report)) == ()
    assert "相同" in summary("年报.docx", ())


@given(data=st.data())
def test_that_any_report_is_the_same_as_itself(
    data: st.DataObject, any_report: SearchStrategy[Report]
) -> None:
    report = data.draw(any_report)
    assert [d for d in compare(report, reading_of(report)) if d.target.startswith("cells")] == []


def test_that_every_cell_that_differs_is_told_with_both_values(report: Report) -> None:
    first, second, third, *_ = report.cells
    ours = {cell: report.cells[cell].text for cell in report.cells}
    other = next(c.id for c in report.form.cells.values() if c.id not in ours and not c.is_total)
    reading = with_cell(reading_of(report), first, "990")
    reading = with_cell(reading, second, "")
    reading = with_cell(reading, third, "991", doubt="两个数挤在一格里。")
    reading = with_cell(reading, other, "7")

    found = {d.target.partition(".")[2]: d for d in compare(report, reading)}

    assert {cell: (d.kind, d.ours, d.theirs) for cell, d in found.items()} == {
        first: ("differs", ours[first], "990"),
        second: ("absent", ours[second], ""),
        third: ("unsure", ours[third], "991"),
        other: ("added", "", "7"),
    }
    assert found[third].doubt == "两个数挤在一格里。"
    assert found[first].where == "第2页第1个表"


def test_that_a_blank_total_counts_as_what_is_printed_there(report: Report) -> None:
    total = next(
        c for c in report.form.totals if c.addends and report.cells.keys() >= set(c.addends)
    )
    printed = sum(int(report.cells[addend].text) for addend in total.addends)
    assert total.id not in report.cells
    same = with_cell(reading_of(report), total.id, str(printed))
    assert compare(report, same) == ()
    (told,) = compare(report, with_cell(reading_of(report), total.id, str(printed + 1)))
    assert (told.kind, told.ours, told.theirs) == ("differs", str(printed), str(printed + 1))


def test_that_a_text_is_compared_by_its_paragraphs_and_not_by_its_spaces(report: Report) -> None:
    spaced = TEXT.replace("全年", " 全 年\u3000").replace("\n", " \n\n")
    assert compare(report, with_text(reading_of(report), "texts.general", spaced)) == ()
    joined = TEXT.replace("\n", "")
    assert compare(report, with_text(reading_of(report), "texts.general", joined)) == ()

    changed = with_text(reading_of(report), "texts.general", TEXT.replace("12条", "13条"))
    assert compare(report, changed) == (
        Difference("differs", "texts.general", "全年公开信息12条。", "全年公开信息13条。", "第1页"),
    )
    (gone,) = compare(
        report, with_text(reading_of(report), "texts.general", TEXT[: TEXT.rindex("\n")])
    )
    assert (gone.kind, gone.ours) == ("absent", "二、还有一些事要做。")


def test_that_a_note_and_a_title_that_differ_are_told(report: Report) -> None:
    reading = reading_of(report)
    note = next(text.target for text in reading.texts if text.target.startswith("notes"))
    other = with_text(reading, note, "（其中修订2件）")
    assert [d.target for d in compare(report, other)] == [note]
    report.texts["title"] = "编的标题"
    (told,) = compare(report, reading)
    assert (told.target, told.ours) == ("texts.title", "编的标题")
    assert place_of(told, report) == "标题"


def test_that_two_editions_are_not_compared(
    report: Report, new_report: Callable[..., Report]
) -> None:
    with pytest.raises(ComparingRefused, match="不能逐格对照"):
        compare(report, reading_of(new_report(OLDEST)))


def test_that_the_list_has_every_difference_and_every_notice(report: Report) -> None:
    first, *_ = report.cells
    found = compare(report, with_cell(reading_of(report), first, "990"))
    document = comparison_list(report, "年报.docx", found, ["文件里没有写年度。"])
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    words = [cell.text for cell in table.cells]
    assert "990\n（第2页第1个表）" in words
    assert table.rows == 2
    assert document.blocks[-1].text == "文件里没有写年度。"  # type: ignore[union-attr]
