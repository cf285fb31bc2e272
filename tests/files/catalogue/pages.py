"""PDF files with text."""

from __future__ import annotations

from functools import partial

from tests.files.draft import PAGE_END, Draft
from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse, with_wrong_totals
from tests.files.writers.convert import converted, printed
from tests.files.writers.docx import docx_bytes, plain_docx_bytes
from tests.files.writers.html import PLAIN, UEDITOR, html_bytes
from tests.files.writers.pdf import Pdf, pdf_bytes
from tests.files.writers.xlsx import Xlsx, xlsx_bytes


def _set(**how):
    return partial(pdf_bytes, how=Pdf(**how))


def _office(draft: Draft) -> bytes:
    return converted(docx_bytes(draft), ".docx", "pdf")


def _chromium(draft: Draft, flavour: str = PLAIN) -> bytes:
    return printed(html_bytes(draft, flavour))


FILES = (
    File("p01_ruled.pdf", partial(differing, "2021", 91), _set()),
    File(
        "p02_lines_in_boxes.pdf",
        partial(differing, "2021", 92),
        _set(boxed_lines=True, rects=True),
        (labels.other_words,),
        ("every line of prose in a ruled box of its own",),
    ),
    File(
        "p03_repeat.pdf",
        partial(differing, "2019", 93),
        _set(repeat=True, size=12),
        (around.title_in_two_lines,),
        ("tables cut by pages, heads repeated",),
    ),
    File(
        "p04_cut.pdf",
        partial(differing, "2021", 94),
        _set(size=12, upright=True),
        (),
        ("tables cut by pages, heads not repeated; upright labels",),
    ),
    File(
        "p05_landscape.pdf",
        partial(differing, "2021", 95),
        _set(wide=True),
        (labels.broken_letters, shapes.other_order),
    ),
    File(
        "p06_turned.pdf",
        partial(differing, "2019", 96),
        _set(turned=True),
        (),
        ("pages shown turned",),
    ),
    File(
        "p07_single_other.pdf",
        partial(differing, "2021", 97),
        _set(boxed_lines=True, upright=True, size=11),
        (values.single_other_handling,),
        ("prose in boxes, tables cut by pages",),
    ),
    File(
        "p08_through_a_row.pdf",
        partial(differing, "2021", 98),
        _set(),
        (shapes.cut_through("applications", "other_unpaid", between=PAGE_END),),
    ),
    File(
        "p09_head_cut.pdf",
        partial(differing, "2021", 99),
        _set(rects=True),
        (shapes.cut("applications", 2, between=PAGE_END), values.blanks),
    ),
    File(
        "p10_two_figures.pdf",
        partial(sparse, "2021", 100),
        _set(),
        (values.two_figures("new_received"), around.signature_on_top),
    ),
    File(
        "p11_doubtful.pdf",
        partial(differing, "2019", 101),
        _set(font="NotoSansSC-Medium"),
        (values.doubtful,),
    ),
    File(
        "p12_from_word.pdf",
        partial(differing, "2021", 102),
        _office,
        (labels.spaced_letters,),
        ("LibreOffice: DOCX to PDF",),
    ),
    File(
        "p13_from_word_plain.pdf",
        lambda: with_wrong_totals(differing("2019", 103), 4),
        lambda draft: converted(plain_docx_bytes(draft), ".docx", "pdf"),
        (shapes.wrong_merges,),
        ("LibreOffice: DOCX to PDF",),
    ),
    File(
        "p14_from_sheet.pdf",
        partial(differing, "2021", 104),
        lambda draft: converted(xlsx_bytes(draft, Xlsx(fit=True)), ".xlsx", "pdf"),
        (around.without_texts,),
        ("LibreOffice: XLSX to PDF",),
    ),
    File(
        "p15_from_web.pdf",
        partial(differing, "2021", 105),
        _chromium,
        (labels.mixed_widths,),
        ("Chromium: HTML to PDF",),
    ),
    File(
        "p16_from_web_editor.pdf",
        partial(differing, "2021", 106),
        partial(_chromium, flavour=UEDITOR),
        (around.website, labels.groups_by_indent),
        ("Chromium: HTML to PDF",),
    ),
    File(
        "p17_case_010.pdf",
        partial(published, "010", 4),
        _office,
        (shapes.cut("applications", 16),),
        ("LibreOffice: DOCX to PDF",),
    ),
    File(
        "p18_case_000_signs.pdf", partial(published, "000", 6), _set(repeat=True), (values.signs,)
    ),
    File(
        "p19_unruled.pdf",
        partial(differing, "2021", 109),
        _set(ruled=False),
        (labels.groups_in_front, shapes.flattened_head, shapes.suits_by_row),
        ("a table without rules",),
    ),
    File(
        "p20_contents.pdf",
        partial(differing, "2021", 110),
        _set(),
        (around.contents_list, around.last_years_table),
    ),
)
