"""What the checks find in real published reports, by rule and place, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.checks.findings import Finding
from core.checks.run import check
from core.report.report import Report

# The tables of each edition, in printed order, for reports of which no figure could be read.
ALL_2021 = (
    "documents",
    "licensing",
    "enforcement",
    "fees",
    "applications",
    "review_litigation",
)
ROW_SUM = "applications.row_sum"
EDITION = "form.edition"


def blank(*tables: str) -> list[str]:
    """One finding a table that has blanks, in printed order."""
    return [f"form.blank_cells {table}" for table in tables]


# Rule and place of every finding: the total of an equation, else the table.
EXPECTED: dict[str, list[str]] = {
    # Every cell was readable: no equation is broken.
    "000_bagua_zhou_2020": [],
    "001_shanghai_gov_office_2019": blank("applications", "review_litigation"),
    "010_suqian_city_2023": [],
    "011_suqian_city_2024": [],
    "023_shanghai_stcsm_2024": [],
    # Some cells were not readable.
    "030_huiyi_town_2021": [
        f"{ROW_SUM} applications.new_received.total",
        f"{ROW_SUM} applications.granted.total",
        *blank("applications", "review_litigation"),
    ],
    "031_songmutang_town_2022": [
        *blank("fees", "applications", "review_litigation"),
        "documents.regulations_not_allowed documents",
    ],
    "034_changchun_tyjr_2023": blank("applications", "review_litigation"),
    "035_xuwen_sfj_2023": blank("applications", "review_litigation"),
    "037_erlang_street_2022": blank("fees", "applications", "review_litigation"),
    "040_huadu_czj_2020": blank("applications", "review_litigation"),
    "041_beijing_street_yuexiu_2020": blank("applications", "review_litigation"),
    "042_dongbeitang_street_2019": blank("applications", "review_litigation"),
    "045_huangpi_street_2020": [
        *blank("enforcement", "fees", "procurement", "applications", "review_litigation"),
        "documents.none_made_public documents",
    ],
    "050_zhengyang_town_2021_oldformat": [
        *blank(
            "licensing", "enforcement", "fees", "procurement", "applications", "review_litigation"
        ),
        EDITION,
    ],
    "064_tangjing_street_2021": blank(
        "licensing", "enforcement", "fees", "applications", "review_litigation"
    ),
    "066_huadu_kgsx_2021": blank("applications", "review_litigation"),
    "u04_xzspj_2021_oldformat": [
        *blank("licensing", "applications", "review_litigation"),
        EDITION,
    ],
    # No figure was readable.
    "053_zhouwan_town_2021_badperiod": blank(*ALL_2021),
    "055_xiafang_xiang_2025_oldbasis": blank(*ALL_2021),
    "060_niansanli_street_2022": blank(*ALL_2021),
    "062_jiulongpo_zjw_2025": blank(*ALL_2021),
    "065_xinhua_street_huadu_2021": blank(*ALL_2021),
}
FULL = ("000", "001", "010", "011", "023")


def place_of(finding: Finding) -> str:
    if not finding.cells:
        return finding.rule.id
    if finding.left is None:
        return f"{finding.rule.id} {finding.cells[0].partition('.')[0]}"
    return f"{finding.rule.id} {finding.cells[-1]}"


def equation_findings(report: Report) -> list[Finding]:
    return [finding for finding in check(report).findings if finding.left is not None]


def test_that_the_expectations_are_of_all_cases_and_of_no_other(root: Path) -> None:
    files = sorted((root / "tests" / "cases").glob("*.json"))

    assert [path.stem for path in files] == sorted(EXPECTED)
    assert [json.loads(path.read_text(encoding="utf-8"))["id"] for path in files] == sorted(
        EXPECTED
    )


@pytest.mark.parametrize("case", EXPECTED)
def test_that_the_findings_are_exactly_those_expected_in(
    report_of_case: Callable[[str], Report], case: str
) -> None:
    report = report_of_case(case.partition("_")[0])

    assert [place_of(finding) for finding in check(report).findings] == EXPECTED[case]


@pytest.mark.parametrize("case", FULL)
def test_that_a_whole_published_table_breaks_no_equation(
    root: Path, report_of_case: Callable[[str], Report], case: str
) -> None:
    (path,) = (root / "tests" / "cases").glob(f"{case}_*.json")

    assert json.loads(path.read_text(encoding="utf-8"))["tables"] == "full"
    assert equation_findings(report_of_case(case)) == []


def test_that_the_row_left_out_of_both_totals_is_all_that_is_broken_in_030(
    report_of_case: Callable[[str], Report],
) -> None:
    found = equation_findings(report_of_case("030"))

    assert [(f.rule.id, f.left, f.right, f.difference) for f in found] == [(ROW_SUM, 1, 0, 1)] * 2
    assert [f.message for f in found] == [
        "“一、本年新收”一行：自然人与五类法人或其他组织之和是1，总计是0，相差1。",
        "“（一）予以公开”一行：自然人与五类法人或其他组织之和是1，总计是0，相差1。",
    ]


def test_that_published_blanks_are_one_finding_a_table_with_every_blank_cell_in_it(
    report_of_case: Callable[[str], Report],
) -> None:
    report = report_of_case("001")
    blank_cells = {cell for cell in report.form.cells if cell not in report.cells}
    found = check(report).findings

    assert len(found) == 2
    assert {cell for finding in found for cell in finding.cells} == blank_cells
    assert [len(finding.cells) for finding in found] == [126, 9]


def test_that_blank_totals_as_published_are_never_taken_for_0(
    report_of_case: Callable[[str], Report],
) -> None:
    report = report_of_case("001")
    granted = [
        verdict
        for verdict in check(report).verdicts
        if verdict.rule.id == ROW_SUM and "applications.granted.total" in verdict.cells
    ]

    assert "applications.granted.total" not in report.cells
    assert equation_findings(report) == []
    assert [verdict.outcome for verdict in granted] == ["not_assessable"]


def test_that_a_blank_total_that_can_be_calculated_is_no_blank(
    report_of_case: Callable[[str], Report],
) -> None:
    report = report_of_case("023")

    assert "applications.carried_out.total" not in report.cells
    assert check(report).findings == ()
    assert check(report).not_assessable == ()
