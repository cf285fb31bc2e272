"""Budget: all checks of the cells of a full report, last year's included, p99, within 2 ms."""

from collections.abc import Callable

import pytest

from core.checks.run import check
from core.report.report import Report
from tests.bench.conftest import Tell, milliseconds

pytestmark = pytest.mark.bench


@pytest.mark.parametrize(("case", "last"), [("000", ""), ("010", ""), ("011", "010")])
def test_that_checking_a_full_report_takes_no_more_than_two_milliseconds(
    case: str, last: str, report_of_case: Callable[[str], Report], tell: Tell
) -> None:
    report = report_of_case(case)
    previous = report_of_case(last) if last else None
    times = milliseconds(lambda: check(report, previous), 1000)
    addition = milliseconds(lambda: sum(v.number for v in report.cells.values()), 1000)
    p99 = times[989]
    what = f"{len(report.cells)} cells{' and last year' if last else ''}"
    tell(
        f"checks, {what}: median {times[500]:.2f} ms, p99 {p99:.2f} ms "
        f"(budget 2); floor, adding the cells up once: {addition[500]:.3f} ms"
    )
    assert p99 <= 2
