"""XLSX files."""

from __future__ import annotations

from functools import partial

from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse, with_wrong_totals
from tests.files.writers.xlsx import Xlsx, xlsx_bytes


def _book(**how):
    return partial(xlsx_bytes, how=Xlsx(**how))


FILES = (
    File("x01_one_sheet.xlsx", partial(differing, "2021", 61), _book()),
    File(
        "x02_sheet_a_section.xlsx",
        partial(differing, "2019", 62),
        _book(sheets="section"),
        (labels.broken_letters,),
    ),
    File(
        "x03_tables_only.xlsx",
        partial(differing, "2021", 63),
        _book(sheets="table", left=2),
        (around.tables_only, shapes.suits_by_row),
    ),
    File("x04_zeros_as_dash.xlsx", partial(sparse, "2021", 64), _book(), (values.shown_as_dash,)),
    File(
        "x05_hidden_sheet.xlsx",
        partial(differing, "2021", 65),
        _book(hidden="sheet"),
        (values.blanks,),
        ("other figures on a hidden sheet",),
    ),
    File(
        "x06_text_numbers.xlsx",
        partial(differing, "2021", 66),
        _book(numbers=False),
        (values.full_width, labels.mixed_widths),
    ),
    File(
        "x07_unmerged.xlsx",
        partial(differing, "2019", 67),
        _book(),
        (shapes.unmerged, shapes.total_first),
    ),
    File(
        "x08_cut_over_sheets.xlsx",
        partial(differing, "2021", 68),
        _book(sheets="table"),
        (shapes.cut("applications", 14, repeated=True),),
    ),
    File(
        "x09_gaps.xlsx",
        partial(differing, "2021", 69),
        _book(gaps=True),
        (shapes.unmerged_repeated,),
        ("a blank row between all rows",),
    ),
    File(
        "x10_subtotal.xlsx",
        partial(differing, "2021", 70),
        _book(),
        (shapes.subtotal_column, around.without_texts),
    ),
    File(
        "x11_case_023.xlsx",
        partial(published, "023", 3),
        _book(sheets="section"),
        (values.fees_with_unit, shapes.upright),
    ),
    File(
        "x12_wrong_totals.xlsx",
        lambda: with_wrong_totals(differing("2021", 72), 3),
        _book(),
        (labels.groups_by_indent, values.no_regulations),
    ),
)
