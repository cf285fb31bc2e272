"""公开前审查单: who has to see a report before it is published, to be signed on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST, CheckResult
from core.document.blocks import Block, Document, Note, Title
from core.document.compose import compose
from core.document.listing import ListColumn, list_table
from core.report.places import name_of_year
from core.report.report import Report

ABOUT = (ListColumn("项目", 9, names=True), ListColumn("内容", 33))
SIGNED = (
    ListColumn("环节", 9, names=True),
    ListColumn("意见", 17),
    ListColumn("签名", 8),
    ListColumn("日期", 8),
)
STEPS = ("拟稿", "数据科室", "保密审查", "分管领导", "签发", "盖章", "报送", "发布日期\n及网址")


def review_sheet(report: Report, checked: CheckResult) -> Document:
    """The sheet on a report as it is now, with what was found in it and its check code."""
    title = f"{report.composed_title}公开前审查单"
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告的公开前审查",
        blocks=(Title(title), *_blocks(report, checked)),
    )


def _blocks(report: Report, checked: CheckResult) -> Iterator[Block]:
    code = compose(report).check_code
    yield list_table("审查的年报", ABOUT, _about(report, checked, code))
    yield list_table("审查", SIGNED, [(step, "", "", "") for step in STEPS], by_hand=True)
    yield Note(
        "校验码由年报印出来的全部内容算出，改动一个字就会不同；"
        "PDF的文件属性里，“关键字”一栏有同样的校验码，两者一致，说明发布的就是审查的这一份。"
    )


def _about(report: Report, checked: CheckResult, code: str) -> Iterator[tuple[str, str]]:
    yield "单位", report.agency.name
    yield "年度", name_of_year(report.year, report.version)
    if report.corrects is not None:
        yield "更正", f"本版更正已发布的第{report.corrects}版"
    yield "状态", f"定稿（{report.finalised_on}）" if report.is_final else "草稿"
    yield "格式", report.form.name
    yield "核对结果", _found(checked)
    yield "校验码", code


def _found(checked: CheckResult) -> str:
    counts = Counter(finding.severity for finding in checked.findings)
    told = [f"{SEVERITY_NAMES[s]}{counts[s]}个" for s in WORST_FIRST if counts[s]]
    found = "、".join(told) if told else "没有发现问题"
    explained = len(checked.explained)
    return f"{found}；另有{explained}处已写说明" if explained else found
