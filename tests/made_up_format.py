"""A format that is made up: what it takes to add one is this file and the line `MADE_UP`."""

from collections.abc import Iterable
from pathlib import Path

from core.formats import Format
from core.forms.definition import Form
from core.report.report import Agency, Report


def read_made(path: Path, forms: Iterable[Form]) -> Report:
    """A report of the year that the file says."""
    form = max(forms, key=lambda form: form.first_year)
    return Report(Agency("某街道", "township", "branch"), int(path.read_text()), form)


def made_bytes(report: Report) -> bytes:
    """The report's year."""
    return str(report.year).encode()


MADE_UP = Format(
    ".made",
    "编的格式",
    read="tests.made_up_format:read_made",
    write="tests.made_up_format:made_bytes",
)
