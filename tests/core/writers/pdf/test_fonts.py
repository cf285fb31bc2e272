import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTCollection, TTFont
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from core.writers.pdf.faces import Face, Faces
from core.writers.pdf.page import PAGE, Pen
from core.writers.pdf.truetype import FontPlace

RARE_IN_NAMES = "喆镕堃漷漖洺垚塱䶮𬱖𬭎"
ROW = 40


def printed(text: str, *faces: Face) -> bytes:
    """A PDF of the text in each of the faces, in rows of ten points, forty characters each."""
    content = BytesIO()
    canvas = Canvas(content, PAGE, pageCompression=1, invariant=1, initialFontName=faces[0].name)
    pen = Pen(canvas)
    for face in faces:
        for start in range(0, len(text), ROW):
            row = start // ROW % 60
            if start and row == 0:
                pen.end_page()
            pen.text(60, 780 - 12 * row, text[start : start + ROW], face, 10)
        pen.end_page()
    canvas.save()
    return content.getvalue()


def text_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        pages = [page.get_textpage() for page in document]
        text = "".join(page.get_text_range() for page in pages)
        for page in pages:
            page.close()
    return re.sub(r"\s", "", text)


def test_that_all_standard_hanzi_print_and_can_be_copied(faces: Faces, root: Path) -> None:
    table = (root / "packaging" / "tgscc_8105.txt").read_text("utf-8").splitlines()
    standard = "".join(line for line in table if not line.startswith("#"))
    assert len(standard) == 8105
    assert text_of(printed(standard, faces.body)) == standard


@pytest.mark.parametrize("role", ["body", "title", "heading", "subheading", "table"])
def test_that_rare_characters_print_and_can_be_copied(faces: Faces, role: str) -> None:
    text = RARE_IN_NAMES + "".join(
        map(chr, (*range(0x3400, 0x4DB6, 50), *range(0x4E00, 0x9FA6, 50)))
    )
    pdf = printed(text, getattr(faces, role))
    assert text_of(pdf) == text


@pytest.mark.parametrize("role", ["body", "title", "heading", "subheading", "table"])
def test_that_raised_and_lowered_figures_print_small_and_can_be_copied(
    faces: Faces, role: str
) -> None:
    face = getattr(faces, role)
    text = "CO₂m²10⁶⁰¹³⁴⁵⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₃₄₅₆₇₈₉₊₋₌₍₎"
    pdf = printed(text, face)
    assert text_of(pdf) == text
    raised, plain, lowered = (face.advances[ord(figure)] for figure in "²2₂")
    assert raised == lowered == pytest.approx(0.6 * plain, abs=1)
    with PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        boxes = {c: page.get_charbox(place) for place, c in enumerate(text) if c in "²2₂O"}
        page.close()
    (_, o_low, _, o_top), (_, low, _, _), (_, _, _, top) = (boxes[c] for c in "O₂²")
    assert low < o_low < o_top < top


def ink_of(text: str, face: Face) -> float:
    """The black part of the room that a line of text takes."""
    with PdfDocument(printed(text, face)) as document:
        shades = document[0].render(scale=8, grayscale=True).to_pil().histogram()
    black = sum((255 - shade) * count for shade, count in enumerate(shades)) / 255 / 8**2
    return black / (sum(face.advances[ord(character)] for character in text) * 10 * 10 / 1000)


@pytest.mark.parametrize(
    ("text", "other", "most"),
    [
        ("全年公开政府信息，受理申请按时办结", "0123456789", 1.1),
        ("全年公开政府信息，受理申请按时办结", "abcdefghijklmnopqrstuvwxyz", 1.1),
        ("喜铭堂廓激洛圭塑龚", "喆镕堃漷漖洺垚塱䶮", 1.25),
    ],
)
def test_that_figures_and_rare_hanzi_are_not_blacker_than_the_text_around(
    faces: Faces, text: str, other: str, most: float
) -> None:
    assert 0.8 < ink_of(other, faces.body) / ink_of(text, faces.body) < most


def test_that_marks_side_by_side_are_drawn_closer(faces: Faces) -> None:
    text = "甲》、《乙"
    with PdfDocument(printed(text, faces.title)) as document:
        page = document[0].get_textpage()
        lefts = [page.get_charbox(place, loose=True)[0] - 60 for place in range(len(text))]
        page.close()
    assert lefts == pytest.approx([0, 10, 15, 20, 30], abs=0.1)


def test_that_signs_which_share_a_glyph_are_copied_apart(faces: Faces) -> None:
    text = "甲—乙―丙"
    assert text_of(printed(text, faces.table)) == text


def test_that_each_font_is_embedded_once_and_only_the_used_part(faces: Faces) -> None:
    pdf = printed("政府信息" * 100 + "镕", faces.body, faces.table, faces.subheading)
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = document.pages[0].Resources.Font.values()
        names = [str(font.BaseFont) for font in fonts]
        assert all(re.match("/[A-Z]{6}[+]", name) for name in names)
        assert sorted(name[8:] for name in names) == [
            "FandolFang-Regular",
            "FandolKai-Regular",
            "NotoSerifSC-ExtraLight",
            "NotoSerifSC-Light",
        ]
        for font in fonts:
            program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            assert TTFont(BytesIO(program))["maxp"].numGlyphs <= 1 + len("政府信息镕")


def test_that_widths_in_the_file_are_those_of_the_font(faces: Faces) -> None:
    text = "年2024.，—"
    with pikepdf.open(BytesIO(printed(text, faces.body))) as document:
        (font,) = document.pages[0].Resources.Font.values()
        first, widths = font.DescendantFonts[0].W
        assert int(first) == 1
        expected = [faces.body.advances[ord(character)] for character in dict.fromkeys(text)]
        assert [float(width) for width in widths] == expected


def test_that_the_same_text_gives_the_same_bytes(faces: Faces, root: Path) -> None:
    again = Faces(root / "resources" / "fonts")
    text = "政府信息公开" + RARE_IN_NAMES
    assert printed(text, faces.body) == printed(text, again.body)


def test_that_an_installed_font_of_a_collection_is_embedded(
    root: Path, office_font: Callable[..., Path], tmp_path: Path
) -> None:
    bundled = root / "resources" / "fonts"
    office_font(tmp_path / "kai.ttf", ("宋体", 3, 1, 0x804), source="FandolKai-Regular")
    collection = TTCollection()
    collection.fonts = [TTFont(bundled / "NotoSansSC-Medium.ttf"), TTFont(tmp_path / "kai.ttf")]
    collection.save(tmp_path / "simsun.ttc")
    face = Faces(bundled, {"table": FontPlace(tmp_path / "simsun.ttc", 1)}).table
    pdf = printed("共12件䶮", face)
    assert text_of(pdf) == "共12件䶮"
    with pikepdf.open(BytesIO(pdf)) as document:
        names = sorted(str(font.BaseFont)[8:] for font in document.pages[0].Resources.Font.values())
    assert names == ["NotoSerifSC-ExtraLight", "OfficeFont"]
