"""Files that LibreOffice and Chromium make of others, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")
_SECONDS = 120


class Unavailable(Exception):
    """The program that makes the file is not installed, or did not make it."""


def converted(content: bytes, suffix: str, to: str) -> bytes:
    """What LibreOffice makes of a file. Raises Unavailable."""
    if SOFFICE is None:
        raise Unavailable("soffice")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a{suffix}").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        filters = {"docx": "docx:MS Word 2007 XML", "html": "html"}.get(to, to)
        infilter = ["--infilter=HTML (StarWriter)"] if suffix == ".html" else []
        command = [SOFFICE, "--headless", profile, *infilter, "--convert-to", filters]
        _run([*command, "--outdir", name, str(folder / f"a{suffix}")])
        return _made(folder / f"a.{to}")


def printed(page: bytes) -> bytes:
    """The PDF that Chromium prints of a web page. Raises Unavailable."""
    if CHROMIUM is None:
        raise Unavailable("chromium")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.html").write_bytes(page)
        flags = (
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'a.pdf'}",
        )  # fmt: skip
        _run([CHROMIUM, *flags, (folder / "a.html").as_uri()])
        return _made(folder / "a.pdf")


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unavailable(command[0]) from error


def _made(path: Path) -> bytes:
    if not path.is_file():
        raise Unavailable(path.suffix)
    return path.read_bytes()
