"""Reports to make files of: figures of which nearly every one differs, and those of the cases.

Agencies and texts are made up. Equal calls give equal reports.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import cycle, islice
from random import Random
from typing import Any

from core.forms.definition import Form
from core.forms.loader import load_forms
from core.readers.package import report_from
from core.report.report import Agency, Kind, Report, Tier
from core.report.values import parse_value
from tests.editions import FORMS
from tests.made_up import SENTENCES, TOPICS

CASES = FORMS.parents[1] / "tests" / "cases"
AGENCIES: tuple[tuple[str, Tier, Kind], ...] = (
    ("青石县人民政府", "county", "government"),
    ("云溪镇人民政府", "township", "government"),
    ("松林街道办事处", "township", "branch"),
    ("望江市财政局", "city", "department"),
    ("临湖区卫生健康局", "county", "department"),
    ("白塔市人民政府办公室", "city", "office_for_government"),
    ("石桥乡人民政府", "township", "government"),
    ("东岭县教育局", "county", "department"),
)
OPENINGS = (
    "{year}年，{name}按照上级部署推进政务公开，全年主动公开信息{n}条。",
    "{year}年，{name}把公开工作列入年度计划，召开专题会议{k}次，办理群众留言{n}件。",
)
PROBLEMS = (
    "一是公开内容更新不够及时，个别栏目超过{m}天没有更新；二是解读材料的形式比较单一。",
    "下一步，明确{k}名专人负责，每季度检查一次，发现问题在{m}个工作日内改正。",
    "上年提出的{k}个问题已经改正{k}个，公开目录重新编排，查阅点增加到{m}个。",
)
OTHERS = (
    "本年度没有收取信息处理费。没有其他需要报告的事项。",
    "按规定收取信息处理费0元，无其他需要报告的事项。",
)


@cache
def forms() -> dict[str, Form]:
    """The shipped editions by id."""
    return {form.id: form for form in load_forms(FORMS)}


def differing(edition: str, seed: int, year: int = 0, most: int = 900) -> Report:
    """A report in which nearly no two cells agree and every sum holds."""
    random = Random(f"{edition} {seed}")
    report = _bare(edition, seed, year)
    numbers = iter(random.sample(range(1, most), most - 1))
    for cell in report.form.cells.values():
        if not cell.addends:
            _type(report, cell.id, _made_up(cell.column.value, next(numbers)))
    _balance(report)
    return _written(report, random)


def sparse(edition: str, seed: int, year: int = 0) -> Report:
    """A report of a small office: zeros, and some few figures that agree."""
    random = Random(f"sparse {edition} {seed}")
    report = _bare(edition, seed, year)
    for cell in report.form.cells.values():
        if not cell.addends:
            number = random.choice((0, 0, 0, 0, 0, 1, 1, 2, 3))
            _type(report, cell.id, str(number))
    _balance(report)
    return _written(report, random)


def published(case: str, seed: int = 0) -> Report:
    """The figures of a published report, mistakes included, under a made-up name."""
    (path,) = CASES.glob(f"{case}_*.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    facts: dict[str, Any] = {key: data[key] for key in ("agency", "year", "edition", "cells")}
    report = report_from({"format": "nianbao/1", **facts}, tuple(forms().values()))
    report.agency = Agency(*AGENCIES[seed % len(AGENCIES)])
    return _written(report, Random(case))


def with_wrong_totals(report: Report, seed: int) -> Report:
    """Some totals as a hurried clerk would publish them."""
    random = Random(f"wrong {seed}")
    totals = [cell.id for cell in report.form.cells.values() if cell.addends]
    for cell in random.sample(totals, 6):
        number = int(report.cells[cell].number)
        _type(report, cell, str(max(0, number + random.choice((-10, -1, 1, 2, 9)))))
    return report


def _bare(edition: str, seed: int, year: int) -> Report:
    form = forms()[edition]
    agency = Agency(*AGENCIES[seed % len(AGENCIES)])
    last = form.last_year or form.first_year + 3
    return Report(agency, year or form.first_year + seed % (last - form.first_year + 1), form)


def _made_up(kind: str, number: int) -> str:
    if kind == "money":
        return f"{number}.{number % 90 + 10}"
    return f"-{number}" if kind == "change" and number % 3 == 0 else str(number)


def _balance(report: Report) -> None:
    """Fills the totals, and what came in from what went out."""
    form = report.form
    table = form.tables["applications"]
    for column in (column.id for column in table.columns if not column.sum_of):

        def number(row: str, column: str = column) -> int:
            return int(report.cells[f"applications.{row}.{column}"].number)

        rows = [row.id for row in table.rows]
        start, end = rows.index("granted"), rows.index("result_total")
        closed = sum(map(number, rows[start:end]))
        _type(report, f"applications.result_total.{column}", str(closed))
        went, came = closed + number("carried_out"), number("carried_in")
        _type(report, f"applications.carried_in.{column}", str(min(came, went)))
        _type(report, f"applications.new_received.{column}", str(went - min(came, went)))
    for name in ("applications", "review_litigation"):
        for row in form.tables[name].rows:
            columns = form.tables[name].columns
            addends = [f"{name}.{row.id}.{c.id}" for c in columns if not c.sum_of]
            total = sum(int(report.cells[cell].number) for cell in addends)
            _type(report, f"{name}.{row.id}.total", str(total))


def _type(report: Report, cell: str, text: str) -> None:
    value = parse_value(text, report.form.cells[cell].column)
    assert value is not None
    report.cells[cell] = value


def _written(report: Report, random: Random) -> Report:
    """The report with texts of our own words."""
    name, year = report.agency.name, report.year

    def said(sentence: str) -> str:
        n, m, k = random.randint(12, 900), random.randint(2, 19), random.randint(1, 9)
        return sentence.format(n=n, m=m, k=k, year=year, name=name)

    sentences = cycle(random.sample(SENTENCES, len(SENTENCES)))
    general = [said(random.choice(OPENINGS))]
    for number, topic in zip("一二三四五", TOPICS, strict=False):
        words = "".join(said(sentence) for sentence in islice(sentences, random.choice((1, 2))))
        general.append(f"（{number}）{topic}。{words}")
    report.texts = {
        "preface": f"本报告由{name}根据《中华人民共和国政府信息公开条例》编制。"
        f"所列数据的统计期限从{year}年1月1日起到{year}年12月31日止。",
        "general": "\n".join(general),
        "problems": "\n".join(map(said, random.sample(PROBLEMS, 2))),
        "other_matters": random.choice(OTHERS),
        "signature": f"{name}\n{year + 1}年1月{random.randint(6, 28)}日",
    }
    return report
