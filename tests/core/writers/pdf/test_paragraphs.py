import re
from collections.abc import Callable

import pytest

from core.document.blocks import Heading, Note, Paragraph, Title
from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.page import MEASURE, PITCH
from core.writers.pdf.paragraphs import Lines, TextBlock, set_text, set_title

WORDS = "示例街道办事处主动公开政府信息工作年度总体情况" * 4

# conftest.py is no module that tests could import.
Draw = Callable[[Lines], list]


@pytest.fixture
def drawn(pen) -> Draw:
    def draw(lines: Lines) -> list:
        lines.draw(pen, 0, 0)
        return pen.texts

    return draw


def test_that_a_body_line_takes_28_characters_from_edge_to_edge(faces: Faces, drawn: Draw) -> None:
    first, second, *_, last = drawn(set_text(Paragraph(WORDS), faces))
    assert len(first.text) == 26
    assert (first.left, first.right) == pytest.approx((2 * MEASURE / 28, MEASURE), abs=0.5)
    assert len(second.text) == 28
    assert (second.left, second.right) == pytest.approx((0, MEASURE))
    assert last.right < MEASURE


def test_that_a_line_is_filled_but_not_torn_apart(faces: Faces, drawn: Draw) -> None:
    near, _ = drawn(set_text(Paragraph(f"{WORDS[:24]}2024年"), faces))
    assert len(near.text) == 24
    assert near.right == pytest.approx(MEASURE)
    *_, far, _ = drawn(set_text(Paragraph(f"{WORDS[:5]}{'n' * 42}"), faces))
    assert far.text == WORDS[:5]
    assert far.right < MEASURE / 2


def test_that_lines_stand_a_pitch_apart_each_in_the_middle(faces: Faces, drawn: Draw) -> None:
    lines = set_text(Paragraph(WORDS), faces)
    first, second, *_ = drawn(lines)
    assert first.top - second.top == pytest.approx(PITCH)
    assert -first.top == pytest.approx(PITCH + first.bottom)
    assert lines.height == pytest.approx(PITCH * len(lines.lines))


def test_that_a_signature_stands_four_characters_from_the_right(faces: Faces, drawn: Draw) -> None:
    block = Paragraph("示例街道办事处", "signature")
    first, second = set_text(block, faces, is_first_signature=True), set_text(block, faces)
    assert drawn(first)[0].right == pytest.approx(MEASURE * 24 / 28, abs=1)
    assert (first.space, second.space) == ((PITCH, 0), (0, 0))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("示例市示例区人民政府2024年", "政府信息公开工作年度报告"),
        ("示例市示例区示例街道办事处2024年度", "政府信息公开工作年度报告"),
        ("2024年示例市示例区人民政府", "政府信息公开工作年度报告"),
        ("示例市示例区人民政府示例街道办事处", "2024年政府信息公开工作年度报告"),
    ],
)
def test_that_a_title_goes_on_behind_its_year_or_its_author(
    faces: Faces, drawn: Draw, above: str, below: str
) -> None:
    author = re.sub(r"\d+年度?", "", above)
    first, second = drawn(set_title(Title(above + below), faces, author))
    assert (first.text, second.text) == (above, below)
    assert first.left + first.right == pytest.approx(MEASURE)
    assert second.left + second.right == pytest.approx(MEASURE)


def test_that_a_title_with_no_good_place_to_break_is_balanced(faces: Faces, drawn: Draw) -> None:
    text = "示例市示例区人民政府示例办公室政府信息公开工作年度报告"
    above, below = drawn(set_title(Title(text), faces, "某街道"))
    assert abs(above.right - above.left - below.right + below.left) <= 22
    assert above.text + below.text == text


def test_that_a_title_that_fits_on_a_line_is_not_broken(faces: Faces, drawn: Draw) -> None:
    (line,) = drawn(set_title(Title("某街道2024年工作年度报告"), faces, "某街道"))
    assert line.text == "某街道2024年工作年度报告"


def test_that_a_title_breaks_where_it_was_broken(faces: Faces, drawn: Draw) -> None:
    above, below = drawn(set_title(Title("示例街道\n年度报告"), faces, "示例街道"))
    assert (above.text, below.text) == ("示例街道", "年度报告")


def test_that_a_heading_is_outlined_where_it_begins_and_only_there(faces: Faces, pen) -> None:
    lines = set_text(Heading(f"一、{WORDS}"), faces)
    parts = lines.split(PITCH * 2, forced=False)
    assert parts
    parts[0].draw(pen, 0, 700)
    parts[1].draw(pen, 0, 500)
    assert pen.outlined == [(f"一、{WORDS}", 700)]
    assert lines.keeps_with_next


def test_that_a_text_is_divided_between_lines(faces: Faces) -> None:
    lines = set_text(Paragraph(WORDS), faces)
    head, rest = lines.split(PITCH * 1.9, forced=False) or (None, None)
    assert head and rest
    assert head.lines + rest.lines == lines.lines
    assert len(head.lines) == 1
    assert lines.split(PITCH * 0.9, forced=True) is None


@pytest.mark.parametrize(
    ("block", "role", "size"),
    [
        (Heading("一、总体情况"), "H1", 16),
        (Paragraph("正文"), "P", 16),
        (Note("注"), "Note", 12),
    ],
)
def test_that_each_kind_keeps_its_role_and_has_its_size(
    faces: Faces, drawn: Draw, block: TextBlock, role: str, size: float
) -> None:
    lines = set_text(block, faces)
    assert (lines.role, drawn(lines)[0].size) == (role, size)


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (Heading("一、☑"), "小标题“一、☑”里"),
        (Paragraph("☑", "signature"), "落款“☑”里"),
        (Note("☑注"), "“☑注”这条注里"),
        (Paragraph(f"{WORDS}☑"), "“示例街道办事处主动公开政…”这一段里"),
    ],
)
def test_that_a_refusal_says_where_the_character_stands(
    faces: Faces, block: TextBlock, place: str
) -> None:
    with pytest.raises(PrintRefused, match=f"，在{place}；"):
        set_text(block, faces)
