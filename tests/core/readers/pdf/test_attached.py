import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from core.document.blocks import Document, Paragraph
from core.forms.definition import Form
from core.importing import read_foreign
from core.readers.content import ContentRefused
from core.readers.file import read_report
from core.readers.package import PackageRefused, report_from_bytes
from core.readers.pdf.package import PdfRefused, attached_package
from core.report.package import package_bytes
from core.report.report import Report
from core.writers.package import write_package
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf, report_pdf
from tests.editions import NEWEST

CASES = sorted(path.name[:3] for path in (Path(__file__).parents[3] / "cases").glob("*.json"))
BLANK = Document("甲", "乙", "丙", (Paragraph("丁"),))


# Any package comes back below; `test_written_and_read` has the pages of every case.
@pytest.mark.parametrize("case", CASES[::6])
def test_that_a_published_report_comes_back_identical(
    case: str,
    report_of_case: Callable[[str], Report],
    faces: Faces,
    forms: tuple[Form, ...],
    tmp_path: Path,
) -> None:
    report = report_of_case(case)
    report_pdf(report, faces).write(tmp_path / "a.pdf")
    back = read_report(tmp_path / "a.pdf", forms)
    assert back == report
    assert package_bytes(back) == package_bytes(report)


def test_that_a_table_on_two_pages_is_imported_whole_without_the_attachment(
    report_of_case: Callable[[str], Report],
    faces: Faces,
    forms: tuple[Form, ...],
    tmp_path: Path,
) -> None:
    report = report_of_case("000")
    report.texts["general"] = "一段写明情况的文字。\n" * 17
    report_pdf(report, faces).write(tmp_path / "a.pdf")
    with PdfDocument(tmp_path / "a.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert sum("申请人情况" in page for page in pages) == 2
    read = read_foreign(tmp_path / "a.pdf", forms)
    assert {cell.cell: cell.value for cell in read.cells if not cell.doubt} == {
        cell: value.text for cell, value in report.cells.items()
    }


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_package_comes_back_identical(
    any_report: st.SearchStrategy[Report],
    faces: Faces,
    forms: tuple[Form, ...],
    data: st.DataObject,
) -> None:
    report = data.draw(any_report)
    pdf = document_pdf(BLANK, faces, package=package_bytes(report)).content
    back = report_from_bytes(attached_package(pdf), forms)
    assert back == report
    assert package_bytes(back) == package_bytes(report)


def test_that_a_package_among_other_attachments_is_found(
    new_report: Callable[..., Report], faces: Faces, forms: tuple[Form, ...], tmp_path: Path
) -> None:
    report = new_report(NEWEST)
    report_pdf(report, faces).write(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pdf.attachments["0说明.txt"] = b"{}"
        pdf.save(tmp_path / "b.PDF")
    assert read_report(tmp_path / "b.PDF", forms) == report


@pytest.mark.parametrize("how", [*pikepdf.ObjectStreamMode.__members__, "linearized"])
def test_that_a_file_saved_anew_gives_its_report_back(
    how: str,
    new_report: Callable[..., Report],
    faces: Faces,
    forms: tuple[Form, ...],
    tmp_path: Path,
) -> None:
    report = new_report(NEWEST)
    report_pdf(report, faces).write(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        if how == "linearized":
            pdf.save(tmp_path / "b.pdf", linearize=True)
        else:
            pdf.save(tmp_path / "b.pdf", object_stream_mode=pikepdf.ObjectStreamMode[how])
    assert read_report(tmp_path / "b.pdf", forms) == report


def test_that_a_package_is_read_by_its_ending(
    new_report: Callable[..., Report], forms: tuple[Form, ...], tmp_path: Path
) -> None:
    write_package(new_report(NEWEST), tmp_path / "a.nianbao")
    assert read_report(tmp_path / "a.nianbao", forms) == new_report(NEWEST)


def without_package(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.Names
        pdf.save(saved := io.BytesIO())
    return saved.getvalue()


def with_password(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(saved := io.BytesIO(), encryption=pikepdf.Encryption(user="1", owner="2"))
    return saved.getvalue()


def with_repeated_key(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        name = next(iter(pdf.attachments))
        package = pdf.attachments[name].get_file().read_bytes().decode()
        del pdf.attachments[name]
        year = json.loads(package)["year"]
        repeated = package.replace('"year":', f'"year": {year},\n "year":')
        pdf.attachments[name] = repeated.encode()
        pdf.save(saved := io.BytesIO())
    return saved.getvalue()


def made_elsewhere(content: bytes) -> bytes:
    """A PDF in which this program's name does not stand."""
    with pikepdf.open(io.BytesIO(without_package(content))) as pdf:
        pdf.docinfo["/Creator"] = "示例"
        pdf.save(saved := io.BytesIO())
    return saved.getvalue()


def with_literal_check_sum(content: bytes, change: int = 0) -> bytes:
    """As Ghostscript saves it again: the check sum is a literal string. `change` damages it."""

    def literal(match: re.Match[bytes]) -> bytes:
        digest = bytes.fromhex(match[1].decode())
        escaped = b"".join(b"\\%03o" % byte for byte in (digest[0] ^ change, *digest[1:]))
        return b"/CheckSum (" + escaped + b")"

    return re.sub(rb"/CheckSum <([0-9a-f]+)>", literal, content)


def test_that_a_literal_check_sum_is_understood(
    new_report: Callable[..., Report], faces: Faces, forms: tuple[Form, ...]
) -> None:
    for number in range(40):  # check sums of bytes of every kind
        report = new_report(NEWEST, {"applications.new_received.total": str(number)})
        content = document_pdf(BLANK, faces, package=package_bytes(report)).content
        saved = with_literal_check_sum(content)
        assert saved != content
        assert report_from_bytes(attached_package(saved), forms) == report
        with pytest.raises(PdfRefused):
            attached_package(with_literal_check_sum(content, change=1))


def with_changed_year(content: bytes) -> bytes:
    """As a fault of the disk would, without a word of it in the check sum."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        embedded = pdf.Root.AF[0].EF.F
        package = embedded.read_bytes()
        year = json.loads(package)["year"]
        embedded.write(package.replace(b'"year": %d' % year, b'"year": %d' % (year + 2)))
        pdf.save(saved := io.BytesIO())
    return saved.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_package, "“年报.pdf”是本软件做的，但里面没有年报数据包"),
        (made_elsewhere, "“年报.pdf”里没有年报数据包，不是本软件做的"),
        (with_password, "“年报.pdf”加了密码"),
        (with_repeated_key, "“year”出现了两次"),
        (with_changed_year, "“年报.pdf”已损坏"),
        (lambda content: content[:100], "“年报.pdf”已损坏，或者不是 PDF"),
        (lambda content: b"", "“年报.pdf”已损坏，或者不是 PDF"),
        (lambda content: b"\x89PNG\r\n", "“年报.pdf”已损坏，或者不是 PDF"),
    ],
    ids=[
        "no package",
        "made elsewhere",
        "password",
        "repeated key",
        "changed",
        "cut off",
        "empty",
        "picture",
    ],
)
def test_that_a_pdf_without_a_sound_package_is_refused_in_words(
    change: Callable[[bytes], bytes],
    said: str,
    new_report: Callable[..., Report],
    faces: Faces,
    forms: tuple[Form, ...],
    tmp_path: Path,
) -> None:
    content = report_pdf(new_report(NEWEST), faces).content
    (tmp_path / "年报.pdf").write_bytes(change(content))
    with pytest.raises(PackageRefused) as refusal:
        read_report(tmp_path / "年报.pdf", forms)
    assert said in str(refusal.value)
    assert "请" in str(refusal.value)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_a_damaged_pdf_is_refused_or_read_as_it_was(
    new_report: Callable[..., Report],
    faces: Faces,
    forms: tuple[Form, ...],
    data: st.DataObject,
) -> None:
    report = new_report(NEWEST, {"applications.new_received.total": "12345"})
    content = bytearray(document_pdf(BLANK, faces, package=package_bytes(report)).content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5)):
        content[at] ^= data.draw(st.integers(1, 255))
    try:
        assert report_from_bytes(attached_package(bytes(content)), forms) == report
    except (PdfRefused, PackageRefused) as refusal:
        assert "请" in str(refusal)


def test_that_a_pdf_that_is_not_there_is_refused(forms: tuple[Form, ...], tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match=r"读不了文件“无\.pdf”"):
        read_report(tmp_path / "无.pdf", forms)
