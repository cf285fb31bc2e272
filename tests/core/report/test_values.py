import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Column, Form
from core.refusal import Refused
from core.report.values import Value, ValueRefused, parse_value
from tests.editions import NEWEST

COUNT = Column("count", "件数")
CHANGE = Column("change", "本年增/减", value="change")
FEES = Column("amount", "本年收费金额（单位：万元）", value="money", unit="万元")
PROCUREMENT = Column("amount", "采购总金额", value="money", units=("元", "万元"))
COLUMNS = {"count": COUNT, "change": CHANGE, "fees": FEES, "procurement": PROCUREMENT}


def number_of(text: str, column: Column) -> int | Decimal:
    value = parse_value(text, column)
    assert value is not None
    return value.number


def text_of(text: str, column: Column) -> str:
    value = parse_value(text, column)
    assert value is not None
    return value.text


def refusal_of(text: str, column: Column) -> str:
    with pytest.raises(ValueRefused) as refusal:
        parse_value(text, column)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("11398889", 11398889),
        ("１２３", 123),
        ("1,205", 1205),
        ("1，205", 1205),
        ("１，２０５", 1205),
        ("1,234,567", 1234567),
        (" 12 ", 12),
        ("1 205", 1205),
        ("1\u00a0205", 1205),
        ("\u3000７", 7),
        ("12\t", 12),
        ("007", 7),
        ("000", 0),
        ("9" * 15, 10**15 - 1),
    ],
)
def test_that_a_count_is_read_as_the_clerk_means_it(typed: str, number: int) -> None:
    assert parse_value(typed, COUNT) == Value(str(number), number)


@pytest.mark.parametrize(
    ("typed", "text", "number"),
    [
        ("3", "3", 3),
        ("0", "0", 0),
        ("+3", "+3", 3),
        ("＋3", "+3", 3),
        ("-8", "-8", -8),
        ("－８", "-8", -8),
        ("−8", "-8", -8),
        ("减3", "-3", -3),
        ("减 3", "-3", -3),
        ("减少3", "-3", -3),
        ("增3", "+3", 3),
        ("增加3", "+3", 3),
        ("+1036", "+1036", 1036),
        ("减1,205", "-1205", -1205),
        ("+007", "+7", 7),
    ],
)
def test_that_a_change_keeps_its_sign(typed: str, text: str, number: int) -> None:
    assert parse_value(typed, CHANGE) == Value(text, number)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("0", "0"),
        ("59237.2449", "59237.2449"),
        ("190.457379", "190.457379"),
        ("190。457379", "190.457379"),
        ("１９０．４５７３７９", "190.457379"),
        ("4068.208万元", "4068.208"),
        ("4068.208 万元", "4068.208"),
        ("1,234.50", "1234.50"),
        ("1，234.50", "1234.50"),
        ("3.0", "3.0"),
        ("5.", "5"),
        (".5", "0.5"),
        ("00.5", "0.5"),
    ],
)
def test_that_fees_of_2021_are_digits_as_typed_without_their_unit(typed: str, text: str) -> None:
    assert parse_value(typed, FEES) == Value(text, Decimal(text))
    assert text_of(typed, FEES) == text


@pytest.mark.parametrize(
    ("typed", "text", "number", "unit"),
    [
        ("780877.39元", "780877.39元", "780877.39", "元"),
        ("780877.39 元", "780877.39元", "780877.39", "元"),
        ("251000元", "251000元", "251000", "元"),
        ("1646.5万元", "1646.5万元", "1646.5", "万元"),
        ("１，６４６．５万元", "1646.5万元", "1646.5", "万元"),
        ("9800", "9800", "9800", None),
    ],
)
def test_that_procurement_of_2019_keeps_its_unit(
    typed: str, text: str, number: str, unit: str | None
) -> None:
    assert parse_value(typed, PROCUREMENT) == Value(text, Decimal(number), unit)


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize(
    "typed", ["/", "／", "-", "－", "–", "—", "——", "−", "不适用", " 不适用 ", "\u3000／"]
)
def test_that_every_way_to_say_not_applicable_is_a_slash_that_counts_as_0(
    typed: str, column: Column
) -> None:
    value = parse_value(typed, column)

    assert value == Value("/", 0)
    assert value.not_applicable


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\t", "\u00a0 \n"])
def test_that_blank_is_no_value(typed: str, column: Column) -> None:
    assert parse_value(typed, column) is None


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_that_zero_is_a_value_and_not_a_slash(column: Column) -> None:
    value = parse_value("0", column)

    assert value == Value("0", 0)
    assert not value.not_applicable


NO_COUNTS = [
    "abc", "12a", "-3", "－３", "减3", "增3", "+3", "3.5", "3。5", "3.", "1,23", "1，23", "12,3456",
    "1,2,3", ",123", "1,205,", "3³", "³", "①", "٣", "三", "十二", "一百", "3件", "1/2", "//", "无",
    "1e3", "0x10", "NaN", "∞", "1_000", "1'205", "½",
]  # fmt: skip
NO_CHANGES = [
    "abc", "+-3", "--3", "3+", "增减3", "增", "减", "+", "3.5", "减3.5", "1,23", "减三", "不变",
    "3³", "增3个", "（减）3",
]  # fmt: skip
NO_MONEY = [
    "abc", "-5", "－5万元", "1,23", "1，23.5", "1.2.3", ".", "万元", "五万元", "1e5", "NaN",
    "Infinity", "¥5", "￥5", "5美元", "5万元整", "约5", "5³", "5,000,00",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        *((typed, COUNT) for typed in NO_COUNTS),
        *((typed, CHANGE) for typed in NO_CHANGES),
        *((typed, FEES) for typed in (*NO_MONEY, "5元", "5亿元")),
        *((typed, PROCUREMENT) for typed in (*NO_MONEY, "5亿元")),
    ],
)
def test_that_anything_else_is_refused_in_a_sentence_that_quotes_it(
    typed: str, column: Column
) -> None:
    message = refusal_of(typed, column)

    assert message.startswith(f"“{typed}”")
    assert message.endswith("。")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("9" * 5000, COUNT),
        ("９" * 5000, COUNT),
        ("9" * 16, COUNT),
        ("减" + "9" * 5000, CHANGE),
        ("9" * 5000 + "元", PROCUREMENT),
        ("9" * 5000 + ".5", FEES),
        ("x" * 5000, COUNT),
        ("." + "9" * 5000, FEES),
        ("0." + "9" * 5000 + "元", PROCUREMENT),
        ("-" + "9" * 5000, COUNT),
        ("9" * 5000 + ".5", COUNT),
        ("-" + "9" * 5000, FEES),
        ("5" + "x" * 5000, PROCUREMENT),
    ],
    ids=[
        "count", "full width", "one digit too many", "change", "money with unit", "money",
        "letters", "fraction", "fraction with unit", "negative count", "count with a point",
        "negative money", "unit",
    ],
)  # fmt: skip
def test_that_a_text_beyond_any_figure_is_refused_in_a_short_sentence(
    typed: str, column: Column
) -> None:
    message = refusal_of(typed, column)

    assert message.startswith("“")
    assert message.endswith("。")
    assert len(message) < 80


@pytest.mark.parametrize("typed", ["12\n13", "12\t13", "12\r\n13"])
def test_that_two_figures_are_not_run_together_into_one(typed: str) -> None:
    assert refusal_of(typed, COUNT).endswith("。")


@pytest.mark.parametrize(
    ("typed", "column", "sentence"),
    [
        ("-3", COUNT, "“-3”是负数，这一格填件数，不能小于 0。"),
        ("减3", COUNT, "“减3”是负数，这一格填件数，不能小于 0。"),
        ("3.5", COUNT, "“3.5”不是整数，这一格填件数，请填 0、1、2 这样的整数。"),
        ("三", COUNT, "“三”不是数字，请填 0 或正整数，没有这一项的填“/”。"),
        ("不变", CHANGE, "“不变”不是数字，请填增减的项目数，如 3、+3、-8、减8。"),
        ("5元", FEES, "“5元”的单位不对，请填金额，以万元为单位，如 190.457379。"),
        ("5美元", PROCUREMENT, "“5美元”的单位不对，请填金额，如 9800元。"),
        ("-5", FEES, "“-5”是负数，金额不能小于 0。"),
    ],
)
def test_that_a_refusal_says_what_is_wrong_and_what_to_do(
    typed: str, column: Column, sentence: str
) -> None:
    assert refusal_of(typed, column) == sentence


def test_that_a_refused_value_is_a_refusal_the_window_can_show() -> None:
    assert issubclass(ValueRefused, Refused)


def test_that_money_is_exact() -> None:
    tenth, fifth = number_of("0.1", FEES), number_of("0.2", FEES)

    assert isinstance(tenth, Decimal)
    assert tenth + fifth == Decimal("0.3")


def test_that_the_columns_of_the_forms_take_what_these_columns_take(
    form_of: Callable[[str], Form],
) -> None:
    cells = {**form_of("2019").cells, **form_of(NEWEST).cells}

    assert text_of("减3", cells["licensing.licences.change"].column) == "-3"
    assert text_of("1646.5万元", cells["procurement.centralised.amount"].column) == "1646.5万元"
    assert text_of("4068.208万元", cells["fees.administrative_fees.amount"].column) == "4068.208"
    assert "单位不对" in refusal_of("5元", cells["fees.administrative_fees.amount"].column)


@given(number=st.integers(0, 10**15 - 1))
def test_that_a_count_reads_back_from_its_text_and_from_its_grouped_text(number: int) -> None:
    assert parse_value(str(number), COUNT) == Value(str(number), number)
    assert parse_value(f"{number:,}", COUNT) == Value(str(number), number)


@given(number=st.decimals(0, 10**9, places=6))
def test_that_money_keeps_its_digits(number: Decimal) -> None:
    assert text_of(f"{number:f}", FEES) == f"{number:f}"
    assert number_of(f"{number:f}", FEES) == number


TYPED = st.one_of(
    st.text(max_size=12),
    st.text("0123456789,，.。+-－/／ 增加减少万元１２３a", max_size=12),
)


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
@given(text=TYPED)
def test_that_any_text_is_blank_or_refused_or_a_value_that_reads_back_the_same(
    column: Column, text: str
) -> None:
    try:
        value = parse_value(text, column)
    except ValueRefused as refusal:
        assert str(refusal).endswith("。")
        return
    if value is None:
        assert text.strip() == ""
        return
    assert parse_value(value.text, column) == value
    assert text_of(value.text, column) == value.text
    assert re.fullmatch(r"/|[+-]?[0-9]+(\.[0-9]+)?(元|万元)?", value.text)


@pytest.mark.parametrize("typed", ["1 0 0 0 0 0 1", "12 13", "1 2", "1 23", "12 3456"])
def test_that_figures_parted_by_spaces_do_not_become_one(typed: str) -> None:
    assert typed in refusal_of(typed, COUNT)


@pytest.mark.parametrize("typed", ["-0", "+0", "减0", "0"])
def test_that_no_change_is_written_one_way(typed: str) -> None:
    assert text_of(typed, CHANGE) == "0"


@pytest.mark.parametrize("text", ["1 2", "1  2", "1   2", "1\u3000\u30002", "12     3456"])
def test_that_two_figures_never_become_one_however_far_apart(text: str) -> None:
    with pytest.raises(ValueRefused):
        parse_value(text, Column("decisions", "件数"))


@pytest.mark.parametrize("text", ["   12", "12   ", "  1 205  "])
def test_that_spaces_around_a_figure_mean_nothing(text: str) -> None:
    value = parse_value(text, Column("decisions", "件数"))
    assert value
    assert value.text in ("12", "1205")
