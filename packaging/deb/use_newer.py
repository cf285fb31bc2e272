"""Has libraries that are too new for old systems take what those lack from libnewer.so.

`use_newer.py FOLDER`, the one of Qt's libraries, libnewer.so (newer.cpp) among them. A library says
of each function that it calls which version of which library it was compiled with, and the loader
refuses to start where a library does not know the version. Where that is above check_libraries.py's
limits, it gets another name, which only libnewer.so knows (GLIBC_2.30 becomes NEWER_2.30), and the
mark that the library named beside it may do without. So all systems run the same code.
"""

import struct
import subprocess
import sys
from pathlib import Path

from check_libraries import is_program_code, is_too_new

NEEDED_VERSIONS = 0x6FFFFFFE  # SHT_GNU_verneed: the section that lists them
MAY_LACK = 0x2  # VER_FLG_WEAK


def hash_of(name):
    """The number by which the loader compares versions (ELF's hash of a text)."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        value = (value ^ (value & 0xF0000000) >> 24) & 0x0FFFFFFF
    return value


def sections(content):
    """Kind, place and linked section's number of each section of a 64-bit file."""
    (start,) = struct.unpack_from("<Q", content, 0x28)
    size, count = struct.unpack_from("<HH", content, 0x3A)
    for header in range(start, start + count * size, size):
        _, kind, _, _, place, _, linked = struct.unpack_from("<IIQQQQI", content, header)
        yield kind, place, linked


def needed_versions(content):
    """Place of the entry and of the name of each version that a library needs."""
    table = list(sections(content))
    for kind, place, linked in table:
        if kind != NEEDED_VERSIONS:
            continue
        names = table[linked][1]
        further = -1
        while further:
            _, _, _, entry, further = struct.unpack_from("<HHIII", content, place)
            entry += place
            place += further
            following = -1
            while following:
                _, _, _, name, following = struct.unpack_from("<IHHII", content, entry)
                yield entry, names + name
                entry += following


def main(folder):
    for path in filter(is_program_code, sorted(folder.glob("*.so*"))):
        content = bytearray(path.read_bytes())
        for entry, start in list(needed_versions(content)):
            name = content[start : content.index(0, start)]
            if is_too_new(name.decode()):
                name = name.replace(b"GLIBC", b"NEWER")
                content[start : start + len(name)] = name
                struct.pack_into("<IH", content, entry, hash_of(name), MAY_LACK)
        if content != path.read_bytes():
            path.write_bytes(content)
            subprocess.run(["patchelf", "--add-needed", "libnewer.so", path], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
