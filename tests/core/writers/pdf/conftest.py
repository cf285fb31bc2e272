"""Faces, a pen that records what is drawn, and documents of made-up text."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from core.document.blocks import Document
from core.document.compose import compose
from core.report.report import Report
from core.report.values import parse_value
from core.writers.pdf.faces import ASCENT, DESCENT, Face, Faces
from core.writers.pdf.marks import squeezed_widths
from core.writers.pdf.page import TextRun
from core.writers.pdf.structure import Element
from tests.kinsoku import BLANK_RIGHT

PARAGRAPH = (
    "本年度，示例街道办事处（以下简称“本街道”）主动公开政府信息1,205条，其中规范性文件12件、财政信息38条；"
    "通过门户网站www.example.gov.cn和公告栏发布，全年访问量达2,345.67万次，同比增长12.5%——为近五年最高……"
    "下一步，将按照《中华人民共和国政府信息公开条例》和GB/T 9704-2012的要求，做到“应公开、尽公开”。"
)


@dataclass(frozen=True)
class Drawn:
    """A line of text, or part of one, and the box that its ink fills."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass
class RecordingPen:
    """Keeps what a pen would draw."""

    texts: list[Drawn] = field(default_factory=list)
    borders: list[tuple[float, float, float, float]] = field(default_factory=list)
    outlined: list[tuple[str, float]] = field(default_factory=list)
    elements: list[Element | None] = field(default_factory=list)
    places: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)

    @contextmanager
    def tagged(self, element: Element | None) -> Iterator[None]:
        self.elements.append(element)
        yield

    def place(self, name: str, left: float, bottom: float, right: float, top: float) -> None:
        self.places.setdefault(name, (left, bottom, right, top))

    def runs(self, runs: Iterable[TextRun], size: float) -> None:
        for run in runs:
            self.text(run.x, run.y, run.text, run.face, size, run.spacing)

    def text(
        self, x: float, y: float, text: str, face: Face, size: float, spacing: float = 0.0
    ) -> None:
        width = sum(squeezed_widths(text, face.advances)) * size / 1000
        if text[-1] in BLANK_RIGHT:
            width -= size / 2
        right = x + width + spacing * (len(text) - 1)
        self.texts.append(Drawn(text, x, right, y - DESCENT * size, y + ASCENT * size, size))

    def lines(self, lines: Iterable[tuple[float, float, float, float]], width: float) -> None:
        self.borders += lines

    def outline(self, text: str, top: float) -> None:
        self.outlined.append((text, top))


@pytest.fixture(scope="session")
def faces(root: Path) -> Faces:
    return Faces(root / "resources" / "fonts")


@pytest.fixture(scope="session")
def office_font(root: Path) -> Callable[..., Path]:
    """Writes a font as an office has it: a bundled one under other names and rights.

    A name is a family with its platform, encoding and language.
    """

    @lru_cache(maxsize=4)
    def content(names: tuple[tuple[str, int, int, int]], rights: int, source: str) -> bytes:
        font = TTFont(root / "resources" / "fonts" / f"{source}.ttf", recalcBBoxes=False)
        font["name"].names = []
        font["name"].setName("OfficeFont", 6, 3, 1, 0x409)
        for family, platform, encoding, language in names:
            font["name"].setName(family, 1, platform, encoding, language)
        font["OS/2"].fsType = rights
        file = BytesIO()
        font.save(file, reorderTables=False)
        return file.getvalue()

    def write(path: Path, *names, rights: int = 0, source: str = "NotoSansSC-Medium") -> Path:
        path.write_bytes(content(names, rights, source))
        return path

    return write


@pytest.fixture
def pen() -> RecordingPen:
    return RecordingPen()


@pytest.fixture
def full_report(new_report: Callable[..., Report]) -> Callable[[str], Report]:
    """A report of every kind of content: long text, filled cells, notes, a signature."""

    def make(edition: str) -> Report:
        report = new_report(edition)
        for number, cell in enumerate(report.form.cells.values()):
            value = parse_value(str(number * 37), cell.column)
            assert value is not None
            report.cells[cell.id] = value
        first = next(iter(report.form.cells))
        report.notes = {"disclosure": "（注：含上年结转的1件。）", first: "（其中修订16件）"}
        report.texts = {
            "preface": "根据《中华人民共和国政府信息公开条例》编制。",
            "general": "\n".join(f"（{number}）{PARAGRAPH}" for number in "一二三四五六七八"),
            "problems": f"{PARAGRAPH}\n{PARAGRAPH}",
            "other_matters": "没有其他需要报告的事项。",
            "signature": "示例街道办事处\n2025年1月20日",
        }
        return report

    return make


@pytest.fixture
def full_document(full_report: Callable[[str], Report]) -> Callable[[str], Document]:
    """That report, composed."""
    return lambda edition: compose(full_report(edition))
