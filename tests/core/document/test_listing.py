from itertools import product

from core.document.listing import ListColumn, list_table

COLUMNS = (ListColumn("序号", 3, names=True), ListColumn("问题", 20), ListColumn("依据", 10))


def test_that_each_entry_is_a_row_below_the_header() -> None:
    table = list_table("清单", COLUMNS, [("1", "合计不对。", "表三"), ("2", "没有填。", "表四")])

    assert [(cell.text, cell.row, cell.column) for cell in table.cells] == [
        ("序号", 0, 0), ("问题", 0, 1), ("依据", 0, 2),
        ("1", 1, 0), ("合计不对。", 1, 1), ("表三", 1, 2),
        ("2", 2, 0), ("没有填。", 2, 1), ("表四", 2, 2),
    ]  # fmt: skip
    assert (table.rows, table.header_rows, table.widths) == (3, 1, (3, 20, 10))


def test_that_columns_and_names_are_headers_and_texts_are_not() -> None:
    table = list_table("清单", COLUMNS, [("1", "合计不对。", "表三")])

    assert [cell.scope for cell in table.cells] == ["Column"] * 3 + ["Row", None, None]


def test_that_a_list_without_entries_is_its_header() -> None:
    table = list_table("清单", COLUMNS, [])

    assert {(cell.row, cell.column) for cell in table.cells} == set(product([0], range(3)))
    assert table.rows == 1
