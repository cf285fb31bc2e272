import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from core.document.blocks import Document, Heading, Paragraph, Table, Title
from core.document.compose import compose
from core.files import FileRefused
from core.report.report import Report
from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.flowables import flowables_of
from core.writers.pdf.page import HEIGHT, LEFT, MEASURE, TOP, draw_page_number
from core.writers.pdf.paragraphs import SIGNATURE, Lines
from core.writers.pdf.plan import pages_of
from core.writers.pdf.writer import document_pdf
from tests.editions import NEWEST

EDITIONS = ("2019", "2021")
needs_poppler = pytest.mark.skipif(
    not all(map(shutil.which, ("pdftotext", "pdftohtml", "pdffonts", "pdfinfo"))),
    reason="poppler-utils is not installed: no other program here reads a PDF back",
)


def run(*arguments: str | Path) -> str:
    return subprocess.run(arguments, check=True, capture_output=True, encoding="utf-8").stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def text_of(path: Path) -> str:
    """The text of all pages in the order in which it was drawn, without page numbers."""
    area = ("-x", "0", "-y", "0", "-W", "600", "-H", str(int(841.89 - TOP + HEIGHT + 2)))
    return squeezed(run("pdftotext", "-raw", *area, path, "-"))


def words_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (squeezed(cell.text) for cell in block.cells if cell.text)
        else:
            yield squeezed(block.text)


@needs_poppler
@pytest.mark.parametrize("edition", EDITIONS)
def test_that_the_text_can_be_read_back_complete_and_in_order(
    full_document: Callable[[str], Document], faces: Faces, tmp_path: Path, edition: str
) -> None:
    document = full_document(edition)
    # Without a long text in front of them no table is divided, and no header repeated.
    blocks = tuple(block for block in document.blocks if len(getattr(block, "text", "")) < 99)
    document = replace(document, blocks=blocks)
    document_pdf(document, faces).write(tmp_path / "a.pdf")
    assert text_of(tmp_path / "a.pdf") == "".join(words_of(document))


@needs_poppler
def test_that_a_divided_table_can_be_read_back_in_order(
    full_report: Callable[[str], Report], faces: Faces, tmp_path: Path
) -> None:
    report = full_report(NEWEST)
    for cell in report.form.cells:
        if cell.endswith(".natural_person"):
            report.notes[cell] = "（其中重复申请16件，均已答复）"
    document = compose(report)
    document_pdf(document, faces).write(tmp_path / "a.pdf")
    text, place = text_of(tmp_path / "a.pdf"), 0
    for words in words_of(document):
        place = text.index(words, place) + len(words)
    assert text.count("(本列数据的勾稽关系为") > 1


@needs_poppler
def test_that_rare_characters_can_be_copied(faces: Faces, tmp_path: Path) -> None:
    document = Document("甲", "乙", "丙", (Paragraph("签发人：𬭎𬱖䶮镕，共5\u00a0件\t完"),))
    document_pdf(document, faces).write(tmp_path / "a.pdf")
    assert text_of(tmp_path / "a.pdf") == "签发人:𬭎𬱖䶮镕,共5件完"


@needs_poppler
def test_that_all_fonts_are_embedded_subsets(
    full_document: Callable[[str], Document], faces: Faces, tmp_path: Path
) -> None:
    document_pdf(full_document(NEWEST), faces).write(tmp_path / "a.pdf")
    fonts = run("pdffonts", tmp_path / "a.pdf").splitlines()[2:]
    assert len(fonts) >= 3
    for font in fonts:
        assert re.search(r"^[A-Z]{6}\+(Noto|Fandol).* yes +yes +yes +\d+ +\d+$", font), font


@needs_poppler
def test_that_the_document_says_what_it_is(
    full_document: Callable[[str], Document], faces: Faces, tmp_path: Path
) -> None:
    document = full_document(NEWEST)
    document_pdf(document, faces).write(tmp_path / "a.pdf")
    facts = dict(
        re.split(r": +", line, maxsplit=1)
        for line in run("pdfinfo", tmp_path / "a.pdf").splitlines()
        if ": " in line
    )
    assert (facts["Title"], facts["Author"], facts["Subject"]) == (
        document.title,
        document.author,
        document.subject,
    )
    assert "595.276 x 841.89 pts (A4)" in facts["Page size"]


@needs_poppler
def test_that_page_numbers_stand_outside(
    full_document: Callable[[str], Document], faces: Faces, tmp_path: Path
) -> None:
    document_pdf(full_document(NEWEST), faces).write(tmp_path / "a.pdf")
    below = ("-x", "0", "-y", str(int(841.89 - TOP + HEIGHT + 2)), "-W", "600", "-H", "90")
    pages = run("pdftotext", "-raw", *below, tmp_path / "a.pdf", "-").split("\f")
    assert [page.strip() for page in pages[:3]] == ["— 1 —", "— 2 —", "— 3 —"]


@needs_poppler
def test_that_the_outline_opens_each_heading(
    full_document: Callable[[str], Document], faces: Faces, tmp_path: Path
) -> None:
    document = full_document(NEWEST)
    document_pdf(document, faces).write(tmp_path / "a.pdf")
    entries = run("pdftohtml", "-xml", "-i", "-stdout", tmp_path / "a.pdf")
    pages = pages_of(flowables_of(document, faces))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    numbers = [
        n for n, page in enumerate(pages, 1) for f, _ in page.placed if f.element.role == "H1"
    ]
    assert len(headings) == 6
    assert re.findall(r'<item page="(\d+)">(.*)</item>', entries) == [
        (str(number), heading) for number, heading in zip(numbers, headings, strict=True)
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_every_line_stands_within_the_type_area(
    full_document: Callable[[str], Document], faces: Faces, pen, edition: str
) -> None:
    pages = pages_of(flowables_of(full_document(edition), faces))
    assert len(pages) >= 5
    for page in pages:
        pen.texts.clear()
        for flowable, distance in page.placed:
            flowable.draw(pen, LEFT, TOP - distance)
        for line in pen.texts:
            assert line.left >= LEFT - 1e-3
            assert line.right <= LEFT + MEASURE + 1e-3
            assert line.bottom >= TOP - HEIGHT - 1e-3
            assert line.top <= TOP + 1e-3


def test_that_page_numbers_keep_a_character_from_the_edge(faces: Faces, pen) -> None:
    draw_page_number(pen, 1, faces.body)
    draw_page_number(pen, 12, faces.body)
    odd, even = pen.texts
    assert odd.right == pytest.approx(LEFT + MEASURE - 14)
    assert even.left == pytest.approx(LEFT + 14)
    assert odd.top < TOP - HEIGHT


def test_that_every_block_keeps_its_role(
    full_document: Callable[[str], Document], faces: Faces
) -> None:
    document = full_document(NEWEST)
    roles = [flowable.element.role for flowable in flowables_of(document, faces)]
    assert roles == [block.role for block in document.blocks]


def test_that_no_heading_stands_last_on_a_page(
    full_document: Callable[[str], Document], faces: Faces
) -> None:
    pages = pages_of(flowables_of(full_document(NEWEST), faces))
    assert "H1" not in [page.placed[-1][0].element.role for page in pages]


@pytest.mark.parametrize("paragraphs", range(1, 45, 2))
def test_that_neither_note_nor_signature_begins_a_page(
    paragraphs: int, new_report: Callable[..., Report], faces: Faces
) -> None:
    report = new_report("2019")
    report.texts["general"] = "\n".join(["示例文字。"] * paragraphs)
    report.texts["other_matters"] = "这是示例的一段文字，" * 12
    report.texts["signature"] = "示例街道办事处\n2021年1月15日"
    report.notes["disclosure"] = "注：示例。"
    pages = pages_of(flowables_of(compose(report), faces))
    for page in pages[1:]:
        first = page.placed[0][0]
        assert first.element.role != "Note"
        assert not (isinstance(first, Lines) and first.style is SIGNATURE)


def test_that_only_the_first_line_of_a_signature_has_a_blank_line_above(faces: Faces) -> None:
    blocks = (Paragraph("正文"), Paragraph("某街道", "signature"), Paragraph("某日", "signature"))
    spaces = [f.space[0] > 0 for f in flowables_of(Document("甲", "乙", "丙", blocks), faces)]
    assert spaces == [False, True, False]


def test_that_a_blank_block_is_left_out(faces: Faces) -> None:
    document = Document("甲", "乙", "丙", (Title("甲"), Paragraph("　"), Paragraph("乙")))
    assert [flowable.element.role for flowable in flowables_of(document, faces)] == ["Title", "P"]


def test_that_the_same_document_gives_the_same_bytes(
    full_document: Callable[[str], Document], faces: Faces, root: Path
) -> None:
    content = document_pdf(full_document(NEWEST), faces).content
    other_faces = Faces(root / "resources" / "fonts")
    assert content == document_pdf(full_document(NEWEST), other_faces).content
    assert str(root).encode() not in content


def test_that_a_watermark_stands_behind_the_text_and_is_no_part_of_it(
    full_document: Callable[[str], Document], faces: Faces
) -> None:
    document = full_document(NEWEST)
    assert document.watermark == "草稿"
    with PdfDocument(document_pdf(document, faces).content) as pdf:
        for page in pdf:
            first, inside, *_ = page.get_objects(max_depth=2)
            left, bottom, right, top = first.get_bounds()
            assert min(right - left, top - bottom) > 250
            assert (inside.level, inside.type) == (1, FPDF_PAGEOBJ_PATH)
            assert "草稿" not in page.get_textpage().get_text_range()


def test_that_a_document_without_a_watermark_begins_with_its_title(faces: Faces) -> None:
    content = document_pdf(Document("甲", "乙", "丙", (Title("甲"),)), faces).content
    with PdfDocument(content) as pdf:
        assert len(list(pdf[0].get_objects())) == 2  # and the page number


def test_that_a_refused_document_leaves_the_older_file(faces: Faces, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"older")
    with pytest.raises(PrintRefused):
        document_pdf(Document("甲", "乙", "丙", (Title("☑"),)), faces).write(path)
    assert path.read_bytes() == b"older"


def test_that_a_folder_that_is_not_there_is_refused(faces: Faces, tmp_path: Path) -> None:
    pdf = document_pdf(Document("甲", "乙", "丙", (Title("甲"),)), faces)
    with pytest.raises(FileRefused):
        pdf.write(tmp_path / "no" / "a.pdf")


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_that_any_report_is_printed_or_refused_in_words(
    any_report: st.SearchStrategy[Report], faces: Faces, data: st.DataObject
) -> None:
    document = compose(data.draw(any_report))
    try:
        assert document_pdf(document, faces).content.startswith(b"%PDF-")
    except PrintRefused as refusal:
        assert "请" in str(refusal)


@pytest.mark.parametrize(
    "case",
    ["000", "001", "010", "023", "030", "035", "040", "045", "050", "055", "062", "066", "u04"],
)
def test_that_published_figures_are_printed(
    report_of_case: Callable[[str], Report], faces: Faces, case: str
) -> None:
    assert document_pdf(compose(report_of_case(case)), faces).content.startswith(b"%PDF-")
