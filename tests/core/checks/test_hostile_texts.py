"""Whatever is written in the texts, every rule comes to a verdict."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.checks.prose.compare import percentage
from core.checks.run import check
from core.forms.definition import Form
from core.report.report import Agency, Report
from core.report.values import parse_value
from tests.editions import NEWEST

TOWN = Agency("示例县样本镇人民政府", "township", "government")
SIGNS = "0123456789０９.．,，、。；：（）()《》“”…-—%％‰²①٣४𝟎 \u3000\t\n" + (
    "〇零一二两三四五六七八九十百千万亿元件条人份起余多约近年月日"
)
WORDS = """
百分之 个百分点 占 占比 同比增长 同比下降 减少 较上年 其中 共 万元 亿元 万亿 第 条
信息处理费 制发 一是 （一） 收到政府信息公开申请 受理 自然人 企业 予以公开 不予公开
行政复议 行政诉讼 均获维持 未收到 上年结转 结转下年度 上年 2024年 行政处罚 规范性文件
统计期限 至 12月31日 99月99日 电话： 银行卡 申请人王某 11010119900307123X @
6222020200112233445 www.a.gov.cn {left} {0} %s 我局 存在问题 截至 上半年 999999999999999
10000000000000000000 0.00000000000001 1,234,567 33.3333333333333 一万万万万万万万万
"""
PIECES = (*SIGNS, *WORDS.split())
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
CELLS = {
    "count": ["0", "1", "999999999999999", "/"],
    "change": ["-999999999999999", "0", "+3"],
    "money": ["0", "0.000000000000001", "999999999999999.999999999999999"],
}


@st.composite
def hostile(draw: st.DrawFn, form: Form, year: int) -> Report:
    """A report with anything in its texts and notes, and the widest numbers in some cells."""
    report = Report(TOWN, year, form)
    report.texts = draw(st.dictionaries(st.sampled_from(form.text_ids), TEXTS))
    report.notes = draw(st.dictionaries(st.sampled_from(form.note_ids), TEXTS, max_size=3))
    for cell in draw(st.sets(st.sampled_from(list(form.cells.values())), max_size=20)):
        text = draw(st.sampled_from(CELLS[cell.column.value])) + (*cell.column.units, "")[0]
        value = parse_value(text, cell.column)
        assert value
        report.cells[cell.id] = value
    return report


def reports(forms: dict[str, Form]) -> SearchStrategy[tuple[Report, Report | None]]:
    """Reports of every edition, most with last year's."""
    years = st.sampled_from(
        [(2020, "2019", "2019"), (2021, "2021", "2019"), (2024, "2021", "2021")]
    )
    return years.flatmap(
        lambda found: st.tuples(
            hostile(forms[found[1]], found[0]),
            st.one_of(hostile(forms[found[2]], found[0] - 1), st.none()),
        )
    )


@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=30)
def test_that_every_rule_comes_to_a_verdict_on_any_text(
    data: st.DataObject, forms: tuple[Form, ...]
) -> None:
    report, last = data.draw(reports({form.id: form for form in forms}))
    result = check(report, last)

    assert result.undecided == ()
    assert all(finding.message for finding in result.findings)


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请10件，占百分之...",
        "收到政府信息公开申请10件，占百分之12.5.",
        f"收到政府信息公开申请{'1' * 4301}件",
        f"收到政府信息公开申请{'万' * 2000}件",
        "共999999999999999件，其中自然人999999999999999件，占0.00000000000001%",
        "全年收到申请0.00000000000001件，同比增长99999999999999.9%",
        "收取信息处理费999万亿亿元，其中一件9999999999.99万亿亿元、一件1元",
    ],
)
def test_that_every_rule_comes_to_a_verdict_on(
    text: str, new_report: Callable[..., Report]
) -> None:
    report = new_report(NEWEST, {"applications.new_received.total": "999999999999999"})
    report.texts = {"general": text}
    last = replace(report, year=2020, texts=dict(report.texts))

    assert check(report, last).undecided == ()


def test_that_a_percentage_of_the_most_unequal_numbers_is_known() -> None:
    assert percentage(10**15, 1, 14) == 10**17
