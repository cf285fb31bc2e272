from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter

import pytest

from core.document.blocks import Heading, Note, Paragraph, Title
from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.page import MEASURE, PITCH
from core.writers.pdf.paragraphs import Lines, TextBlock, set_signature, set_text, set_title

NAME = Paragraph("示例街道办事处", "signature")
DATE = Paragraph("2025年1月20日", "signature")
WORDS = "示例街道办事处主动公开政府信息工作年度总体情况" * 4

# conftest.py is no module that tests could import.
Draw = Callable[[Lines], list]


@pytest.fixture
def drawn(pen) -> Draw:
    def draw(lines: Lines) -> list:
        """The lines drawn, each of its parts."""
        lines.draw(pen, 0, 0)
        rows = [list(row) for _, row in groupby(pen.texts, key=attrgetter("bottom"))]
        pen.texts.clear()
        return [
            replace(row[0], text="".join(part.text for part in row), right=row[-1].right)
            for row in rows
        ]

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


def test_that_a_date_stands_four_characters_from_the_right_below_the_name(
    faces: Faces, drawn: Draw
) -> None:
    first, second = set_signature([NAME, DATE], faces)
    ((name,), (date,)) = drawn(first), drawn(second)
    assert date.right == pytest.approx(MEASURE * 24 / 28, abs=1)
    assert name.left + name.right == pytest.approx(date.left + date.right)
    assert (first.space, second.space) == ((PITCH, 0), (0, 0))


def test_that_a_long_name_ends_at_the_right_with_the_date_in_its_middle(
    faces: Faces, drawn: Draw
) -> None:
    first, second = set_signature([replace(NAME, text="示例市示例区" * 4), DATE], faces)
    ((name,), (date,)) = drawn(first), drawn(second)
    assert name.right == pytest.approx(MEASURE)
    assert name.left + name.right == pytest.approx(date.left + date.right)


@pytest.mark.parametrize("last", [DATE.text, "附注" * 12, "附注" * 14])
def test_that_no_line_of_a_signature_leaves_the_measure(
    faces: Faces, drawn: Draw, last: str
) -> None:
    name = replace(NAME, text="示例市示例区" * 6)
    for lines in set_signature([name, replace(DATE, text=last)], faces):
        for line in drawn(lines):
            assert line.left >= -0.01
            assert line.right <= MEASURE + 0.01


def test_that_a_blank_signature_has_no_lines(faces: Faces) -> None:
    assert set_signature([Paragraph("　", "signature")], faces) == []
    assert set_signature([], faces) == []


def test_that_each_line_of_a_title_stands_in_the_middle_above_whole_lines(
    faces: Faces, drawn: Draw
) -> None:
    title = set_title(
        Title("示例市人民政府2024年政府信息公开工作年度报告"), faces, "示例市人民政府"
    )
    first, second = drawn(title)
    assert (first.text, second.text) == ("示例市人民政府2024年", "政府信息公开工作年度报告")
    assert first.left + first.right == pytest.approx(MEASURE)
    assert second.left + second.right == pytest.approx(MEASURE)
    lines = (title.height + title.space[1]) / PITCH
    assert lines == pytest.approx(round(lines))


def test_that_marks_side_by_side_stand_closer_in_a_title_and_a_name(faces: Faces) -> None:
    text = "《甲》、《乙》（丙）"
    for lines, size in (
        (set_title(Title(text), faces, ""), 22),
        (set_signature([Paragraph(text, kind="signature")], faces)[0], 16),
    ):
        (parts,) = lines.lines
        assert [part.text for part in parts] == ["《甲》", "、", "《乙》", "（丙）"]
        steps = [(after.left - part.left) / size for part, after in pairwise(parts)]
        assert steps == pytest.approx([2.5, 0.5, 2.5])


@pytest.mark.parametrize(
    ("level", "lead", "faces_of_parts"),
    [
        (0, 0, ["body"]),
        (1, 7, ["heading", "body"]),
        (2, 7, ["subheading", "body"]),
        (2, 12, ["subheading"]),
        (3, 7, ["body"]),
    ],
)
def test_that_a_subheading_has_a_face_of_its_own_up_to_its_end(
    faces: Faces, level: int, lead: int, faces_of_parts: list[str]
) -> None:
    block = Paragraph("（一）公开。公开信息。", level=level, lead=min(lead, 11))
    (line,) = set_text(block, faces).lines
    expected = [getattr(faces, name) for name in faces_of_parts]
    assert list(dict.fromkeys(part.face for part in line)) == expected
    if len(expected) > 1:
        assert "".join(part.text for part in line if part.face is expected[0]) == block.text[:7]


def test_that_only_a_subheading_by_itself_keeps_with_the_next(faces: Faces) -> None:
    alone = Paragraph("（一）公开。", level=2, lead=6)
    assert set_text(alone, faces).keeps_with_next
    assert not set_text(replace(alone, text="（一）公开。信息。"), faces).keeps_with_next


def test_that_a_heading_is_outlined_where_it_begins_and_only_there(faces: Faces, pen) -> None:
    lines = set_text(Heading(f"一、{WORDS}"), faces)
    parts = lines.split(PITCH * 2, forced=False)
    assert parts
    parts[0].draw(pen, 0, 700)
    parts[1].draw(pen, 0, 500)
    assert pen.outlined == [(f"一、{WORDS}", 700)]
    assert lines.keeps_with_next


@pytest.mark.parametrize(
    ("count", "short", "room", "above"),
    [(2, 20, 1, 0), (2, 10, 1, 1), (3, 20, 2, 1), (3, 10, 2, 2), (6, 20, 5, 4), (6, 20, 3, 3)],
)
def test_that_no_short_line_is_left_alone_where_a_text_is_divided(
    faces: Faces, count: int, short: int, room: int, above: int
) -> None:
    lines = set_text(Paragraph("字" * (28 * count - 2 - short)), faces)
    parts = lines.split(PITCH * (room + 0.5), forced=False)
    assert len(lines.lines) == count
    assert (len(parts[0].lines) if parts else 0) == above
    assert not parts or parts[0].lines + parts[1].lines == lines.lines


def test_that_a_text_is_divided_anywhere_if_it_must_be(faces: Faces) -> None:
    lines = set_text(Paragraph("字" * 50), faces)
    parts = lines.split(PITCH * 1.5, forced=True)
    assert parts
    assert [len(part.lines) for part in parts] == [1, 1]
    assert lines.split(PITCH * 0.9, forced=True) is None


@pytest.mark.parametrize(("count", "parts"), [(1, [1]), (2, [2]), (3, [1, 2]), (6, [4, 2])])
def test_that_the_last_lines_are_kept_for_the_signature(
    faces: Faces, count: int, parts: list[int]
) -> None:
    kept = set_text(Paragraph("字" * (28 * count - 10)), faces).with_kept_end()
    assert [len(part.lines) for part in kept] == parts
    assert [part.keeps_with_next for part in kept] == [False] * (len(parts) - 1) + [True]


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
    assert (lines.element.role, drawn(lines)[0].size) == (role, size)


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (Heading("一、☑"), "小标题“一、☑”里"),
        (Note("☑注"), "“☑注”这条注里"),
        (Paragraph(f"{WORDS}☑"), "“示例街道办事处主动公开政…”这一段里"),
    ],
)
def test_that_a_refusal_says_where_the_character_stands(
    faces: Faces, block: TextBlock, place: str
) -> None:
    with pytest.raises(PrintRefused, match=f"，在{place}；"):
        set_text(block, faces)


def test_that_a_refusal_names_the_signature(faces: Faces) -> None:
    with pytest.raises(PrintRefused, match="，在落款“☑”里；"):
        set_signature([Paragraph("☑", "signature")], faces)
