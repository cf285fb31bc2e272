"""Numbers bound by hand. All sentences are made up."""

from collections.abc import Callable

import pytest

from core.checks.findings import Figure
from core.checks.prose.by_hand import bind, places_by_hand
from core.checks.run import check
from core.readers.package import report_from_bytes
from core.report.edits import EditRefused, edited
from core.report.package import package_bytes
from core.report.report import Report

NewReport = Callable[..., Report]
RECEIVED = "applications.new_received.total"
CARRIED = "applications.carried_in.total"
GRANTED = "applications.granted.total"
TEXT = "全年收到政府信息公开申请5件。另有线索7条。"


@pytest.fixture
def report(new_report: NewReport) -> Report:
    report = new_report("2021", {RECEIVED: "5", GRANTED: "6", CARRIED: "0"}, 2024)
    report.texts["general"] = TEXT
    return report


def figure_of(report: Report, text: str) -> Figure:
    (figure,) = [f for f in check(report).figures if f.text.startswith(text)]
    return figure


def figures_said_wrong(report: Report) -> list[str]:
    return [
        f.message for f in check(report).findings if f.rule.id.startswith("figures.") and f.spans
    ]


def test_that_a_number_that_was_not_read_is_held_against_its_cell(report: Report) -> None:
    assert figure_of(report, "7").cells == ()
    bound = edited(report, bind(report, figure_of(report, "7").span, (GRANTED,)))
    figure = figure_of(bound, "7")
    assert (figure.cells, figure.agrees, figure.expected, figure.sure) == (
        (GRANTED,),
        False,
        6,
        True,
    )
    assert any("6" in message and "7" in message for message in figures_said_wrong(bound))
    assert places_by_hand(bound) == {("texts.general", figure.span.start)}


def test_that_a_number_that_was_read_wrongly_is_let_go(report: Report) -> None:
    report.texts["general"] = "全年收到政府信息公开申请9件。"
    assert figures_said_wrong(report)
    free = edited(report, bind(report, figure_of(report, "9").span, ()))
    assert figures_said_wrong(free) == []
    assert figure_of(free, "9").cells == ()
    back = edited(free, bind(free, figure_of(free, "9").span, None))
    assert back.bindings == ()
    assert figures_said_wrong(back)


def test_that_a_binding_ends_with_its_sentence_and_no_other_changes(report: Report) -> None:
    bound = edited(report, bind(report, figure_of(report, "7").span, (GRANTED,)))
    bound.texts["general"] = TEXT.replace("全年", "本年")  # another sentence
    assert figure_of(bound, "7").cells == (GRANTED,)
    assert figure_of(bound, "5").agrees is True
    bound.texts["general"] = TEXT.replace("线索", "新线索")
    assert figure_of(bound, "7").cells == ()


def test_that_bindings_go_with_the_package_and_are_undone(report: Report) -> None:
    edit = bind(report, figure_of(report, "7").span, (GRANTED,))
    bound = edited(report, edit)
    assert report_from_bytes(package_bytes(bound), (report.form,)).bindings == bound.bindings
    assert edited(bound, edit.reversed).bindings == ()


def test_that_no_number_at_a_place_is_refused_in_a_sentence(report: Report) -> None:
    span = figure_of(report, "7").span
    report.texts["general"] = "没有数。"
    with pytest.raises(EditRefused, match="不在原处"):
        bind(report, span, (GRANTED,))
