"""What an eye would mark on printed pages, counted over a folder of PDFs made by this program.

    python -m tests.page_counts FOLDER

Short pages are those, but for the last, that leave at least one line of the type area empty; a
loose pair is two marks side by side of which neither gives up its blank.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pypdfium2 import PdfDocument, PdfPage

from core.writers.pdf.page import HEIGHT, PITCH, TOP
from tests.kinsoku import BLANK_LEFT, BLANK_RIGHT

# Nothing of the text is lower; the page number is.
BOTTOM = TOP - HEIGHT
# From here on the blank between two marks is more than half a character.
LOOSE = 0.85
# A line of type may fall so much short of the grid.
SLACK = 0.5

# A character with its origin, size and the top and bottom of its box.
Drawn = tuple[str, float, float, float]


def page_counts(pdf: Path) -> Counter[str]:
    """Pages, short pages, their empty lines, adjacent marks and the loose pairs among them."""
    counts: Counter[str] = Counter()
    document = PdfDocument(pdf)
    try:
        pages = list(document)
        counts["pages"] = len(pages)
        for page in pages:
            counts.update(_pairs_on(list(_drawn_on(page))))
        for page in pages[:-1]:
            empty = int((_end_of(page) - BOTTOM) / PITCH + SLACK)
            counts["short pages"] += empty > 0
            counts["empty lines"] += empty
    finally:
        document.close()
    return counts


def _drawn_on(page: PdfPage) -> Iterator[Drawn]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        yield text.get_text_range(index, 1), left, right, bottom


def _pairs_on(drawn: list[Drawn]) -> Iterator[str]:
    """The pairs of marks side by side, and those that are loose."""
    for (one, left, right, bottom), (other, start, _, base) in pairwise(drawn):
        if one in BLANK_RIGHT | BLANK_LEFT and other in BLANK_RIGHT | BLANK_LEFT:
            if abs(bottom - base) > 1 or (one in BLANK_LEFT and other in BLANK_RIGHT):
                continue
            yield "pairs"
            if start - left > LOOSE * (right - left):
                yield "loose pairs"


def _end_of(page: PdfPage) -> float:
    """The lowest edge of what is drawn in the type area, its lines and borders."""
    edges = [item.get_bounds()[1] for item in page.get_objects()]
    return min((edge for edge in edges if edge >= BOTTOM - PITCH / 2), default=TOP)


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        total += (found := page_counts(path))
        print(path.stem, dict(found))
    print("all", dict(total))
