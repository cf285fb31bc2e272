"""Makes the installer and the portable copy of the folder that PyInstaller made for Windows.

Usage: python packaging/windows/release.py [PROGRAM [RELEASE [VERSION]]]

PROGRAM is that folder (build/windows/nianbao), RELEASE the one for the results (build/release),
VERSION the installer's when it is not the program's: the tests upgrade from an older one. Needs
NSIS, and takes AdvanceCOMP where there is one. Runs on Windows, and in the chroot where there is
wine.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("nianbao.nsi")
DATE_OF_ZIP = 315_532_800  # 1980, its first year
MEGABYTE = 1_000_000
MOST_INSTALLED = 115 * MEGABYTE
MOST_INSTALLER = 42 * MEGABYTE
MOST_PORTABLE = 50 * MEGABYTE  # without AdvanceCOMP

SIGN = "NIANBAO_SIGN"
SBOM = "_internal/resources/licences/sbom.cdx.json"

# main.py knows a portable copy by the name of this file.
PORTABLE_MARK = "portable.txt"
PORTABLE_TEXT = """\
这是“年报”的便携版：双击 nianbao.exe 使用，不用安装。
数据保存在本文件夹的 data 文件夹里，随 U 盘带走；请不要删除本文件，否则数据会存到电脑上。
换新版本：把新的压缩包解压到同一位置并覆盖，data 文件夹不受影响。
"""


class ReleaseError(Exception):
    """Something needed is missing or a result is not what it must be."""


def program_version() -> str:
    """The version, from its one place."""
    text = (ROOT / "core/__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', text)
    if found is None:
        raise ReleaseError("core/__init__.py: no version of three numbers")
    return found[1]


def find_makensis() -> str:
    """The installer's compiler: on the PATH, or where its own installer puts it."""
    places = [os.environ.get("PROGRAMFILES(X86)", ""), os.environ.get("PROGRAMFILES", "")]
    path = os.pathsep.join([os.environ["PATH"], *(f"{place}/NSIS" for place in places if place)])
    found = shutil.which("makensis", path=path)
    if found is None:
        raise ReleaseError("makensis not found: please install NSIS 3.08 or newer")
    return found


def removal_lines(program: Path) -> str:
    """NSIS's commands that delete what is installed, by name, and the folders left empty."""
    inside = sorted(path.relative_to(program) for path in program.rglob("*"))
    files = [path for path in inside if not (program / path).is_dir()]
    folders = [path for path in reversed(inside) if (program / path).is_dir()]
    lines = [
        *(f'Delete "$INSTDIR\\{nsis_path(path)}"' for path in files),
        *(f'RMDir "$INSTDIR\\{nsis_path(path)}"' for path in folders),
    ]
    return "\n".join(lines) + "\n"


def nsis_path(path: Path) -> str:
    """A path in the script's spelling, where a dollar sign begins a variable."""
    return "\\".join(path.parts).replace("$", "$$")


def make_installer(program: Path, release: Path, version: str) -> Path:
    """Writes nianbao-VERSION-setup.exe."""
    installer = release / f"nianbao-{version}-setup.exe"
    with tempfile.TemporaryDirectory() as temporary:
        removal = Path(temporary, "removal.nsh")
        removal.write_text(removal_lines(program), "utf-8")
        values = {
            "VERSION": version,
            "PROGRAM": program,
            "REMOVAL": removal,
            "INSTALLER": installer,
            "ICON": ROOT / "resources/icons/nianbao.ico",
            "PICTURE": Path(__file__).with_name("wizard.bmp"),
            "SIZE_KB": folder_size(program) // 1024,
        }
        if command := os.environ.get(SIGN):
            values["SIGN"] = command
        defines = [f"-D{name}={value}" for name, value in values.items()]
        command = [find_makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, str(SCRIPT)]
        subprocess.run(command, check=True)
    return installer


def make_portable(program: Path, release: Path, version: str) -> Path:
    """Writes nianbao-VERSION-portable.zip: the program with the mark that keeps data beside it."""
    portable = release / f"nianbao-{version}-portable.zip"
    with zipfile.ZipFile(portable, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in program.rglob("*") if path.is_file()):
            name = Path("nianbao", path.relative_to(program)).as_posix()
            archive.writestr(zip_entry(name), path.read_bytes())
        # Notepad reads UTF-8 only by its mark on the oldest Windows 10.
        archive.writestr(zip_entry(f"nianbao/{PORTABLE_MARK}"), PORTABLE_TEXT.encode("utf-8-sig"))
    if advzip := shutil.which("advzip"):  # of AdvanceCOMP; a twenty-fifth smaller, for Explorer too
        subprocess.run([advzip, "--recompress", "--shrink-normal", "--quiet", portable], check=True)
    return portable


def zip_entry(name: str) -> zipfile.ZipInfo:
    """A packed file's entry, dated by SOURCE_DATE_EPOCH: one commit gives the same bytes."""
    since_1970 = int(os.environ.get("SOURCE_DATE_EPOCH", DATE_OF_ZIP))
    entry = zipfile.ZipInfo(name, time.gmtime(max(since_1970, DATE_OF_ZIP))[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def sign(path: Path) -> None:
    """Runs the command in NIANBAO_SIGN on a file, where there is a certificate to sign with."""
    if command := os.environ.get(SIGN):
        subprocess.run([*shlex.split(command), str(path)], check=True)


def folder_size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def report(name: str, size: int, most: int | None = None) -> None:
    """Prints a size beside what it may be at most; raises ReleaseError if it is more."""
    limit = f" of at most {most / MEGABYTE:.0f}" if most else ""
    print(f"{name}: {size / MEGABYTE:.1f} MB{limit}")
    if most and size > most:
        raise ReleaseError(f"{name} is too big")


def main(program: Path, release: Path, version: str) -> None:
    """Makes both and prints their sizes and checksums."""
    if not (program / "nianbao.exe").exists():
        raise ReleaseError(f"no nianbao.exe in {program}: run PyInstaller first")
    release.mkdir(parents=True, exist_ok=True)
    report("installed", folder_size(program), MOST_INSTALLED)
    for executable in sorted(program.glob("*.exe")):
        sign(executable)
    shutil.copy(program / SBOM, release / f"nianbao-{version}-windows.cdx.json")
    made = {make_installer: MOST_INSTALLER, make_portable: MOST_PORTABLE}
    for make, most in made.items():
        path = make(program, release, version)
        if path.suffix == ".exe":
            sign(path)
        report(path.name, path.stat().st_size, most)
        checksum = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        path.with_name(f"{path.name}.sha256").write_text(checksum, "utf-8", newline="\n")
        print(checksum, end="")


if __name__ == "__main__":
    given = sys.argv[1:]
    defaults = [str(ROOT / "build/windows/nianbao"), str(ROOT / "build/release"), ""]
    program_given, release_given, version_given = given + defaults[len(given) :]
    try:
        main(Path(program_given), Path(release_given), version_given or program_version())
    except (ReleaseError, subprocess.CalledProcessError) as problem:
        sys.exit(f"release.py: {problem}")
