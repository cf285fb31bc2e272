"""Files whose manners are drawn by lot: as many as are wanted that nobody has seen.

What was mended on files that are known is judged on such of a new seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from core.report.report import Report
from tests.files.draft import Draft, Manner
from tests.files.file import File
from tests.files.manners import around, labels, shapes, values
from tests.files.reports import differing, published, sparse, with_wrong_totals
from tests.files.writers.convert import converted, printed
from tests.files.writers.docx import Docx, docx_bytes, plain_docx_bytes
from tests.files.writers.html import PLAIN, SOUP, UEDITOR, WORD, WPS, html_bytes, mht_bytes
from tests.files.writers.pdf import Pdf, pdf_bytes
from tests.files.writers.text import MARKDOWN, RULES, TABS, text_bytes
from tests.files.writers.xlsx import Xlsx, xlsx_bytes

Write = Callable[[Draft], bytes]

# One of each list, in this order; None is nothing.
_VALUES = (None, None, values.blanks, values.signs, values.doubtful, values.units,
           values.separators, values.full_width, values.yuan_for_ten_thousand)  # fmt: skip
_COLUMNS = (None, None, None, shapes.total_first, shapes.other_order, shapes.subtotal_column,
            shapes.otherwise_spanned)  # fmt: skip
_ROWS = (None, None, shapes.subtotal_rows, shapes.group_sums, labels.groups_in_front,
         labels.groups_unbound, labels.groups_by_indent)  # fmt: skip
_SUITS = (None, None, None, shapes.suits_by_row, shapes.upright)
_MERGES = (None, None, shapes.filled_head, shapes.repeated_head, shapes.unmerged,
           shapes.unmerged_repeated)  # fmt: skip
_WORDS = (None, None, labels.other_words, labels.listed_otherwise, labels.without_numbers)
_LETTERS = (None, None, labels.broken_letters, labels.spaced_letters, labels.mixed_widths)
_APART = (None, None, shapes.each_table_apart)
_TITLES = (None, None, around.title_in_two_lines, around.title_in_two_paragraphs,
           around.title_without_year, around.title_of_the_older_words)  # fmt: skip
_TEXTS = (None, None, around.numbered_anew, around.comparison, around.unsigned)
_HEADINGS = (None, None, around.headings_renumbered, around.headings_in_parts,
             around.headings_off_by_one, around.headings_in_other_words)  # fmt: skip
_AROUND = (None, None, None, around.contents_list, around.index_table, around.last_years_table,
           around.last_year_attached, around.signature_on_top)  # fmt: skip
_SLOTS = (_VALUES, _COLUMNS, _ROWS, _SUITS, _APART, _MERGES, _WORDS, _LETTERS, _TITLES, _TEXTS,
          _AROUND, _HEADINGS)  # fmt: skip

_WRITERS: tuple[tuple[str, Write, str], ...] = (
    ("docx", plain_docx_bytes, ""),
    ("docx", partial(docx_bytes, how=Docx(runs=2)), ""),
    ("docx", partial(docx_bytes, how=Docx(letters="paragraph", controls=True)), ""),
    ("docx", partial(docx_bytes, how=Docx(nested=True)), "tables inside tables"),
    ("html", partial(html_bytes, flavour=PLAIN), ""),
    ("html", partial(html_bytes, flavour=UEDITOR), ""),
    ("html", partial(html_bytes, flavour=WPS, encoding="gb18030"), ""),
    ("htm", partial(html_bytes, flavour=WORD, encoding="gb18030"), ""),
    ("html", partial(html_bytes, flavour=SOUP), "tags that are not closed"),
    ("mht", mht_bytes, ""),
    ("xlsx", xlsx_bytes, ""),
    ("xlsx", partial(xlsx_bytes, how=Xlsx(sheets="section", left=1)), ""),
    ("xlsx", partial(xlsx_bytes, how=Xlsx(hidden="sheet", numbers=False)), "a hidden sheet"),
    ("txt", partial(text_bytes, tables=TABS, encoding="gb18030"), ""),
    ("txt", partial(text_bytes, tables=MARKDOWN), ""),
    ("txt", partial(text_bytes, tables=RULES, encoding="utf-16"), ""),
    ("pdf", partial(pdf_bytes, how=Pdf(boxed_lines=True, upright=True, size=11)), "prose in boxes"),
    ("pdf", partial(pdf_bytes, how=Pdf(wide=True, repeat=True)), ""),
    ("pdf", partial(pdf_bytes, how=Pdf(rects=True, size=12)), "cut by pages, heads not repeated"),
    ("pdf", lambda draft: converted(docx_bytes(draft), ".docx", "pdf"), "LibreOffice"),
    ("pdf", lambda draft: printed(html_bytes(draft, UEDITOR)), "Chromium"),
)


def mixed(count: int, seed: int) -> Iterator[File]:
    """So many files, the same for the same seed."""
    for number in range(count):
        random = Random(f"mixed {seed} {number}")
        kind, write, also = _WRITERS[number % len(_WRITERS)]
        manners = tuple(filter(None, _drawn(random, kind)))
        name = f"m{seed}_{number:03}.{kind}"
        yield File(name, _report(random), write, manners, (also,) if also else ())


def _drawn(random: Random, kind: str) -> Iterator[Manner | None]:
    for slot in _SLOTS:
        yield random.choice(slot)
    if kind in ("docx", "html", "pdf") and random.random() < 0.3:
        at = random.randrange(6, 22)
        yield shapes.cut("applications", at, repeated=random.random() < 0.5)


def _report(random: Random) -> Callable[[], Report]:
    seed, edition = random.randrange(10_000), random.choice(("2019", "2021", "2021"))
    lot = random.random()
    if lot < 0.6:
        return partial(differing, edition, seed)
    if lot < 0.75:
        return lambda: with_wrong_totals(differing(edition, seed), seed)
    if lot < 0.9:
        return partial(sparse, edition, seed)
    return partial(published, random.choice(("000", "010", "011", "023")), seed)
