"""What differs between two reports, and that it leads from the one to the other."""

import time
from collections.abc import Callable
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.forms.definition import Form
from core.report.changes import changes_between, unplaced
from core.report.edits import Change, contents_of, edited
from core.report.proposals import Proposal, take_proposals
from core.report.report import Report
from tests.conftest import AGENCY
from tests.editions import NEWEST

NewReport = Callable[..., Report]
NEW = "applications.new_received.natural_person"
OTHER_2019 = "applications.other.natural_person"
MADE = "documents.normative_documents.made"
TEXTS = st.lists(st.sampled_from(["", "甲", "乙。", "丙丙", "丁，"]), max_size=6).map("\n".join)


def made(report: Report, changes: tuple[Change, ...]) -> Report:
    """The report with these changes made."""
    return edited(report, take_proposals(report, [Proposal(c, "那边") for c in changes], "采用"))


def places(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.target, change.old, change.new) for change in changes]


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_the_changes_between_two_reports_lead_from_one_to_the_other(
    data: st.DataObject, any_report: SearchStrategy[Report]
) -> None:
    one, other = data.draw(any_report), data.draw(any_report)
    if one.form.id == other.form.id:
        assert contents_of(made(one, changes_between(one, other))) == contents_of(other)
    else:
        after = made(one, changes_between(one, other))
        assert changes_between(after, other) == ()


@example("\n\n\n", "甲\n\n\n甲\n", [True] * 12)
@example("甲\n", "甲\n乙。\n\n丁，", [True] * 12)
@given(TEXTS, TEXTS, st.lists(st.booleans(), min_size=12, max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_every_change_of_a_text_can_be_made_without_the_others(
    form_2021: Form, old: str, new: str, wanted: list[bool]
) -> None:
    def holding(text: str) -> Report:
        report = Report(AGENCY, 2024, form_2021)
        report.texts = {"general": text} if text else {}
        return report

    one, other = holding(old), holding(new)
    changes = changes_between(one, other)
    some = tuple(change for change, want in zip(changes, wanted, strict=False) if want)
    between = made(one, some)

    assert made(between, changes_between(between, other)).texts == other.texts
    assert made(one, changes).texts == other.texts
    if len(some) < len(changes):
        assert between.texts != other.texts


def test_that_a_text_differs_by_paragraphs(new_report: NewReport) -> None:
    one, other = new_report(NEWEST), new_report(NEWEST)
    one.texts["general"] = "一\n二\n三\n四"
    other.texts["general"] = "一\n二改\n三\n加\n四\n五"

    assert changes_between(one, other) == (
        Change("texts.general", "二", "二改", 2),
        Change("texts.general", "", "加\n", 6),
        Change("texts.general", "", "\n五", 7),
    )
    assert places(changes_between(other, one)) == [
        ("texts.general", "二改", "二"),
        ("texts.general", "加\n", ""),
        ("texts.general", "\n五", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一\n" * 50_000 + "尾", "一\n" * 60_000 + "尾"),
        ("甲\n乙\n" * 20_000, "乙\n甲\n丙\n" * 20_000),
        ("首\n" + "甲\n" * 300 + "尾", "首\n尾"),
    ],
)
def test_that_texts_of_very_many_paragraphs_are_compared_at_once(
    new_report: NewReport, old: str, new: str
) -> None:
    one, other = new_report(NEWEST), new_report(NEWEST)
    one.texts["general"], other.texts["general"] = old, new
    started = time.process_time()
    changes = changes_between(one, other)

    assert time.process_time() - started < 2
    assert made(one, changes).texts == other.texts
    assert made(other, changes_between(other, one)).texts == one.texts


def test_that_notes_title_sources_and_status_differ_in_the_order_of_the_form(
    new_report: NewReport,
) -> None:
    one, other = new_report(NEWEST, {NEW: "1"}), new_report(NEWEST, {NEW: "2"})
    other.notes = {NEW: "（注）", "disclosure": "（表注）"}
    other.texts = {"signature": "落款", "title": "标题"}
    other.sources = {NEW: "办公室"}
    other.status, other.finalised_on = "final", "2025-01-20"

    assert places(changes_between(one, other)) == [
        ("status", "draft", "final"),
        ("finalised_on", "", "2025-01-20"),
        ("texts.title", "", "标题"),
        ("notes.disclosure", "", "（表注）"),
        (f"cells.{NEW}", "1", "2"),
        (f"notes.{NEW}", "", "（注）"),
        (f"sources.{NEW}", "", "办公室"),
        ("texts.signature", "", "落款"),
    ]
    assert changes_between(other, other) == ()


def test_that_across_editions_cells_are_compared_by_what_they_mean(new_report: NewReport) -> None:
    earlier = new_report("2019", {NEW: "3", MADE: "5", OTHER_2019: "1"})
    earlier.notes = {NEW: "（注）", MADE: "（注）"}
    earlier.texts["general"] = "概况"
    later = new_report(NEWEST, {NEW: "4"})

    assert places(changes_between(later, earlier)) == [
        ("texts.general", "", "概况"),
        (f"cells.{NEW}", "4", "3"),
        (f"notes.{NEW}", "", "（注）"),
        *([("cells.applications.other_rest.natural_person", "", "1")] if follows(later) else []),
    ]
    assert (f"cells.{NEW}", "3", "4") in places(changes_between(earlier, later))
    assert MADE in unplaced(later.form, earlier)
    assert NEW not in unplaced(later.form, earlier)
    assert unplaced(earlier.form, earlier) == ()


def follows(report: Report) -> bool:
    return report.form.cells["applications.other_rest.natural_person"].former == OTHER_2019


def test_that_what_a_column_of_the_other_edition_cannot_hold_is_left_out(
    new_report: NewReport,
) -> None:
    money = "fees.administrative_fees.amount"
    later = new_report(NEWEST, {money: "1.5"})
    earlier = new_report("2019")

    assert changes_between(earlier, later) == ()
    assert unplaced(earlier.form, later) == (money,)


def test_that_neither_report_is_changed(report_of_case: Callable[[str], Report]) -> None:
    one, other = report_of_case("010"), report_of_case("011")
    before = contents_of(one), contents_of(other)
    changes = changes_between(one, other)

    assert len(changes) > 50
    assert (contents_of(one), contents_of(other)) == before
    assert contents_of(made(deepcopy_but_form(one), changes)) == contents_of(other)


def deepcopy_but_form(report: Report) -> Report:
    return deepcopy(report, {id(report.form): report.form})
