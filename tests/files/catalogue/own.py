"""What this program itself makes of a report."""

from __future__ import annotations

from functools import partial

from core.readers.package import report_from
from core.report.package import package_bytes
from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.editions import FORMS
from tests.files.draft import Draft
from tests.files.file import File
from tests.files.reports import differing, forms


def _report(draft: Draft) -> Report:
    return report_from(draft.package, tuple(forms().values()))


def _package(draft: Draft) -> bytes:
    return package_bytes(_report(draft))


def _pdf(draft: Draft) -> bytes:
    return report_pdf(_report(draft), Faces(Resources(FORMS.parent).fonts)).content


FILES = (
    File("o01_package.nianbao", partial(differing, "2021", 121), _package),
    File("o02_printed.pdf", partial(differing, "2019", 122), _pdf),
)
