"""The findings on a report as a list to be printed and worked through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST, CheckResult, Finding, Verdict
from core.document.blocks import Block, Document, Note, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.report.report import Report

COLUMNS = (
    ListColumn("序号", 3, names=True),
    ListColumn("级别", 3, names=True),
    ListColumn("问题", 17),
    ListColumn("位置", 9),
    ListColumn("依据", 10),
)


def findings_list(report: Report, checked: CheckResult) -> Document:
    """What a check found in the report, gravest first, and what it could not assess."""
    title = f"{report.composed_title}问题清单"
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告的核对结果",
        blocks=(Title(title), *_blocks(report, checked)),
    )


def _blocks(report: Report, checked: CheckResult) -> Iterator[Block]:
    yield Paragraph(_summary(checked))
    told = [(finding, "") for finding in checked.findings]
    told += [(v.finding, v.explanation) for v in checked.explained if v.finding]
    if told:
        entries = [
            (str(number), *_entry(finding, explanation, report))
            for number, (finding, explanation) in enumerate(told, 1)
        ]
        yield list_table("问题清单", COLUMNS, entries)
    yield from map(Note, _waiting(checked.not_assessable))


def _summary(checked: CheckResult) -> str:
    waiting = len(checked.not_assessable)
    unknown = f"另有{waiting}项因为有空格，还不能核对（缺数待核）。" if waiting else ""
    if not checked.findings:
        return f"没有发现问题。{unknown}"
    found = Counter(finding.severity for finding in checked.findings)
    counts = "、".join(f"{SEVERITY_NAMES[s]}{found[s]}个" for s in WORST_FIRST if found[s])
    advice = "错误必须改正后才能定稿，警告要改正或者写明说明，提示供参考。"
    return f"共有{found.total()}个问题：{counts}。{advice}{unknown}"


def _entry(finding: Finding, explanation: str, report: Report) -> tuple[str, ...]:
    message = finding.message + (f"\n说明：{explanation}" if explanation else "")
    grade = f"{SEVERITY_NAMES[finding.severity]}\n{finding.rule.code}"
    return grade, message, _place(finding, report), finding.rule.source


def _place(finding: Finding, report: Report) -> str:
    """The cell to look at first, or the section; nothing for a finding on the whole report."""
    if not finding.anchor:
        return "整份年报"
    cell = report.form.cells[finding.anchor]
    return "·".join((f"第{cell.section.number}部分", *cell.path[1:]))


def _waiting(verdicts: tuple[Verdict, ...]) -> Iterator[str]:
    """The rules that wait for blank cells, and how often."""
    for rule, count in Counter(verdict.rule for verdict in verdicts).items():
        yield f"缺数待核：{rule.code}（{rule.source}）{count}项。"
