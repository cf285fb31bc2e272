from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.forms.definition import Form
from core.report.edits import (
    Change,
    Edit,
    EditRefused,
    apply_changes,
    current_text,
    dump_explanations,
    fill_zeros,
    finalise,
    load_explanations,
    reopen,
    replace_contents,
    set_cells,
    set_explanation,
    set_note,
    set_text,
    spliced,
)
from core.report.report import Explanation, Report
from core.report.values import LONGEST_TEXT, Value, ValueRefused
from tests.editions import NEWEST, each_edition

NewReport = Callable[..., Report]
GRANTED = "applications.granted.natural_person"
PENALTIES = "enforcement.penalties.decisions"
EXPLANATION = Explanation("documents.none_made_public", {GRANTED: "3"}, "已另行说明。")


def do(report: Report, edit: Edit) -> Report:
    apply_changes(report, edit.changes)
    return report


def test_that_cells_are_set_to_canonical_values(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    edit = set_cells(report, {GRANTED: " １，２０５ ", PENALTIES: "不适用"})

    assert edit == Edit(
        "填写",
        (Change(f"cells.{GRANTED}", "", "1205"), Change(f"cells.{PENALTIES}", "", "/")),
    )
    assert do(report, edit).cells == {GRANTED: Value("1205", 1205), PENALTIES: Value("/", 0)}


def test_that_an_empty_text_blanks_a_cell(new_report: NewReport) -> None:
    report = new_report(NEWEST, {GRANTED: "3"})
    edit = set_cells(report, {GRANTED: ""})

    assert edit.changes == (Change(f"cells.{GRANTED}", "3", ""),)
    assert do(report, edit).cells == {}


def test_that_a_value_that_stays_is_no_change(new_report: NewReport) -> None:
    report = new_report(NEWEST, {GRANTED: "3"})

    assert set_cells(report, {GRANTED: "００3", PENALTIES: " "}).changes == ()


def test_that_one_refused_value_among_many_sets_nothing(new_report: NewReport) -> None:
    report = new_report(NEWEST)

    with pytest.raises(ValueRefused, match="“三”"):
        set_cells(report, {GRANTED: "3", PENALTIES: "三"})
    assert report == new_report(NEWEST)


def test_that_a_cell_the_form_does_not_have_is_no_edit(new_report: NewReport) -> None:
    with pytest.raises(KeyError):
        set_cells(new_report(NEWEST), {"procurement.centralised.projects": "1"})


@each_edition
def test_that_filling_zeros_leaves_typed_cells_and_totals_alone(
    new_report: NewReport, edition: str
) -> None:
    report = new_report(edition, {GRANTED: "3", PENALTIES: "/"})
    edit = fill_zeros(report)
    do(report, edit)

    assert edit.what == "补零"
    assert report.cells.pop(GRANTED).text == "3"
    assert report.cells.pop(PENALTIES).text == "/"
    assert {value.text for value in report.cells.values()} == {"0"}
    assert {c.id for c in report.form.cells.values() if report.is_blank(c)} == {
        *(cell.id for cell in report.form.totals),
        GRANTED,
        PENALTIES,
    }


def test_that_a_note_stands_behind_a_cell_or_below_a_section(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    behind, below = (
        set_note(report, GRANTED, " （其中补正3件）\n"),
        set_note(report, "disclosure", "注"),
    )

    assert (behind.what, below.what) == ("填写括注", "填写表注")
    do(do(report, behind), below)
    assert report.notes == {GRANTED: "（其中补正3件）", "disclosure": "注"}
    assert do(report, set_note(report, GRANTED, "  ")).notes == {"disclosure": "注"}


@pytest.mark.parametrize("key", ["", "title", "documents", "applications.granted", "note:general"])
def test_that_a_note_stands_only_behind_a_cell_or_below_a_section(
    new_report: NewReport, key: str
) -> None:
    with pytest.raises(KeyError):
        set_note(new_report(NEWEST), key, "注")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("", "甲乙", Change("texts.general", "", "甲乙", 0)),
        ("甲乙", "甲丙乙", Change("texts.general", "", "丙", 1)),
        ("甲丙乙", "甲乙", Change("texts.general", "丙", "", 1)),
        ("收到3件。", "收到13件。", Change("texts.general", "", "1", 2)),
        ("甲乙", "", Change("texts.general", "甲乙", "", 0)),
        ("一一一", "一一", Change("texts.general", "一", "", 2)),
        ("a😀b", "a😀😀b", Change("texts.general", "", "😀", 2)),
    ],
)
def test_that_a_text_is_logged_as_the_one_splice_that_leads_to_it(
    new_report: NewReport, before: str, after: str, change: Change
) -> None:
    report = do(new_report(NEWEST), set_text(new_report(NEWEST), "general", before))

    assert set_text(report, "general", after).changes == (change,)


@given(before=st.text("甲乙\n", max_size=8), after=st.text("甲乙\n", max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_a_splice_leads_from_any_text_to_any_other_and_back(
    new_report: NewReport, before: str, after: str
) -> None:
    report = do(new_report(NEWEST), set_text(new_report(NEWEST), "general", before))
    edit = set_text(report, "general", after)

    assert do(report, edit).texts.get("general", "") == after
    assert do(report, edit.reversed).texts.get("general", "") == before
    assert ("general" in report.texts) == bool(before)
    assert all(spliced(before, change) == after for change in edit.changes)
    assert sum(len(c.old) + len(c.new) for c in edit.changes) <= len(before) + len(after)


def test_that_a_splice_touches_no_more_than_what_differs(new_report: NewReport) -> None:
    long = "本年收到申请3件。" * 1000
    report = do(new_report(NEWEST), set_text(new_report(NEWEST), "general", long))
    (change,) = set_text(report, "general", long[:5000] + "甲" + long[5001:]).changes

    assert change.start == 5000
    assert (change.old, change.new) == (long[5000], "甲")


def test_that_an_explanation_is_logged_without_those_there_were(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    for number in range(50):
        do(report, set_explanation(report, f"rule{number}", {GRANTED: "3"}, "已另行说明。"))
    before = report.explanations
    (change,) = set_explanation(report, "rule20", {GRANTED: "3"}, "改过的说明。").changes
    apply_changes(report, [change])

    assert change.start is not None
    assert len(change.old + change.new) < 2 * len(dump_explanations(before)) / 20
    assert report.explanations[20].text == "改过的说明。"
    apply_changes(report, [change.reversed])
    assert report.explanations == before


def test_that_an_explanation_logged_whole_by_an_earlier_version_is_undone(
    new_report: NewReport,
) -> None:
    report = new_report(NEWEST)
    change = Change("explanations", "", dump_explanations((EXPLANATION,)))
    apply_changes(report, [change])
    assert report.explanations == (EXPLANATION,)
    assert do(report, Edit("", (change.reversed,))).explanations == ()


@pytest.mark.parametrize(
    "text",
    ["[{", "[1]", '[{"rule": "r"}]', '[{"rule": "r", "cells": {"a": 1}, "text": ""}]'],
)
def test_that_what_is_no_explanation_is_not_read_as_one(text: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        load_explanations(text)


def test_that_replaced_contents_are_those_of_the_other_report(
    report_of_case: Callable[[str], Report], new_report: NewReport
) -> None:
    published = report_of_case("010")
    published.notes["disclosure"] = "注"
    published.texts["problems"] = "还有不足。"
    published.explanations = (EXPLANATION,)
    report = new_report(published.form.id, {GRANTED: "3"}, year=2023)
    report.texts["general"] = "原来的文字。"

    edit = replace_contents(report, published, "打开数据包")
    do(report, edit)

    assert edit.what == "打开数据包"
    assert report.agency != published.agency
    report.agency = published.agency
    assert report == published


def test_that_finalising_and_reopening_set_status_and_date(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    do(report, finalise(report, date(2022, 1, 20)))
    assert (report.status, report.finalised_on, report.is_final) == ("final", "2022-01-20", True)

    do(report, reopen(report))
    assert (report.status, report.finalised_on, report.is_final) == ("draft", None, False)


def test_that_a_change_that_does_not_fit_changes_nothing(new_report: NewReport) -> None:
    report = new_report(NEWEST, {GRANTED: "3"})
    before = deepcopy(report.cells)
    changes = (Change(f"cells.{PENALTIES}", "", "1"), Change(f"cells.{GRANTED}", "4", "5"))

    with pytest.raises(EditRefused) as refusal:
        apply_changes(report, changes)

    assert report.cells == before
    assert str(refusal.value).endswith("。")


def test_that_a_splice_whose_old_text_is_not_there_changes_nothing(new_report: NewReport) -> None:
    report = do(new_report(NEWEST), set_text(new_report(NEWEST), "general", "甲乙丙"))

    with pytest.raises(EditRefused):
        apply_changes(report, [Change("texts.general", "丙", "丁", 1)])
    assert report.texts == {"general": "甲乙丙"}


def test_that_a_change_and_an_edit_reverse_in_reverse_order() -> None:
    first, second = Change("cells.a", "", "1"), Change("texts.general", "甲", "乙", 4)
    edit = Edit("填写", (first, second))

    assert edit.reversed == Edit(
        "填写", (Change("texts.general", "乙", "甲", 4), Change("cells.a", "1", ""))
    )
    assert edit.reversed.reversed == edit


def test_that_every_target_has_its_text(new_report: NewReport) -> None:
    report = new_report(NEWEST, {GRANTED: "3"})
    report.notes[GRANTED] = "注"
    report.texts["general"] = "文字"
    report.explanations = (EXPLANATION,)

    assert current_text(report, f"cells.{GRANTED}") == "3"
    assert current_text(report, f"cells.{PENALTIES}") == ""
    assert current_text(report, f"notes.{GRANTED}") == "注"
    assert current_text(report, "texts.general") == "文字"
    assert current_text(report, "texts.title") == ""
    assert load_explanations(current_text(report, "explanations")) == (EXPLANATION,)
    assert current_text(report, "status") == "draft"
    assert current_text(report, "finalised_on") == ""


def test_that_explanations_read_back_and_none_is_an_empty_text() -> None:
    assert load_explanations(dump_explanations((EXPLANATION, EXPLANATION))) == (EXPLANATION,) * 2
    assert dump_explanations(()) == ""
    assert load_explanations("") == ()


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_edits_undone_in_reverse_restore_the_report(
    data: st.DataObject,
    any_report: SearchStrategy[Report],
    typed_cells: Callable[[Form], SearchStrategy[dict[str, str]]],
) -> None:
    report = data.draw(any_report)
    before = deepcopy_but_form(report)
    done: list[Edit] = []

    for edit in edits_on(report, data, typed_cells):
        do(report, edit)
        done.append(edit)
    for edit in reversed(done):
        do(report, edit.reversed)

    assert report == before


def deepcopy_but_form(report: Report) -> Report:
    return deepcopy(report, {id(report.form): report.form})


def edits_on(
    report: Report,
    data: st.DataObject,
    typed_cells: Callable[[Form], SearchStrategy[dict[str, str]]],
) -> Iterator[Edit]:
    """A few edits of every kind, each made on the report as it then is."""
    writing = st.text("甲乙1（）\n", max_size=8)
    keys = st.sampled_from(report.form.text_ids)
    for kind in data.draw(st.lists(st.sampled_from(["cells", "text", "note", "zeros", "status"]))):
        match kind:
            case "cells":
                cells = data.draw(typed_cells(report.form))
                yield set_cells(report, cells | dict.fromkeys(list(report.cells)[:1], ""))
            case "text":
                yield set_text(report, data.draw(keys), data.draw(writing))
            case "note":
                key = data.draw(st.sampled_from(["disclosure", *report.form.cells]))
                yield set_note(report, key, data.draw(writing))
            case "zeros":
                yield fill_zeros(report)
            case "status":
                yield reopen(report) if report.is_final else finalise(report, date(2025, 1, 9))


# ---------------------------------------------------------------- how long a text may be

LONG = "年" * LONGEST_TEXT


@pytest.mark.parametrize("longer", [
    lambda report: set_text(report, "general", LONG + "报"),
    lambda report: set_note(report, GRANTED, LONG + "报"),
    lambda report: set_explanation(report, EXPLANATION.rule, EXPLANATION.cells, LONG),
], ids=["text", "note", "explanation"])  # fmt: skip
def test_that_a_text_without_end_is_refused_in_words(
    new_report: NewReport, longer: Callable[[Report], Edit]
) -> None:
    with pytest.raises(EditRefused, match="字，太长，最多 200000 字，没有保存；请删短一些。"):
        longer(new_report(NEWEST))


def test_that_a_text_of_the_greatest_length_is_kept(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    assert do(report, set_text(report, "general", LONG)).texts == {"general": LONG}
    assert do(report, set_note(report, GRANTED, LONG)).notes == {GRANTED: LONG}


def test_that_a_longer_text_of_a_former_version_can_be_shortened_by_and_by(
    new_report: NewReport,
) -> None:
    report = new_report(NEWEST)
    report.texts["general"] = LONG + "报告"
    assert do(report, set_text(report, "general", LONG + "报")).texts == {"general": LONG + "报"}
    with pytest.raises(EditRefused):
        set_text(report, "general", LONG + "报告")


def test_that_contents_without_end_are_refused_whole(new_report: NewReport) -> None:
    report, other = new_report(NEWEST), new_report(NEWEST, {GRANTED: "3"})
    other.texts["general"] = LONG + "报"
    with pytest.raises(EditRefused):
        replace_contents(report, other, "打开填报数据包")
