"""A table of a single row: its totals beside last year's, and beside what the texts say."""

from collections.abc import Callable

from core.checks.beside import lines_beside, shares_of
from core.checks.run import check
from core.report.report import Report
from tests.editions import NEWEST

NewReport = Callable[..., Report]
THIS = {
    "review_litigation.review.upheld": "5",
    "review_litigation.review.pending": "3",
    "review_litigation.direct_suit.upheld": "1",
    "review_litigation.suit_after_review.other": "2",
}
LAST = {"review_litigation.review.upheld": "4", "review_litigation.review.corrected": "6"}


def filled(new_report: NewReport, figures: dict[str, str]) -> Report:
    """A report whose cells of the table are those, and 0."""
    blank = new_report(NEWEST)
    cells = [c for c in blank.form.cells.values() if c.table.id == "review_litigation"]
    zeros = {cell.id: "0" for cell in cells if not cell.is_total}
    return new_report(NEWEST, zeros | figures)


def test_that_totals_stand_beside_last_years_and_the_texts(new_report: NewReport) -> None:
    report, last = filled(new_report, THIS), filled(new_report, LAST)
    last.year = report.year - 1
    report.texts["general"] = "因信息公开引发行政复议6件，行政诉讼3件。"
    checked = check(report, last)
    table = report.form.tables["review_litigation"]
    lines = lines_beside(table, checked)

    assert [(line.name, line.within, line.now, line.last) for line in lines] == [
        ("行政复议", False, 8, 10),
        ("行政诉讼", False, 3, 0),
        ("未经复议直接起诉", True, 1, 0),
        ("复议后起诉", True, 2, 0),
    ]
    said = [[(figure.text, figure.agrees) for figure in line.figures] for line in lines]
    assert said == [[("6件", False)], [("3件", True)], [], []]
    assert checked.facts
    now, before = shares_of(table, lines[0], checked.facts)
    assert (now.year, dict(now.parts)["尚未审结"]) == (report.year, 3)
    assert (before.year, dict(before.parts)["结果纠正"]) == (report.year - 1, 6)


def test_that_what_is_not_known_is_none_and_no_shares(new_report: NewReport) -> None:
    report = new_report(NEWEST, {"review_litigation.review.upheld": "5"})
    checked = check(report)
    table = report.form.tables["review_litigation"]
    line = lines_beside(table, checked)[0]
    assert (line.now, line.last, line.figures) == (None, None, ())
    assert checked.facts
    assert shares_of(table, line, checked.facts) == ()
