"""Text as word processors leave it. All of it is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chinese.tidying import pasted, tidied

LEFT = [
    ("　　　　双重缩进。", "双重缩进。"),
    ("\t 制表符缩进 ", "制表符缩进"),
    ("\xa0\xa0硬空格。", "硬空格。"),
    ("主动公开,依申请公开;两项.", "主动公开，依申请公开；两项。"),
    ("如下:全年(含上年)共2件!", "如下：全年（含上年）共2件！"),
    ("（其中修订(2)件）", "（其中修订（2）件）"),
    ("收到申请(2件)。", "收到申请（2件）。"),
    ("(二)依申请公开。", "（二）依申请公开。"),
    ("政府 信息 公开。 全年", "政府信息公开。全年"),
    ("公开, 全年", "公开，全年"),
    ("共１２件，占２５．５％。", "共12件，占25.5%。"),
    ("上一行\v下一行\u2028末行", "上一行\n下一行\n末行"),
    ("看不\u200b见\ufeff的", "看不见的"),
    ("A  B", "A B"),
]
RIGHT = [
    "全年收到申请1,205件，同比增长12.5%。",
    "网址 http://www.example.gov.cn/a?b=1 可查。",
    "联系电话 0527-84368000 邮编 223800",
    "1.加强学习。2.注重实效。",
    "e-mail: office@example.gov.cn (office)",
    "2020年1月1日 09:30",
    "",
]


@pytest.mark.parametrize(("left", "right"), LEFT)
def test_that_what_word_left_is_tidied(left: str, right: str) -> None:
    assert tidied(left) == right


@pytest.mark.parametrize("text", RIGHT)
def test_that_what_is_right_stays(text: str) -> None:
    assert tidied(text) == text


def test_that_digits_stay_wide_where_that_is_wanted() -> None:
    assert tidied("　共１２件,", digits=False) == "共１２件，"


@given(st.text("甲乙，, .;:()（）１2 　\t\v\u2028\u200b\xa0a", max_size=40))
def test_that_what_is_tidied_is_tidy(text: str) -> None:
    once = tidied(text)
    assert "\n".join(tidied(line) for line in once.split("\n")) == once


PASTED = [
    ("一个词", "一个词"),
    ("　　缩进的一段", "缩进的一段"),
    ("第一段\r\n\r\n　　第二段\r\n", "第一段\n第二段\n"),
    ("软\v回车", "软\n回车"),
    ("自然人\t商业企业\r\n3\t\t1", "自然人 商业企业\n3 1"),
    ("硬\xa0空\u200b格", "硬 空格"),
    ("\n\n", ""),
]


@pytest.mark.parametrize(("text", "expected"), PASTED)
def test_that_what_is_pasted_is_plain_paragraphs(text: str, expected: str) -> None:
    assert pasted(text) == expected
