from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Column, Form, Row, Section, Table
from core.forms.layout import Grid, Slot, grids_of

# 表二 as printed: one line a row, each entry with its share of twelve parts.
# A cell stands by its id without the table.
PRINTED_2021 = [
    [("第二十条第（一）项", 12)],
    [("信息内容", 3), ("本年制发件数", 3), ("本年废止件数", 3), ("现行有效件数", 3)],
    [("规章", 3), *((f"documents.regulations.{c}", 3) for c in ("issued", "repealed", "in_force"))],
    [
        ("行政规范性文件", 3),
        ("documents.normative_documents.issued", 3),
        ("documents.normative_documents.repealed", 3),
        ("documents.normative_documents.in_force", 3),
    ],
    [("第二十条第（五）项", 12)],
    [("信息内容", 3), ("本年处理决定数量", 9)],
    [("行政许可", 3), ("licensing.licences.decisions", 9)],
    [("第二十条第（六）项", 12)],
    [("信息内容", 3), ("本年处理决定数量", 9)],
    [("行政处罚", 3), ("enforcement.penalties.decisions", 9)],
    [("行政强制", 3), ("enforcement.coercion.decisions", 9)],
    [("第二十条第（八）项", 12)],
    [("信息内容", 3), ("本年收费金额（单位：万元）", 9)],
    [("行政事业性收费", 3), ("fees.administrative_fees.amount", 9)],
]
ITEMS = [("信息内容", 3), ("上一年项目数量", 3), ("本年增/减", 3), ("处理决定数量", 3)]
PRINTED_2019 = [
    [("第二十条第（一）项", 12)],
    [("信息内容", 3), ("本年新制作数量", 3), ("本年新公开数量", 3), ("对外公开总数量", 3)],
    [
        ("规章", 3),
        ("documents.regulations.made", 3),
        ("documents.regulations.newly_public", 3),
        ("documents.regulations.total_public", 3),
    ],
    [
        ("规范性文件", 3),
        ("documents.normative_documents.made", 3),
        ("documents.normative_documents.newly_public", 3),
        ("documents.normative_documents.total_public", 3),
    ],
    [("第二十条第（五）项", 12)],
    ITEMS,
    [
        ("行政许可", 3),
        ("licensing.licences.previous_items", 3),
        ("licensing.licences.change", 3),
        ("licensing.licences.decisions", 3),
    ],
    [
        ("其他对外管理服务事项", 3),
        ("licensing.other_services.previous_items", 3),
        ("licensing.other_services.change", 3),
        ("licensing.other_services.decisions", 3),
    ],
    [("第二十条第（六）项", 12)],
    ITEMS,
    [
        ("行政处罚", 3),
        ("enforcement.penalties.previous_items", 3),
        ("enforcement.penalties.change", 3),
        ("enforcement.penalties.decisions", 3),
    ],
    [
        ("行政强制", 3),
        ("enforcement.coercion.previous_items", 3),
        ("enforcement.coercion.change", 3),
        ("enforcement.coercion.decisions", 3),
    ],
    [("第二十条第（八）项", 12)],
    [("信息内容", 4), ("上一年项目数量", 4), ("本年增/减", 4)],
    [
        ("行政事业性收费", 4),
        ("fees.administrative_fees.previous_items", 4),
        ("fees.administrative_fees.change", 4),
    ],
    [("第二十条第（九）项", 12)],
    [("信息内容", 4), ("采购项目数量", 4), ("采购总金额", 4)],
    [
        ("政府集中采购", 4),
        ("procurement.centralised.projects", 4),
        ("procurement.centralised.amount", 4),
    ],
]


def printed(grid: Grid) -> list[list[tuple[str, int]]]:
    """The lines of a grid without vertical merges: text or cell id, and width."""
    lines: list[list[tuple[str, int]]] = [[] for _ in range(grid.rows)]
    for slot in sorted(grid.slots, key=lambda slot: (slot.row, slot.column)):
        assert slot.rows == 1
        width = sum(grid.widths[slot.column : slot.column + slot.columns])
        lines[slot.row].append((slot.cell.id if slot.cell else slot.text, width))
    return lines


def only_grid(form: Form, section: str) -> Grid:
    (grid,) = grids_of(form, section)
    return grid


def places(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, rows and columns of every heading; the last one of a text wins."""
    return {
        slot.text: (slot.row, slot.column, slot.rows, slot.columns)
        for slot in grid.slots
        if slot.cell is None
    }


def assert_tiled(grid: Grid) -> None:
    covered = [
        (row, column)
        for slot in grid.slots
        for row in range(slot.row, slot.row + slot.rows)
        for column in range(slot.column, slot.column + slot.columns)
    ]
    positions = [(row, column) for row in range(grid.rows) for column in range(len(grid.widths))]
    assert sorted(covered) == positions


def test_that_the_grids_of_every_section_are_tiled_without_gap_or_overlap(form: Form) -> None:
    grids = [grid for section in form.sections for grid in grids_of(form, section.id)]

    assert len(grids) == 3
    for grid in grids:
        assert_tiled(grid)
        assert all(width > 0 for width in grid.widths)


def test_that_every_cell_has_exactly_one_slot(form: Form) -> None:
    slots = [
        slot.cell.id
        for section in form.sections
        for grid in grids_of(form, section.id)
        for slot in grid.slots
        if slot.cell
    ]

    assert sorted(slots) == sorted(form.cells)


def test_that_a_text_section_has_no_grid(form: Form) -> None:
    assert [s.id for s in form.sections if not grids_of(form, s.id)] == [
        "general",
        "problems",
        "other_matters",
    ]


@pytest.mark.parametrize(("edition", "lines"), [("2019", PRINTED_2019), ("2021", PRINTED_2021)])
def test_that_the_disclosure_tables_print_as_one_continuous_grid(
    form_of: Callable[[str], Form], edition: str, lines: list[list[tuple[str, int]]]
) -> None:
    assert printed(only_grid(form_of(edition), "disclosure")) == lines


@pytest.mark.parametrize(("edition", "tables"), [("2019", 5), ("2021", 4)])
def test_that_the_captions_of_the_disclosure_grid_span_it(
    form_of: Callable[[str], Form], edition: str, tables: int
) -> None:
    grid = only_grid(form_of(edition), "disclosure")
    captions = [slot for slot in grid.slots if slot.role == "caption"]

    assert len(captions) == tables
    assert all((slot.column, slot.columns) == (0, len(grid.widths)) for slot in captions)


def test_that_the_applications_have_the_merged_head_of_the_form(form: Form) -> None:
    grid = only_grid(form, "applications")
    head = {text: place for text, place in places(grid).items() if place[0] < 3}

    assert grid.header_rows == 3
    assert len(grid.widths) == 10
    assert head == {
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": (0, 0, 3, 3),
        "申请人情况": (0, 3, 1, 7),
        "自然人": (1, 3, 2, 1),
        "法人或其他组织": (1, 4, 1, 5),
        "商业企业": (2, 4, 1, 1),
        "科研机构": (2, 5, 1, 1),
        "社会公益组织": (2, 6, 1, 1),
        "法律服务机构": (2, 7, 1, 1),
        "其他": (2, 8, 1, 1),
        "总计": (1, 9, 2, 1),
    }


@pytest.mark.parametrize(("edition", "results"), [("2019", 20), ("2021", 22)])
def test_that_the_row_headings_of_the_applications_merge_as_the_form_does(
    form_of: Callable[[str], Form], edition: str, results: int
) -> None:
    grid = only_grid(form_of(edition), "applications")
    found = {text: place for text, place in places(grid).items() if place[0] >= 3}
    last = grid.rows - 1
    merged = {
        "一、本年新收政府信息公开申请数量": (3, 0, 1, 3),
        "二、上年结转政府信息公开申请数量": (4, 0, 1, 3),
        "三、本年度办理结果": (5, 0, results, 1),
        "（一）予以公开": (5, 1, 1, 2),
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (6, 1, 1, 2),
        "（三）不予公开": (7, 1, 8, 1),
        "（四）无法提供": (15, 1, 3, 1),
        "（五）不予处理": (18, 1, 5, 1),
        "（六）其他处理": (23, 1, 1, 2) if edition == "2019" else (23, 1, 3, 1),
        "（七）总计": (last - 1, 1, 1, 2),
        "四、结转下年度继续办理": (last, 0, 1, 3),
    }

    assert last == 5 + results
    assert {text: found[text] for text in merged} == merged
    items = {text: place for text, place in found.items() if text not in merged}
    assert len(items) == {"2019": 16, "2021": 19}[edition]
    assert all(place[1:] == (2, 1, 1) for place in items.values())
    assert all(text[0].isdecimal() and text[1] == "." for text in items)


def test_that_the_reviews_print_as_one_row_under_three_levels(form: Form) -> None:
    grid = only_grid(form, "review_litigation")
    slots = {(slot.row, slot.column): slot for slot in grid.slots}
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

    assert (grid.rows, grid.header_rows, len(grid.widths)) == (4, 3, 15)
    for place, text, rows, columns in (
        ((0, 0), "行政复议", 1, 5),
        ((0, 5), "行政诉讼", 1, 10),
        ((1, 5), "未经复议直接起诉", 1, 5),
        ((1, 10), "复议后起诉", 1, 5),
    ):
        slot = slots[place]
        assert (slot.text, slot.rows, slot.columns) == (text, rows, columns)
    assert [(slots[1, i].text, slots[1, i].rows) for i in range(5)] == [(o, 2) for o in outcomes]
    assert [slots[2, i].text for i in range(5, 15)] == outcomes * 2
    cells = [slots[3, i].cell for i in range(15)]
    assert [cell.id for cell in cells if cell] == [
        f"review_litigation.{row}.{column}"
        for row in ("review", "direct_suit", "suit_after_review")
        for column in ("upheld", "corrected", "other", "pending", "total")
    ]


def test_that_a_slot_is_found_by_its_cell_and_by_every_place_it_covers(form_2021: Form) -> None:
    grid = only_grid(form_2021, "applications")
    cell = grid.by_cell["applications.granted.business"]

    assert (cell.row, cell.column, cell.rows, cell.columns) == (5, 4, 1, 1)
    assert grid.by_position[5, 4] is cell
    heading = grid.by_position[26, 0]
    assert heading.text == "三、本年度办理结果"
    assert grid.by_position[5, 0] is heading


def test_that_grids_are_made_once(form_2021: Form) -> None:
    assert grids_of(form_2021, "applications") is grids_of(form_2021, "applications")


def paths(draw: st.DrawFn, name: str, deepest: int) -> list[tuple[str, tuple[str, ...]]]:
    """Labels that are all different, each under a random path of few headings."""
    headings = st.lists(st.sampled_from(["甲", "乙"]), max_size=deepest).map(tuple)
    return [
        (f"{name}{i}", path)
        for i, path in enumerate(draw(st.lists(headings, min_size=1, max_size=6)))
    ]


@st.composite
def tables(draw: st.DrawFn, side_by_side: bool = False, joined: bool = False) -> Table:
    rows = tuple(Row(label, label, under=under) for label, under in paths(draw, "行", 2))
    columns = tuple(Column(label, label, under=under) for label, under in paths(draw, "列", 3))
    labels = 1 + max(len(row.under) for row in rows)
    table = Table(
        draw(st.uuids()).hex,
        rows,
        columns,
        column_widths=tuple(draw(st.integers(1, 9)) for _ in columns),
        label_widths=tuple(draw(st.integers(1, 9)) for _ in range(labels)),
        caption=draw(st.sampled_from(["", "段名"])),
        joined=joined,
    )
    return replace(table, side_by_side=True, label_widths=()) if side_by_side else table


def grids_with(*parts: Table) -> tuple[Grid, ...]:
    section = Section("any", "一", "任意", "任意", tables=parts)
    return grids_of(Form("any", "", "", 2000, None, (section,)), "any")


@given(tables())
def test_that_any_crossed_table_is_tiled(table: Table) -> None:
    (grid,) = grids_with(table)

    assert_tiled(grid)
    assert len(grid.by_cell) == len(table.rows) * len(table.columns)


@given(tables(side_by_side=True))
def test_that_any_table_with_rows_side_by_side_is_tiled(table: Table) -> None:
    (grid,) = grids_with(table)

    assert_tiled(grid)
    assert len(grid.by_cell) == len(table.rows) * len(table.columns)


@given(st.lists(tables(joined=True), min_size=1, max_size=4))
def test_that_any_joined_tables_of_one_width_are_tiled_as_one(parts: list[Table]) -> None:
    width = max(sum(table.label_widths + table.column_widths) for table in parts)
    stretched = [
        replace(
            table,
            column_widths=(
                *table.column_widths[:-1],
                width - sum(table.label_widths + table.column_widths[:-1]),
            ),
        )
        for table in parts
    ]

    (grid,) = grids_with(*stretched)

    assert_tiled(grid)
    assert sum(grid.widths) == width
    assert grid.rows == sum(only.rows for table in stretched for only in grids_with(table))


def test_that_slots_side_by_side_with_equal_headings_become_one() -> None:
    columns = tuple(Column(name, name, under=("上",)) for name in ("甲", "乙"))
    (grid,) = grids_with(Table("t", (Row("r", "行"),), columns, (1, 1), (1,)))

    assert Slot(0, 1, 1, 2, "column_header", "上") in grid.slots
