"""HTML and MHT files."""

from __future__ import annotations

from functools import partial

from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse, with_wrong_totals
from tests.files.writers.convert import converted
from tests.files.writers.docx import docx_bytes
from tests.files.writers.html import (
    PLAIN,
    SOUP,
    UEDITOR,
    WORD,
    WPS,
    html_bytes,
    mht_bytes,
)


def _page(flavour: str = PLAIN, encoding: str = "utf-8"):
    return partial(html_bytes, flavour=flavour, encoding=encoding)


FILES = (
    File("h01_plain.html", partial(differing, "2021", 31), _page(), (shapes.flattened_head,)),
    File(
        "h02_ueditor.html",
        partial(differing, "2021", 32),
        _page(UEDITOR),
        (around.website, labels.broken_letters),
    ),
    File(
        "h03_word_filtered.htm",
        partial(differing, "2019", 33),
        _page(WORD, "gb18030"),
        (labels.spaced_letters, around.title_of_the_older_words),
    ),
    File(
        "h04_wps.html",
        partial(differing, "2021", 34),
        _page(WPS),
        (shapes.other_order, around.headings_off_by_one),
    ),
    File(
        "h05_cms_layout.html",
        partial(differing, "2021", 35),
        _page(SOUP, "gb18030"),
        (around.website, around.index_table),
    ),
    File(
        "h06_layout_table.html",
        partial(differing, "2019", 36),
        _page(SOUP),
        (around.layout_table, shapes.repeated_head, around.numbered_anew),
    ),
    File(
        "h07_title_only.html",
        partial(differing, "2021", 37),
        _page(WPS),
        (around.title_only_in_metadata, shapes.unmerged_repeated),
    ),
    File(
        "h08_groups_in_front.html",
        partial(differing, "2021", 38),
        _page(),
        (labels.groups_in_front, shapes.suits_by_row),
    ),
    File(
        "h09_groups_unbound.html",
        partial(differing, "2021", 39),
        _page(UEDITOR),
        (labels.groups_unbound, labels.mixed_widths),
    ),
    File(
        "h10_subtotals.html",
        partial(differing, "2021", 40),
        _page(UEDITOR),
        (shapes.subtotal_rows, around.contents_list),
    ),
    File(
        "h11_group_sums.html",
        partial(differing, "2019", 41),
        _page(WPS, "utf-16"),
        (shapes.group_sums,),
    ),
    File(
        "h12_upright.html",
        partial(differing, "2021", 42),
        _page(),
        (shapes.upright, around.comparison),
    ),
    File(
        "h13_signs.html",
        partial(differing, "2021", 43),
        _page(UEDITOR),
        (values.signs, values.no_regulations),
    ),
    File("h14_doubtful.html", partial(differing, "2021", 44), _page(WPS), (values.doubtful,)),
    File(
        "h15_units.html",
        partial(differing, "2021", 45),
        _page(),
        (values.units, values.separators, values.yuan_for_ten_thousand),
    ),
    File(
        "h16_hidden.html",
        partial(differing, "2021", 46),
        _page(),
        (shapes.filled_head, around.signature_on_top, around.unseen_words),
    ),
    File(
        "h17_last_years_table.html",
        partial(differing, "2021", 47, 2023),
        _page(WORD, "gb18030"),
        (around.last_years_table, labels.other_words),
    ),
    File("h18_two_candidates.html", partial(sparse, "2021", 48), _page(), (around.two_candidates,)),
    File(
        "h19_three_of_other.html",
        partial(differing, "2019", 49),
        _page(UEDITOR),
        (values.three_of_other_handling,),
    ),
    File(
        "h20_case_000.html",
        partial(published, "000", 2),
        _page(WORD, "utf-8"),
        (shapes.otherwise_spanned, values.zeros_left_blank),
    ),
    File("h21_case_011.mht", partial(published, "011", 5), mht_bytes, (labels.spaced_letters,)),
    File(
        "h22_base64.mht",
        lambda: with_wrong_totals(differing("2019", 52), 2),
        partial(mht_bytes, encoding="utf-8", transfer="base64"),
        (around.headings_renumbered,),
    ),
    File(
        "h23_cut.html",
        partial(differing, "2021", 53),
        _page(UEDITOR),
        (shapes.cut("applications", 12), shapes.cut("review_litigation", 3)),
    ),
    File(
        "h24_from_docx.html",
        partial(differing, "2021", 54),
        lambda draft: converted(docx_bytes(draft), ".docx", "html"),
        (shapes.total_first,),
        ("LibreOffice: DOCX to HTML",),
    ),
    File(
        "h25_fees.html",
        partial(differing, "2021", 55),
        _page(),
        (values.yuan_in_head, shapes.each_table_apart),
    ),
)
