import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.agency_code import LENGTH, REGION, SIGNS, CodeRefused, check_sign, parse_code
from tests.core.conftest import CODES

# Codes that companies print on their own pages.
REAL = ("91330100799655058B", "9144030071526726XG", "914403001922038216", "91110000802100433B")


@pytest.mark.parametrize("code", REAL)
def test_that_a_real_code_is_taken(code: str) -> None:
    assert parse_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "9144030071526726xg",
        " 9144 0300 7152 6726 XG ",
        "91-440300-71526726X-G",
        "９１４４０３００７１５２６７２６ＸＧ",
    ],
)
def test_that_small_and_wide_letters_spaces_and_hyphens_are_understood(typed: str) -> None:
    assert parse_code(typed) == "9144030071526726XG"


def test_that_a_blank_is_no_code() -> None:
    assert parse_code(" \u3000") == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9144030071526726X", "18 位，填了 17 位"),
        ("9144030071526726XG1", "18 位，填了 19 位"),
        ("914403001922O38216", "“O”，像是把数字看成了字母"),
        ("91440300192203821*", "“*”，请对照"),
        ("9144A3001922038216", "第 3 到 8 位"),
        ("914403001922038215", "校验位不对"),
        ("无", "“无”"),
    ],
)
def test_that_anything_else_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(CodeRefused, match=r"请对照证书再填。$") as refusal:
        parse_code(typed)
    assert said in str(refusal.value)


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_that_one_wrong_sign_is_always_found(code: str, place: int, sign: str) -> None:
    assert parse_code(code) == code
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong != code:
        with pytest.raises(CodeRefused):
            parse_code(wrong)


@given(CODES, st.integers(0, LENGTH - 3))
def test_that_two_signs_in_the_wrong_order_are_always_found(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code and wrong[REGION].isdecimal():
        assert wrong[-1] != check_sign(wrong[:-1])
