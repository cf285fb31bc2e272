"""The licences of what a package takes along, for PyInstaller's recipe."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"
FOLDER = "resources/licences"
NAMES = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
# Required by others, and not taken along.
LEFT_OUT = {"charset-normalizer", "pillow", "pip", "tabulate", "tzdata"}
IN_RESOURCES = {"pyside6_essentials", "pyside6-essentials", "shiboken6"}  # whose wheels bring none


def licence_files() -> Iterator[tuple[str, str]]:
    """Each licence text, and the folder of the package that it goes to.

    Those of Qt and of the fonts stand in resources/. Raises FileNotFoundError where Python's own
    or that of a library is missing.
    """
    yield str(_licence_of_python()), f"{FOLDER}/Python"
    for found in [*distributions(), distribution("pyinstaller")]:  # whose bootloader starts it all
        name = found.name.lower()
        texts = list(_texts(found))
        if not texts and name not in IN_RESOURCES:
            raise FileNotFoundError(f"the licence of {name}, which has to go along")
        for path, below in texts:
            yield str(path), str(Path(FOLDER, name, below).as_posix())


def distributions() -> Iterator[Distribution]:
    """The Python packages that the program takes along on the system at hand."""
    names = re.findall(r"^([\w.-]+)==", REQUIREMENTS.read_text("utf-8"), re.MULTILINE)
    for name in dict.fromkeys(names):  # some stand there twice, a version for each architecture
        if name in LEFT_OUT:
            continue
        try:
            yield distribution(name)
        except PackageNotFoundError:  # required on the other system only
            continue


def _texts(found: Distribution) -> Iterator[tuple[Path, Path]]:
    for file in found.files or ():
        in_licences = "licenses" in file.parts
        if in_licences or (NAMES.search(file.name) and file.suffix != ".py"):
            below = file.parts[file.parts.index("licenses") + 1 : -1] if in_licences else ()
            yield Path(str(file.locate())), Path(*below)


def _licence_of_python() -> Path:
    places = [Path(os.__file__).with_name("LICENSE.txt"), Path(sys.base_prefix, "LICENSE.txt")]
    for place in [*places, Path("/usr/share/doc/python3.11/copyright")]:
        if place.exists():
            return place
    raise FileNotFoundError("the licence of Python, which has to go along")
