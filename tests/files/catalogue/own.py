"""What this program itself makes of a report, in every format that it writes."""

from __future__ import annotations

from functools import partial

from core.formats import Format, writable
from core.readers.package import report_from
from core.resources import Resources
from core.writers.pdf.faces import Faces
from tests.editions import FORMS
from tests.files.draft import Draft
from tests.files.file import File
from tests.files.reports import differing, forms


def _written(draft: Draft, format: Format) -> bytes:
    report = report_from(draft.package, tuple(forms().values()))
    return format.content(report, lambda: Faces(Resources(FORMS.parent).fonts))


FILES: tuple[File, ...] = tuple(
    File(
        f"o{number:02}_ours{format.suffix}",
        partial(differing, edition, 120 + number),
        partial(_written, format=format),
    )
    for number, (format, edition) in enumerate(
        ((format, edition) for format in writable() for edition in forms()), 1
    )
)
