"""Which numbers of a text are figures, and which only look like some."""

import pytest

from core.checks.prose.scan import scan

NO_FIGURES = [
    "国办公开办函〔2021〕30号",
    "第二十条第（一）项",
    "电话：025-12345678，手机13800000000",
    "邮编210000，地址某路某巷",
    "“十四五”规划、一网通办、双公示、两会",
    "危及“三安全一稳定”",
    "一是加强学习；二是严格审查",
    "1.加强培训。",
    "（三）平台建设",
    "在20个工作日内答复",
    "12345热线",
    "GB/T 9704-2012",
    "，占百分之...",
    "收到" + "1" * 4301 + "件",
    "受理一" + "万" * 2000 + "件",
    "点击上万次",
    "公开² ³ ٣件",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_that_there_is_no_figure_in(text: str) -> None:
    assert [n.text for n in scan(text) if n.kind not in ("year", "date")] == []


def test_that_every_figure_has_its_place_value_and_unit() -> None:
    text = "受理1,205件，网站１２条，两起，收费1.5万元，占12.5％，提高3个百分点，阅读1.2万次"

    assert [(n.text, str(n.value), n.unit, n.kind) for n in scan(text)] == [
        ("1,205件", "1205", "件", "count"),
        ("１２条", "12", "条", "count"),
        ("两起", "2", "起", "count"),
        ("1.5万元", "1.5", "万元", "money"),
        ("12.5％", "12.5", "%", "percent"),
        ("3个百分点", "3", "个百分点", "percent"),
        ("1.2万次", "12000", "次", "count"),
    ]
    assert all(text[n.start : n.end] == n.text for n in scan(text))


@pytest.mark.parametrize("text", ["300余条", "约20件", "近百件", "十余件", "超过50次"])
def test_that_a_rough_number_says_so(text: str) -> None:
    assert [n.rough for n in scan(text)] == [True]


def test_that_dates_and_years_are_named_as_such() -> None:
    assert [(n.text, n.kind) for n in scan("2024年1月1日至12月31日")] == [
        ("2024年", "year"),
        ("1月", "date"),
        ("1日", "date"),
        ("12月", "date"),
        ("31日", "date"),
    ]


def test_that_the_full_stop_behind_a_percentage_is_none_of_it() -> None:
    (numeral,) = scan("占百分之12.5.")

    assert (numeral.text, str(numeral.value), numeral.unit) == ("百分之12.5", "12.5", "%")
