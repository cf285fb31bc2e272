"""The manners in which Word counts, by the names it has for them."""

import pytest

from core.readers.word.counting import written


@pytest.mark.parametrize(
    ("manner", "value", "text"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("japaneseCounting", 20, "二十"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 1, "a"),
        ("none", 1, ""),
        ("unheardOf", 5, "5"),
    ],
)
def test_that_a_number_is_written_in_its_manner(manner: str, value: int, text: str) -> None:
    assert written(value, manner) == text


@pytest.mark.parametrize("value", [-1, 0, 10_000, 10**9])
@pytest.mark.parametrize("manner", ["chineseCountingThousand", "upperRoman", "lowerLetter"])
def test_that_a_number_out_of_reach_is_written_in_digits(manner: str, value: int) -> None:
    assert written(value, manner) == str(value)
