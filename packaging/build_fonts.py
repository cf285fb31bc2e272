"""Rebuild the subset fonts under resources/fonts/.

Usage: python packaging/build_fonts.py [--out FOLDER]

Needs npm, apt-get and dpkg-deb on the PATH and fonttools in the running Python.  The full
faces cover up to 30,000 glyphs and weigh 7 to 15 MB each; the program ships of each only the
characters that Chinese administrative texts use, and what else one of them has, in a lighter
weight, as a face of last resort.  The result depends on nothing but the pinned sources and the
fonttools version (see FONTTOOLS_VERSION), so a rebuild gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont
from outlines import convert_to_truetype, lighten

HERE = Path(__file__).resolve().parent
DEFAULT_OUT = HERE.parent / "resources" / "fonts"
TGSCC_FILE = HERE / "tgscc_8105.txt"
TGSCC_SIZE = 8105

# The version the committed files were made with; another one may order bytes differently.
FONTTOOLS_VERSION = "4.68.0"

SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
FANDOL = "texlive-lang-chinese=2022.20230122-1"

# The licence files that go beside the fonts, each from the packages named: package, member.
LICENCES = {
    "OFL.txt": ((SERIF, "package/LICENSE_FONT"), (SANS, "package/LICENSE_FONT")),
    "GPL.txt": ((FANDOL, "./usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"),),
}
FANDOL_FOLDER = "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"

# ReportLab places glyphs by cmap and hmtx alone, and the program writes horizontally only,
# so layout, vertical and variation tables would be dead weight.
DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx"]

# Inclusive ranges beyond GB 2312 and the character table; characters a source lacks are
# left out.
SYMBOL_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x01F8, 0x01F9),  # pinyin letters that GB 2312 forgot
    (0x2000, 0x206F),  # general punctuation, with ‰ and ′ ″
    (0x2070, 0x209F),  # raised and lowered digits: CO₂
    (0x20A0, 0x20BF),  # currency signs
    (0x2100, 0x214F),  # letterlike symbols: ℃ ℉ № ™
    (0x2150, 0x218B),  # fractions, Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x249B),  # circled, bracketed and dotted numbers
    (0x25A0, 0x25FF),  # geometric shapes, used as tick boxes and bullets
    (0x2776, 0x277F),  # filled circled numbers
    (0x3000, 0x303F),  # CJK punctuation, with 〇 of dates such as 二〇二五年
    (0x3220, 0x3229),  # bracketed Chinese numbers
    (0x3251, 0x325F),  # circled 21 to 35
    (0x3280, 0x3289),  # circled Chinese numbers
    (0x32B1, 0x32BF),  # circled 36 to 50
    (0x3380, 0x33DF),  # units such as ㎡ ㎏ ㎞
    (0xFF01, 0xFF5E),  # full-width forms of ASCII
    (0xFFE0, 0xFFE6),  # full-width ￥ and other signs
)
# Single signs GB 2312 has no place for: the true minus and other mathematics, the tick, and
# what GBK added.
EXTRA_CHARACTERS = "\N{MINUS SIGN}∓∕∟∣≒≦≧⊕⊿✓㊣㈱ɑɡńň"

# By how much the edges of the Latin letters, figures and signs of 仿宋 are drawn in, in thousandths
# of the type size, so that a line of them is as black as one of hanzi: their stems are 75 units
# thick, those of hanzi 40.
DRAWN_IN = 10.0
LATIN = frozenset(c for c in map(chr, range(0x21, 0x500)) if c.isascii() or c.isalpha())


@dataclass(frozen=True)
class Face:
    """One face: where it comes from, what it must be, where it goes.

    `required` are the characters that it must have, and all that it keeps besides symbols.  One
    that is the `rest` has all else that its source has.  `drawn_in` says by how much its Latin
    is made lighter.
    """

    package: str
    member: str
    sha256: str
    target: str
    required: frozenset[str] = frozenset()
    symbols: bool = True
    rest: bool = False
    drawn_in: float = 0.0


class BuildError(Exception):
    """A source or a result is not what it must be."""


def gb2312_characters() -> frozenset[str]:
    """Return all characters of GB 2312: 6763 hanzi and 682 symbols."""
    characters = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                characters.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    # Two symbols decode to ・ and ― here, but to · and — elsewhere; texts use the latter.
    return frozenset(characters) | {"·", "—"}


def tgscc_characters() -> frozenset[str]:
    """Return the characters of the Table of General Standard Chinese Characters."""
    lines = TGSCC_FILE.read_text(encoding="utf-8").splitlines()
    characters = frozenset("".join(line for line in lines if not line.startswith("#")))
    if len(characters) != TGSCC_SIZE:
        raise BuildError(f"{TGSCC_FILE.name}: {len(characters)} characters, not {TGSCC_SIZE}")
    return characters


def symbol_characters() -> frozenset[str]:
    """Return the symbols and punctuation to take along where a source has them."""
    characters = set(EXTRA_CHARACTERS)
    for first, last in SYMBOL_RANGES:
        characters.update(map(chr, range(first, last + 1)))
    return frozenset(characters)


GB2312 = gb2312_characters()
COMMON = GB2312 | tgscc_characters()
# The lightest weight: the others are spots among the thin strokes of 仿宋.
SERIF_EXTRA_LIGHT = (
    SERIF,
    "package/200ExtraLight/NotoSerifSC_200ExtraLight.ttf",
    "e51c26105c4698e8476dde88ce284ec8bbae9a79419115128f0a03cf284cbb4f",
)
FACES = (
    Face(
        SERIF,
        "package/300Light/NotoSerifSC_300Light.ttf",
        "a86e5cabd0c0b9bd656ff9c3e437bec6519fc7b149e845192edd8075b07789eb",
        "NotoSerifSC-Light.ttf",
        GB2312,
    ),
    # What 仿宋 lacks, in two files, for names need the first one and hardly any text the second.
    Face(*SERIF_EXTRA_LIGHT, "NotoSerifSC-ExtraLight.ttf", COMMON - GB2312, symbols=False),
    Face(*SERIF_EXTRA_LIGHT, "NotoSerifSC-Rare.ttf", rest=True),
    Face(
        SERIF,
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "NotoSerifSC-Bold.ttf",
        COMMON,
    ),
    Face(
        SANS,
        "package/500Medium/NotoSansSC_500Medium.ttf",
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        "NotoSansSC-Medium.ttf",
        COMMON,
    ),
    Face(
        FANDOL,
        f"{FANDOL_FOLDER}/FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "FandolFang-Regular.ttf",
        GB2312 - {"―"},
        drawn_in=DRAWN_IN,
    ),
    Face(
        FANDOL,
        f"{FANDOL_FOLDER}/FandolKai-Regular.otf",
        "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
        "FandolKai-Regular.ttf",
        GB2312 - {"―"},
    ),
)


def fetch_package(package: str, folder: Path) -> Path:
    """Download a package as a tar archive into folder and return its path."""
    # Both programs name the file themselves, so an empty folder of its own tells which it is.
    target = Path(tempfile.mkdtemp(dir=folder))
    if package.startswith("@"):
        run("npm", "pack", package, "--silent", folder=target)
        (archive,) = target.glob("*.tgz")
        return archive
    run("apt-get", "download", package, "-qq", folder=target)
    (file,) = target.glob("*.deb")
    archive = target / "content.tar"
    archive.write_bytes(run("dpkg-deb", "--fsys-tarfile", file.name, folder=target))
    return archive


def run(name: str, *arguments: str, folder: Path) -> bytes:
    """Run a program in a folder and return what it prints."""
    program = shutil.which(name)
    if program is None:
        raise BuildError(f"{name} is not on the PATH")
    command = [program, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=folder).stdout


def read_member(archive: Path, member: str) -> bytes:
    """Return the content of one file of a tar archive, decompressed."""
    with tarfile.open(archive) as tar:
        stream = tar.extractfile(member)
        if stream is None:
            raise BuildError(f"{archive.name}: {member} is not a file")
        data = stream.read()
    return gzip.decompress(data) if member.endswith(".gz") else data


def read_source(face: Face, archive: Path) -> bytes:
    """Return the source font of a face after checking that it is the pinned one."""
    data = read_member(archive, face.member)
    digest = hashlib.sha256(data).hexdigest()
    if digest != face.sha256:
        raise BuildError(f"{face.member}: sha256 is {digest}, not {face.sha256}")
    return data


def subset_font(source: bytes, face: Face) -> bytes:
    """Return the font cut down to the wanted characters, without hinting and layout.

    Raises BuildError if the source lacks a required character.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.notdef_outline = True  # a missing character must show as a box, not vanish
    options.name_IDs = ["*"]  # with the copyright and licence entries, which OFL wants kept
    options.recalc_timestamp = False  # the time of the build must not get into the bytes
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    held = frozenset(map(chr, font.getBestCmap()))
    if missing := face.required - held:
        raise BuildError("the source lacks " + "".join(sorted(missing)))
    widen_dash(font)
    if face.rest:
        rename_family(font)
    symbols = symbol_characters()
    kept = face.required | symbols if face.symbols else face.required
    if face.rest:
        kept = held - COMMON - symbols
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, kept))
    subsetter.subset(font)
    if "CFF " in font:
        convert_to_truetype(font)
    if face.drawn_in:
        lighten(font, LATIN, face.drawn_in)
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def rename_family(font: TTFont) -> None:
    """Give the face a family of its own: two files of one family and style hide each other."""
    for record in font["name"].names:
        match record.nameID:
            case 1 | 4 | 16:
                record.string = record.toUnicode().replace("Noto Serif SC", "Noto Serif SC Rare")
            case 3 | 6:
                record.string = record.toUnicode().replace("NotoSerifSC", "NotoSerifSCRare")


def widen_dash(font: TTFont) -> None:
    """Give — the glyph of ―, if the source has it.

    The Noto faces have the Western dash at —, and the Chinese one, which is as wide as a
    character, for those who use OpenType layout.
    """
    glyphs = font.getBestCmap()
    for table in font["cmap"].tables:
        if ord("―") in glyphs and ord("—") in table.cmap:
            table.cmap[ord("—")] = glyphs[ord("―")]


def licence_text(members: Iterable[tuple[str, str]], archives: Mapping[str, Path]) -> bytes:
    """Return licence files of packages, unchanged, one after the other."""
    parts = []
    for package, member in members:
        names = ", ".join(face.target for face in FACES if face.package == package)
        heading = f"===== Licence of {names} =====\n\n".encode()
        parts.append(heading + read_member(archives[package], member).rstrip() + b"\n")
    return b"\n\n".join(parts)


def build(out: Path) -> Iterator[Path]:
    """Write the fonts and their licences into a folder and yield the path of each file."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        packages = dict.fromkeys(face.package for face in FACES)
        archives = {name: fetch_package(name, Path(temporary)) for name in packages}
        for face in FACES:
            path = out / face.target
            path.write_bytes(subset_font(read_source(face, archives[face.package]), face))
            yield path
        for name, members in LICENCES.items():
            path = out / name
            path.write_bytes(licence_text(members, archives))
            yield path


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description="Rebuild the subset fonts.")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="target folder")
    out: Path = parser.parse_args().out
    if fontTools.version != FONTTOOLS_VERSION:
        print(
            f"note: fonttools {fontTools.version} instead of {FONTTOOLS_VERSION};"
            " the bytes may differ from the committed files",
            file=sys.stderr,
        )
    try:
        for path in build(out):
            data = path.read_bytes()
            print(f"{hashlib.sha256(data).hexdigest()}  {len(data):>8}  {path.name}")
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
