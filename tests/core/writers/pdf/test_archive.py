import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import PDFDictionary

from core.document.blocks import Document, Paragraph
from core.report.report import Report
from core.writers.pdf.archive import grey_profile, make_archival
from core.writers.pdf.faces import Faces
from core.writers.pdf.kept import Kept
from core.writers.pdf.objects import FileDocument, Stream
from core.writers.pdf.writer import Pdf, document_pdf, report_pdf
from tests.editions import NEWEST

TAGS = {
    "/Title": "{http://purl.org/dc/elements/1.1/}title",
    "/Author": "{http://purl.org/dc/elements/1.1/}creator",
    "/Subject": "{http://purl.org/dc/elements/1.1/}description",
    "/Creator": "{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "/Producer": "{http://ns.adobe.com/pdf/1.3/}Producer",
    "/Keywords": "{http://ns.adobe.com/pdf/1.3/}Keywords",
    "/CreationDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "/ModDate": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
}


@pytest.fixture
def final(full_report: Callable[[str], Report], faces: Faces) -> Pdf:
    report = full_report(NEWEST)
    report.status, report.finalised_on = "final", "2022-01-20"
    return report_pdf(report, faces)


def described(pdf: pikepdf.Pdf) -> dict[str, str]:
    """What the XMP packet says, by the names of the document information."""
    tree = ElementTree.fromstring(pdf.Root.Metadata.read_raw_bytes())
    found = {key: tree.find(f".//{tag}") for key, tag in TAGS.items()}
    return {key: "".join(node.itertext()) for key, node in found.items() if node is not None}


def test_that_the_file_declares_to_be_pdf_a_3a_and_pdf_ua_1(final: Pdf) -> None:
    with pikepdf.open(io.BytesIO(final.content)) as pdf:
        assert pdf.open_metadata().pdfa_status == "3A"
        tree = ElementTree.fromstring(pdf.Root.Metadata.read_raw_bytes())
        assert tree.findtext(".//{http://www.aiim.org/pdfua/ns/id/}part") == "1"
        # What PDF/A does not know must be described.
        assert tree.findtext(".//{http://www.aiim.org/pdfa/ns/schema#}prefix") == "pdfuaid"
        assert "/Filter" not in pdf.Root.Metadata
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 1
        assert intent.DestOutputProfile.read_bytes() == grey_profile()
        assert len(pdf.trailer.ID) == 2
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_that_both_descriptions_agree(final: Pdf) -> None:
    with pikepdf.open(io.BytesIO(final.content)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert info.keys() == TAGS.keys()
        assert info["/CreationDate"] == info["/ModDate"] == "D:20220120000000+08'00'"
        date = "2022-01-20T00:00:00+08:00"
        assert described(pdf) == info | {"/CreationDate": date, "/ModDate": date}


def test_that_a_draft_has_no_date(full_report: Callable[[str], Report], faces: Faces) -> None:
    with pikepdf.open(io.BytesIO(report_pdf(full_report(NEWEST), faces).content)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert not {"/CreationDate", "/ModDate"} & info.keys()
        assert described(pdf) == info


def test_that_a_title_may_hold_what_xml_does_not(faces: Faces) -> None:
    document = Document("<甲>\n&\x0b乙\ufffe", "“丙”", "丁]]>", (Paragraph("戊"),))
    with pikepdf.open(io.BytesIO(document_pdf(document, faces).content)) as pdf:
        assert str(pdf.docinfo.Title) == "<甲> & 乙"
        assert described(pdf)["/Title"] == "<甲> & 乙"
        assert described(pdf)["/Subject"] == "丁]]>"


def test_that_text_that_others_cannot_read_is_not_declared_readable() -> None:
    pdf = FileDocument(Kept())
    make_archival(Document("甲", "乙", "丙", (Paragraph("丁\ue000"),)), pdf)
    packet = pdf.Catalog.Metadata.content.decode()
    assert "conformance>B<" in packet
    assert "pdfuaid" not in packet


def test_that_the_profile_is_one_of_a_grey_display() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(grey_profile())).profile
    assert (profile.xcolor_space.strip(), profile.connection_space.strip()) == ("GRAY", "XYZ")
    assert (profile.device_class, profile.version) == ("mntr", 2.4)
    assert profile.media_white_point is not None
    assert profile.media_white_point[1] == pytest.approx((0.3457, 0.3585, 1.0), abs=1e-4)


def test_that_every_stream_ends_on_a_line_of_its_own(final: Pdf) -> None:
    ends = re.findall(rb"(.)endstream\b", final.content, re.DOTALL)
    assert len(ends) > 10
    assert set(ends) == {b"\n"}


def test_that_the_end_of_a_stream_is_not_taken_for_a_part_of_its_line_end() -> None:
    stream = Stream(PDFDictionary({}), b"ends with\r", deflate=None)
    assert stream.format(FileDocument(Kept())).endswith(b"ends with\r\r\nendstream\n")


def test_that_all_but_streams_is_deflated_together(final: Pdf) -> None:
    numbers = re.findall(rb"^(\d+) 0 obj", final.content, re.MULTILINE)
    streams = len(re.findall(rb"^stream\r?$", final.content, re.MULTILINE))
    with pikepdf.open(io.BytesIO(final.content)) as pdf:
        assert len(numbers) == streams < len(pdf.objects) / 10
        assert pdf.trailer.Type == "/XRef"
        pdf.save(plain := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert len(final.content) < 0.9 * len(plain.getvalue())


def test_that_files_of_other_content_have_other_identifiers(faces: Faces) -> None:
    def identifier(text: str) -> bytes:
        document = Document("甲", "乙", "丙", (Paragraph(text),))
        with pikepdf.open(io.BytesIO(document_pdf(document, faces).content)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identifier("丁") != identifier("戊")
    assert identifier("丁") == identifier("丁")


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_that_another_program_finds_no_fault_in_the_file(final: Pdf, tmp_path: Path) -> None:
    final.write(tmp_path / "a.pdf")
    checked = subprocess.run(
        ["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, b"")
