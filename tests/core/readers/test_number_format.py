"""What a sheet shows of a number: the exact one, or a doubt where the two differ in more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.number_format import BLANK_ZERO, HIDDEN, shown_number, shown_text

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("12", "General", "12"),
        ("190.45737900000001", "General", "190.457379"),
        ("1.5E-3", "General", "0.0015"),
        ("1200", "#,##0", "1200"),
        ("12", "#,##0.00_ ", "12"),
        ("1234.5", "#,##0.00", "1234.50"),
        ("0.125", "0.0%", "12.5%"),
        ("12", '0"件"', "12件"),
        ("12", r"0\件", "12件"),
        ("12", '"共"G/通用格式"件"', "共12件"),
        ("12", "[Red]000", "12"),
        ("12", "@", "12"),
        ("12", "_ [$¥-804]* #,##0_ ", "¥12"),
        ("0", "0.00", "0"),
        ("0", ACCOUNTING, "0"),
        ("0", '0;-0;"—"', "0"),
        ("-3", "0", "-3"),
        ("-3", "+0;-0;0", "-3"),
        ("3", "+0;-0;0", "+3"),
        ("-3", r"0_);\(0\)", "-3"),
        ("-3", '"增"0;"减"0;0', "减3"),
        ("45311", "yyyy/m/d", "2024/1/20"),
        ("45311", '[$-804]yyyy"年"m"月"d"日";@', "2024年1月20日"),
        ("45311.5", "yyyy-mm-dd hh:mm", "2024-01-20 12:00"),
        ("1", "m/d", "1/1"),
        ("not a number", "0", "not a number"),
        ("NaN", "0", "NaN"),
        ("1e999999999", "0", "1e999999999"),
        ("9" * 3000, "0", "9" * 3000),
    ],
)
def test_that_what_is_shown_is_sure_where_it_is_what_is_stored(
    stored: str, code: str, text: str
) -> None:
    assert shown_number(stored, code) == (text, "")


@pytest.mark.parametrize(
    ("stored", "code", "text", "doubt"),
    [
        ("12.4", "0", "12.4", "单元格里是 12.4，但显示为 12。"),
        ("0.125", "0%", "12.5%", "单元格里是 12.5，但显示为 13%。"),
        ("12000", "0,", "12000", "单元格里是 12000，但显示为 12。"),
        ("12345", '0!.0,"万"', "12345", "中间加了别的"),
        ("12", '0"0"', "120", "加了别的数字"),
        ("12", "[>100]0;0.0", "12", "带条件"),
        ("0", '0;-0;"/"', "0", "显示为“/”"),
        ("0", "0;-0;;@", "0", BLANK_ZERO),
        ("0", "#,###", "0", BLANK_ZERO),
        ("5", ";;;", "5", "显示为空白"),
        ("1", '"是";;"否"', "1", "显示为“是”"),
        ("-3", "0;0", "-3", "没有负号"),
    ],
)
def test_that_what_is_shown_otherwise_is_doubted(
    stored: str, code: str, text: str, doubt: str
) -> None:
    shown = shown_number(stored, code)
    assert shown.text == text
    assert doubt in shown.doubt


def test_that_days_are_counted_from_where_the_file_says() -> None:
    assert shown_number("43849", "yyyy/m/d", is_1904=True).text == "2024/1/20"


def test_that_a_format_can_hide_a_text_or_stand_around_it() -> None:
    assert shown_text("甲", ";;;") == ("", HIDDEN)
    assert shown_text("甲", '0;0;0;"（"@"）"') == ("（甲）", "")
    assert shown_text("12", "0.00") == ("12", "")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["General", "0", "#,##0", ACCOUNTING]))
def test_that_whole_numbers_come_back(number: int, code: str) -> None:
    assert shown_number(str(number), code) == (str(number), "")


@given(
    st.decimals(allow_nan=True).map(str) | st.text(max_size=9),
    st.text('0#?.,;"\\[]%@/-_*E+ymdhs件 >', max_size=12),
)
def test_that_any_format_is_read(stored: str, code: str) -> None:
    assert isinstance(shown_number(stored, code).text, str)
    assert isinstance(shown_text(stored, code).text, str)
