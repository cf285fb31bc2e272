import lzma
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument

from core.typefaces import OWN_FONTS, FaceRole
from core.writers.pdf.faces import FALLBACKS, Face, Faces, PrintRefused
from core.writers.pdf.truetype import FontPlace

HEI = ("黑体", 3, 1, 0x804)


def fonts_of(face: Face, text: str) -> list[str]:
    """The font file that each character of the text is set in, without folder and ending."""
    document = PDFDocument()
    names = [name for character in text for name, _ in face.encoded(character, document)]
    paths = {name: path.rpartition(":")[0] for path, name in document.fontMapping.items()}
    return [Path(paths[name]).stem for name in names]


def test_that_a_missing_character_is_refused_with_its_code_and_place(faces: Faces) -> None:
    with pytest.raises(PrintRefused) as refusal:
        faces.body.printable("签发人：李\ue000", "“签发人…”这一段里")
    assert str(refusal.value) == (
        "字体里没有U+E000这个字，在“签发人…”这一段里；请换一个字，或用文字说明它的写法。"
    )


def test_that_all_missing_characters_of_a_text_are_named_at_once(faces: Faces) -> None:
    with pytest.raises(PrintRefused, match="“☑”（U\\+2611）、“☒”（U\\+2612）这几个字，在标题里"):
        faces.title.printable("是☑否☒☑", "标题里")


def test_that_a_missing_character_with_a_look_is_shown(faces: Faces) -> None:
    with pytest.raises(PrintRefused, match="“☑”（U\\+2611）"):
        faces.title.printable("☑", "标题里")


@pytest.mark.parametrize("character", ["\ue000", "\ud800"])
def test_that_the_refusal_of_a_private_or_broken_character_can_be_shown(
    faces: Faces, character: str
) -> None:
    with pytest.raises(PrintRefused) as refusal:
        faces.body.printable(character, "标题里")
    assert str(refusal.value).encode()
    assert f"U+{ord(character):04X}" in str(refusal.value)


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


def test_that_a_font_of_two_faces_is_one_font_of_the_document(
    root: Path, office_font: Callable[..., Path], tmp_path: Path
) -> None:
    place = FontPlace(office_font(tmp_path / "hei.ttf", HEI))
    faces = Faces(root / "resources" / "fonts", {"heading": place, "table": place})
    document = PDFDocument()
    codes = [c for face in (faces.heading, faces.table) for c in face.encoded("甲", document)]
    assert codes == [codes[0]] * 2
    assert len(document.delayedFonts) == 1


@pytest.mark.parametrize("role", OWN_FONTS)
def test_that_chinese_punctuation_is_as_wide_as_a_character(faces: Faces, role: FaceRole) -> None:
    advances = getattr(faces, role).advances
    assert {advances[ord(mark)] for mark in "“”‘’—…，。、；：？！（）《》〈〉【】〔〕％①"} == {1000}


@pytest.mark.parametrize("role", OWN_FONTS)
def test_that_every_face_prints_all_standard_and_all_rare_hanzi(
    faces: Faces, root: Path, role: FaceRole
) -> None:
    table = (root / "packaging" / "tgscc_8105.txt").read_text("utf-8").splitlines()
    standard = "".join(line for line in table if not line.startswith("#"))
    rare = "".join(map(chr, (*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FA6))))
    advances = getattr(faces, role).advances
    assert [c for c in standard + rare if ord(c) not in advances] == []


def test_that_a_rare_character_comes_from_another_font_and_only_that_one(faces: Faces) -> None:
    assert fonts_of(faces.body, "府镕开㎡㐁") == [
        "FandolFang-Regular",
        "NotoSerifSC-ExtraLight",
        "FandolFang-Regular",
        "NotoSerifSC-Light",
        "NotoSerifSC-Rare",
    ]


def test_that_text_of_one_font_is_encoded_in_one_piece(faces: Faces) -> None:
    pieces = list(faces.body.encoded("公开“2024”年——GB 9704", PDFDocument()))
    assert len(pieces) == 1


def test_that_a_character_is_in_the_widths_if_a_font_has_it(faces: Faces) -> None:
    assert ord("䶮") in faces.subheading.advances
    assert 0xE000 not in faces.subheading.advances


def test_that_the_rare_font_is_opened_only_for_what_no_other_has(
    root: Path, tmp_path: Path
) -> None:
    for name in {*OWN_FONTS.values(), *FALLBACKS[:-1]}:
        shutil.copy(root / "resources" / "fonts" / f"{name}.ttf", tmp_path)
    faces = Faces(tmp_path)
    assert faces.body.printable("㎡喆镕堃漷漖洺垚塱䶮", "标题里")
    for _ in range(2):
        with pytest.raises(PrintRefused, match=r"NotoSerifSC-Rare\.ttf.*重新安装"):
            faces.body.printable("㐁", "标题里")


def test_that_a_compressed_font_is_read_and_a_damaged_one_refused(
    root: Path, tmp_path: Path
) -> None:
    shutil.copytree(root / "resources" / "fonts", tmp_path, dirs_exist_ok=True)
    whole = tmp_path / "NotoSerifSC-Rare.ttf"
    packed = tmp_path / "NotoSerifSC-Rare.xz"
    packed.write_bytes(lzma.compress(whole.read_bytes(), preset=0))
    whole.unlink()
    assert fonts_of(Faces(tmp_path).title, "府㐁") == ["NotoSerifSC-Bold", "NotoSerifSC-Rare"]
    packed.write_bytes(packed.read_bytes()[:-9000])
    with pytest.raises(PrintRefused, match="重新安装"):
        Faces(tmp_path).title.printable("㐁", "标题里")


def test_that_an_installed_font_is_used_and_its_gaps_are_filled(
    faces: Faces, root: Path, office_font: Callable[..., Path], tmp_path: Path
) -> None:
    place = FontPlace(office_font(tmp_path / "hei.ttf", HEI, source="FandolKai-Regular"))
    title = Faces(root / "resources" / "fonts", {"title": place}).title
    assert fonts_of(title, "府镕㐁") == ["hei", "NotoSerifSC-Bold", "NotoSerifSC-Rare"]
    assert title.advances[ord("0")] == faces.subheading.advances[ord("0")]


@pytest.mark.parametrize("content", [None, b"", b"no font"])
def test_that_a_bad_installed_font_is_passed_over(
    root: Path, tmp_path: Path, content: bytes | None
) -> None:
    place = FontPlace(tmp_path / "simfang.ttf")
    if content is not None:
        place.path.write_bytes(content)
    faces = Faces(root / "resources" / "fonts", {"body": place})
    assert fonts_of(faces.body, "府") == ["FandolFang-Regular"]


def test_that_a_font_is_opened_once(faces: Faces) -> None:
    document = PDFDocument()
    assert faces.body is faces.body
    (fallback,) = faces.body.encoded("镕", document)
    (own,) = faces.table.encoded("镕", document)
    assert fallback == own


@pytest.mark.parametrize("content", [None, b"", b"no font"])
def test_that_a_missing_or_damaged_font_of_the_program_is_refused(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "NotoSerifSC-Light.ttf").write_bytes(content)
    with pytest.raises(PrintRefused, match=r"NotoSerifSC-Light\.ttf.*重新安装"):
        _ = Faces(tmp_path).table


@pytest.mark.parametrize("length", [300, 100_000, 1_000_000])
def test_that_a_cut_off_font_of_the_program_is_refused(
    root: Path, tmp_path: Path, length: int
) -> None:
    whole = (root / "resources" / "fonts" / "NotoSansSC-Medium.ttf").read_bytes()
    (tmp_path / "NotoSansSC-Medium.ttf").write_bytes(whole[:length])
    with pytest.raises(PrintRefused):
        _ = Faces(tmp_path).heading
