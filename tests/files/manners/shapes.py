"""What is done to the rows, columns and merges of tables. Nothing of it changes what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from tests.files.draft import Box, Draft, Manner, Para, Sheet

# ---- heads ----


def flattened_head(draft: Draft) -> None:
    """表三 and 表四 have one row of column names."""
    for sheet in (draft.sheet("applications"), draft.sheet("review_litigation")):
        last = sheet.matrix[sheet.head - 1]
        if sheet.section == "review_litigation":
            ways = [list(dict.fromkeys(b[c].text for b in sheet.matrix[: sheet.head]))
                    for c in range(len(last))]  # fmt: skip
            last = [Box("".join(way)) for way in ways]
        sheet.matrix[: sheet.head] = [last]
        sheet.head = 1


def filled_head(draft: Draft) -> None:
    """No merges in the head: what a merged box said stands in its first place, blanks beside."""
    for sheet in draft.sheets:
        _parted(sheet, range(sheet.head), lambda box: Box())


def repeated_head(draft: Draft) -> None:
    """No merges in the head: what a merged box said stands in every place."""
    for sheet in draft.sheets:
        _parted(sheet, range(sheet.head), lambda box: Box(box.text))


def otherwise_spanned(draft: Draft) -> None:
    """申请人情况 reaches only over the applicants, and 总计 up to the top."""
    sheet = draft.sheet("applications")
    for row in sheet.matrix[: sheet.head]:
        total = sheet.matrix[sheet.head - 1][-1]
        row[-1] = total
    corner = sheet.matrix[0][0]
    for row in sheet.matrix[: sheet.head]:
        row[:2] = [corner, corner]
        row[2] = sheet.matrix[0][2] if row is not sheet.matrix[0] else Box("项目")


# ---- merges ----


def unmerged(draft: Draft) -> None:
    """No merges at all: what was merged stands in the first place."""
    for sheet in draft.sheets:
        _parted(sheet, range(len(sheet.matrix)), lambda box: Box())


def unmerged_repeated(draft: Draft) -> None:
    """No merges at all: the group stands before each of its rows."""
    for sheet in draft.sheets:
        _parted(sheet, range(len(sheet.matrix)), lambda box: Box(box.text))


def wrong_merges(draft: Draft) -> None:
    """Groups of 表三 end a row too early, and blank boxes stand below them."""
    sheet = draft.sheet("applications")
    for column in range(sheet.labels - 1):
        for r in range(len(sheet.matrix) - 1, sheet.head, -1):
            box, below = sheet.matrix[r][column], sheet.matrix[r - 1][column]
            next_row = sheet.matrix[r + 1] if r + 1 < len(sheet.matrix) else None
            ends = next_row is None or next_row[column] is not box
            if box is below and ends and sheet.matrix[r][column + 1] is not box:
                sheet.matrix[r][column] = Box()


def _parted(sheet: Sheet, rows: Iterable[int], rest: Callable[[Box], Box]) -> None:
    wanted = set(rows)
    for place in list(sheet.places()):
        spots = [
            (r, c)
            for r in range(place.row, place.row + place.rows)
            for c in range(place.column, place.column + place.columns)
        ]
        for r, c in spots[1:]:
            if r in wanted and not place.box.cell:
                sheet.matrix[r][c] = rest(place.box)


# ---- columns and rows ----


def total_first(draft: Draft) -> None:
    """The totals stand before what they add up."""
    sheet = draft.sheet("applications")
    for row in sheet.matrix:
        row.insert(sheet.labels, row.pop())


def other_order(draft: Draft) -> None:
    """The applicants stand in another order, the total in the middle."""
    sheet = draft.sheet("applications")
    order = [6, 0, 3, 1, 5, 4, 2]
    for row in sheet.matrix:
        row[sheet.labels :] = [row[sheet.labels + i] for i in order]


def subtotal_column(draft: Draft) -> None:
    """The five kinds of organisations are added up in a column between."""
    sheet = draft.sheet("applications")
    name = Box("小计")
    for r, row in enumerate(sheet.matrix):
        if r == 0:
            box = row[-1]
        elif r < sheet.head:
            box = name if r == sheet.head - 1 else row[-2]
        else:
            box = Box(_sum(row[-6:-1]))
        row.insert(len(row) - 1, box)


def subtotal_rows(draft: Draft) -> None:
    """Each group of 表三 ends in a row of its sums."""
    sheet = draft.sheet("applications")
    rows: list[list[Box]] = []
    group: list[list[Box]] = []
    for r, row in enumerate(sheet.matrix):
        rows.append(row)
        group.append(row)
        below = sheet.matrix[r + 1] if r + 1 < len(sheet.matrix) else [Box()] * len(row)
        label = row[1]
        if r >= sheet.head and label is row[2]:
            group = []
        elif r >= sheet.head and below[1] is not label:
            same = [other for other in group if other[1] is label]
            sums = [Box(_sum([other[c] for other in same])) for c in range(3, len(row))]
            rows.append([row[0], label, Box("小计"), *sums])
            group = []
    sheet.matrix = rows


def group_sums(draft: Draft) -> None:
    """表三 has one column of labels; each group is a row with its sums, its rows below it."""
    sheet = draft.sheet("applications")
    rows = [[row[0], *row[sheet.labels :]] for row in sheet.matrix[: sheet.head]]
    body = sheet.matrix[sheet.head :]
    said: set[int] = set()
    for row in body:
        group = row[1]
        if group is not row[2] and id(group) not in said:
            said.add(id(group))
            same = [other for other in body if other[1] is group]
            sums = [Box(_sum([other[c] for other in same])) for c in range(3, len(row))]
            rows.append([Box(group.text), *sums])
        rows.append([Box(row[2].text), *row[sheet.labels :]])
    sheet.matrix, sheet.labels = rows, 1


def _sum(boxes: list[Box]) -> str:
    numbers = [box.text for box in boxes]
    return str(sum(map(int, numbers))) if all(n.isdecimal() for n in numbers) else ""


def upright(draft: Draft) -> None:
    """表三 and 表四 are turned: their columns are rows."""
    for sheet in (draft.sheet("applications"), draft.sheet("review_litigation")):
        sheet.matrix = [list(row) for row in zip(*sheet.matrix, strict=True)]
        sheet.head, sheet.labels = sheet.labels, sheet.head


def suits_by_row(draft: Draft) -> None:
    """表四 has a row for each of its three parts."""
    sheet = draft.sheet("review_litigation")
    names, values = sheet.matrix[: sheet.head], sheet.matrix[-1]
    parts = [("行政复议",), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉")]
    suit = Box("行政诉讼")
    corner = Box("类别")
    rows = [[corner, corner, *(Box(box.text) for box in names[-1][:5])]]
    for number, part in enumerate(parts):
        label = Box(part[-1])
        first = suit if len(part) > 1 else label
        rows.append([first, label, *values[5 * number : 5 * number + 5]])
    sheet.matrix, sheet.head, sheet.labels = rows, 1, 2


# ---- cuts and joins ----


def cut(section: str, *rows: int, repeated: bool = False, between: str = "") -> Manner:
    """A manner: the table ends before these rows, and another goes on; `between` stands there."""

    def manner(draft: Draft) -> None:
        sheet = draft.sheet(section)
        head = sheet.matrix[: sheet.head]
        at = draft.index(sheet)
        edges = [0, *(row for row in rows if row < len(sheet.matrix)), len(sheet.matrix)]
        parts: list[Para | Sheet] = []
        for start, end in pairwise(edges):
            matrix = [list(row) for row in sheet.matrix[start:end]]
            part = Sheet(matrix, sheet.head if not start else 0, sheet.labels, section)
            if start:
                _severed(part, sheet.matrix[:start])
                if repeated:
                    part.matrix[:0] = [list(row) for row in head]
                    part.head = sheet.head
                if between:
                    parts.append(Para(between, "furniture"))
            parts.append(part)
        draft.blocks[at : at + 1] = parts

    again = "with" if repeated else "without"
    manner.__doc__ = f"The table of {section} is cut before rows {rows}, {again} its head anew."
    return manner


def _severed(part: Sheet, before: list[list[Box]]) -> None:
    """What is merged over the cut says nothing in its second part."""
    above = {id(box) for row in before for box in row}
    blanks: dict[int, Box] = {}
    for row in part.matrix:
        for c, box in enumerate(row):
            if id(box) in above:
                row[c] = blanks.setdefault(id(box), Box())


def cut_through(section: str, row_id: str, between: str = "") -> Manner:
    """A manner: the table is cut in the middle of a row, its label begun above, ended below."""

    def manner(draft: Draft) -> None:
        sheet = draft.sheet(section)
        r = sheet.row_of(row_id)
        row = sheet.matrix[r]
        label = row[sheet.labels - 1]
        half = len(label.text) // 2
        upper = [Box(label.text[:half]) if box is label else box for box in row]
        upper = [Box() if box.cell else box for box in upper]
        label.text = label.text[half:]
        sheet.matrix.insert(r, upper)
        cut(section, r + 1, between=between)(draft)
        for box in row:
            if box.cell:
                draft.may_be_blank(box.cell)

    manner.__doc__ = f"The table of {section} is cut in the middle of the row {row_id}."
    return manner


def each_table_apart(draft: Draft) -> None:
    """表二 is a table for each item, its caption a paragraph above."""
    sheet = draft.sheet("disclosure")
    starts = [r for r, row in enumerate(sheet.matrix) if row[0].text.startswith("第二十条")]
    parts: list[Para | Sheet] = []
    for start, end in zip(starts, [*starts[1:], len(sheet.matrix)], strict=True):
        matrix = sheet.matrix[start + 1 : end]
        parts.append(Para(sheet.matrix[start][0].text, "furniture"))
        kept = [
            c for c in range(len(matrix[0])) if c == 0 or any(r[c] is not r[c - 1] for r in matrix)
        ]
        parts.append(Sheet([[r[c] for c in kept] for r in matrix], 1, 1, "disclosure"))
    at = draft.index(sheet)
    draft.blocks[at : at + 1] = parts


def all_in_one(draft: Draft) -> None:
    """All tables are one, each with the heading of its section as a row."""
    sheets = draft.sheets
    width = max(len(sheet.matrix[0]) for sheet in sheets)
    matrix: list[list[Box]] = []
    for sheet in sheets:
        heading = draft.heading(sheet.section)
        matrix.append([Box(heading.text)] * width)
        draft.blocks.remove(heading)
        for row in sheet.matrix:
            matrix.append([*row, *[row[-1]] * (width - len(row))])
    at = draft.index(sheets[0])
    for sheet in sheets:
        draft.blocks.remove(sheet)
    draft.blocks.insert(at, Sheet(matrix, 0, sheets[1].labels, "applications"))
