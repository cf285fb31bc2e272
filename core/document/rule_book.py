"""The rule book: every rule of an edition in words, with its severity and its source.

The words are made from the rules' declarations and equations, so that they say what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.checks.findings import SEVERITY_NAMES
from core.document.blocks import Block, Document, Heading, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.forms.definition import Cell, Form, Table
from core.forms.equations import Equation, equations_of
from core.forms.rules import DEMANDED_KINDS, BalanceRule, Rule, SumRule

COLUMNS = (
    ListColumn("编号", 3, names=True),
    ListColumn("级别", 3, names=True),
    ListColumn("规则", 24),
    ListColumn("依据", 12),
)
# Up to this many rows or columns of an equation are named one by one; more are counted.
MOST_NAMED = 7


def rule_book(form: Form) -> Document:
    """Every rule of the edition: those on one section by section, then those on the whole."""
    title = f"政府信息公开工作年度报告核对规则（{form.name}）"
    blocks = (Title(title), Paragraph(_preface(form)), *_sections(form))
    return Document(title, "年报", f"{form.name}（{form.authority}）的核对规则", blocks)


def statement_of(rule: Rule, form: Form) -> str:
    """What must hold, in one sentence."""
    if isinstance(rule, SumRule | BalanceRule):
        return _equations_in_words([e for e in equations_of(form) if e.rule is rule], form)
    return rule.states


def _preface(form: Form) -> str:
    demanded = "编号 L 开头的是上级的地方要求，在依据里写明。" if _is_demanded(form) else ""
    return (
        f"这些规则用于{form.years}的年报，格式依据{form.authority}，共{len(form.rules)}条。"
        "错误必须改正后才能定稿，警告要改正或者写明说明，提示供参考。"
        f"依据写“本软件提示”的，是软件自己的提示，没有文件规定。{demanded}{_days(form)}"
    )


def _days(form: Form) -> str:
    """By when reports are published, and who says so."""
    days = dict.fromkeys(f"{d.month}月{d.day}日（{d.source}）" for d in form.deadlines)
    return f"公布期限为次年{'，'.join(days)}。" if days else ""


def _is_demanded(form: Form) -> bool:
    """Whether a superior asks for something besides."""
    return any(isinstance(rule, tuple(DEMANDED_KINDS.values())) for rule in form.rules)


def _sections(form: Form) -> Iterator[Block]:
    """The rules of each section below its heading, then all others."""
    rules = sorted(form.rules, key=lambda rule: rule.code)
    for section in (*form.sections, None):
        if own := [rule for rule in rules if form.section_about(rule) is section]:
            heading = section.heading if section else "整份年报"
            yield Heading(heading)
            yield list_table(f"{heading}的规则", COLUMNS, (_entry(rule, form) for rule in own))


def _entry(rule: Rule, form: Form) -> tuple[str, ...]:
    return rule.code, SEVERITY_NAMES[rule.severity], statement_of(rule, form), rule.source


def _equations_in_words(equations: Sequence[Equation], form: Form) -> str:
    """Each equation once, with the rows or columns that it holds along."""
    table = form.cells[equations[0].cells[0]].table
    lines: dict[str, list[str]] = {}
    for equation in equations:
        left = _side(equation.left, bool(equation.row), form)
        right = _side(equation.right, bool(equation.row), form)
        lines.setdefault(f"{left}＝{right}", []).append(equation.row or equation.column)
    return "".join(
        f"{_along(names, equations[0], table)}：{equation}。" for equation, names in lines.items()
    )


def _along(names: Sequence[str], equation: Equation, table: Table) -> str:
    """The lines of a table that an equation holds along: 每一行（共25行）."""
    across = "组" if table.side_by_side else "行"
    line = across if equation.row else "列"
    told = "、".join(names) if len(names) <= MOST_NAMED else f"共{len(names)}{line}"
    return f"每一{line}（{told}）"


def _side(ids: Sequence[str], along_row: bool, form: Form) -> str:
    """One side of an equation by the names of its columns, or of its rows."""
    cells = [form.cells[cell] for cell in ids]
    if along_row:
        return "＋".join(cell.column.label for cell in cells)
    return "＋".join(_row_names(cells))


def _row_names(cells: Sequence[Cell]) -> Iterator[str]:
    """The cells' rows by name; a whole group by the name of the group."""
    for group, members in groupby(cells, key=lambda cell: cell.row.group):
        rows = [cell.row for cell in members]
        whole = [row for row in cells[0].table.rows if row.group == group]
        if group and rows == whole:
            yield f"{rows[0].under[-1]}各项"
        else:
            yield from (row.name for row in rows)
