from collections.abc import Callable

import pytest

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST
from core.checks.run import check
from core.document.blocks import Document, Note, Paragraph, Table, Title
from core.document.findings_list import findings_list
from core.report.report import Explanation, Report
from tests.editions import NEWEST, each_edition
from tests.written import WRITTEN

NewReport = Callable[..., Report]
ITEMS = {"licensing.licences.previous_items": "3", "licensing.licences.change": "-8"}


def listed(report: Report) -> Document:
    return findings_list(report, check(report))


def entries(document: Document) -> list[tuple[str, ...]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [tuple(c.text for c in table.cells if c.row == row) for row in range(1, table.rows)]


def summary(document: Document) -> str:
    block = document.blocks[1]
    assert isinstance(block, Paragraph)
    return block.text


def faultless(new_report: NewReport, edition: str) -> Report:
    zeros = dict.fromkeys(new_report(edition).form.cells, "0")
    money = {"procurement.centralised.amount": "0元"} if edition == "2019" else {}
    report = new_report(edition, zeros | money | {"licensing.licences.decisions": "1"})
    report.texts = dict(WRITTEN)
    return report


def test_that_the_title_has_agency_and_year(new_report: NewReport) -> None:
    report = new_report(NEWEST, year=2024)
    report.texts["title"] = "示例街道办事处政府信息公开工作年度报告"
    title = "示例街道办事处2024年政府信息公开工作年度报告问题清单"

    assert listed(report).blocks[0] == Title(title)
    assert listed(report).title == title


@pytest.mark.parametrize("case", ["030", "050", "053"])
def test_that_every_finding_is_listed_gravest_first(
    report_of_case: Callable[[str], Report], case: str
) -> None:
    report = report_of_case(case)
    checked = check(report)
    assert checked.findings
    rows = entries(listed(report))

    assert [number for number, *_ in rows] == [str(i + 1) for i in range(len(checked.findings))]
    assert [row[1:3] + row[4:] for row in rows] == [
        (f"{SEVERITY_NAMES[f.severity]}\n{f.rule.code}", f.message, f.rule.source)
        for f in checked.findings
    ]
    grades = [row[1].split("\n")[0] for row in rows]
    assert grades == sorted(grades, key=[SEVERITY_NAMES[s] for s in WORST_FIRST].index)


def test_that_a_finding_says_where_to_look(new_report: NewReport) -> None:
    report = new_report("2019", ITEMS)
    places = {row[2]: row[3] for row in entries(listed(report))}

    assert "第二部分·第二十条第（五）项·行政许可·上一年项目数量" in places.values()


def test_that_a_finding_on_the_whole_report_says_so(new_report: NewReport) -> None:
    report = faultless(new_report, "2019")
    report.year = 2024

    assert [row[3] for row in entries(listed(report))] == ["整份年报"]


def test_that_the_summary_counts_by_severity(new_report: NewReport) -> None:
    report = faultless(new_report, "2019")
    report.year = 2024
    for cell, value in new_report("2019", ITEMS).cells.items():
        report.cells[cell] = value

    assert summary(listed(report)).startswith("共有2个问题：错误1个、警告1个。")


@each_edition
def test_that_a_report_without_findings_has_a_sentence_and_no_table(
    new_report: NewReport, edition: str
) -> None:
    title, said = listed(faultless(new_report, edition)).blocks

    assert isinstance(title, Title)
    assert said == Paragraph("没有发现问题。")


def test_that_what_could_not_be_assessed_is_counted_by_rule(new_report: NewReport) -> None:
    report = faultless(new_report, NEWEST)
    del report.cells["applications.granted.business"]
    document = listed(report)
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    waiting = check(report).not_assessable
    assert waiting

    assert f"另有{len(waiting)}项因为有空格，还不能核对（缺数待核）。" in summary(document)
    assert notes == [
        "缺数待核：E02（表三“（七）总计”一行）1项。",
        "缺数待核：E03（表三“总计”一列）1项。",
    ]


def test_that_an_explanation_stands_below_its_finding(new_report: NewReport) -> None:
    report = new_report("2019", ITEMS)
    report.explanations = (Explanation("form.negative_items", ITEMS, "上一年漏计。"),)

    explained = [row[2] for row in entries(listed(report)) if "说明" in row[2]]
    assert len(explained) == 1
    assert explained[0].endswith("\n说明：上一年漏计。")


def test_that_an_explanation_given_for_other_values_is_left_out(new_report: NewReport) -> None:
    report = new_report("2019", ITEMS)
    earlier = ITEMS | {"licensing.licences.change": "-4"}
    report.explanations = (Explanation("form.negative_items", earlier, "上一年漏计。"),)

    assert not [row for row in entries(listed(report)) if "说明" in row[2]]
