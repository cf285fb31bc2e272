import pytest

from core.document.blocks import Paragraph, Role
from core.document.subheadings import number_after, subheading_of


@pytest.mark.parametrize(
    ("lead", "rest", "level"),
    [
        ("一、强化组织领导", "", 1),
        ("十二、强化组织领导。", "成立专班。", 1),
        ("（一）主动公开情况。", "公开信息12件。", 2),
        ("（一）强化组织，明确分工，落实责任。", "专人负责。", 2),
        ("(三) 拓展载体。", "发布信息。", 2),
        ("（二）2024年工作安排。", "全年公开12件。", 2),
        ("（二）用好12345热线。", "办结1件。", 2),
        ("（四）主要问题：", "", 2),
        ("1.队伍建设", "", 3),
        ("2、队伍建设", "", 3),
        ("（1）队伍建设", "", 4),
    ],
)
def test_that_a_heading_is_known_up_to_its_end(lead: str, rest: str, level: int) -> None:
    assert subheading_of(lead + rest) == (level, len(lead))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("公开信息12件。", 0),
        ("一是加强领导。", 0),
        ("1.5万元用于培训", 0),
        ("2024年公开信息。", 0),
        ("（一）全年公开信息1,205条。同比增长。", 2),
        ("（一）规范性文件；", 2),
        ("（一）问题：一是人员少。二是不熟悉。", 2),
        (f"（一）{'为进一步做好公开工作，' * 4}加强领导。", 2),
        ("（一）", 2),
        ("1.加强学习。组织培训。", 3),
        ("1.加强学习。", 3),
    ],
)
def test_that_text_is_no_heading_whatever_number_it_has(text: str, level: int) -> None:
    assert subheading_of(text) == (level, 0)


@pytest.mark.parametrize(
    ("level", "lead", "role"),
    [(0, 0, "P"), (1, 4, "H2"), (2, 4, "H2"), (2, 3, "P"), (2, 0, "P"), (3, 4, "H3"), (4, 4, "H3")],
)
def test_that_only_a_whole_paragraph_is_tagged_as_a_heading(
    level: int, lead: int, role: Role
) -> None:
    assert Paragraph("一二三四", level=level, lead=lead).role == role


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        ("（二）依申请公开。全年收到申请12件。", "（三）"),
        ("（二）依申请公开。", "（三）"),
        ("（二）依申请公开", ""),
        ("一、总体情况", ""),
        ("1.加强学习", "2."),
        ("没有编号。", ""),
        ("", ""),
    ],
)
def test_that_a_paragraph_is_numbered_on_but_behind_a_heading_alone(
    paragraph: str, number: str
) -> None:
    assert number_after(paragraph) == number
