"""What a PDF is to an import, told in one confined process: our own with its package, or a page."""

from __future__ import annotations

from core.readers.pdf.contents import pdf_contents
from core.readers.pdf.package import attached_package

PACKAGE, CONTENTS = b"p", b"c"  # in front of the answer


def package_or_contents(pdf: bytes) -> bytes:
    """The package attached to a PDF, after PACKAGE, or its contents, as bytes, after CONTENTS.

    Raises PdfRefused, PdfContentsRefused and ShapesRefused.
    """
    package = attached_package(pdf)
    return PACKAGE + package if package else CONTENTS + pdf_contents(pdf)
