"""Made-up reports laid out as offices lay them out: mutations of what the program composes.

Each takes the contents of a file and gives them otherwise. What a mutation takes away, or makes
ambiguous, is said in what the tests expect.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from core.document import blocks
from core.document.compose import compose
from core.forms.definition import Form
from core.forms.equations import equations_of
from core.readers.contents import Block, Contents, Grid, GridCell, Paragraph
from core.report.report import Agency, Report
from core.report.values import parse_value

Layout = Callable[[Contents, random.Random], Contents]
AGENCY = Agency("示例县示例镇人民政府", "township", "government")


def made_up_report(form: Form, seed: int, sums_hold: bool = True) -> Report:
    """A report in which nearly every cell differs, with texts, of the first year of the form."""
    chance = random.Random(seed)
    report = Report(AGENCY, form.first_year, form)
    number = 20
    for cell in form.cells.values():
        number += chance.randrange(1, 5)
        text = (
            f"{number}.5{''.join(cell.column.units[:1])}" if _is_money(cell.column) else f"{number}"
        )
        if not cell.is_total or not sums_hold:
            value = parse_value(text, cell.column)
            assert value is not None
            report.cells[cell.id] = value
    if sums_hold:
        for total in form.totals:
            figure = sum(report.cells[addend].number for addend in total.addends)
            value = parse_value(str(figure), total.column)
            assert value is not None
            report.cells[total.id] = value
    for number, section in enumerate(form.sections):
        if section.text:
            report.texts[section.id] = (
                f"示例的文字第{number}段：全年开展了各项工作，公开信息{number + 3}条。\n"
                "（一）示例小标题。这里是示例的内容，没有别的意思。"
            )
    report.texts["preface"] = "本报告根据《中华人民共和国政府信息公开条例》编制，这是示例的前言。"
    report.texts["signature"] = f"示例县示例镇人民政府\n{form.first_year + 1}年1月20日"
    return report


def _is_money(column: object) -> bool:
    return getattr(column, "value", "") == "money"


def contents_of(report: Report) -> Contents:
    """What a reader would give of the report as composed."""
    found: list[Block] = []
    tables = 0
    for block in compose(report).blocks:
        if isinstance(block, blocks.Table):
            tables += 1
            cells = (GridCell(c.text, c.row, c.column, c.rows, c.columns) for c in block.cells)
            found.append(Grid(tuple(cells), f"第{tables}个表"))
        else:
            titled = isinstance(block, blocks.Title)
            headed = isinstance(block, blocks.Heading)
            found.append(Paragraph(block.text, heading=headed, centred=titled))
    return Contents(tuple(found))


def each_grid(change: Callable[[Grid], Iterable[Grid]], contents: Contents) -> Contents:
    """The contents with every grid changed, to none, one or several."""
    found: list[Block] = []
    for block in contents.blocks:
        found += change(block) if isinstance(block, Grid) else (block,)
    return replace(contents, blocks=tuple(found))


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure or nothing."""
    return not text.strip() or text.strip().rstrip("元万").replace(".", "").isdigit()


def each_label(change: Callable[[str], str], contents: Contents) -> Contents:
    """The contents with the words of every cell changed."""

    def changed(grid: Grid) -> list[Grid]:
        return [
            replace(
                grid,
                cells=tuple(
                    c if is_figure(c.text) else replace(c, text=change(c.text)) for c in grid.cells
                ),
            )
        ]

    return each_grid(changed, contents)


# ---- labels ----


def letter_by_letter(contents: Contents, chance: random.Random) -> Contents:
    """Labels broken after every letter, as in narrow columns."""
    return each_label("\n".join, contents)


def spaced(contents: Contents, chance: random.Random) -> Contents:
    """Spaces of all kinds within labels."""
    return each_label(
        lambda text: "".join(s + chance.choice(["", "", " ", "\u3000", "\n"]) for s in text),
        contents,
    )


def half_width_marks(contents: Contents, chance: random.Random) -> Contents:
    """Half-width brackets and full-width digits."""
    marks = str.maketrans("（），：0123456789", "(),:０１２３４５６７８９")
    return each_label(lambda text: text.translate(marks), contents)


def numbered_otherwise(contents: Contents, chance: random.Random) -> Contents:
    """1、 or 1． or （1） for 1., and no number at all."""
    way = chance.choice(["、", "．", ")", "", " "])

    def change(text: str) -> str:
        if text[:1].isdigit() and text[1:2] == ".":
            return (text[0] + way + text[2:]) if way else text[2:]
        return text

    return each_label(change, contents)


def unnumbered(contents: Contents, chance: random.Random) -> Contents:
    """Labels without （一） and 一、."""

    def change(text: str) -> str:
        if text.startswith("（") and text[2:3] == "）":
            return text[3:]
        return text[2:] if text[1:2] in "、." else text

    return each_label(change, contents)


def mistyped(contents: Contents, chance: random.Random) -> Contents:
    """One letter of long labels left out, doubled or wrong."""

    def change(text: str) -> str:
        if len(text) < 8 or chance.random() < 0.5:
            return text
        at = chance.randrange(3, len(text) - 1)
        return text[:at] + chance.choice(["", text[at] * 2, "某"]) + text[at + 1 :]

    return each_label(change, contents)


def extended(contents: Contents, chance: random.Random) -> Contents:
    """Words added behind labels."""
    return each_label(lambda t: t + chance.choice(["", "数", "（件）", "情况"]), contents)


def shortened(contents: Contents, chance: random.Random) -> Contents:
    """Remarks in brackets and the words that all labels have left out."""
    return each_label(
        lambda t: (
            t.replace("政府信息公开申请", "").replace(
                "（区分处理的，只计这一情形，不计其他情形）", ""
            )
            if "办理" not in t and "逾期" not in t
            else t
        ),
        contents,
    )


# ---- merges ----


def _unmerged(grid: Grid, repeat: bool) -> Grid:
    cells = []
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                first = (row, column) == (cell.row, cell.column)
                cells.append(GridCell(cell.text if first or repeat else "", row, column))
    return replace(grid, cells=tuple(cells))


def one_grid_line(grid: Grid) -> Grid:
    """A grid without grid lines at which no cell of it begins."""
    columns = sorted({cell.column for cell in grid.cells})
    index = {column: i for i, column in enumerate(columns)}
    cells = tuple(
        replace(
            cell,
            column=index[cell.column],
            columns=sum(cell.column <= c < cell.column + cell.columns for c in columns),
        )
        for cell in grid.cells
    )
    return replace(grid, cells=cells)


def tables_apart(contents: Contents, chance: random.Random) -> Contents:
    """Joined tables each by itself, their captions as paragraphs, rows or nowhere."""
    way = chance.choice(["paragraph", "row", "none"])

    def cut(grid: Grid) -> list[Grid]:
        captions = [c.row for c in grid.cells if c.columns == grid.columns and grid.columns > 1]
        if len(captions) < 2:
            return [grid]
        parts = []
        for first, last in zip(captions, [*captions[1:], grid.rows], strict=True):
            skip = 0 if way == "row" else 1
            cells = (c for c in grid.cells if first + skip <= c.row < last)
            rows = tuple(replace(c, row=c.row - first - skip) for c in cells)
            parts.append(one_grid_line(replace(grid, cells=rows)))
        return parts

    found: list[Block] = []
    for block in contents.blocks:
        if not isinstance(block, Grid):
            found.append(block)
            continue
        captions = [c.text for c in block.cells if c.columns == block.columns and block.columns > 1]
        parts = cut(block)
        for i, part in enumerate(parts):
            if len(parts) > 1 and way == "paragraph":
                found.append(Paragraph(captions[i]))
            found.append(part)
    return replace(contents, blocks=tuple(found))


def unmerged_blank(contents: Contents, chance: random.Random) -> Contents:
    """Merges gone: the text in the first cell, blank cells for the rest."""
    apart = tables_apart(contents, random.Random(1))
    return each_grid(lambda grid: [_unmerged(grid, repeat=False)], apart)


def unmerged_repeated(contents: Contents, chance: random.Random) -> Contents:
    """Merges gone, the text in every cell."""
    apart = tables_apart(contents, random.Random(1))
    return each_grid(lambda grid: [_unmerged(grid, repeat=True)], apart)


def merges_lost(contents: Contents, chance: random.Random) -> Contents:
    """Spans dropped, so that cells move to the left, as a web editor leaves them."""

    def change(grid: Grid) -> list[Grid]:
        rows: dict[int, list[GridCell]] = {}
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
            rows.setdefault(cell.row, []).append(cell)
        return [
            replace(
                grid,
                cells=tuple(
                    GridCell(cell.text, row, i)
                    for row, cells in rows.items()
                    for i, cell in enumerate(cells)
                ),
            )
        ]

    return each_grid(change, contents)


# ---- groups ----


def _body(grid: Grid) -> tuple[int, int] | None:
    """The first row and the first column of figures of a grid of rows with groups."""
    corner = next((c for c in grid.cells if (c.row, c.column) == (0, 0)), None)
    if corner is None or corner.columns < 2 or grid.rows < 10 or "勾稽" not in corner.text:
        return None
    return corner.rows, corner.columns


def _paths(grid: Grid, top: int, left: int) -> dict[int, list[GridCell]]:
    return {
        row: [
            c
            for c in sorted(grid.cells, key=lambda c: c.column)
            if c.column < left and c.row <= row < c.row + c.rows
        ]
        for row in range(top, grid.rows)
    }


def groups_in_front(contents: Contents, chance: random.Random) -> Contents:
    """One column of labels, the group before the row's name in its cell."""
    mark = chance.choice(["", "-", "\n", " "])

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top, left = body
        cells = [replace(c, column=c.column - left + 1) for c in grid.cells if c.column >= left]
        cells.append(GridCell(grid.cells[0].text, 0, 0, top))
        for row, path in _paths(grid, top, left).items():
            cells.append(GridCell(mark.join(c.text for c in path[-2:]), row, 0))
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


def groups_in_rows(contents: Contents, chance: random.Random) -> Contents:
    """One column of labels, every group in a row of its own."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top, left = body
        width = grid.columns - left + 1
        cells = [
            replace(c, column=c.column - left + 1)
            for c in grid.cells
            if c.column >= left and c.row < top
        ]
        cells.append(GridCell(grid.cells[0].text, 0, 0, top))
        at = top
        spanned = chance.random() < 0.5
        for row, path in _paths(grid, top, left).items():
            for heading in path[:-1]:
                if heading.row == row:
                    cells.append(GridCell(heading.text, at, 0, 1, width if spanned else 1))
                    if not spanned:
                        cells += [GridCell("", at, c) for c in range(1, width)]
                    at += 1
            cells.append(GridCell(path[-1].text, at, 0))
            cells += [
                GridCell(c.text, at, c.column - left + 1)
                for c in grid.cells
                if c.row == row and c.column >= left
            ]
            at += 1
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


def groups_absent(contents: Contents, chance: random.Random) -> Contents:
    """One column of labels, no groups."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top, left = body
        cells = [replace(c, column=c.column - left + 1) for c in grid.cells if c.column >= left]
        cells.append(GridCell(grid.cells[0].text, 0, 0, top))
        for row, path in _paths(grid, top, left).items():
            cells.append(GridCell(path[-1].text, row, 0, indent=len(path)))
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


# ---- headers and columns ----


def header_flattened(contents: Contents, chance: random.Random) -> Contents:
    """Header rows as one, the outer words before the inner."""
    mark = chance.choice(["-", "", " ", "—", "/"])

    def change(grid: Grid) -> list[Grid]:
        top = min((c.row for c in grid.cells if c.text.isdigit()), default=0)
        body = _body(grid)
        top = body[0] if body else top
        if top < 2 or any(c.columns == grid.columns for c in grid.cells if c.row == 0):
            return [grid]
        cells = [replace(c, row=c.row - top + 1) for c in grid.cells if c.row >= top]
        if body:
            cells.append(GridCell(grid.cells[0].text, 0, 0, 1, body[1]))
        for column in range(body[1] if body else 0, grid.columns):
            over = [
                c
                for c in sorted(grid.cells, key=lambda c: c.row)
                if c.row < top and c.column <= column < c.column + c.columns
            ]
            names = [c.text for c in over if c.text != "申请人情况"]
            cells.append(GridCell(mark.join(names), 0, column))
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


def _leaf_columns(grid: Grid) -> list[int]:
    body = _body(grid)
    return list(range(body[1], grid.columns)) if body else []


def columns_reordered(contents: Contents, chance: random.Random) -> Contents:
    """One row of column names, the columns in another order."""

    def change(grid: Grid) -> list[Grid]:
        columns = _leaf_columns(grid)
        if not columns:
            return [grid]
        order = columns[-1:] + columns[:-1] if chance.random() < 0.5 else columns[:]
        if order == columns:
            chance.shuffle(order)
        to = {old: new for new, old in zip(columns, order, strict=True)}
        cells = tuple(replace(c, column=to[c.column]) if c.column in to else c for c in grid.cells)
        return [replace(grid, cells=cells)]

    return each_grid(change, header_flattened(contents, random.Random(chance.random())))


def column_between(contents: Contents, chance: random.Random) -> Contents:
    """A column 小计 put between others."""

    def change(grid: Grid) -> list[Grid]:
        columns = _leaf_columns(grid)
        if not columns:
            return [grid]
        at = chance.choice(columns[1:])
        cells = [replace(c, column=c.column + (c.column >= at)) for c in grid.cells]
        cells.append(GridCell("小计", 0, at))
        cells += [GridCell(str(900 + row), row, at) for row in range(1, grid.rows)]
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, header_flattened(contents, random.Random(chance.random())))


def row_between(contents: Contents, chance: random.Random) -> Contents:
    """A row 小计 put behind a group."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        _top, left = body
        at = chance.choice([c.row + c.rows for c in grid.cells if c.column == 1 and c.rows > 1])
        cells = [
            replace(c, row=c.row + 1)
            if c.row >= at
            else replace(c, rows=c.rows + 1)
            if c.row + c.rows > at and c.column < left
            else c
            for c in grid.cells
        ]
        cells.append(GridCell("小计", at, 1, 1, left - 1))
        cells += [GridCell(str(700 + c), at, c) for c in range(left, grid.columns)]
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


def upright(contents: Contents, chance: random.Random) -> Contents:
    """Rows for columns and columns for rows."""
    apart = tables_apart(contents, random.Random(1))

    def change(grid: Grid) -> list[Grid]:
        return [
            replace(
                grid,
                cells=tuple(
                    GridCell(c.text, c.column, c.row, c.columns, c.rows) for c in grid.cells
                ),
            )
        ]

    return each_grid(change, apart)


def labels_on_the_right_too(contents: Contents, chance: random.Random) -> Contents:
    """The names of the rows again behind the figures."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top, left = body
        end = grid.columns
        again = [GridCell(p[-1].text, row, end) for row, p in _paths(grid, top, left).items()]
        return [replace(grid, cells=(*grid.cells, *again))]

    return each_grid(change, contents)


def counted_rows(contents: Contents, chance: random.Random) -> Contents:
    """A column of running numbers in front."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        cells = [replace(c, column=c.column + 1) for c in grid.cells]
        cells.append(GridCell("序号", 0, 0, body[0]))
        cells += [GridCell(str(i + 1), r, 0) for i, r in enumerate(range(body[0], grid.rows))]
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


# ---- cuts ----


def _slice(grid: Grid, first: int, last: int) -> Grid:
    cells = []
    for c in grid.cells:
        begin, end = max(c.row, first), min(c.row + c.rows, last)
        if begin < end:
            text = c.text if c.row >= first else ""
            cells.append(replace(c, text=text, row=begin - first, rows=end - begin))
    return replace(grid, cells=tuple(cells), continues=first > 0)


def cut_at_rows(contents: Contents, chance: random.Random) -> Contents:
    """Tables cut between rows, within the header too, without the header repeated."""

    def change(grid: Grid) -> list[Grid]:
        if grid.rows < 3:
            return [grid]
        cuts = sorted(chance.sample(range(1, grid.rows), min(2, grid.rows - 1)))
        edges = [0, *cuts, grid.rows]
        return [_slice(grid, a, b) for a, b in itertools.pairwise(edges)]

    return each_grid(change, contents)


def cut_with_header(contents: Contents, chance: random.Random) -> Contents:
    """Tables with groups cut, the header again on the next page."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top = body[0]
        cut = chance.randrange(top + 1, grid.rows)
        first, rest = _slice(grid, 0, cut), _slice(grid, cut, grid.rows)
        head = [c for c in grid.cells if c.row < top]
        rows = [replace(c, row=c.row + top) for c in rest.cells]
        return [first, replace(grid, cells=(*head, *rows))]

    return each_grid(change, contents)


def cut_through_a_row(contents: Contents, chance: random.Random) -> Contents:
    """A row cut through by a page end: its name in both parts, its figures in one."""
    above = chance.random() < 0.5

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid)
        if not body:
            return [grid]
        top, left = body
        long = [p[-1] for p in _paths(grid, top, left).values() if len(p[-1].text) >= 12]
        if not long:
            return [grid]
        name = chance.choice(long)
        row, middle = name.row, chance.choice((4, len(name.text) // 2))
        first, rest = _slice(grid, 0, row + 1), _slice(grid, row, grid.rows)
        head = [
            replace(c, text=name.text[:middle])
            if c.text == name.text
            else replace(c, text="")
            if c.row == row and c.column >= left and not above
            else c
            for c in first.cells
        ]
        tail = [
            replace(c, text=name.text[middle:])
            if c.text == name.text
            else replace(c, text="")
            if c.row == 0 and c.column >= left and above
            else replace(c, text="")
            if c.row == 0 and c.column < name.column
            else c
            for c in rest.cells
        ]
        return [replace(first, cells=tuple(head)), replace(rest, cells=tuple(tail))]

    return each_grid(change, contents)


# ---- side by side ----


def _is_flat(grid: Grid) -> bool:
    return grid.columns > 5 and any(c.text == "行政复议" for c in grid.cells if c.row == 0)


def stacked(contents: Contents, chance: random.Random) -> Contents:
    """The blocks of a table side by side one below the other, as rows or as tables."""
    as_tables = chance.random() < 0.5

    def change(grid: Grid) -> list[Grid]:
        if not _is_flat(grid):
            return [grid]
        bottom = grid.rows - 1
        figures = sorted((c for c in grid.cells if c.row == bottom), key=lambda c: c.column)
        names = [c.text for c in grid.cells if c.row == bottom - 1][:5]
        blocks_ = ["行政复议", "未经复议直接起诉", "复议后起诉"]
        head = [GridCell("", 0, 0), *(GridCell(n, 0, i + 1) for i, n in enumerate(names))]
        rows = [
            [
                GridCell(b, 1, 0),
                *(GridCell(c.text, 1, i + 1) for i, c in enumerate(figures[5 * k : 5 * k + 5])),
            ]
            for k, b in enumerate(blocks_)
        ]
        if as_tables:
            return [replace(grid, cells=(*head, *row)) for row in rows]
        cells = [replace(c, row=1 + k) for k, row in enumerate(rows) for c in row]
        return [replace(grid, cells=(*head, *cells))]

    return each_grid(change, contents)


def named_above(contents: Contents, chance: random.Random) -> Contents:
    """The blocks of a table side by side are tables, each named by the line over it."""
    way = chance.choice(["", "（一）", "表4-1　"])
    found: list[Block] = []
    for block in contents.blocks:
        if not (isinstance(block, Grid) and _is_flat(block)):
            found.append(block)
            continue
        last = sorted((c for c in block.cells if c.row == block.rows - 1), key=lambda c: c.column)
        names = [c.text for c in block.cells if c.row == block.rows - 2][:5]
        for k, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
            head = [GridCell(text, 0, i) for i, text in enumerate(names)]
            row = [GridCell(c.text, 1, i) for i, c in enumerate(last[5 * k : 5 * k + 5])]
            found += [Paragraph(way + name), Grid((*head, *row), block.where)]
    return replace(contents, blocks=tuple(found))


def columns_counted(contents: Contents, chance: random.Random) -> Contents:
    """A row 1, 2, 3 … below the names of the columns."""

    def change(grid: Grid) -> list[Grid]:
        body = _body(grid) or ((grid.rows - 1, 0) if _is_flat(grid) else None)
        if not body:
            return [grid]
        top, left = body
        cells = [replace(c, row=c.row + (c.row >= top)) for c in grid.cells]
        cells += [GridCell("栏次", top, 0, 1, left)] * (left > 0)
        cells += [GridCell(str(c - left + 1), top, c) for c in range(left, grid.columns)]
        return [replace(grid, cells=tuple(cells))]

    return each_grid(change, contents)


# ---- around ----


def prose_in_boxes(contents: Contents, chance: random.Random) -> Contents:
    """Every paragraph in a ruled box of its own."""
    found = [
        Grid((GridCell(b.text, 0, 0),)) if isinstance(b, Paragraph) else b for b in contents.blocks
    ]
    return replace(contents, blocks=tuple(found))


def one_sheet(contents: Contents, chance: random.Random) -> Contents:
    """Everything in one grid, as on a spreadsheet."""
    cells: list[GridCell] = []
    at = 0
    for block in contents.blocks:
        if isinstance(block, Paragraph):
            cells.append(GridCell(block.text, at, 0))
            at += 1
        else:
            cells += [replace(c, row=c.row + at) for c in block.cells]
            at += block.rows + chance.choice([0, 1])
    return replace(contents, blocks=(Grid(tuple(cells), "“Sheet1”表"),))


def with_contents_list(contents: Contents, chance: random.Random) -> Contents:
    """A table of contents behind the title."""
    heads = [b.text for b in contents.blocks if isinstance(b, Paragraph) and b.heading]
    tail = chance.choice(["", "……1", "\t3", "...........2"])
    listed = [Paragraph("目录"), *(Paragraph(text + tail) for text in heads)]
    return replace(contents, blocks=(contents.blocks[0], *listed, *contents.blocks[1:]))


def unmarked_headings(contents: Contents, chance: random.Random) -> Contents:
    """Headings and title that no style tells, numbers of the sections anew."""
    blocks_ = [
        replace(b, heading=False, centred=False) if isinstance(b, Paragraph) else b
        for b in contents.blocks
    ]
    return replace(contents, blocks=tuple(blocks_))


def web_page(contents: Contents, chance: random.Random) -> Contents:
    """What a web page puts around a report."""
    before = (
        "首页 > 政务公开 > 年度报告",
        "发布时间：2024-01-20 来源：示例网 字号：大 中 小",
        "打印 关闭",
    )
    behind = (
        "扫一扫在手机打开当前页",
        "打印本页 关闭窗口",
        "版权所有：示例县人民政府 京ICP备00000000号",
    )
    return replace(
        contents,
        blocks=(*map(Paragraph, before), *contents.blocks, *map(Paragraph, behind)),
    )


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        letter_by_letter, spaced, half_width_marks, numbered_otherwise, unnumbered, mistyped,
        extended, shortened, tables_apart, unmerged_blank, unmerged_repeated, merges_lost,
        groups_in_front, groups_in_rows, groups_absent, header_flattened, columns_reordered,
        column_between, row_between, upright, labels_on_the_right_too, counted_rows, cut_at_rows,
        cut_with_header, cut_through_a_row, stacked, named_above, columns_counted,
        prose_in_boxes, one_sheet, with_contents_list, unmarked_headings, web_page,
    )
}  # fmt: skip


def equations_hold(report: Report) -> bool:
    """Whether the sums that rows and columns add up to hold."""
    return all(
        sum(report.cells[c].number for c in e.left) == sum(report.cells[c].number for c in e.right)
        for e in equations_of(report.form)
        if len(e.right) == 1
    )
