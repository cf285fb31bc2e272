"""Report to a 年报数据包 file."""

from __future__ import annotations

from pathlib import Path

from core.files import write_whole
from core.report.package import package_bytes
from core.report.report import Report


def write_package(report: Report, path: Path) -> None:
    """Writes the package file. Raises FileRefused."""
    write_whole(path, package_bytes(report))
