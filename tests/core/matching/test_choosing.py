"""What enters of a reading is what the clerk took, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matching.choosing import Choosing
from core.matching.reading import Reading
from core.report.edits import edited
from core.report.report import Report
from core.report.values import ValueRefused, parse_value
from tests.editions import EVERY
from tests.made_up_reading import reading_of, unsure_text

DOUBT = "数字中间有空格。"


@pytest.fixture(params=EVERY)
def full(request: pytest.FixtureRequest, new_report: Callable[..., Report]) -> Report:
    """A report of any edition, in which every cell has another number."""
    report = new_report(request.param)
    for number, cell in enumerate(report.form.cells.values(), 1):
        value = parse_value(str(number), cell.column)
        assert value
        report.cells[cell.id] = value
    report.texts = {report.form.text_ids[2]: "甲。\n乙。\n丙。"}
    return report


def empty(report: Report) -> Report:
    return Report(report.agency, report.year, report.form)


def ids(report: Report, count: int) -> list[str]:
    """Some cells that are no totals."""
    return [cell.id for cell in report.form.cells.values() if not cell.is_total][:count]


def doubtful(report: Report) -> tuple[Reading, str, str, str]:
    """A reading with an unsure cell, one without a number, and one that is missing."""
    unsure, unread, lost = ids(report, 3)
    doubts = {unsure: ("1 2", "12", DOUBT), unread: ("约20", "", "“约20”不是数字。")}
    return reading_of(report, doubts, frozenset({lost})), unsure, unread, lost


def test_that_what_is_sure_enters_and_what_is_not_stays_blank(full: Report) -> None:
    reading, *others = doubtful(full)
    choosing = Choosing(reading, empty(full))
    kinds = [choosing.places[choosing.by_cell[cell]].kind for cell in others]
    assert kinds == ["unsure", "unsure", "missing"]
    expected = {c: v for c, v in full.cells.items() if c not in others}
    assert choosing.outcome().cells == expected
    assert choosing.outcome().texts == full.texts
    assert choosing.count() == (len(expected), 1)


def test_that_every_cell_of_the_form_has_one_place(full: Report) -> None:
    choosing = Choosing(doubtful(full)[0], empty(full))
    assert [p.cell for p in choosing.places if p.cell] == list(full.form.cells)


def test_that_the_clerk_s_answers_enter(full: Report) -> None:
    reading, unsure, unread, lost = doubtful(full)
    choosing = Choosing(reading, empty(full))
    number = choosing.by_cell
    assert choosing.waits(number[unsure])
    assert choosing.take(number[unsure])
    assert not choosing.waits(number[unsure])
    assert not choosing.take(number[unread])  # there is nothing to take
    assert choosing.waits(number[unread])
    choosing.type(number[lost], "５")
    sure = ids(full, 4)[3]
    choosing.leave(number[sure])
    after = choosing.outcome().cells
    assert after[unsure].text == "12"
    assert unread not in after
    assert after[lost].text == "5"
    assert sure not in after


def test_that_what_is_typed_must_be_a_value(full: Report) -> None:
    reading, unsure, *_ = doubtful(full)
    choosing = Choosing(reading, empty(full))
    with pytest.raises(ValueRefused):
        choosing.type(choosing.by_cell[unsure], "一件")
    assert choosing.waits(choosing.by_cell[unsure])


def test_that_all_only_the_sure_or_none_can_be_taken(full: Report) -> None:
    reading, unsure, unread, lost = doubtful(full)
    choosing = Choosing(reading, empty(full))
    choosing.take_all()
    assert choosing.outcome().cells.keys() == full.cells.keys() - {unread, lost}
    choosing.take_sure()
    assert choosing.outcome().cells.keys() == full.cells.keys() - {unsure, unread, lost}
    assert not any(map(choosing.waits, range(len(choosing.places))))
    choosing.take_none()
    assert choosing.count() == (0, 0)
    assert choosing.outcome() == empty(full)


def test_that_what_the_report_has_otherwise_waits_for_the_clerk(full: Report) -> None:
    here, same, only_here = ids(full, 3)
    report = empty(full)
    report.cells = {
        here: full.cells[same],
        same: full.cells[same],
        only_here: full.cells[only_here],
    }
    reading = reading_of(full, missing=frozenset({only_here}))
    choosing = Choosing(reading, report)
    places = {cell: choosing.places[choosing.by_cell[cell]] for cell in (here, same, only_here)}
    assert [place.kind for place in places.values()] == ["unsure", "same", "silent"]
    assert (places[here].old, places[here].offered) == (
        full.cells[same].text,
        full.cells[here].text,
    )
    after = choosing.outcome().cells
    assert {cell: after[cell] for cell in places} == report.cells
    choosing.take(choosing.by_cell[here])
    assert choosing.outcome().cells == full.cells


def test_that_paragraphs_are_taken_one_by_one(full: Report) -> None:
    (key,) = full.texts
    report = empty(full)
    report.texts = {key: "甲。\n不同。\n丙。\n这里的。"}
    choosing = Choosing(reading_of(full), report)
    pieces = [i for i, place in enumerate(choosing.places) if place.target == f"texts.{key}"]
    assert [choosing.places[i].kind for i in pieces] == ["unsure", "unsure"]
    choosing.take(pieces[0])
    choosing.leave(pieces[1])
    assert choosing.outcome().texts[key] == "甲。\n乙。\n丙。\n这里的。"


def test_that_an_unsure_text_is_shown_as_it_would_be_and_enters_only_when_taken(
    full: Report,
) -> None:
    (key,) = full.texts
    reading = unsure_text(reading_of(full), f"texts.{key}", "标题不同。")
    choosing = Choosing(reading, empty(full))
    assert choosing.text(f"texts.{key}") == full.texts[key]
    assert choosing.outcome().texts == {}
    (number,) = (i for i in range(len(choosing.places)) if choosing.waits(i))
    choosing.leave(number)
    assert choosing.text(f"texts.{key}") == ""


def test_that_answers_go_along_to_another_report_where_they_fit(full: Report) -> None:
    reading, unsure, unread, lost = doubtful(full)
    choosing = Choosing(reading, empty(full))
    choosing.take(choosing.by_cell[unsure])
    choosing.type(choosing.by_cell[lost], "5")
    other = choosing.into(replace(empty(full), year=full.year + 1))
    assert other.outcome().cells == choosing.outcome().cells
    report = empty(full)
    report.cells[unsure] = full.cells[unread]
    there = choosing.into(report)
    assert there.answer(there.by_cell[unsure]) == "12"


def test_that_the_edit_is_what_was_answered_and_can_be_taken_back(full: Report) -> None:
    reading, *_ = doubtful(full)
    value = next(iter(full.cells.values()))

    @given(st.sets(st.sampled_from(list(full.form.cells)), max_size=5), st.data())
    def holds(here: set[str], data: st.DataObject) -> None:
        report = empty(full)
        report.cells = dict.fromkeys(here, value)
        choosing = Choosing(reading, report)
        numbers = st.integers(0, len(choosing.places) - 1)
        for number, takes in data.draw(st.lists(st.tuples(numbers, st.booleans()), max_size=30)):
            choosing.take(number) if takes else choosing.leave(number)
        edit = choosing.edit("导入")
        after = edited(report, edit)
        for number in choosing.by_cell.values():
            place, answer = choosing.places[number], choosing.answer(number)
            now = after.cells.get(place.cell)
            assert (now.text if now else "") == (answer or place.old)
        assert edited(after, edit.reversed) == report

    holds()
