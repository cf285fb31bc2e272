from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.fonts import Font

NAMES = ("NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Medium")


def test_that_a_missing_character_is_refused_with_its_code_and_place(faces: Faces) -> None:
    with pytest.raises(PrintRefused) as refusal:
        faces.body.printable("签发人：李\ue000", "“签发人…”这一段里")
    assert str(refusal.value) == (
        "字体里没有U+E000这个字，在“签发人…”这一段里；请换一个字，或用文字说明它的写法。"
    )


def test_that_a_missing_character_with_a_look_is_shown(faces: Faces) -> None:
    with pytest.raises(PrintRefused, match="“☑”（U\\+2611）"):
        faces.title.printable("☑", "标题里")


@pytest.mark.parametrize("character", ["\ue000", "\ud800"])
def test_that_the_refusal_of_a_private_or_broken_character_can_be_shown(
    faces: Faces, character: str
) -> None:
    with pytest.raises(PrintRefused) as refusal:
        faces.body.printable(character, "标题里")
    assert str(refusal.value).encode() and f"U+{ord(character):04X}" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲\t乙", "甲 乙"),
        ("甲\u2003乙\u2009丙", "甲 乙 丙"),
        ("甲\u3000乙\u00a0丙", "甲\u3000乙\u00a0丙"),
        ("甲\u202f乙", "甲\u00a0乙"),
        ("甲\u200b\u200d\u2060\ufeff\u00ad\u200e乙", "甲乙"),
        ("甲\x00\x07\r\x7f乙", "甲乙"),
        ("甲\n乙\u2028丙", "甲\n乙\n丙"),
        ("甲\ufe00乙\U000e0100", "甲乙"),
        ("𬭎𬱖䶮镕", "𬭎𬱖䶮镕"),
    ],
)
def test_that_odd_white_space_prints_as_space_and_controls_not_at_all(
    faces: Faces, text: str, printed: str
) -> None:
    assert faces.body.printable(text, "标题里") == printed


def test_that_a_face_is_parsed_once(faces: Faces, root: Path) -> None:
    assert faces.body is faces.body
    assert Faces(root / "resources" / "fonts").body.font is faces.body.font


@pytest.mark.parametrize("content", [None, b"", b"no font"])
def test_that_a_missing_or_damaged_font_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    monkeypatch.setattr(pdfmetrics, "getRegisteredFontNames", list)
    if content is not None:
        (tmp_path / "NotoSerifSC-Regular.ttf").write_bytes(content)
    with pytest.raises(PrintRefused, match=r"NotoSerifSC-Regular\.ttf.*重新安装"):
        _ = Faces(tmp_path).body


@pytest.mark.parametrize("length", [300, 100_000, 1_000_000])
def test_that_a_cut_off_font_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, root: Path, tmp_path: Path, length: int
) -> None:
    monkeypatch.setattr(pdfmetrics, "getRegisteredFontNames", list)
    whole = (root / "resources" / "fonts" / "NotoSansSC-Medium.ttf").read_bytes()
    (tmp_path / "NotoSansSC-Medium.ttf").write_bytes(whole[:length])
    with pytest.raises(PrintRefused):
        _ = Faces(tmp_path).heading


@pytest.mark.parametrize("name", NAMES)
def test_that_reading_in_bulk_reads_what_reportlab_reads(root: Path, name: str) -> None:
    path = str(root / "resources" / "fonts" / f"{name}.ttf")
    ours, theirs = Font(name, path).face, TTFont(name, path).face
    for attribute in ("charToGlyph", "charWidths", "defaultWidth", "glyphPos", "hmetrics", "name"):
        assert getattr(ours, attribute) == getattr(theirs, attribute), attribute
    assert ours.makeSubset([0, 32, 0x4E00, 0x2CB4E]) == theirs.makeSubset([0, 32, 0x4E00, 0x2CB4E])
