import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writers.pdf.faces import Faces
from core.writers.pdf.page import MEASURE
from core.writers.pdf.titles import break_title

ROOM = MEASURE / 0.022
REPORT = "政府信息公开工作年度报告"
CUT = r"府\|信|信\|息|息\|公|公\|开|工\|作|年\|度|度\|报|报\|告|\d\||4\|年"


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("示例洲头街道", ["示例洲头街道2024年", REPORT]),
        ("示例市示例区人民政府", ["示例市示例区人民政府2024年", REPORT]),
        ("示例市示例区示例街道办事处", ["示例市示例区示例街道办事处2024年", REPORT]),
        (
            "示例市示例区科技工业商务和信息化局",
            ["示例市示例区科技工业商务和信息化局", f"2024年{REPORT}"],
        ),
        (
            "示例市市场监督管理局（示例市知识产权局）",
            ["示例市市场监督管理局（示例市知识产权局）", f"2024年{REPORT}"],
        ),
        (
            "示例（某地）自由贸易试验区某某新片区管理委员会行政审批和综合服务中心",
            [
                "示例（某地）自由贸易试验区某某新片区",
                "管理委员会行政审批和综合服务中心2024年",
                REPORT,
            ],
        ),
    ],
)
def test_that_a_title_goes_on_behind_its_year_or_its_agency(
    faces: Faces, agency: str, lines: list[str]
) -> None:
    found = break_title(f"{agency}2024年{REPORT}", agency, faces.title.advances, ROOM)
    assert [line.text for line in found] == lines


@pytest.mark.parametrize("agency", ["示例街道办事处", ""])
def test_that_a_year_in_front_and_an_unknown_agency_are_no_hindrance(
    faces: Faces, agency: str
) -> None:
    title = f"2024年度示例街道办事处{REPORT}"
    found = break_title(title, agency, faces.title.advances, ROOM)
    assert [line.text for line in found] == ["2024年度示例街道办事处", REPORT]


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("示例省示例自治州示例民族自治县克长乡人民政府", "克长乡人民政府"),
        ("示例省示例市示例区住房和城乡建设局（人民防空办公室）", "住房和城乡建设局"),
        ("示例省示例市示例区示例街道办事处（示例管理委员会）", "街道办事处"),
    ],
)
@pytest.mark.parametrize("ems", range(9, 26))
def test_that_a_name_at_a_seat_of_government_is_not_cut(
    faces: Faces, name: str, cut: str, ems: int
) -> None:
    lines = break_title(name, "", faces.title.advances, ems * 1000)
    assert any(cut in line.text for line in lines)


def test_that_words_in_title_marks_stay_on_a_line(faces: Faces) -> None:
    title = "示例市人民政府2024年《政府信息公开条例》执行情况报告"
    above, below = break_title(title, "示例市人民政府", faces.title.advances, ROOM)
    assert (above.text, below.text) == ("示例市人民政府2024年", "《政府信息公开条例》执行情况报告")


def test_that_a_title_that_fits_on_a_line_is_not_broken(faces: Faces) -> None:
    (line,) = break_title("某街道2024年工作年度报告", "某街道", faces.title.advances, ROOM)
    assert line.text == "某街道2024年工作年度报告"


def test_that_a_title_breaks_where_it_was_broken(faces: Faces) -> None:
    found = break_title("示例街道\n年度报告", "示例街道", faces.title.advances, ROOM)
    assert [line.text for line in found] == ["示例街道", "年度报告"]
    assert break_title("　", "", faces.title.advances, ROOM) == []


@given(
    name=st.text("示例市区街道办事处人民政府局，（》", max_size=50),
    year=st.sampled_from(["", "2024年"]),
)
def test_that_no_word_of_the_report_is_ever_cut(faces: Faces, name: str, year: str) -> None:
    title = f"{name}{year}{REPORT}"
    lines = break_title(title, name, faces.title.advances, ROOM)
    assert "".join(line.text for line in lines) == title
    assert max(line.width for line in lines) <= ROOM
    for above, below in pairwise(line.text for line in lines):
        assert not re.search(CUT, f"{above}|{below}")


def test_that_a_text_pasted_as_the_title_is_broken_at_once(faces: Faces) -> None:
    text = "示例街道办事处主动公开政府信息，" * 500
    lines = break_title(text, "", faces.title.advances, ROOM)
    assert "".join(line.text for line in lines) == text
    assert max(line.width for line in lines) <= ROOM
