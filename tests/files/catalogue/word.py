"""DOCX files."""

from __future__ import annotations

from functools import partial

from tests.files.draft import PAGE_END
from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse, with_wrong_totals
from tests.files.writers.convert import converted
from tests.files.writers.docx import Docx, docx_bytes, plain_docx_bytes
from tests.files.writers.html import UEDITOR, html_bytes


def _raw(**how):
    return partial(docx_bytes, how=Docx(**how))


FILES = (
    File("w01_plain_2021.docx", partial(differing, "2021", 1), plain_docx_bytes),
    File(
        "w02_plain_2019.docx", partial(differing, "2019", 2), plain_docx_bytes, (values.of_which,)
    ),
    File(
        "w03_letters.docx",
        partial(differing, "2021", 3),
        _raw(),
        (labels.broken_letters, around.title_in_two_lines),
    ),
    File(
        "w04_letters_paragraphs.docx",
        partial(differing, "2019", 4),
        _raw(letters="paragraph", runs=2),
        (labels.broken_letters, labels.mixed_widths, around.headings_renumbered),
    ),
    File(
        "w05_other_words.docx",
        partial(differing, "2021", 5),
        _raw(runs=3),
        (labels.other_words, labels.listed_otherwise, around.headings_in_other_words),
    ),
    File(
        "w06_indented_groups.docx",
        partial(differing, "2021", 6),
        _raw(),
        (labels.groups_by_indent, labels.short_heads, around.numbered_anew),
    ),
    File(
        "w07_controls_nested.docx",
        partial(differing, "2021", 7),
        _raw(controls=True, nested=True),
        (around.contents_list,),
        ("values in content controls, tables inside tables",),
    ),
    File(
        "w08_revisions.docx",
        partial(differing, "2021", 8),
        _raw(),
        (around.hidden_words, around.headings_automatic),
    ),
    File(
        "w09_text_box.docx",
        partial(differing, "2019", 9),
        _raw(),
        (around.title_in_text_box, shapes.unmerged),
    ),
    File(
        "w10_cut.docx",
        partial(differing, "2021", 10),
        _raw(repeat=True),
        (shapes.cut("applications", 11, 19, between=PAGE_END), shapes.cut("disclosure", 6)),
    ),
    File(
        "w11_cut_repeated.docx",
        partial(differing, "2019", 11),
        _raw(),
        (shapes.cut("applications", 13, repeated=True, between="（续表）"), around.note_below),
    ),
    File(
        "w12_cut_through.docx",
        partial(differing, "2021", 12),
        _raw(),
        (shapes.cut_through("applications", "declined_confirmation"), labels.spaced_letters),
    ),
    File(
        "w13_head_cut.docx",
        partial(differing, "2021", 13),
        _raw(),
        (shapes.cut("applications", 2, between=PAGE_END), shapes.each_table_apart),
    ),
    File(
        "w14_wrong_totals.docx",
        lambda: with_wrong_totals(differing("2021", 14), 1),
        plain_docx_bytes,
        (shapes.total_first, around.title_without_year),
    ),
    File(
        "w15_last_year.docx",
        partial(differing, "2021", 15, 2024),
        plain_docx_bytes,
        (around.last_year_attached,),
    ),
    File(
        "w16_two_candidates.docx",
        partial(differing, "2021", 16),
        plain_docx_bytes,
        (around.two_candidates,),
    ),
    File(
        "w17_single_other.docx",
        partial(differing, "2021", 17),
        _raw(),
        (values.single_other_handling, labels.mixed_widths),
    ),
    File(
        "w18_case_010_signs.docx",
        partial(published, "010"),
        plain_docx_bytes,
        (values.signs, around.comparison),
    ),
    File(
        "w19_two_figures.docx",
        partial(sparse, "2021", 19),
        _raw(),
        (values.two_figures("granted"), values.merged_zeros, around.unsigned),
    ),
    File(
        "w20_case_old_form_2021.docx",
        lambda: published("u04", 3),
        plain_docx_bytes,
        (),
        ("the edition of 2019 in a report of 2021, some cells blank",),
    ),
    File(
        "w21_boxes.docx",
        partial(differing, "2021", 21),
        _raw(),
        (around.in_boxes, labels.without_numbers),
    ),
    File(
        "w22_layout.docx",
        partial(differing, "2019", 22),
        _raw(),
        (around.layout_table, shapes.wrong_merges, around.headings_in_parts),
    ),
    File(
        "w23_all_in_one.docx",
        partial(differing, "2021", 23),
        _raw(),
        (shapes.suits_by_row, shapes.all_in_one),
    ),
    File(
        "w24_from_html.docx",
        partial(differing, "2021", 24),
        lambda draft: converted(html_bytes(draft, UEDITOR), ".html", "docx"),
        (shapes.subtotal_column, values.blanks),
        ("LibreOffice: HTML to DOCX",),
    ),
    File(
        "w25_through_libreoffice.docx",
        partial(differing, "2019", 25),
        lambda draft: converted(docx_bytes(draft), ".docx", "docx"),
        (shapes.upright, around.title_in_two_paragraphs),
        ("LibreOffice: DOCX to DOCX",),
    ),
)
