"""A report as 年报数据包 (.nianbao): JSON in UTF-8, keys in a fixed order.

The same report gives the same bytes. What came after the first version of the program is written
only where it is used, so that older ones, which refuse keys they do not know, open what they can.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from core.report.report import PACKAGE_FORMAT, Agency, Report


def package_of(report: Report) -> dict[str, Any]:
    """The package as plain data, cells in the order of the form."""
    form = report.form
    package = {
        "format": PACKAGE_FORMAT,
        "agency": _agency(report.agency),
        "year": report.year,
        "edition": form.id,
        "status": report.status,
        "finalised_on": report.finalised_on,
        "cells": {cell: report.cells[cell].text for cell in form.cells if cell in report.cells},
        "notes": {key: report.notes[key] for key in form.note_ids if key in report.notes},
        "texts": {key: report.texts[key] for key in form.text_ids if key in report.texts},
        "explanations": [asdict(explanation) for explanation in report.explanations],
    }
    if report.version > 1:
        package["version"] = report.version
    if report.corrects is not None:
        package["corrects"] = report.corrects
    if report.sources:
        package["sources"] = {c: report.sources[c] for c in form.cells if c in report.sources}
    if report.bindings:
        package["bindings"] = [asdict(b) | {"cells": [*b.cells]} for b in report.bindings]
    return package


def package_bytes(report: Report) -> bytes:
    """The content of the package file."""
    text = json.dumps(package_of(report), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def _agency(agency: Agency) -> dict[str, str]:
    known = asdict(agency)
    return {k: v for k, v in known.items() if v or k not in ("code", "superior")}
