"""A file that holds a whole report, a package or a PDF that carries one, to Report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report


def read_report(path: Path, forms: Iterable[Form]) -> Report:
    """The report in a file, whose name's ending says which kind it is.

    Raises PackageRefused, also for a PDF that this program did not make, and ContentRefused
    where the file cannot be read.
    """
    if path.suffix.lower() == ".pdf":
        # The library that reads PDF takes a while to import; most files are packages.
        from core.readers.pdf import read_pdf

        return read_pdf(path, forms)
    return read_package(path, forms)
