"""Every writer says the same: what is read back from each file is the composed document's text.

The readers are small and their own, so that no reader of the program can hide what its writer
lost. A format that can be written and has none here fails.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import cycle
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, data
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell import Cell

from core.document.blocks import Document, Table
from core.document.compose import compose
from core.formats import Format, writable
from core.forms.loader import load_forms
from core.readers.package import report_from_bytes
from core.report.report import Report
from core.report.values import ValueRefused, parse_value
from core.resources import Resources
from core.writers.html.fragment import html_fragment
from core.writers.pdf.faces import Faces, PrintRefused
from tests.editions import NEWEST, each_edition, each_shipped_edition
from tests.printed import PDFINFO, tagged_text

ROOT = Path(__file__).parents[3]
RESOURCES = Resources(ROOT / "resources")
CASES = sorted(path.stem.split("_")[0] for path in (ROOT / "tests" / "cases").glob("*.json"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIFFERS = re.compile(r"各项相加是\d+，与填写的\d+不同。")  # said of a total, and never printed

each_format = pytest.mark.parametrize("format", writable(), ids=lambda format: format.suffix)


class TextOfHtml(HTMLParser):
    """The text of a page's body but for captions, which repeat headings for the ear."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("head", "caption"):
            self._unread.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unread[-1:] == [tag]:
            self._unread.pop()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def of_html(content: bytes) -> str:
    parser = TextOfHtml()
    parser.feed(content.decode())
    parser.close()
    return "".join(parser.parts)


def of_xlsx(content: bytes) -> str:
    """The sheets one after the other, with the stored results of their formulas."""
    book = load_workbook(BytesIO(content), data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(shown(cell) for cell in cells if cell.value is not None)


def shown(cell: Cell) -> str:
    """What a cell shows, and the note that is its comment."""
    if isinstance(cell.value, str):
        return cell.value.replace("_x005F_", "_")
    found = re.fullmatch(r"(?P<sign>\+?)0(?:\.(?P<digits>0+))?(?:;.*)?", cell.number_format)
    assert found, cell.number_format
    number = f"{Decimal(str(cell.value)):{found['sign']}.{len(found['digits'] or '')}f}"
    lines = cell.comment.text.split("\n") if cell.comment else []
    return number + "\n".join(line for line in lines if not DIFFERS.fullmatch(line))


def of_docx(content: bytes) -> str:
    """The paragraphs and the cells of the body in order; no headers, no text boxes."""
    with ZipFile(BytesIO(content)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    for box in list(body.iter(f"{W}txbxContent", f"{W}pict", f"{W}drawing")):
        box.getparent().remove(box)
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
    )


def of_pdf(content: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return tagged_text(path)


def of_package(content: bytes) -> str:
    return text_of(compose(report_from_bytes(content, load_forms(RESOURCES.forms))))


def of_text(content: bytes) -> str:
    return content.decode("utf-8-sig")


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".nianbao": of_package,
    ".docx": of_docx,
    ".html": of_html,
    ".xlsx": of_xlsx,
    ".txt": of_text,
}


def text_of(document: Document) -> str:
    """The text of the composed document in its order."""
    return "\n".join(text for block in document.blocks for text in _texts(block))


def _texts(block: object) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.text for cell in sorted(block.cells, key=lambda c: (c.row, c.column)))
    else:
        yield block.text  # type: ignore[attr-defined]


def bare(text: str) -> str:
    """What is seen of a text: no space, nothing without a look, and one form of each character."""
    seen = "".join(
        character
        for character in text
        if unicodedata.category(character) not in ("Cc", "Cf")
        and not "\ufe00" <= character <= "\ufe0f"
        and not "\U000e0100" <= character <= "\U000e01ef"
        and character not in "\ufffd\ufffe\uffff"
    )
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", re.sub(r"\s", "", seen)))


@cache
def faces() -> Faces:
    return Faces(RESOURCES.fonts)


def check(format: Format, report: Report, folder: Path) -> None:
    """Writes the report, reads it back, and compares."""
    content = format.content(report, faces)
    if format.needs_faces:
        if PDFINFO is None:
            pytest.skip("pdfinfo is not installed")
        read = of_pdf(content, folder)
    else:
        assert format.suffix in READERS, "a format without a reader here"
        read = READERS[format.suffix](content)
    document = compose(report)
    assert without_mark(bare(read)) == bare(text_of(document))


def without_mark(text: str) -> str:
    """The text without the line that says of a draft that it is one."""
    return text.removeprefix("【草稿】")


@pytest.fixture
def written(new_report: Callable[..., Report]) -> Callable[[str], Report]:
    """A report on an edition with everything in it that is printed; all of it is made up."""

    def report_on(edition: str) -> Report:
        report = new_report(edition)
        texts = cycle(("3", "0", "/", "12", "1573179", "+4", "-5", "190.457379", "780877.39元"))
        for cell in report.form.cells.values():
            for text in (next(texts) for _ in range(9)):
                with suppress(ValueRefused):
                    value = parse_value(text, cell.column)
                    assert value is not None
                    report.cells[cell.id] = value
                    break
        for number, key in enumerate(report.form.note_ids):
            if number % 3 == 0:
                report.notes[key] = f"（其中第{number}号1件）"
        report.texts = {
            key: f"=1+1\n（一）{key}。<b>公开</b>&amp;3件。\n（二）改进\n+8 -2 @某\n  “末”\t完"
            for key in report.form.text_ids
        }
        return report

    return report_on


@each_format
@pytest.mark.parametrize("status", ["draft", "final"])
def test_that_the_sample_reads_the_same(
    format: Format, status: str, tmp_path: Path, forms: tuple
) -> None:
    report = report_from_bytes(RESOURCES.sample.read_bytes(), forms)
    if status == "final":
        report.status, report.finalised_on = "final", "2021-01-15"
    check(format, report, tmp_path)


@each_format
@each_shipped_edition
def test_that_a_blank_report_reads_the_same(
    format: Format, edition: str, tmp_path: Path, new_report: Callable[..., Report]
) -> None:
    check(format, new_report(edition), tmp_path)


@each_format
@each_shipped_edition
def test_that_a_report_with_everything_reads_the_same(
    format: Format, edition: str, tmp_path: Path, written: Callable[[str], Report]
) -> None:
    check(format, written(edition), tmp_path)


@each_format
def test_that_a_long_report_reads_the_same(
    format: Format, tmp_path: Path, long_report: Report
) -> None:
    check(format, long_report, tmp_path)


@each_format
def test_that_rare_characters_read_the_same(
    format: Format, tmp_path: Path, rare_report: Report
) -> None:
    check(format, rare_report, tmp_path)


# `test_written_and_read` has every case in every format that is read.
@pytest.mark.parametrize(("case", "format"), [*zip(CASES, cycle(writable()), strict=False)])
def test_that_a_published_report_reads_the_same(
    case: str, format: Format, tmp_path: Path, report_of_case: Callable[[str], Report]
) -> None:
    check(format, report_of_case(case), tmp_path)


@each_format
@given(data())
@settings(max_examples=20)
def test_that_any_report_reads_the_same(
    format: Format, tmp_path_factory: pytest.TempPathFactory, any_report: object, data: DataObject
) -> None:
    report = data.draw(any_report)  # type: ignore[arg-type]
    with suppress(PrintRefused):  # of a character that no face has
        check(format, report, tmp_path_factory.getbasetemp())


@each_edition
def test_that_what_is_copied_for_web_editors_reads_the_same(
    edition: str, written: Callable[[str], Report]
) -> None:
    report = written(edition)
    read = of_html(html_fragment(report).encode())
    assert without_mark(bare(read)) == bare(text_of(compose(report)))


def test_that_another_text_is_told(new_report: Callable[..., Report]) -> None:
    report = new_report(NEWEST)
    before = bare(text_of(compose(report)))
    report.texts["problems"] = "一"
    assert bare(text_of(compose(report))) != before
    assert [bare(text) for text in ("一\n 二\x07", "ａ\ufe0f")] == ["一二", "a"]
