"""Plain text files."""

from __future__ import annotations

from functools import partial

from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse
from tests.files.writers.text import ALIGNED, MARKDOWN, RULES, TABS, text_bytes


def _text(tables: str, encoding: str = "utf-8", line: str = "\r\n"):
    return partial(text_bytes, tables=tables, encoding=encoding, line=line)


FILES = (
    File("t01_tabs.txt", partial(differing, "2021", 81), _text(TABS)),
    File(
        "t02_tabs_gbk.txt",
        partial(differing, "2019", 82),
        _text(TABS, "gb18030"),
        (labels.listed_otherwise, around.numbered_anew),
    ),
    File(
        "t03_tabs_utf16.txt",
        partial(differing, "2021", 83),
        _text(TABS, "utf-16"),
        (shapes.flattened_head,),
    ),
    File(
        "t04_aligned.txt",
        partial(differing, "2021", 84),
        _text(ALIGNED, "gb18030"),
        (labels.groups_in_front, shapes.flattened_head, shapes.suits_by_row),
    ),
    File(
        "t05_rules.txt",
        partial(differing, "2019", 85),
        _text(RULES, "utf-8-sig", "\n"),
        (labels.other_words,),
    ),
    File(
        "t06_markdown.txt",
        partial(differing, "2021", 86),
        _text(MARKDOWN, line="\n"),
        (around.title_without_year, around.note_below),
    ),
    File(
        "t07_case_001_tabs.txt",
        partial(published, "001", 5),
        _text(TABS, "utf-8-sig"),
        (around.website,),
        ("only some tables are filled in",),
    ),
    File(
        "t08_sparse_blank.txt",
        partial(sparse, "2021", 88),
        _text(TABS, "gb18030"),
        (values.zeros_left_blank,),
    ),
)
