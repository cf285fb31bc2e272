"""The list of what a package takes along, as CycloneDX 1.5, for PyInstaller's recipe."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from importlib.metadata import Distribution, version
from pathlib import Path

from licences import distributions

# What is in no Python package of its own: name, version, licence, and the system it is taken along
# on where that is one only. Versions that only the building machine knows are left empty.
PARTS = [
    ("CPython", platform.python_version(), "PSF-2.0", None),
    ("Qt", version("PySide6-Essentials"), "LGPL-3.0-only", None),
    ("SQLite", sqlite3.sqlite_version, "blessing", None),
    ("PyInstaller", version("pyinstaller"), "GPL-2.0-or-later, with exception", None),
    ("libffi", "", "MIT", None),
    ("Noto Serif SC, Noto Sans SC", "", "OFL-1.1", None),
    ("FandolFang, FandolKai", "", "GPL-3.0-only WITH Font-exception-2.0", None),
    ("ICU", "73", "Unicode-3.0", "linux"),
    ("fcitx-qt5 platform input context", "1.2.7", "BSD-3-Clause", "linux"),
    ("libxcb-cursor, libxcb-util", "", "MIT", "linux"),
    ("Microsoft Visual C++ runtime", "", "Microsoft redistributable", "win32"),
    ("NSIS", "3", "Zlib", "win32"),
]


def write_sbom(path: Path, program_version: str) -> None:
    """Writes the list for the system at hand; the same again for the same SOURCE_DATE_EPOCH."""
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    program = _component("nianbao", program_version, "MIT") | {"type": "application"}
    parts = [
        _component(name, number, licence)
        for name, number, licence, system in PARTS
        if system in (None, sys.platform)
    ]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"timestamp": f"{made:%Y-%m-%dT%H:%M:%SZ}", "component": program},
        "components": [*map(_python_package, distributions()), *parts],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _component(name: str, number: str, licence: str) -> dict[str, object]:
    component: dict[str, object] = {"type": "library", "name": name}
    if number:
        component["version"] = number
    return component | {"licenses": [{"license": {"name": licence}}]}


def _python_package(found: Distribution) -> dict[str, object]:
    stated = found.metadata.get("License-Expression") or found.metadata.get("License")
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in found.metadata.get_all("Classifier") or ()
        if line.startswith("License :: OSI")
    ]
    licence = (stated or ", ".join(classified) or "see its folder").splitlines()[0]
    purl = f"pkg:pypi/{found.name.lower()}@{found.version}"
    return _component(found.name, found.version, licence) | {"purl": purl}
