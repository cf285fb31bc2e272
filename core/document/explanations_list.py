"""The clerk's explanations as an annex: what was let stand, and why."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.findings import CheckResult
from core.document.blocks import Block, Document, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.report.report import Report

COLUMNS = (
    ListColumn("序号", 3, names=True),
    ListColumn("核对发现", 20),
    ListColumn("说明", 19),
)


def explanations_list(report: Report, checked: CheckResult) -> Document:
    """The findings that the clerk gave reasons for, which still count, each with its reason."""
    title = f"{report.composed_title}核对说明"
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告的附件",
        blocks=(Title(title), *_blocks(checked)),
    )


def _blocks(checked: CheckResult) -> Iterator[Block]:
    entries = [
        (str(number), verdict.finding.message, verdict.explanation)
        for number, verdict in enumerate(checked.explained, 1)
        if verdict.finding
    ]
    if not entries:
        yield Paragraph("没有需要说明的事项。")
        return
    yield Paragraph(f"下列{len(entries)}处经核实保留，说明如下。")
    yield list_table("核对说明", COLUMNS, entries)
