import io
from collections.abc import Callable
from hashlib import md5

import pikepdf
import pytest

from core.document.blocks import Document, Paragraph
from core.report.package import package_bytes
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf, final_pdf, report_pdf
from tests.editions import NEWEST


@pytest.mark.parametrize("status", ["draft", "final"])
def test_that_the_package_is_attached_as_the_data_of_the_report(
    status: str, full_report: Callable[[str], Report], faces: Faces
) -> None:
    report = full_report(NEWEST)
    if status == "final":
        report.status, report.finalised_on = "final", "2022-01-20"
    with pikepdf.open(io.BytesIO(report_pdf(report, faces).content)) as pdf:
        assert list(pdf.attachments) == ["年报数据包.nianbao"]
        (file,) = pdf.Root.AF
        assert file.UF == "年报数据包.nianbao"
        assert file.F == "report.nianbao"
        assert file.AFRelationship == "/Data"
        embedded = file.EF.F
        assert embedded.Subtype == "/application/json"
        assert embedded.read_bytes() == package_bytes(report)
        assert embedded.Params.Size == len(package_bytes(report))
        assert bytes(embedded.Params.CheckSum) == md5(package_bytes(report)).digest()
        assert ("/ModDate" in embedded.Params) == (status == "final")


def test_that_a_draft_printed_as_final_carries_the_draft(
    full_report: Callable[[str], Report], faces: Faces
) -> None:
    report = full_report(NEWEST)
    with pikepdf.open(io.BytesIO(final_pdf(report, faces).content)) as pdf:
        (file,) = pdf.Root.AF
        assert file.EF.F.read_bytes() == package_bytes(report)


def test_that_other_documents_carry_nothing(faces: Faces) -> None:
    document = Document("甲", "乙", "丙", (Paragraph("丁"),))
    with pikepdf.open(io.BytesIO(document_pdf(document, faces).content)) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
