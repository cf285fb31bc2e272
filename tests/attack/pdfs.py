"""Hostile PDFs: read in bounded time and memory, as they were made or not at all."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from functools import cache
from hashlib import md5
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from reportlab.pdfgen.canvas import Canvas

from core.readers.file import read_report
from core.report.package import package_bytes
from core.report.values import parse_value
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.attack.children import run_limited
from tests.attack.row import FINE, RESOURCES, ROOT, SAMPLE, Row, Verdict, forms, judged_sentence

SECONDS, MEGABYTES = 10, 500


def read_hostile_pdf(random: Random, folder: Path, number: int) -> Verdict:
    """Reads a PDF as `import` does, in a process that is watched."""
    make = KINDS[number % len(KINDS)]
    path, output = folder / "a.pdf", folder / "a.nianbao"
    path.write_bytes(make(random))
    command = [sys.executable, str(ROOT / "main.py"), "import", str(path), "-o", str(output)]
    ran = run_limited(command, SECONDS, MEGABYTES)
    kind, detail = _judged(ran.code, ran.said.strip(), ran.seconds, ran.peak, output)
    return Verdict(kind, f"{make.__name__}, {path.stat().st_size} B: {detail}")


def _judged(
    code: int | None, said: str, seconds: float, peak: float, output: Path
) -> tuple[str, str]:
    if peak > MEGABYTES:
        return f"more than {MEGABYTES} MB", f"{peak:.0f} MB after {seconds:.1f} s"
    if code is None or seconds > SECONDS:
        return f"more than {SECONDS} s", f"{seconds:.1f} s"
    if "Traceback" in said:
        return "traceback", said.splitlines()[-1][:90]
    if code == 0:
        known = {package_bytes(report) for report in (_report(), _other_report())}
        same = output.read_bytes() in known
        return (FINE, "") if same else ("wrong report", "read, and is none that was printed")
    if code != 2 or output.exists():
        return f"exit code {code}", said[:90]
    verdict = judged_sentence(said)
    return verdict.kind, verdict.detail


# ---- ours, changed ----


@cache
def _report():
    return read_report(SAMPLE, forms())


@cache
def _other_report():
    report = read_report(SAMPLE, forms())
    for cell in report.form.cells.values():
        if value := parse_value("7", cell.column):
            report.cells[cell.id] = value
    return report


@cache
def _ours() -> bytes:
    return report_pdf(_report(), Faces(RESOURCES.fonts)).content


@cache
def _resaved() -> bytes:
    """Ours as older programs save it: each object by itself, and a table of them at the end."""
    with pikepdf.open(BytesIO(_ours())) as pdf:
        pdf.save(content := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return content.getvalue()


def flipped_bytes(random: Random) -> bytes:
    """Bytes changed anywhere."""
    content = bytearray(_ours())
    for _ in range(random.choice((1, 5, 50, 2_000))):
        content[random.randrange(len(content))] ^= random.randrange(1, 256)
    return bytes(content)


def flipped_structure(random: Random) -> bytes:
    """Bytes changed in the objects around the package."""
    ours = (b"/ObjStm", b"/XRef", b"/EmbeddedFile", b"/CheckSum", b"/Root", b"startxref")
    resaved = (b"/EmbeddedFile", b"/Filespec", b"/CheckSum", b"xref", b"trailer", b"/Root")
    whole, marks = random.choice(((_ours(), ours), (_resaved(), resaved)))
    content = bytearray(whole)
    at = content.find(random.choice(marks))
    for _ in range(random.choice((1, 3))):
        content[max(0, at + random.randrange(-20, 80)) % len(content)] = random.randrange(256)
    return bytes(content)


def cut(random: Random) -> bytes:
    """Without its beginning, its end or its middle."""
    content = _ours()
    one, other = sorted(random.sample(range(len(content)), 2))
    return random.choice((content[:one], content[one:], content[:one] + content[other:]))


def swapped_package(random: Random) -> bytes:
    """With the package of another report, or none, or one under another name."""
    with pikepdf.open(BytesIO(_ours())) as pdf:
        embedded = pdf.Root.AF[0].EF.F
        other = package_bytes(_other_report())
        embedded.write(random.choice((other, other[: random.randrange(len(other))], b"", b"{}")))
        if random.random() < 0.5:
            embedded.Params.CheckSum = String(md5(embedded.read_bytes()).digest())
        if random.random() < 0.2:
            pdf.Root.AF[0].UF = String("年报.txt")
        return _saved(pdf, random)


def changed_check_sum(random: Random) -> bytes:
    """The check sum wrong, of another kind, or gone."""
    with pikepdf.open(BytesIO(_ours())) as pdf:
        facts = pdf.Root.AF[0].EF.F.Params
        odd = (
            String(b"x" * 16),
            String(b""),
            Name.X,
            12,
            Array([1]),
            Dictionary(),
            String(b"\xff" * 10**6),
        )
        if random.random() < 0.2:
            del facts.CheckSum
        else:
            facts.CheckSum = random.choice(odd)
        return _saved(pdf, random)


def encrypted(random: Random) -> bytes:
    """With a password for opening, or only one for changing."""
    with pikepdf.open(BytesIO(_ours())) as pdf:
        pdf.save(
            saved := BytesIO(),
            encryption=pikepdf.Encryption(
                user=random.choice(("", "1")), owner="2", R=random.choice((4, 6))
            ),
        )
    return saved.getvalue()


# ---- made to hurt ----

# A file without a page would be refused for that, before its package is looked for.
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>>>"
FILE = b"<</Type/Filespec/UF(a.nianbao)/F(a.nianbao)/EF<</F 5 0 R/UF 5 0 R>>>>"


def bomb(random: Random) -> bytes:
    """A package of gigabytes, which takes little room while it is compressed."""
    content = _zeros(random.choice((100, 1 << 10, 4 << 10)))
    filters = random.choice((1, 1, 2, 3))
    for _ in range(filters - 1):
        content = zlib.compress(content, 9)
    return _with_package(content, ["FlateDecode"] * filters)


def odd_filters(random: Random) -> bytes:
    """A package in filters that are unknown, wrong or that grow it."""
    names = ("RunLengthDecode", "ASCIIHexDecode", "LZWDecode", "JBIG2Decode", "DCTDecode", "X")
    chain = random.choices(names, k=random.choice((1, 2, 40, 4000)))
    content = random.choice((_zeros(100), b"\x81\0" * 500_000, random.randbytes(999)))
    return _with_package(content, chain)


def many_attachments(random: Random) -> bytes:
    """Thousands of files, or a tree of names that leads back to itself."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()  # without one it is refused for that
        stream = pdf.make_indirect(Stream(pdf, b"{}"))
        file = pdf.make_indirect(
            Dictionary(Type=Name.Filespec, UF=String("a.txt"), EF=Dictionary(F=stream, UF=stream))
        )
        names = [
            item for n in range(random.choice((3, 20_000))) for item in (String(f"{n:06}"), file)
        ]
        tree = pdf.make_indirect(Dictionary(Names=Array(names)))
        if random.random() < 0.5:
            tree.Kids = Array([tree, tree])
            del tree.Names
        pdf.Root.Names = Dictionary(EmbeddedFiles=tree)
        return _saved(pdf, random)


def deep_tree(random: Random) -> bytes:
    """Pages or plain arrays one inside the other, without an end or nearly."""
    depth = random.choice((100, 3_000, 30_000))
    if random.random() < 0.3:
        deep = b"[" * depth + b"]" * depth
        return _file([CATALOG[:-2] + b"/X %s>>" % deep, PAGES, PAGE])
    node = b"<</Type/Pages/Count 1/Parent %d 0 R/Kids[%d 0 R]>>"
    nodes = [node % (n - 1, n + 1) for n in range(2, depth)]
    ends = (node % (depth - 1, 2), PAGE.replace(b"2 0 R", b"%d 0 R" % (depth - 1)))
    return _file([CATALOG, *nodes, random.choice(ends)])


def object_loop(random: Random) -> bytes:
    """Objects that are each other's length, parent or container."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 6 0 R>>>>", PAGES, PAGE, FILE,
        b"<</Type/EmbeddedFile/Length 5 0 R>>stream\n{}\nendstream",
        b"<</Names[(a.nianbao)4 0 R]/Kids[6 0 R 6 0 R]>>",
        b"<</Type/ObjStm/N 999999999/First 9/Extends 7 0 R/Length 20>>stream\n"
        b"6 0 7 0 <<>> <<>>    \nendstream",
    ]  # fmt: skip
    for _ in range(random.choice((0, 1, 3))):
        at = random.randrange(len(bodies))
        to = b"%d 0 R" % random.randint(1, 9)
        bodies[at] = bodies[at].replace(b"%d 0 R" % random.randint(2, 6), to)
    return _file(bodies)


def huge_numbers(random: Random) -> bytes:
    """Sizes and counts that no file can have."""
    number = random.choice((2**31 - 1, 2**31, 2**63, 10**30, -1))
    box = PAGE.replace(b"595 842", b"%d %d" % (number, number))
    pages = PAGES.replace(b"Count 1", b"Count %d" % random.choice((1, number)))
    content = _file([CATALOG, pages, box, FILE, b"<</Length %d>>stream\n{}\nendstream" % number])
    return content.replace(b"/Size 6", b"/Size %d" % random.choice((6, number)))


def others(random: Random) -> bytes:
    """What other programs make, and what is no PDF at all."""
    kind = random.randrange(5)
    if kind == 0:
        return random.randbytes(random.choice((0, 5, 100_000)))
    if kind == 1:
        return b"%PDF-1.7\n" + random.randbytes(50_000) + b"\n%%EOF"
    if kind == 2:
        return b"%PDF-1.7\n" * 200_000
    canvas = Canvas(made := BytesIO())
    for page in range(random.choice((1, 300))):
        canvas.drawString(100, 700, f"page {page}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


KINDS: tuple[Callable[[Random], bytes], ...] = (
    flipped_bytes, flipped_bytes, flipped_structure, flipped_structure, cut, swapped_package,
    changed_check_sum, encrypted, bomb, odd_filters, many_attachments, deep_tree, object_loop,
    huge_numbers, others,
)  # fmt: skip


def _with_package(content: bytes, filters: list[str]) -> bytes:
    """A PDF whose package has gone through these filters, the last one first."""
    chain = "".join(f"/{name}" for name in filters).encode()
    head = b"<</Type/EmbeddedFile/Filter[%s]/Length %d>>stream\n" % (chain, len(content))
    return _file([CATALOG, PAGES, PAGE, FILE, head + content + b"\nendstream"])


def _file(bodies: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the root."""
    content, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<</Root 1 0 R/Size %d>>\n" % (len(bodies) + 1)
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % start)


def _saved(pdf: Pdf, random: Random) -> bytes:
    modes = pikepdf.ObjectStreamMode
    pdf.save(saved := BytesIO(), object_stream_mode=random.choice((modes.disable, modes.generate)))
    return saved.getvalue()


@cache
def _zeros(megabytes: int) -> bytes:
    """So many zeros, compressed: the same block again and again."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = ((megabytes << 20) % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + block * megabytes + b"\x03\0" + check.to_bytes(4, "big")


def _prepare() -> None:
    _ours(), _other_report()


ROWS = (Row("pdfs", 300, read_hostile_pdf, 60, _prepare),)
