"""Numbers in front of headings and items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chinese.numbering import Heading, heading_of, next_number, number_in

HEADINGS = {
    "一、总体情况": Heading(1, 1, 0, 2),
    "十二、其他": Heading(1, 12, 0, 3),
    "（三）管理": Heading(2, 3, 0, 3),
    "(三)管理": Heading(2, 3, 0, 3),
    "3.平台": Heading(3, 3, 0, 2),
    "3、平台": Heading(3, 3, 0, 2),
    "　　（1）监督": Heading(4, 1, 2, 5),
}


@pytest.mark.parametrize("paragraph", HEADINGS)
def test_that_a_heading_is_told_by_its_number(paragraph: str) -> None:
    assert heading_of(paragraph) == HEADINGS[paragraph]


@pytest.mark.parametrize("paragraph", ["", "总体情况", "3.5万元", "一是", "（甲）", "一一一一、"])
def test_that_other_paragraphs_have_none(paragraph: str) -> None:
    assert heading_of(paragraph) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("（三）", 3), ("二是", 2), ("12.", 12), ("十是", 10), ("（十十）", 0)],
)
def test_that_the_number_in_words_is_read(words: str, value: int) -> None:
    assert number_in(words) == value


@given(st.text("一二三四五六七八九十、（）().．1234567890 是"))
def test_that_a_heading_stands_where_it_is_said_to(paragraph: str) -> None:
    found = heading_of(paragraph)
    if found:
        assert 0 <= found.start < found.end <= len(paragraph)
        assert not paragraph[: found.start].strip()
        assert 1 <= found.level <= 4


@pytest.mark.parametrize(
    ("paragraph", "following"),
    [
        ("（二）依申请公开。", "（三）"),
        ("　　（九）其他", "（十）"),
        ("(十九)其他", "(二十)"),
        ("（三十九）其他", "（四十）"),
        ("一、总体情况", "二、"),
        ("9.加强学习", "10."),
        ("９．加强学习", "１０．"),
        ("3、加强学习", "4、"),
        ("（1）加强学习", "（2）"),
        ("99.加强学习", ""),
        ("（九十九）其他", ""),
        ("全年收到申请。", ""),
        ("1.5万件", ""),
        ("", ""),
    ],
)
def test_that_the_next_number_is_in_the_same_manner(paragraph: str, following: str) -> None:
    assert next_number(paragraph) == following
