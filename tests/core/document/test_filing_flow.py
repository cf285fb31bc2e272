"""填报流程: one page, in the words of the form and of the window."""

import io

import pikepdf

from core.document.blocks import Paragraph, Table
from core.document.filing_flow import filing_flow
from core.forms.definition import Form
from core.resources import Resources
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf


def test_that_it_names_the_parts_and_days_of_the_form_on_one_page(
    forms: tuple[Form, ...], resources: Resources
) -> None:
    faces = Faces(resources.fonts)
    for form in forms:
        document = filing_flow(form)
        _, about, table = document.blocks

        assert isinstance(about, Paragraph)
        assert "1月31日" in about.text
        assert isinstance(table, Table)
        assert any("填二、三、四部分" in cell.text for cell in table.cells)
        assert len(pikepdf.open(io.BytesIO(document_pdf(document, faces).content)).pages) == 1
