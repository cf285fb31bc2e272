import pytest

from core.report.names import LONGEST_NAME, NameRefused, parse_name, without_invisible


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("示例街道办事处", "示例街道办事处"),
        ("  示例街道\n", "示例街道"),
        ("示例市\r\n示例局", "示例市 示例局"),
        ("示例市\u2028示例局\t科", "示例市 示例局 科"),
        ("示例\u200b街\ufeff道", "示例街道"),
        ("\u202e道街例示\u202c", "道街例示"),
        ("示例市　人民政府", "示例市　人民政府"),
        ("葛\U000e0100城区𠮷街道\ue000", "葛\U000e0100城区𠮷街道\ue000"),
    ],
)
def test_that_a_name_is_one_line_of_what_can_be_seen(text: str, name: str) -> None:
    assert parse_name(text) == name
    assert parse_name(name) == name


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\u200b\u200d", "\u2066\u2069", "\u3164", " \u3000"]
)
def test_that_of_a_blank_nothing_is_left(text: str) -> None:
    assert parse_name(text) == ""


@pytest.mark.parametrize(
    ("text", "why"), [("示例\ud800", "残缺的字符"), ("示例\x07街道", "控制字符")]
)
def test_that_what_cannot_be_written_is_refused(text: str, why: str) -> None:
    with pytest.raises(NameRefused, match=why):
        parse_name(text)


def test_that_a_name_has_a_bound() -> None:
    longest = "镇" * LONGEST_NAME
    assert parse_name(f" {longest} ") == longest
    with pytest.raises(NameRefused, match=f"有 {LONGEST_NAME + 1} 字，最多 {LONGEST_NAME} 字"):
        parse_name(longest + "镇")


def test_that_spaces_are_seen_as_they_are() -> None:
    assert without_invisible(" 甲\n\u200b乙 ") == " 甲\n乙 "
