"""What is counted of a report, in one place."""

from collections.abc import Callable

from core.checks.progress import Standing, by_section, standing_of
from core.checks.run import check
from core.report.edits import apply_changes, fill_zeros
from core.report.report import Report
from tests.editions import NEWEST, each_shipped_edition

NewReport = Callable[..., Report]
TOTAL = "applications.new_received.total"


def standing(report: Report, refused: tuple[str, ...] = ()) -> Standing:
    return standing_of(report, check(report), refused)


def words(report: Report) -> list[str]:
    return [each.words for each in standing(report).sections]


def with_zeros(report: Report) -> Report:
    apply_changes(report, fill_zeros(report).changes)
    return report


@each_shipped_edition
def test_that_a_new_report_has_nothing_wrong_and_all_to_be_filled(
    edition: str, new_report: NewReport
) -> None:
    report = new_report(edition)
    found = standing(report)

    assert (found.errors, found.warnings) == (0, 0)
    assert found.blanks == found.cells == len(report.form.cells)
    assert [s.number for s in found.unwritten] == ["一", "五", "六"]
    assert {each.state for each in found.sections} == {"empty"}
    assert check(report).errors  # and yet it cannot be made final
    assert check(report).absences
    assert found.next_step.startswith("从“二、主动公开”填起")


def test_that_a_section_says_its_blanks_or_that_it_is_not_written(new_report: NewReport) -> None:
    assert words(new_report(NEWEST)) == [
        "未写", "10 格未填", "175 格未填", "15 格未填", "未写", "未写"
    ]  # fmt: skip
    report = new_report(NEWEST, {"applications.granted.natural_person": "1"})
    assert words(report)[2] == "174 格未填"
    assert standing(report).sections[2].state == "blank"
    assert standing(report).next_step.startswith("接着填“二、")


def test_that_figures_that_agree_are_told_from_texts_that_are_missing(
    new_report: NewReport,
) -> None:
    report = with_zeros(new_report(NEWEST, {"review_litigation.review.upheld": "1"}))
    report.texts["general"] = "本年的情况如下。"
    assert words(report)[1:4] == ["相符"] * 3
    assert standing(report).blanks == 0
    assert standing(report).next_step == "数字全部勾稽一致；还差五、六两部分文字。"


def test_that_what_is_wrong_comes_first(new_report: NewReport) -> None:
    report = with_zeros(new_report(NEWEST, {TOTAL: "5"}))
    assert words(report)[2] == "1 错误"
    assert standing(report).next_step == "改正 1 处错误，再接着填写。"
    for key in ("general", "problems", "other_matters"):
        report.texts[key] = "已经写好。"
    assert standing(report).next_step == "改正 1 处错误后，就可以定稿。"
    report.status = "final"
    assert standing(report).next_step.startswith("已经定稿")


def test_that_an_entry_that_was_refused_counts_as_an_error(new_report: NewReport) -> None:
    report = with_zeros(new_report(NEWEST))
    found = standing(report, (TOTAL,))
    assert found.errors == 1
    assert found.sections[2].words == "1 错误"


def test_that_sections_count_each_finding_once(new_report: NewReport) -> None:
    report = with_zeros(new_report(NEWEST, {TOTAL: "5", "review_litigation.review.total": "3"}))
    report.texts["general"] = "本年收到申请77件。收到13800000000的来电。"
    found, checked = standing(report), check(report)

    assert found.errors + found.warnings + found.hints == len(checked.faults)
    grouped = by_section(report, checked.faults)
    assert sum(map(len, grouped.values())) == len(checked.faults)
    assert list(grouped) == [s.id for s in report.form.sections if s.id in grouped]
