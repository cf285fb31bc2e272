"""Numerals as offices write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chinese.numerals import (
    NoFigure,
    digits_of,
    small_number,
    value_of,
    written_like,
)

WRITTEN = {
    "12": 12,
    "１２０": 120,
    "1,205": 1205,
    "1.2万": 12000,
    "3万": 30000,
    "190.457379": Decimal("190.457379"),
    "零": 0,
    "〇": 0,
    "两": 2,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "三百零五": 305,
    "一千二百": 1200,
    "两万三千": 23000,
    "二〇二四": 2024,
}


@pytest.mark.parametrize("text", WRITTEN)
def test_that_a_numeral_is_read_as(text: str) -> None:
    assert value_of(text) == WRITTEN[text]


@pytest.mark.parametrize(
    "text", ["", "件", "十件", "第三", "万", "...", "12.5.", "1.2.3", ",", "²", "٣"]
)
def test_that_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(NoFigure):
        value_of(text)


TOO_LONG = {
    "4,301 digits": "9" * 4301,
    "16 digits": "1" * 16,
    "16 digits with a point": "1.234567890123456",
    "more than a cell holds": "1000万亿",
    "16 Chinese digits": "二" * 16,
    "Chinese myriads": "一" + "万" * 20_000,
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_that_a_number_too_long_for_a_figure_is_refused(name: str) -> None:
    with pytest.raises(NoFigure):
        value_of(TOO_LONG[name])


def test_that_the_longest_figure_is_exact() -> None:
    assert value_of("999,999,999,999,999") == 10**15 - 1
    assert value_of("九九九九九九九九九九九九九九九") == 10**15 - 1
    assert value_of("0.12345678901234") == Decimal("0.12345678901234")
    assert value_of("123.456789012万亿") == 123_456_789_012_000


@given(
    words=st.text(st.sampled_from("0123456789.,，．０９〇零一二两九十百千万亿 ²٣x件"), max_size=60)
)
def test_that_anything_is_a_number_or_refused(words: str) -> None:
    try:
        assert 0 <= value_of(words) < 10**15
    except NoFigure:
        assert not words.isascii() or not words.isdecimal() or len(words) > 15


@pytest.mark.parametrize("manner", ["12", "１２", "1,205", "三"])
@given(number=st.integers(0, 9999))
def test_that_a_number_written_in_any_manner_is_read_back(manner: str, number: int) -> None:
    assert value_of(written_like(manner, number)) == number


@pytest.mark.parametrize(
    ("manner", "number", "written"),
    [("1,000", 1205, "1,205"), ("１２", 30, "３０"), ("1.2万", 15000, "1.5万"), ("十", 12, "十二")],
)
def test_that_a_rewritten_numeral_keeps_its_manner(manner: str, number: int, written: str) -> None:
    assert written_like(manner, number) == written


SMALL = {
    "12": 12,
    "１２": 12,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "三十一": 31,
    "二〇二四": 2024,
    "○九": 9,
}


@pytest.mark.parametrize("text", SMALL)
def test_that_the_number_of_a_date_or_a_heading_is_read(text: str) -> None:
    assert small_number(text) == SMALL[text]


@pytest.mark.parametrize("text", ["", "十十", "二十十", "一百", "二三十", "月"])
def test_that_what_is_no_such_number_is_0(text: str) -> None:
    assert small_number(text) == 0


@given(st.integers(1, 99))
def test_that_a_small_number_is_read_as_it_is_written(number: int) -> None:
    tens, ones = divmod(number, 10)
    numerals = "〇一二三四五六七八九"
    written = ("" if tens < 2 else numerals[tens]) + "十" * (tens > 0) + numerals[ones] * (ones > 0)
    assert small_number(written) == small_number(str(number)) == number


def test_that_digits_are_told_whatever_their_width_and_manner() -> None:
    assert (
        digits_of("二〇二四年、２０２４年、2024年、二○二四年") == "2024年、2024年、2024年、2024年"
    )
