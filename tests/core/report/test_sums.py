"""Sums typed into a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.sums import worked_out
from core.report.values import ValueRefused


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("=2+3", "5"),
        ("＝１２＋３－５", "10"),
        (" = 2 + 3 ", "5"),
        ("=7", "7"),
        ("=+7", "7"),
        ("=2−3", "-1"),
        ("=0012+1", "13"),
        ("23", "23"),
        ("2+3", "2+3"),
        ("", ""),
        ("/", "/"),
    ],
)
def test_that_only_what_begins_with_an_equals_sign_is_worked_out(text: str, result: str) -> None:
    assert worked_out(text) == result


@pytest.mark.parametrize(
    "text",
    ["=", "=2*3", "=2+", "=2++3", "=(2)", "=1.5+1", "=A1", "=2+3元", "=__import__('os')", "=二",
     "=" + "+".join("1" * 600), "=" + "9" * 16],
)  # fmt: skip
def test_that_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match=r"。$"):
        worked_out(text)


@given(st.integers(0, 10**15 - 1), st.lists(st.integers(-(10**15) + 1, 10**15 - 1), max_size=30))
def test_that_any_sum_of_whole_numbers_comes_out(first: int, others: list[int]) -> None:
    text = f"={first}" + "".join(f"{number:+d}" for number in others)
    assert worked_out(text) == str(first + sum(others))
