"""What differs between a report and a file that was published, as a list to be worked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.comparing.differences import KIND_NAMES, Difference, place_of
from core.document.blocks import Block, Document, Heading, Note, Paragraph, Title
from core.document.compose import compose
from core.document.listing import ListColumn, list_table
from core.matching.reading import Reading
from core.report.report import Report

COLUMNS = (
    ListColumn("序号", 3, names=True),
    ListColumn("位置", 12),
    ListColumn("情况", 5),
    ListColumn("年报里是", 11),
    ListColumn("文件里是", 11),
)


def comparison_list(
    report: Report, name: str, differences: Sequence[Difference], remarks: Sequence[str] = ()
) -> Document:
    """The differences to the file of this name, each with where it stands there."""
    title = f"{report.composed_title}对照清单"
    blocks: list[Block] = [Title(title), Paragraph(summary(name, differences))]
    if differences:
        entries = [
            (str(number), *_entry(difference, report))
            for number, difference in enumerate(differences, 1)
        ]
        blocks.append(list_table("对照清单", COLUMNS, entries))
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告与公开文件的对照",
        blocks=(*blocks, *map(Note, remarks)),
    )


def versions_list(
    one: tuple[str, Report],
    other: tuple[str, Report],
    differences: Sequence[Difference],
    told: Mapping[str, str],
) -> Document:
    """Two versions, each with its name: where they differ, and then both of them whole.

    `told` says by target when and how the place was changed.
    """
    (name, report), their_name = one, other[0]
    title = f"{report.composed_title}对照"
    said = f"“{name}”与“{their_name}”"
    count = f"有{len(differences)}处不同" if differences else "没有不同"
    blocks: list[Block] = [Title(title), Paragraph(f"{said}{count}，后面附两份全文。")]
    if differences:
        columns = (
            *COLUMNS[:2],
            ListColumn(name, 11),
            ListColumn(their_name, 11),
            ListColumn("何时怎样改的", 8),
        )
        entries = [
            (
                str(number),
                place_of(each, report),
                each.ours or "（空）",
                each.theirs or "（空）",
                told.get(each.target, ""),
            )
            for number, each in enumerate(differences, 1)
        ]
        blocks.append(list_table("对照清单", columns, entries))
    for called, whole in (one, other):
        blocks += [Heading(f"附：{called}"), *compose(whole).blocks]
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{said}的对照",
        blocks=tuple(blocks),
    )


def summary(name: str, differences: Sequence[Difference]) -> str:
    """The result in one or two sentences."""
    if not differences:
        return f"“{name}”与年报相同：每一格、每一段都对得上。"
    unsure = sum(difference.kind == "unsure" for difference in differences)
    told = f"，其中{unsure}处认不准，请看一眼原文" if unsure else ""
    return f"“{name}”与年报有{len(differences)}处不同{told}。"


def remarks_on(report: Report, reading: Reading) -> tuple[str, ...]:
    """What has to be known of both sides, a sentence each: a draft, what was not compared."""
    found = ["年报还是草稿，没有定稿。"] if report.status == "draft" else []
    found += [*reading.contents.notices, *reading.notices]
    if reading.unplaced:
        found.append(f"文件里另有{len(reading.unplaced)}处文字在年报里没有位置，没有对照。")
    return tuple(dict.fromkeys(found))


def _entry(difference: Difference, report: Report) -> tuple[str, ...]:
    said = "：".join(filter(None, (difference.where, difference.doubt)))
    where = f"\n（{said}）" if said else ""
    return (
        place_of(difference, report),
        KIND_NAMES[difference.kind],
        difference.ours or "（空）",
        (difference.theirs or "（空）") + where,
    )
