"""Whether a program's folder runs on old systems: `check_libraries.py FOLDER`.

Fails when a file in it needs a newer glibc, libstdc++ or libxkbcommon than the oldest system has,
a function that use_newer.py has it take from libnewer.so and that is not there, a library that is
neither in the folder nor in system_libraries.txt, or a package that debian10.txt does not have.
Prints the packages it depends on, as a Debian package's control file lists them.
"""

import re
import subprocess
import sys
from pathlib import Path

# What UOS 20, Kylin V10 and Debian 10 have: glibc 2.28, GCC 8 and libxkbcommon 0.8.2 (V).
NEWEST = {
    "GLIBC": (2, 28),
    "GLIBCXX": (3, 4, 25),
    "CXXABI": (1, 3, 11),
    "GCC": (8, 0),
    "V": (0, 8, 2),
}


def is_program_code(path):
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def table(name):
    """The two columns of a list that lies beside this file."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    return dict(line.split(maxsplit=1) for line in text.splitlines() if not line.startswith("#"))


def numbers(version):
    """A version as numbers that compare."""
    return tuple(map(int, version.split(".")))


def is_too_new(version):
    """Whether older systems do not have this version of a library's functions."""
    name, _, number = version.rpartition("_")
    return name in NEWEST and numbers(number) > NEWEST[name]


def lacking(depends):
    """What of a package's Depends the oldest system does not have, or not in that version."""
    has = table("debian10.txt")
    for wanted in depends:
        name, least = re.fullmatch(r"(\S+)(?: \(>= ([\d.]+)\))?", wanted).groups()
        if name not in has or numbers(has[name]) < numbers(least or "0"):
            yield f"the package needs {wanted}, and Debian 10 has {has.get(name, 'none')}"


def main(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    shipped = {path.name for path in files}
    packages = table("system_libraries.txt")
    faults, depends = [], set()
    lent, borrowed = set(), set()
    for path in filter(is_program_code, files):
        command = ["objdump", "-p", "-T", path]
        headers = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for version in re.findall(r"^ +0x\w+ 0x\w+ \d+ (\w+_[\d.]+)$", headers, re.M):
            if is_too_new(version):
                faults.append(f"{path.relative_to(folder)} needs {version}")
        named = re.findall(r" (\S+)\t\w+ +\(?(NEWER\w*_[\d.]+)\)? +(\S+)$", headers, re.M)
        for place, version, function in named:
            (borrowed if place == "*UND*" else lent).add(f"{version} {function}")
        for library in re.findall(r"^  NEEDED +(\S+)$", headers, re.M):
            if library in packages:
                depends.add(packages[library])
            elif library not in shipped:
                faults.append(f"{path.relative_to(folder)} needs {library}")
    faults += [f"nobody lends {function}" for function in borrowed - lent]
    faults += lacking(depends)
    if faults:
        sys.exit("not on UOS 20 or Kylin V10:\n" + "\n".join(sorted(faults)))
    print(", ".join(sorted(depends)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
