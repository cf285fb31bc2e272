import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chinese.punctuation import NO_LINE_BEGINS_WITH, NO_LINE_ENDS_WITH
from core.writers.pdf.lines import (
    TOLERANCE,
    balance_lines,
    break_lines,
    widest_piece,
)
from tests.kinsoku import BLANK_LEFT, BLANK_RIGHT

WIDTHS = (8, 9, 10, 11, 12, 13.5, 15, 17, 19, 20.5, 22, 25, 28, 34)
PARAGRAPHS = (
    "示例街道办事处（以下简称“本街道”）主动公开政府信息1,205条，其中规范性文件12件、财政信息38条；同比增长12.5%。",
    "依据《中华人民共和国政府信息公开条例》（国务院令第711号）和《示例市政府信息公开办法》，编制本报告。",
    "公开渠道有：门户网站www.example.cn、微信公众号（ShiLi）、公告栏等；访问量2,345.67万次！是否达标？达标。",
    "这是近五年来的最高水平——比上一年多3件……今后将做到“应公开、尽公开”，“不该公开的，一件不公开”。",
    "（一）按“谁公开、谁审核、谁负责”的原则，执行GB/T 9704-2012；（二）做好(三)类信息的审查,更正.",
)
# Marks follow words, so that no run of them is wider than a line.
WORDS = st.sampled_from(
    ["政府信息", "公开", "（一）", "“应公开”", "《条例》", "12.5%", "1,205件", "GB/T", "——", "(三)"]
)
MARKS = st.sampled_from(["", "", "，", "。", "……", "；", " ", "　", "、"])
TEXTS = st.lists(st.builds(str.__add__, WORDS, MARKS), max_size=40).map("".join)


class Advances(dict[int, float]):
    """ASCII half as wide as all other characters."""

    def __missing__(self, code: int) -> float:
        return 500 if code < 0x80 else 1000


ADVANCES = Advances()


def width_of(text: str) -> float:
    """Of two marks side by side, the blank between them is halved."""
    pairs = sum(
        other in BLANK_LEFT or (one in BLANK_RIGHT and other in BLANK_RIGHT)
        for one, other in pairwise(text)
        if one in BLANK_RIGHT | BLANK_LEFT
    )
    return sum(ADVANCES[ord(character)] for character in text) - 500 * pairs


def without_spaces(text: str) -> str:
    return re.sub(r"[ \u3000\n]", "", text)


def assert_well_broken(text: str, measure: float) -> None:
    lines = break_lines(text, ADVANCES, measure)
    assert without_spaces("".join(line.text for line in lines)) == without_spaces(text)
    for line in lines:
        # Of the last mark only half counts if the next line begins with one.
        unseen = 500 if line.text[-1] in BLANK_RIGHT else 0
        assert width_of(line.text) - line.width in (0, unseen)
        assert line.width <= measure
        assert line.text == line.text.strip(" \u3000")
    for above, below in pairwise(line.text for line in lines):
        assert below[0] not in NO_LINE_BEGINS_WITH
        assert above[-1] not in NO_LINE_ENDS_WITH
        is_address = "www." in text and above[-1] == "."
        assert is_address or not (above[-1] + below[0]).isascii() or f"{above} {below}" in text
        assert above[-1] + below[0] not in ("——", "……")


@pytest.mark.parametrize("ems", WIDTHS)
@pytest.mark.parametrize("text", PARAGRAPHS)
def test_that_paragraphs_break_by_the_rules_at_every_width(text: str, ems: float) -> None:
    assert_well_broken(text, ems * 1000)


@given(TEXTS, st.floats(7000, 40000))
def test_that_the_rules_hold_for_any_words_and_marks(text: str, measure: float) -> None:
    lines = break_lines(text, ADVANCES, measure)
    for above, below in pairwise(line.text for line in lines):
        assert below[0] not in NO_LINE_BEGINS_WITH
        assert above[-1] not in NO_LINE_ENDS_WITH
    assert all(line.width <= measure + TOLERANCE for line in lines)


@given(st.text(st.characters(codec="utf-8")), st.floats(0, 20000))
def test_that_any_text_is_kept_and_never_wider_than_the_measure(text: str, measure: float) -> None:
    lines = break_lines(text, ADVANCES, measure)
    assert without_spaces("".join(line.text for line in lines)) == without_spaces(text)
    for line in lines:
        assert line.text
        assert line.width <= measure + TOLERANCE or len(line.text) == 1


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("全年公开1,205条", 6.5, ["全年公开", "1,205条"]),
        ("全年公开12万余人次", 5, ["全年公开", "12万余人次"]),
        ("同比增长3.5万元", 6, ["同比增长", "3.5万元"]),
        ("编制于2023年度内", 5, ["编制于", "2023年度内"]),
        ("按示发〔2021〕30号执行", 6, ["按示发", "〔2021〕30号", "执行"]),
        ("依据条例第12条执行", 5.5, ["依据条例", "第12条执行"]),
        ("共计12 件其他", 3.5, ["共计", "12 件其", "他"]),
        ("每周周一至周五3—5人", 8, ["每周周一至周五", "3—5人"]),
        ("见https://www.example.cn/gk/nb。", 8, ["见https://www.", "example.cn/gk/", "nb。"]),
        ("函寄gongkai@example.cn处", 8, ["函寄gongkai@", "example.cn处"]),
        ("公开和／或不公开", 4, ["公开", "和／或不", "公开"]),
        ("减排CO₂与CH₄共10⁶吨", 3.5, ["减排", "CO₂与", "CH₄共", "10⁶吨"]),
        ("绿化面积³八亩", 4, ["绿化面", "积³八亩"]),
    ],
)
def test_that_a_figure_keeps_what_it_counts(text: str, ems: float, lines: list[str]) -> None:
    assert [line.text for line in break_lines(text, ADVANCES, ems * 1000)] == lines


def test_that_a_figure_lets_go_of_its_unit_where_a_line_is_too_narrow_for_both() -> None:
    assert [line.text for line in break_lines("12件", ADVANCES, 1500)] == ["12", "件"]


def test_that_a_word_wider_than_a_line_is_broken_and_starts_on_the_line_it_is_met() -> None:
    texts = [line.text for line in break_lines("见abcdefghij。", ADVANCES, 3000)]
    assert texts == ["见abcd", "efghi", "j。"]


def test_that_marks_yield_where_a_line_is_too_narrow_for_them() -> None:
    texts = [line.text for line in break_lines("三、结果", ADVANCES, 1500)]
    assert texts == ["三", "、", "结", "果"]


def test_that_spaces_at_a_break_are_dropped_and_others_kept() -> None:
    texts = [line.text for line in break_lines("公开 公开 　公开", ADVANCES, 4500)]
    assert texts == ["公开 公开", "公开"]


def test_that_a_no_break_space_joins() -> None:
    texts = [line.text for line in break_lines("共公开5\u00a0件", ADVANCES, 4500)]
    assert texts == ["共公开", "5\u00a0件"]


def test_that_two_marks_side_by_side_take_less_room() -> None:
    (line,) = break_lines("《条例》、《办法》", ADVANCES, 8000)
    assert line.width == 8000
    assert widest_piece("（“一”）", ADVANCES) == 4000


def test_that_a_line_feed_ends_a_line() -> None:
    assert [line.text for line in break_lines("甲\n\n乙丙\n", ADVANCES, 9000)] == ["甲", "乙丙"]


@pytest.mark.parametrize("text", ["", " ", "　\n "])
def test_that_a_blank_text_has_no_lines(text: str) -> None:
    assert break_lines(text, ADVANCES, 5000) == []
    assert balance_lines(text, ADVANCES, 5000) == []


def test_that_balanced_lines_are_as_many_but_more_equal() -> None:
    text = "一二三四五六七八九十一"
    assert [len(line.text) for line in break_lines(text, ADVANCES, 10000)] == [10, 1]
    assert [len(line.text) for line in balance_lines(text, ADVANCES, 10000)] == [6, 5]


@given(TEXTS, st.floats(0, 20000))
def test_that_balancing_adds_no_line_and_widens_none(text: str, measure: float) -> None:
    greedy, balanced = (f(text, ADVANCES, measure) for f in (break_lines, balance_lines))
    assert len(balanced) <= len(greedy)
    assert max((line.width for line in balanced), default=0) <= max(
        (line.width for line in greedy), default=0
    )


def test_that_the_widest_piece_is_what_no_break_divides() -> None:
    assert widest_piece("22（其中修订16件）", ADVANCES) == 2000
    assert widest_piece("共12345678。", ADVANCES) == 5000
    assert widest_piece("", ADVANCES) == 0
