"""What comes from elsewhere is taken by the clerk, place by place, as one edit."""

from collections.abc import Callable

import pytest

from core.report.edits import Change, Edit, EditRefused, edited, set_cells
from core.report.proposals import Proposal, proposals_from, take_proposals
from core.report.report import Explanation, Report
from core.session import Session
from tests.editions import NEWEST

NewReport = Callable[..., Report]
NEW = "applications.new_received.natural_person"
GRANTED = "applications.granted.natural_person"


@pytest.fixture
def mine(new_report: NewReport) -> Report:
    report = new_report(NEWEST, {NEW: "3"})
    report.texts = {"general": "一\n二\n三"}
    return report


@pytest.fixture
def copy_of_a_colleague(new_report: NewReport) -> Report:
    report = new_report(NEWEST, {NEW: "5", GRANTED: "2"})
    report.texts = {"general": "一改\n二\n三改", "problems": "问题"}
    report.explanations = (Explanation("r", {}, "说明"),)
    report.status, report.finalised_on = "final", "2025-01-20"
    return report


def test_that_only_what_is_blank_here_is_sure(mine: Report, copy_of_a_colleague: Report) -> None:
    proposals = proposals_from(mine, copy_of_a_colleague, "张三的副本")

    assert {p.source for p in proposals} == {"张三的副本"}
    assert [(p.change.target, p.change.new, p.sureness) for p in proposals] == [
        ("texts.general", "一改", "unsure"),
        ("texts.general", "三改", "unsure"),
        (f"cells.{NEW}", "5", "unsure"),
        (f"cells.{GRANTED}", "2", "sure"),
        ("texts.problems", "问题", "sure"),
    ]
    assert all(bool(p.doubt) == (p.sureness == "unsure") for p in proposals)


def test_that_a_blank_is_proposed_but_never_sure(mine: Report, new_report: NewReport) -> None:
    proposals = proposals_from(mine, new_report(NEWEST), "张三的副本")

    assert [(p.change.new, p.doubt) for p in proposals] == [
        ("", "那边空着，采用就会清空这里。")
    ] * 2


def test_that_what_is_taken_becomes_one_edit_and_one_step_of_undo(
    session: Session, copy_of_a_colleague: Report
) -> None:
    session.apply(set_cells(session.report, {NEW: "3"}))
    proposals = proposals_from(session.report, copy_of_a_colleague, "张三的副本")
    sure = [p for p in proposals if p.sureness == "sure"]
    session.apply(take_proposals(session.report, sure, "采用张三的副本"))

    assert {c: v.text for c, v in session.report.cells.items()} == {NEW: "3", GRANTED: "2"}
    assert session.report.texts == {"general": "一改\n二\n三改", "problems": "问题"}
    assert not session.report.is_final
    assert session.undo() == "采用张三的副本"
    assert {c: v.text for c, v in session.report.cells.items()} == {NEW: "3"}
    assert session.report.texts == {}


def test_that_paragraphs_are_taken_one_without_another(
    mine: Report, copy_of_a_colleague: Report
) -> None:
    first, last, *_ = proposals_from(mine, copy_of_a_colleague, "张三的副本")

    for some, text in (
        ([first], "一改\n二\n三"),
        ([last], "一\n二\n三改"),
        ([last, first], "一改\n二\n三改"),
        ([first, first], "一改\n二\n三"),
    ):
        assert edited(mine, take_proposals(mine, some, "采用")).texts["general"] == text
    assert len(take_proposals(mine, [first, last], "采用").changes) == 1


def test_that_nothing_taken_is_an_edit_without_changes(mine: Report) -> None:
    assert take_proposals(mine, [], "采用") == Edit("采用", ())


@pytest.mark.parametrize(
    "change",
    [
        Change(f"cells.{NEW}", "3", "6"),
        Change("texts.general", "一\n二", "另写", 0),
        Change("texts.general", "一\n二\n三", "另写"),
    ],
)
def test_that_two_that_do_not_go_together_are_refused(
    mine: Report, copy_of_a_colleague: Report, change: Change
) -> None:
    proposals = proposals_from(mine, copy_of_a_colleague, "张三的副本")

    with pytest.raises(EditRefused, match=r"请只选一种。$"):
        take_proposals(mine, [*proposals, Proposal(change, "李四的副本")], "采用")


def test_that_what_was_proposed_for_another_state_is_refused(
    mine: Report, copy_of_a_colleague: Report
) -> None:
    proposals = proposals_from(mine, copy_of_a_colleague, "张三的副本")
    for now in (set_cells(mine, {NEW: "4"}), Edit("", (Change("texts.general", "一", "新", 0),))):
        with pytest.raises(EditRefused, match=r"请重新比较一次。$"):
            take_proposals(edited(mine, now), proposals, "采用")
