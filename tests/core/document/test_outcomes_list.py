"""How applications were closed, beside last year: numbers of any edition. All is made up."""

from collections.abc import Callable, Mapping

from core.checks.run import check
from core.document.outcomes_list import outcomes_list, outcomes_of
from core.forms.definition import Form
from core.report.report import Report
from core.report.values import parse_value
from tests.editions import NEWEST, OLDEST


def filled(report: Report, numbers: Mapping[str, int]) -> Report:
    """The report with numbers in the column of natural persons and 0 in all other cells."""
    for cell in report.form.cells.values():
        if not cell.is_total:
            here = cell.table.topic == "applying" and cell.column.id == "natural_person"
            value = parse_value(str(numbers.get(cell.row.id, 0) if here else 0), cell.column)
            assert value
            report.cells[cell.id] = value
    return report


def test_that_groups_are_one_and_last_year_is_beside_across_editions(
    new_report: Callable[..., Report], form_of: Callable[[str], Form]
) -> None:
    rows = {"granted": 5, "refused_law": 2, "refused_internal": 1, "unavailable_not_held": 4}
    now = filled(new_report(NEWEST, year=2021), rows)
    last = filled(new_report(OLDEST, year=2020), {"granted": 7})

    shown = {outcome.name: outcome.shown[1:] for outcome in outcomes_of(now, check(now, last))}

    assert shown["予以公开"] == ("5", "7", "-2")
    assert shown["不予公开"] == ("3", "0", "+3")
    assert shown["无法提供"] == ("4", "0", "+4")
    assert shown["总计"] == ("12", "7", "+5")


def test_that_what_is_not_known_is_no_zero(new_report: Callable[..., Report]) -> None:
    report = new_report(NEWEST)

    assert {outcome.shown[1:] for outcome in outcomes_of(report, check(report))} == {
        ("—", "—", "—")
    }
    assert "没有上年的年报" in repr(outcomes_list(report, check(report)).blocks)
