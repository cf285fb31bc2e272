"""Report to 年报数据包 (.nianbao): JSON in UTF-8, keys in a fixed order.

The same report gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.report.report import PACKAGE_FORMAT, Report
from core.writers.files import write_whole


def package_of(report: Report) -> dict[str, Any]:
    """The package as plain data, cells in the order of the form."""
    form = report.form
    return {
        "format": PACKAGE_FORMAT,
        "agency": asdict(report.agency),
        "year": report.year,
        "edition": form.id,
        "status": report.status,
        "finalised_on": report.finalised_on,
        "cells": {cell: report.cells[cell].text for cell in form.cells if cell in report.cells},
        "notes": {key: report.notes[key] for key in form.note_ids if key in report.notes},
        "texts": {key: report.texts[key] for key in form.text_ids if key in report.texts},
        "explanations": [asdict(explanation) for explanation in report.explanations],
    }


def package_bytes(report: Report) -> bytes:
    """The content of the package file."""
    text = json.dumps(package_of(report), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def write_package(report: Report, path: Path) -> None:
    """Writes the package file. Raises FileRefused."""
    write_whole(path, package_bytes(report))
