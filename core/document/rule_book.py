"""The rule book: every rule of an edition in words, with its severity and its source.

The words are made from the rules' declarations and equations, so that they say what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.checks.findings import SEVERITY_NAMES
from core.document.blocks import Block, Document, Heading, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.forms.definition import (
    BalanceRule,
    Cell,
    EditionRule,
    FilledRule,
    Form,
    NonNegativeRule,
    NotApplicableRule,
    Rule,
    Section,
    SumRule,
    Table,
)
from core.forms.equations import Equation, equations_of

COLUMNS = (
    ListColumn("编号", 3, names=True),
    ListColumn("级别", 3, names=True),
    ListColumn("规则", 24),
    ListColumn("依据", 12),
)
# So many lines that an equation holds along are named one by one; more are counted.
MOST_NAMED = 7


def rule_book(form: Form) -> Document:
    """Every rule of the edition: those on one section by section, then those on the whole."""
    title = f"政府信息公开工作年度报告核对规则（{form.name}）"
    blocks = (Title(title), Paragraph(_preface(form)), *_sections(form))
    return Document(title, "年报", f"{form.name}（{form.authority}）的核对规则", blocks)


def statement_of(rule: Rule, form: Form) -> str:
    """What must hold, in one sentence. Raises TypeError for a kind it has no words for."""
    match rule:
        case SumRule() | BalanceRule():
            return _equations_in_words([e for e in equations_of(form) if e.rule is rule], form)
        case NonNegativeRule():
            return _non_negative_in_words(rule, form)
        case FilledRule():
            return "每一格都要填；留空的合计格，能由软件算出来的不算空着。"
        case NotApplicableRule():
            return "填了“/”的格，核对时按 0 计；没有的最好填 0。"
        case EditionRule():
            return f"{form.years}的年报用{form.name}。"
    raise TypeError(f"no words for {type(rule).__name__}")


def _preface(form: Form) -> str:
    return (
        f"这些规则用于{form.years}的年报，格式依据{form.authority}，共{len(form.rules)}条。"
        "错误必须改正后才能定稿，警告要改正或者写明说明，提示供参考。"
        "依据写“本软件提示”的，是软件自己的提示，没有文件规定。"
    )


def _sections(form: Form) -> Iterator[Block]:
    """The rules of each section below its heading, then all others."""
    rules = sorted(form.rules, key=lambda rule: rule.code)
    for section in (*form.sections, None):
        if own := [rule for rule in rules if _section_of(rule, form) is section]:
            heading = section.heading if section else "整份年报"
            yield Heading(heading)
            yield list_table(f"{heading}的规则", COLUMNS, (_entry(rule, form) for rule in own))


def _entry(rule: Rule, form: Form) -> tuple[str, ...]:
    return rule.code, SEVERITY_NAMES[rule.severity], statement_of(rule, form), rule.source


def _section_of(rule: Rule, form: Form) -> Section | None:
    """The one section that a rule speaks of; None where it speaks of more."""
    match rule:
        case SumRule() | BalanceRule():
            return form.cells_of[rule.table][0].section
        case NonNegativeRule():
            first, *others = (section for section, _ in _tables_with(rule.terms, form))
            return first if all(section is first for section in others) else None
    return None


def _tables_with(columns: Sequence[str], form: Form) -> list[tuple[Section, Table]]:
    """The tables that have all of these columns."""
    return [
        (section, table)
        for section in form.sections
        for table in section.tables
        if set(columns) <= {column.id for column in table.columns}
    ]


def _non_negative_in_words(rule: NonNegativeRule, form: Form) -> str:
    tables = _tables_with(rule.terms, form)
    labels = {column.id: column.label for column in tables[0][1].columns}
    places = "、".join(table.caption or section.name_of(table) for section, table in tables)
    return f"{places}，每一行：{'＋'.join(labels[term] for term in rule.terms)}不小于 0。"


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
