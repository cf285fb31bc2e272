import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writers.pdf.faces import Faces
from core.writers.pdf.running import MIXED_GAP, Run, RunningText
from tests.kinsoku import line_faults

WIDTHS = (8, 9, 10, 11, 12, 13.5, 15, 17, 19, 20.5, 22, 25, 28, 34)
PARAGRAPHS = (
    "（一）主动公开。示例街道办事处（以下简称“本街道”）主动公开政府信息1,205条，其中规范性文件12件、财政信息38条；"
    "全年访问量2,345.67万次，同比增长12.5%——为近五年最高……投入资金3.5万元，培训600余人次。",
    "依据《中华人民共和国政府信息公开条例》（国务院令第711号）第50条、《示例市政府信息公开办法》（示政办发〔2021〕30号），"
    "编制本报告；报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
    "公开渠道：网站www.example.cn、微信（ShiLi）等；达标？达标！GB/T 9704-2012、PDF/A-3b可下载。",
    "对照《条例》《办法》《细则》，做到“应公开、尽公开”，“不该公开的，一件不公开”：谁公开、谁审核（谁负责）。",
    "每周周一至周五3—5人值班，和／或预约办理；联系人：张·某某，电话：010-12345678，办公地址：示例路8号（邮编：100000）。",
    "一年来，在市委、市政府的正确领导下，在上级部门的指导下，示例街道坚持以公开为常态、以不公开为例外，扎实推进各项工作落到实处。",
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "政府信息",
        "公开",
        "（一）",
        "“应公开”",
        "《条例》",
        "12.5%",
        "1,205件",
        "GB/T",
        "——",
        "2024年",
    ]
)
MARKS = st.sampled_from(["", "", "，", "。", "……", "；", " ", "、", "？", "：“甲”，"])
TEXTS = st.lists(st.builds(str.__add__, WORDS, MARKS), max_size=40).map(
    lambda w: "".join(w).strip()
)


class Advances(dict[int, float]):
    """ASCII half as wide as all other characters."""

    def __missing__(self, code: int) -> float:
        return 500 if code < 0x80 else 1000


ADVANCES = Advances()


def running(text: str, tracking: float = 0.0) -> RunningText:
    return RunningText(text, [ADVANCES[ord(character)] for character in text], tracking)


def lines_of(text: str, ems: float, indent: float = 0.0) -> list[str]:
    return [text[start:stop] for start, stop in running(text).lines(ems * 1000, indent)]


def runs_of(text: str, ems: float) -> list[list[Run]]:
    """The runs of every line."""
    whole = running(text)
    return [list(whole.runs(*line, ems * 1000)) for line in whole.lines(ems * 1000, 0)]


@pytest.mark.parametrize("ems", WIDTHS)
def test_that_no_line_of_any_paragraph_has_a_fault(faces: Faces, ems: float) -> None:
    counts: Counter[str] = Counter()
    for text in PARAGRAPHS:
        counts += line_faults(text, faces.body.advances, ems * 1000, -13)
    # A long word in a narrow column leaves a line that would be torn apart.
    allowed = {"lines", "ragged"} if ems < 16 else {"lines"}
    assert set(counts) <= allowed
    assert counts["lines"] >= 14
    assert counts["ragged"] <= counts["lines"] / 10


@given(TEXTS, st.floats(9000, 40000), st.floats(-50, 50))
def test_that_the_rules_hold_for_any_words_and_marks(
    text: str, measure: float, tracking: float
) -> None:
    counts = line_faults(text, ADVANCES, measure, tracking)
    assert set(counts) <= {"lines", "ragged"}


@given(st.text(st.characters(codec="utf-8")), st.floats(100, 20000), st.floats(0, 2000))
def test_that_any_text_is_kept_in_order(text: str, measure: float, indent: float) -> None:
    text = text.strip(" \u3000")
    whole = running(text)
    lines = list(whole.lines(measure, min(indent, measure)))
    drawn = [text[run.start : run.stop] for line in lines for run in whole.runs(*line, measure)]
    assert re.sub(r"[ \u3000]", "", "".join(drawn)) == re.sub(r"[ \u3000]", "", text)


def test_that_dashes_in_a_row_that_no_line_holds_are_parted_between_two_dashes() -> None:
    assert lines_of("————————", 7) == ["——————", "——"]
    assert set(line_faults("————————", ADVANCES, 9000)) <= {"lines", "ragged"}


def test_that_a_closing_mark_is_drawn_into_the_line() -> None:
    text = "甲，乙，丙，丁，戊己，庚辛"
    assert lines_of(text, 10) == ["甲，乙，丙，丁，戊己，", "庚辛"]
    squeezed, _ = runs_of(text, 10)
    gaps = [after.left - before.left - 2000 for before, after in pairwise(squeezed)]
    assert gaps == pytest.approx([-125] * 4)


def test_that_a_line_is_rather_stretched_than_one_mark_squeezed() -> None:
    text = f"一，{'二' * 25}三，四"
    assert lines_of(text, 28) == [text[:27], "三，四"]


def test_that_a_paragraph_does_not_end_with_a_mark_of_its_own_line_if_it_can_be_helped() -> None:
    assert lines_of("一，二，三，四五六七八。", 11) == ["一，二，三，四五六七八。"]


def test_that_a_mark_at_the_end_of_a_line_takes_half_its_width() -> None:
    first, _ = runs_of("一二三四。五六七", 5)
    (run,) = first
    assert run.spacing == pytest.approx(500 / 4)


def test_that_marks_that_stand_in_the_middle_keep_their_width() -> None:
    assert lines_of("一？二？三？四？五六。七", 10) == ["一？二？三？四？五", "六。七"]


def test_that_the_space_goes_between_characters_and_never_inside_words() -> None:
    first, *_ = runs_of("公开1,205条政府信息", 7.9)
    assert [(run.start, run.stop) for run in first] == [(0, 2), (2, 7), (7, 10)]
    assert [run.spacing for run in first] == pytest.approx([30, 0, 30])
    assert first[-1].left + 3000 + 2 * 30 == pytest.approx(7900)


def test_that_the_last_line_is_not_filled() -> None:
    *_, last = runs_of("一二三四五六七", 5)
    assert last == [Run(5, 7, 0.0, 0.0)]


def test_that_a_line_is_not_torn_apart() -> None:
    first, _ = runs_of(f"一二三{'n' * 20}", 10.5)
    assert first == [Run(0, 3, 0.0, 0.0)]


@pytest.mark.parametrize(("spare", "is_filled"), [(0.5, True), (1.5, False)])
def test_that_a_line_mostly_of_an_address_is_spread_only_a_little(
    spare: float, is_filled: bool
) -> None:
    start = f"见一二三www.{'n' * 20}.cn/"
    width = sum(ADVANCES[ord(character)] for character in start) + MIXED_GAP
    first, _ = runs_of(start + "m" * 20, width / 1000 + spare)
    assert (first[0].spacing > 0) == is_filled


def test_that_tracking_stands_between_characters_but_not_inside_words() -> None:
    whole = running("公开ab", tracking=-20)
    assert list(whole.runs(0, 4, 9000)) == [Run(0, 2, 0.0, -20), Run(2, 4, 2085, 0.0)]


def test_that_no_run_goes_past_the_change_of_face() -> None:
    whole = RunningText("一二三四", [1000] * 4, 0.0, seam=2)
    assert [(run.start, run.stop) for run in whole.runs(0, 4, 9000)] == [(0, 2), (2, 4)]


@pytest.mark.parametrize(
    ("text", "lefts"),
    [
        ("》、《一", [0, 500, 1000, 2000]),
        ("一），二", [0, 1000, 1500, 2500]),
        ("（“一", [0, 500, 1500]),
        ("一”“二", [0, 1000, 1500, 2500]),
        ("一？”二", [0, 1000, 2000, 3000]),
    ],
)
def test_that_the_blank_between_two_marks_is_halved(text: str, lefts: list[float]) -> None:
    assert placed_at(text) == lefts


@pytest.mark.parametrize(
    ("text", "lefts"),
    [
        ("共1件", [0, 1125, 1750]),
        ("共 1 件", [0, 1000, 1125, 1625, 1750]),
        ("（1）", [0, 1000, 1500]),
        ("5%的", [0, 500, 1125]),
        ("m²的", [0, 500, 1625]),
    ],
)
def test_that_an_eighth_parts_chinese_from_figures(text: str, lefts: list[float]) -> None:
    assert placed_at(text) == lefts


def test_that_spaces_grow_before_characters_are_spread() -> None:
    first, *_ = runs_of("甲乙 丙丁戊己庚", 5.7)
    assert [run.spacing for run in first] == [0.0, 0.0]
    assert first[-1].left + 2000 == pytest.approx(4700)


def placed_at(text: str) -> list[float]:
    """Where each character of a line begins."""
    lefts = []
    for run in running(text).runs(0, len(text), 99000):
        left = run.left
        for character in text[run.start : run.stop]:
            lefts.append(left)
            left += ADVANCES[ord(character)] + run.spacing
    return lefts
