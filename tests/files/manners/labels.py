"""What clerks do to the words of rows, columns and headings. Nothing of it changes what is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.files.draft import Box, Draft, Sheet

_TO_FULL = str.maketrans("0123456789.()", "０１２３４５６７８９．（）")
_TO_HALF = str.maketrans("（），：；“”、", '(),:;"",')
# As they were seen to be mistyped, cut and lengthened, or might well be.
OTHER_WORDS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "3.危及“三安全一稳定”": "3.危及三安全一稳定",
    "4.保护第三方合法权益": "4.保护第三方合法权益的",
    "7.属于行政执法案卷": "7.属于行政执法案卷信息",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关信息",
    "3.补正后申请内容仍不明确": "3.补正后申请内容任不明确",
    "2.重复申请": "2.重复的申请",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出具已获取的政府信息",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "一、本年新收政府信息公开申请数量": "一、本年度新收政府信息公开申请数量（件）",
    "二、上年结转政府信息公开申请数量": "二、上年结转政府信息公开申请量",
    "四、结转下年度继续办理": "四、结转至下年度继续办理",
    "行政规范性文件": "规范性文件",
    "本年处理决定数量": "本年处理决定数",
    "上一年项目数量": "上年项目数量",
    "处理决定数量": "处理决定数",
    "对外公开总数量": "对外公开总数",
    "现行有效件数": "现行有效的件数",
    "社会公益组织": "社会公益机构",
    "法律服务机构": "法律服务组织",
    "尚未审结": "未审结",
    "其他结果": "其它结果",
}


def _labels(draft: Draft) -> Iterator[Box]:
    for sheet in draft.sheets:
        yield from (box for box in sheet.boxes() if not box.cell)


def broken_letters(draft: Draft) -> None:
    """Short labels stand upright, a letter a line."""
    for box in _labels(draft):
        if 2 <= len(box.text) <= 9:
            box.text = "\n".join(box.text)


def spaced_letters(draft: Draft) -> None:
    """Labels are spread with spaces, and broken in the middle of words."""
    for box in _labels(draft):
        if 2 <= len(box.text) <= 4:
            box.text = "　".join(box.text)
        elif len(box.text) > 6:
            middle = len(box.text) // 2
            box.text = box.text[:middle] + "\n" + box.text[middle:]


def mixed_widths(draft: Draft) -> None:
    """Half-width brackets here, full-width digits there."""
    for number, box in enumerate(_labels(draft)):
        box.text = box.text.translate(_TO_HALF if number % 2 else _TO_FULL)


def listed_otherwise(draft: Draft) -> None:
    """1、 and (1) for 1., and 三. for 三、."""
    for number, box in enumerate(_labels(draft)):
        box.text = re.sub(r"^(\d)\.", r"\1、" if number % 3 else r"（\1）", box.text)
        box.text = re.sub(r"^([一二三四])、", r"\1．", box.text)


def without_numbers(draft: Draft) -> None:
    """Rows of 表三 have no number before their name."""
    for box in _labels(draft):
        box.text = re.sub(r"^(\d\.|（[一二三四五六七]）|[一二三四]、)", "", box.text)


def other_words(draft: Draft) -> None:
    """Words added, left out and mistyped."""
    for box in _labels(draft):
        box.text = OTHER_WORDS.get(box.text, box.text)


def groups_in_front(draft: Draft) -> None:
    """表三 has one column of labels: （三）不予公开—1.属于国家秘密."""
    sheet = draft.sheet("applications")
    for row in sheet.matrix[sheet.head :]:
        names = list(dict.fromkeys(box.text for box in row[: sheet.labels]))
        if len(names) > 1:
            names = names[1:]  # not 三、本年度办理结果 in every one
        row[: sheet.labels] = [Box("—".join(names))]
    _one_label(sheet)


def groups_unbound(draft: Draft) -> None:
    """表三 has one column of labels, the group straight before the name: 不予公开1.属于…."""
    groups_in_front(draft)
    for box in draft.sheet("applications").boxes():
        if not box.cell:
            box.text = re.sub(r"^（[一二三四五六]）(\w+)—", r"\1", box.text)


def groups_by_indent(draft: Draft) -> None:
    """表三 has one column of labels; a group is a row of its own, its rows are set in."""
    sheet = draft.sheet("applications")
    rows: list[list[Box]] = sheet.matrix[: sheet.head]
    said: set[int] = set()
    for row in sheet.matrix[sheet.head :]:
        names = list({id(box): box for box in row[: sheet.labels]}.values())
        for depth, box in enumerate(names[:-1]):
            if id(box) not in said:
                said.add(id(box))
                rows.append(
                    [Box(box.text, indent=2 * depth), *(Box() for _ in row[sheet.labels :])]
                )
        rows.append([Box(names[-1].text, indent=2 * len(names) - 2), *row[sheet.labels :]])
    sheet.matrix = [[r[0], *r[sheet.labels :]] if i < sheet.head else r for i, r in enumerate(rows)]
    sheet.labels = 1


def _one_label(sheet: Sheet) -> None:
    for row in sheet.matrix[: sheet.head]:
        row[: sheet.labels] = row[:1]
    sheet.labels = 1


def short_heads(draft: Draft) -> None:
    """The head of 表三 leaves the corner blank and writes the groups in few words."""
    words = {"申请人情况": "申请人", "法人或其他组织": "法人及其他组织", "总计": "合计"}
    sheet = draft.sheet("applications")
    for row in sheet.matrix[: sheet.head]:
        for box in row:
            box.text = words.get(box.text, "" if box.text.startswith("（本列") else box.text)
