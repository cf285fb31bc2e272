"""Whether a program's folder runs on old systems: `check_libraries.py FOLDER`.

Fails when a file in it needs a newer glibc or libstdc++ than the oldest system has, or a library
that is neither in the folder nor in system_libraries.txt. Prints the packages it depends on, as
the control file of a Debian package lists them.
"""

import re
import subprocess
import sys
from pathlib import Path

# What UOS 20, Kylin V10 and Debian 10 have: glibc 2.28 and GCC 8.
NEWEST = {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11), "GCC": (8, 0)}


# They may fail to load, and then another takes its place: see deb.sh.
ON_NEWER_SYSTEMS_ONLY = {"libfcitx5platforminputcontextplugin.so", "libFcitx5Qt6DBusAddons.so.1"}


def is_program_code(path):
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def system_packages():
    """The package of each library that the system has."""
    text = Path(__file__).with_name("system_libraries.txt").read_text("utf-8")
    return dict(line.split(maxsplit=1) for line in text.splitlines() if not line.startswith("#"))


def too_new(headers):
    """The versions of the C and C++ libraries that older systems do not have."""
    for name, version in re.findall(r" (GLIBC|GLIBCXX|CXXABI|GCC)_([\d.]+)$", headers, re.M):
        if tuple(map(int, version.split("."))) > NEWEST[name]:
            yield f"{name}_{version}"


def main(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    shipped = {path.name for path in files}
    packages = system_packages()
    faults, depends = [], set()
    for path in filter(is_program_code, files):
        command = ["objdump", "-p", path]
        headers = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for version in () if path.name in ON_NEWER_SYSTEMS_ONLY else too_new(headers):
            faults.append(f"{path.relative_to(folder)} needs {version}")
        for library in re.findall(r"^  NEEDED +(\S+)$", headers, re.M):
            if library in packages:
                depends.add(packages[library])
            elif library not in shipped:
                faults.append(f"{path.relative_to(folder)} needs {library}")
    if faults:
        sys.exit("not on UOS 20 or Kylin V10:\n" + "\n".join(sorted(faults)))
    print(", ".join(sorted(depends)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
