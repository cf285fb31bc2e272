from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2
import pytest

from core.document.blocks import Document, Paragraph
from core.document.compose import compose
from core.report.report import Report
from core.report.values import parse_value
from core.writers.pdf.faces import Faces
from core.writers.pdf.page import (
    HEIGHT,
    LEFT,
    MEASURE,
    MM,
    PAGE,
    TOP,
    PageSetup,
    draw_page_number,
)
from core.writers.pdf.writer import Pdf, document_pdf
from tests.editions import NEWEST

UPRIGHT_TABLES = PageSetup()
LANDSCAPE_TABLES = PageSetup(landscape_tables=True)
# The first and the last cell of the wide tables, and one of another.
NUMBERS = {
    "documents.regulations.issued": "87650",
    "applications.new_received.natural_person": "87651",
    "applications.carried_out.total": "87652",
    "review_litigation.review.upheld": "87653",
    "review_litigation.suit_after_review.total": "87654",
}


@pytest.fixture
def report(full_report: Callable[[str], Report]) -> Report:
    """A full report with those numbers."""
    report = full_report(NEWEST)
    for cell_id, number in NUMBERS.items():
        value = parse_value(number, report.form.cells[cell_id].column)
        assert value
        report.cells[cell_id] = value
    return report


def print_of(report: Report, faces: Faces, setup: PageSetup) -> Pdf:
    return document_pdf(compose(report), faces, setup)


def corners_of(pdf: Pdf, words: str) -> Iterator[tuple[int, float, float, float, float]]:
    """The page, then left, bottom, right and top of each character of words printed once."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf.content)):
        text = page.get_textpage()
        if hit := text.search(words).get_next():
            yield from ((number, *text.get_charbox(i)) for i in range(hit[0], sum(hit)))


@pytest.mark.parametrize("setup", [UPRIGHT_TABLES, LANDSCAPE_TABLES])
def test_that_a_cell_is_where_its_place_says(
    report: Report, faces: Faces, setup: PageSetup
) -> None:
    pdf = print_of(report, faces, setup)
    for cell_id, number in NUMBERS.items():
        place = pdf.places[cell_id]
        corners = list(corners_of(pdf, number))
        assert len(corners) == len(number)
        for page, left, bottom, right, top in corners:
            assert page == place.page
            assert place.left < left
            assert right < place.right
            assert place.bottom < bottom
            assert top < place.top


def test_that_wide_tables_read_upwards_with_their_heads_on_the_left(
    report: Report, faces: Faces
) -> None:
    places = print_of(report, faces, LANDSCAPE_TABLES).places
    pages = set()
    for section in ("applications", "review_litigation"):
        heading = places[section]
        cells = [places[cell_id] for cell_id in NUMBERS if cell_id.startswith(section)]
        first, last = cells
        assert {first.page, last.page} == {heading.page}
        assert heading.left == pytest.approx(LEFT)
        assert heading.bottom == pytest.approx(TOP - HEIGHT)
        assert heading.top == pytest.approx(TOP)
        assert heading.right < first.left <= last.left
        assert first.top < last.bottom
        assert last.right <= LEFT + MEASURE + 1e-3
        pages.add(heading.page % 2)
    assert pages == {0, 1}  # on odd pages and on even ones
    assert places["problems"].page > places["review_litigation"].page


def test_that_the_paper_of_landscape_pages_stays_upright(report: Report, faces: Faces) -> None:
    for page in pypdfium2.PdfDocument(print_of(report, faces, LANDSCAPE_TABLES).content):
        assert page.get_rotation() == 0
        assert page.get_size() == pytest.approx(PAGE, abs=0.01)


def test_that_other_tables_stay_upright(report: Report, faces: Faces) -> None:
    upright, landscape = (
        print_of(report, faces, setup).places for setup in (UPRIGHT_TABLES, LANDSCAPE_TABLES)
    )
    assert upright["documents.regulations.issued"] == landscape["documents.regulations.issued"]


def test_that_a_note_goes_with_its_landscape_table(report: Report, faces: Faces) -> None:
    report.notes["review_litigation"] = "注：示例。"
    pdf = print_of(report, faces, LANDSCAPE_TABLES)
    (page, left, bottom, _, _), *_, (_, _, _, _, end) = corners_of(pdf, "注：示例。")
    table = pdf.places["review_litigation.suit_after_review.total"]
    assert page == table.page
    assert left > table.right
    assert end - bottom > 4 * 12 - 12  # the line runs upwards


@pytest.mark.parametrize("setup", [UPRIGHT_TABLES, LANDSCAPE_TABLES])
def test_that_every_page_has_its_number_in_the_same_place(
    report: Report, faces: Faces, setup: PageSetup
) -> None:
    content = print_of(report, faces, setup).content
    below = (0, 0, PAGE[0], TOP - HEIGHT - 1)
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        assert page.get_textpage().get_text_bounded(*below).strip() == f"— {number} —"


def test_that_page_numbers_stand_outside_or_in_the_middle(faces: Faces, pen) -> None:
    draw_page_number(pen, 1, faces.table)
    draw_page_number(pen, 12, faces.table)
    draw_page_number(pen, 3, faces.table, two_sided=False)
    odd, even, middle = pen.texts
    assert odd.right == pytest.approx(LEFT + MEASURE - 14)
    assert even.left == pytest.approx(LEFT + 14)
    assert middle.left - LEFT == pytest.approx(LEFT + MEASURE - middle.right)
    assert {text.size for text in pen.texts} == {14}


def test_that_the_dashes_beside_a_page_number_are_7_mm_below_the_text(
    report: Report, faces: Faces
) -> None:
    pdf = print_of(report, faces, UPRIGHT_TABLES)
    ((_, _, bottom, _, top), *_) = corners_of(pdf, "— 1 —")
    assert TOP - HEIGHT - (bottom + top) / 2 == pytest.approx(7 * MM, abs=0.2)


def test_that_a_full_page_has_22_lines_of_28_characters_between_the_standards_margins(
    faces: Faces,
) -> None:
    document = Document("", "", "", (Paragraph("国" * 2000),))
    page = pypdfium2.PdfDocument(document_pdf(document, faces).content)[1]
    text = page.get_textpage()
    hanzi = [i for i, character in enumerate(text.get_text_range()) if character == "国"]
    boxes = [text.get_charbox(i) for i in hanzi]
    lines = Counter(round(bottom) for _, bottom, _, _ in boxes)
    assert sorted(lines.values()) == [28] * 22
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    # Ink keeps a little away from the sides of a character and of its line.
    assert 0 <= min(lefts) / MM - 28 < 1
    assert 0 <= (PAGE[0] - max(rights)) / MM - 26 < 1
    assert 0 <= (PAGE[1] - max(tops)) / MM - 37 < 4
    assert 0 <= min(bottoms) / MM - 35 < 4
