"""Files from anywhere, told by what is in them. All reports here are made up or published ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from core.formats import writable_format
from core.forms.definition import Form
from core.importing import ImportRefused, read_copied, read_file, read_foreign
from core.matching.reading import Reading
from core.readers.file import read_report
from core.readers.office_zip import COMPOUND_FILE
from core.refusal import Refused
from core.report.package import package_bytes
from core.report.report import Report
from core.resources import Resources
from core.writers.html.fragment import html_fragment
from core.writers.pdf.faces import Faces
from core.writers.text import text_bytes
from tests.editions import NEWEST
from tests.wordml import document, p, package

Write = Callable[[str], Path]


@pytest.fixture
def sample(resources: Resources, forms: tuple[Form, ...]) -> Report:
    return read_report(resources.sample, forms)


@pytest.fixture
def write(sample: Report, resources: Resources, tmp_path: Path) -> Write:
    """Writes the sample into a file, in the format that its name asks for."""

    def write_as(name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(writable_format(path).content(sample, lambda: Faces(resources.fonts)))
        return path

    return write_as


def cells_of(report: Report) -> dict[str, str]:
    return {cell: value.text for cell, value in report.cells.items()}


def foreign_pdf(path: Path) -> Path:
    """The PDF without the package that is attached to it, as another program would save it."""
    with PdfDocument(path) as pdf:
        pdf.del_attachment(0)
        assert pdf.count_attachments() == 0
        pdf.save(path.with_name("别人.pdf"))
    return path.with_name("别人.pdf")


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("a.docx", "年报.docx"),
        ("a.docx", "年报.xlsx"),
        ("a.xlsx", "年报.docx"),
        ("a.xlsx", "年报.pdf"),
        ("a.html", "年报.xls"),
        ("a.html", "年报.doc"),
        ("a.txt", "年报.nianbao"),
        ("a.txt", "年报"),
        ("a.nianbao", "年报.docx"),
        ("a.pdf", "年报.txt"),
    ],
)
def test_that_a_file_is_read_for_what_is_in_it(
    written: str, called: str, write: Write, sample: Report, forms: tuple[Form, ...]
) -> None:
    path = write(written)
    path = path.rename(path.with_name(called))
    found = read_file(path, forms)
    report = found.report() if isinstance(found, Reading) else found
    assert cells_of(report) == cells_of(sample)
    assert report.texts == sample.texts
    assert report.notes == sample.notes


@pytest.mark.parametrize("name", ["a.pdf", "a.nianbao"])
def test_that_a_file_of_this_program_is_the_report_itself(
    name: str, write: Write, sample: Report, forms: tuple[Form, ...]
) -> None:
    path = write(name)
    assert read_file(path, forms) == sample
    moved = path.rename(path.with_name("别的名字.dat"))
    assert read_file(moved, forms) == sample


def test_that_a_pdf_of_others_is_read_from_its_pages(
    write: Write, sample: Report, forms: tuple[Form, ...]
) -> None:
    found = read_file(foreign_pdf(write("a.pdf")), forms)
    assert isinstance(found, Reading)
    assert cells_of(found.report()) == cells_of(sample)


def test_that_for_comparing_a_pdf_of_ours_is_read_from_its_pages_too(
    write: Write, sample: Report, forms: tuple[Form, ...]
) -> None:
    found = read_foreign(write("a.pdf"), forms)
    assert found.contents.blocks
    assert cells_of(found.report()) == cells_of(sample)
    package = read_foreign(write("a.nianbao"), forms)
    assert cells_of(package.report()) == cells_of(sample)
    assert {cell.where for cell in package.cells} == {"年报数据包"}


NO_REPORT = (
    "今天下午三点在二楼开会，请各科室准时参加，不得缺席。\n".encode(),
    document(p("关于召开会议的通知")),
    b"<html><body><p>meeting</p></body></html>",
)
REFUSED = {
    "empty.docx": b"",
    "old.docx": COMPOUND_FILE + b"\0" * 600,
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "archive.docx": package({"a.txt": "x"}),
    "torn.xlsx": b"PK\x03\x04" + b"\0" * 40,
    "torn.pdf": b"%PDF-1.7\nx",
    "binary.txt": bytes(range(128, 256)) * 9,
    **{f"notice{number}.txt": content for number, content in enumerate(NO_REPORT)},
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("read", [read_file, read_foreign])
def test_that_what_is_no_report_is_refused_in_one_sentence_with_its_name(
    name: str, read: Callable[..., object], forms: tuple[Form, ...], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name])
    with pytest.raises(Refused) as refused:
        read(path, forms)
    sentence = str(refused.value)
    assert sentence.startswith(f"“{name}”")
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "\n" not in sentence
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_that_an_empty_form_is_refused(
    new_report: Callable[..., Report], forms: tuple[Form, ...], tmp_path: Path
) -> None:
    path = tmp_path / "空白.html"
    path.write_bytes(writable_format(path).content(new_report(NEWEST)))
    with pytest.raises(Refused, match=r"“空白\.html”：这是一份没有填写的空白表"):
        read_file(path, forms)


def test_that_a_damaged_package_of_this_program_is_refused_as_one(
    sample: Report, forms: tuple[Form, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(package_bytes(sample)[:-40])
    with pytest.raises(Refused, match="数据包"):
        read_file(path, forms)


def test_that_a_file_that_is_not_there_or_a_folder_is_refused(
    forms: tuple[Form, ...], tmp_path: Path
) -> None:
    for path in (tmp_path / "没有.docx", tmp_path):
        with pytest.raises(Refused, match=f"“{path.name}”"):
            read_file(path, forms)


def test_that_a_name_with_strange_characters_stays_one_line(
    forms: tuple[Form, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a\n\x1b[31mb.docx"
    path.write_bytes(b"")
    with pytest.raises(Refused) as refused:
        read_file(path, forms)
    assert str(refused.value).isprintable()


def test_that_reading_leaves_the_file_as_it_is(write: Write, forms: tuple[Form, ...]) -> None:
    path = write("a.docx")
    before = path.read_bytes(), path.stat().st_mtime_ns
    shutil.copy(path, path.with_name("b.docx"))
    read_file(path, forms)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("header", ["", "Version:0.9\r\nStartHTML:00000097\r\n"])
def test_that_rich_text_is_read_also_behind_the_header_of_windows(
    sample: Report, forms: tuple[Form, ...], header: str
) -> None:
    reading = read_copied(f"{header}{html_fragment(sample)}".encode(), True, forms)
    assert cells_of(reading.report()) == cells_of(sample)


def test_that_plain_text_is_read_from_the_clipboard(
    sample: Report, forms: tuple[Form, ...]
) -> None:
    assert cells_of(read_copied(text_bytes(sample), False, forms).report()) == cells_of(sample)


def test_that_copied_words_that_are_no_report_are_refused_by_name(forms: tuple[Form, ...]) -> None:
    with pytest.raises(ImportRefused, match=r"^“剪贴板”：没有找到年报"):
        read_copied("会议通知。".encode(), False, forms)
