"""Words and characters, as Word counts them."""

import pytest

from core.chinese.counting import Count, counted


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        ("全年收到申请。", 7, 7),
        ("全年收到申请12件。", 9, 10),
        ("2024年，增长12.5%。", 7, 14),
        ("见 www.example.gov.cn 首页", 4, 21),
        ("　　一、总体情况\n　　（一）主动公开", 13, 13),
        ("“年报”——𬭎街道…", 10, 10),
        ("a b\tc\u3000d", 4, 4),
    ],
)
def test_that_each_chinese_sign_counts_and_each_run_of_others(
    text: str, words: int, characters: int
) -> None:
    assert counted(text) == Count(words, characters)
