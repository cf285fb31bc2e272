"""Numerals as offices write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.prose.numerals import value_of, written_like

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


@pytest.mark.parametrize("text", ["", "件", "十件", "第三"])
def test_that_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        value_of(text)


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
