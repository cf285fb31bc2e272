"""A file of any format that can be read, to Report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.formats import PACKAGE, format_of
from core.forms.definition import Form
from core.report.report import Report


def read_report(path: Path, forms: Iterable[Form]) -> Report:
    """The report in a file. One whose name has an unknown ending is taken for a package.

    Raises Refused: the file cannot be read, or there is no report in it.
    """
    format = format_of(path)
    return (format if format and format.read else PACKAGE).report(path, forms)
