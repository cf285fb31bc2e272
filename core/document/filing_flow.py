"""填报流程: how a report is made, from the first figure to what is put online, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from core.document.blocks import Document, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.forms.definition import Form, Section

TITLE = "政府信息公开工作年度报告填报流程"
COLUMNS = (
    ListColumn("步骤", 5, names=True),
    ListColumn("做什么", 20),
    ListColumn("在软件里", 12),
    ListColumn("办结", 4),
)


def filing_flow(form: Form) -> Document:
    """The steps on a form, each with what it is called in the window and room for a tick."""
    steps = [
        (f"{number}. {name}", what, where, "")
        for number, (name, what, where) in enumerate(_steps(form), 1)
    ]
    blocks = (
        Title(TITLE),
        Paragraph(f"用于{form.years}的年报，格式依据{form.authority}。{_days(form)}"),
        list_table(TITLE, COLUMNS, steps),
    )
    return Document(TITLE, "年报", f"{form.name}的填报流程", blocks)


def _steps(form: Form) -> Iterator[tuple[str, str, str]]:
    """Name, what is done, and where."""
    tables = [section for section in form.sections if section.tables]
    texts = [section for section in form.sections if section.text]
    yield "收数", "向各科室收数，写明由谁提供。", "帮助—空白表"
    yield "新建", "选单位和年度；有上年年报的先导入。", "文件—新建、导入"
    yield "填表", f"填{_numbers(tables)}部分；没有的填 0，合计可以不填。", "Enter 向下，Alt+0 补零"
    yield "写文字", f"写{_numbers(texts)}部分，文字里的数字与表格一致。", "Ctrl+PgDn 到下一部分"
    yield "核对", "错误全部改正，警告改正或写说明。", "F8 下一个问题"
    yield "送审", "打印草稿和公开前审查单，保密审查，领导审定。", "文件—打印、也可打印"
    yield "定稿", "定稿以后不能再改，当时的内容封存。", "年报—定稿"
    yield "发布", "用定稿的 PDF、Word 或网页发布，按时报送。", "文件—保存PDF、导出"
    yield "复核", "对照网上发布的与定稿是否一致；错了的更正。", "文件—对照公开的文件"
    yield "留存", "另存数据包，备份到U盘，明年接着用。", "文件—备份与恢复"


def _numbers(sections: list[Section]) -> str:
    return "、".join(section.number for section in sections)


def _days(form: Form) -> str:
    """By when reports are published, each day once."""
    days = dict.fromkeys(f"{d.month}月{d.day}日" for d in form.deadlines)
    return f"公布期限按单位为次年{'或'.join(days)}，上级另有要求的从其要求。" if days else ""
