"""Zip archives that are the same for the same parts."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_TIME = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_THEN = (2025, 1, 9, 9, 0, 0)


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _THEN), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def rezipped(content: bytes) -> bytes:
    """An archive without the times at which a library wrote it and its parts."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    properties = "docProps/core.xml"
    parts[properties] = _TIME.sub(b"2025-01-09T09:00:00Z", parts[properties])
    return zipped(parts)
