"""Foreign files are read by a process that may use little, and can do nothing else."""

import io
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest

from core.readers.confined import BROKEN, ENTRY, ConfinedRefused, Limits, confined
from core.readers.content import LARGEST
from core.readers.pdf.package import attached_package

MEGABYTE = 1 << 20

# Reads what is given in its arguments in a confined process, and says how much memory that took.
MEASURE = """
import resource, sys
from pathlib import Path
from core.readers.confined import ConfinedRefused, confined
from core.readers.pdf.package import attached_package
try:
    confined(attached_package, Path(sys.argv[1]).read_bytes())
except ConfinedRefused as refusal:
    print(refusal)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""

# Tries what a file that has taken over its reader would like to do.
ACT = """
import os, socket, sys
from core.readers.limits import limit_this_process
limit_this_process(500_000_000, 10)
for act in (
    lambda: open(sys.argv[1]),
    lambda: open(sys.argv[1] + ".new", "w"),
    lambda: socket.socket(),
    lambda: bytearray(600_000_000),
):
    try:
        act()
    except (OSError, MemoryError) as error:
        print(type(error).__name__)
"""

posix = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")


def zeros(megabytes: int, layers: int) -> bytes:
    """So much of nothing, compressed so many times; its check sum is not worth the time."""
    press = zlib.compressobj(9)
    first, more = (press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH) for _ in "12")
    packed = first + more * (megabytes - 1) + press.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return packed


def pdf_with(names: list[str], content: bytes, filters: int = 0) -> bytes:
    """A PDF with the same attachment under all names, already packed so many times."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, content)
        stream.Params = pikepdf.Dictionary(Size=1)
        if filters:
            stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode] * filters)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=names[0],
            UF=names[0],
            EF=pikepdf.Dictionary(F=pdf.make_indirect(stream)),
        )
        spec = pdf.make_indirect(spec)
        tree = pikepdf.Array([part for name in names for part in (name, spec)])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=tree))
        pdf.save(
            saved := io.BytesIO(),
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        return saved.getvalue()


def run(root: Path, code: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def test_that_what_is_attached_comes_out_whole() -> None:
    content = os.urandom(5 * MEGABYTE)
    assert confined(attached_package, pdf_with(["a.nianbao"], content)) == content


@posix
@pytest.mark.parametrize(("megabytes", "layers"), [(3000, 1), (3000, 2), (3000, 3)])
def test_that_a_bomb_takes_no_more_than_its_share(
    megabytes: int, layers: int, root: Path, tmp_path: Path
) -> None:
    bomb = pdf_with(["a.nianbao"], zeros(megabytes, layers), layers)
    (tmp_path / "a.pdf").write_bytes(bomb)
    said, peak = run(root, MEASURE, str(tmp_path / "a.pdf"))

    assert "太占内存" in said
    assert int(peak) <= 500_000_000


@posix
def test_that_what_is_attached_is_no_larger_than_a_file_may_be() -> None:
    most = pdf_with(["a.nianbao"], zlib.compress(bytes(LARGEST)), 1)
    assert confined(attached_package, most) == bytes(LARGEST)
    with pytest.raises(ConfinedRefused):
        confined(attached_package, pdf_with(["a.nianbao"], zlib.compress(bytes(LARGEST + 1)), 1))


def test_that_a_reading_that_does_not_end_is_ended() -> None:
    names = [f"{n:06}" for n in range(100_000)]  # PDFium looks for each from the first one on
    endless = pdf_with(names, b"")
    begun = time.monotonic()
    with pytest.raises(ConfinedRefused, match=r"读了 0\.3 秒还没有读完"):
        confined(attached_package, endless, Limits(seconds=0.3))
    assert time.monotonic() - begun < 3


@posix
def test_that_a_confined_process_can_open_nothing(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "a"
    secret.write_text("b")

    assert run(root, ACT, str(secret)) == ["OSError", "OSError", "OSError", "MemoryError"]
    assert list(tmp_path.iterdir()) == [secret]


@posix
def test_that_a_process_whose_parent_is_gone_ends_by_itself(root: Path) -> None:
    code = "from core.readers.limits import limit_this_process\nlimit_this_process(10**9, 1)\n"
    done = subprocess.run(
        [sys.executable, "-c", code + "while True: pass"],
        env={"PYTHONPATH": str(root)},
        timeout=20,
        check=False,
    )
    assert done.returncode < 0


@pytest.mark.parametrize("reader", ["os:system", "core.commands:run", "core.readers.none:read"])
def test_that_nothing_but_a_reader_is_run_so(reader: str, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "main.py"), ENTRY, reader, "500000000", "10"],
        input=b"echo 1",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (BROKEN, b"")


def test_that_a_reading_takes_nothing_of_the_environment_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # with which no Python starts
    assert confined(attached_package, pdf_with(["a.nianbao"], b"{}")) == b"{}"


def test_that_a_program_that_cannot_be_started_again_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(ConfinedRefused, match="现在读不了"):
        confined(attached_package, b"")
