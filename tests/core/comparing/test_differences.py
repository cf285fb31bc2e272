"""Whether a published file says what the report says. All texts here are made up."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.comparing.differences import ComparingRefused, Difference, compare, place_of
from core.comparing.listed import comparison_list, remarks_on, summary
from core.document.blocks import Table
from core.matching.reading import CellReading, Reading
from core.report.report import Report
from core.report.values import parse_value
from tests.editions import NEWEST, OLDEST
from tests.made_up_reading import reading_of as read_from_grids
from tests.made_up_reading import unsure_text

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
        Difference(
            "differs",
            "texts.general",
            "全年公开信息12条。",
            "全年公开信息13条。",
            "第1页",
            paragraph=2,
        ),
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


def test_that_each_changed_sentence_is_told_alone_however_the_paragraphs_are_split(
    report: Report,
) -> None:
    report.texts["general"] = "甲做了第一件事。乙做了第二件事。丙做了第三件事。\n丁做了第四件事。"
    theirs = "甲做了第一件事。\n乙做了第五件事。丙做了第三件事。丁做了第六件事。"
    found = compare(report, with_text(reading_of(report), "texts.general", theirs))
    assert [(d.kind, d.paragraph, d.ours, d.theirs) for d in found] == [
        ("differs", 1, "乙做了第二件事。", "乙做了第五件事。"),
        ("differs", 2, "丁做了第四件事。", "丁做了第六件事。"),
    ]
    assert [place_of(d, report) for d in found] == ["一、总体情况 第1段", "一、总体情况 第2段"]


def test_that_a_paragraph_that_stands_elsewhere_is_told_once(report: Report) -> None:
    first, second, third = TEXT.split("\n")
    reading = with_text(reading_of(report), "texts.general", f"{second}\n{first}\n{third}")
    (told,) = compare(report, reading)
    assert (told.kind, told.ours == told.theirs) == ("moved", True)

    report.texts["problems"] = "没有问题。"  # and one that went to another section
    reading = with_text(reading_of(report), "texts.general", f"{first}\n{third}")
    reading = with_text(reading, "texts.problems", f"没有问题。\n{second}")
    (told,) = compare(report, reading)
    assert (told.kind, told.target, told.ours) == ("moved", "texts.general", second)


def test_that_what_is_no_longer_said_is_told_of_whole_sections(report: Report) -> None:
    reading = reading_of(report)
    reading = replace(reading, texts=tuple(t for t in reading.texts if t.target != "texts.general"))
    (told,) = compare(report, reading)
    assert (told.kind, told.target) == ("absent", "texts.general")


def test_that_a_table_that_is_not_in_the_file_is_told_once(report: Report) -> None:
    table = next(iter(report.form.tables))
    cells = {cell.id for cell in report.form.cells_of[table]}
    filled = tuple(cell for cell in report.form.cells if cell in cells & report.cells.keys())
    reading = reading_of(report)
    gone = replace(reading, cells=tuple(c for c in reading.cells if c.cell not in cells))
    told, *others = compare(report, gone)
    assert (told.kind, told.cells, others) == ("absent", filled, [])
    assert told.targets == tuple(f"cells.{cell}" for cell in filled)
    assert place_of(told, report).endswith("的整个表")


def test_that_an_unsure_text_is_unsure_only_where_it_differs(report: Report) -> None:
    reading = unsure_text(reading_of(report), "texts.general", "分不清是哪一部分的。")
    assert compare(report, reading) == ()
    (told,) = compare(report, with_text(reading, "texts.general", TEXT.replace("12", "13")))
    assert (told.kind, told.doubt) == ("unsure", "分不清是哪一部分的。")


def test_that_another_year_or_agency_in_the_title_is_told(report: Report) -> None:
    reading = replace(reading_of(report), year=report.year + 1)
    (told,) = compare(report, reading)
    assert (told.target, told.ours) == ("texts.title", report.title)
    assert str(report.year + 1) in told.theirs


def test_that_a_blank_cell_is_looked_for_between_those_that_were_read(report: Report) -> None:
    for cell in report.form.cells.values():
        value = parse_value("7", cell.column)
        assert value
        report.cells[cell.id] = value
    report.notes = {}
    whole = read_from_grids(report)
    for asked in whole.cells[::9]:
        blank = replace(whole, cells=tuple(c for c in whole.cells if c is not asked))
        (told,) = compare(report, blank)
        row = report.form.cells[asked.cell].row
        beside = [c for c in blank.cells if report.form.cells[c.cell].row is row]
        assert asked.spot
        assert (told.spot[:2] if told.spot else None) == (asked.spot[:2] if beside else None)
        assert told.spot is None or told.spot.column in (-1, asked.spot.column)


def test_that_the_paragraph_that_differs_is_the_one_shown(report: Report) -> None:
    report.notes, report.cells = {}, {}
    reading = read_from_grids(report)
    text = next(t for t in reading.texts if t.target == "texts.general")
    (told,) = compare(report, with_text(reading, "texts.general", TEXT.replace("12", "13")))
    assert told.blocks == text.blocks[:1]  # for none has the words
    report.texts["general"] = TEXT.replace("12", "13")
    (told,) = compare(report, reading)
    assert told.blocks == text.blocks[1:2]


def test_that_the_list_says_of_a_draft_and_of_what_was_not_compared(report: Report) -> None:
    reading = read_from_grids(report, notices=("文件里没有写年度。",))
    assert remarks_on(report, reading) == (
        "年报还是草稿，没有定稿。",
        "文件里没有写年度。",
        "文件里另有1处文字在年报里没有位置，没有对照。",
    )
    report.status = "final"
    assert remarks_on(report, reading_of(report)) == ()


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
