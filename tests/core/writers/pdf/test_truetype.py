import re
from collections.abc import Callable
from io import BytesIO
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given
from hypothesis import strategies as st

from core.writers.pdf.truetype import FontError, FontFile, FontPlace, TrueType

FONTS = (
    "FandolFang-Regular",
    "FandolKai-Regular",
    "NotoSansSC-Medium",
    "NotoSerifSC-Bold",
    "NotoSerifSC-ExtraLight",
    "NotoSerifSC-Rare",
    "NotoSerifSC-Light",
)


@pytest.fixture(scope="module")
def small_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """甲 is a square, 乙 is 甲 twice, once by half; two thousand units an em."""
    square = TTGlyphPen(None)
    square.moveTo((100, 0))
    for corner in ((100, 900), (1000, 900), (1000, 0)):
        square.lineTo(corner)
    square.closePath()
    twice = TTGlyphPen({"square": None})
    twice.addComponent("square", (1, 0, 0, 1, 0, 0))
    twice.addComponent("square", (0.5, 0, 0, 0.5, 1000, 300))
    builder = FontBuilder(2000)
    builder.setupGlyphOrder([".notdef", "space", "twice", "square"])
    builder.setupCharacterMap({0x20: "space", ord("甲"): "square", ord("乙"): "twice"})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf(
        {".notdef": empty, "space": empty, "twice": twice.glyph(), "square": square.glyph()}
    )
    builder.setupHorizontalMetrics(
        {".notdef": (0, 0), "space": (600, 0), "twice": (2000, 100), "square": (2000, 100)}
    )
    builder.setupHorizontalHeader(ascent=1700, descent=-300)
    builder.setupNameTable({"familyName": "Small", "psName": "Small (1)"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path_factory.mktemp("fonts") / "small.ttf"
    builder.save(path)
    return path


@pytest.mark.parametrize("name", FONTS)
def test_that_every_character_has_its_glyph_and_width(root: Path, name: str) -> None:
    path = root / "resources" / "fonts" / f"{name}.ttf"
    ours, theirs = TrueType(FontPlace(path)), TTFont(path)
    numbers, metrics = theirs.getReverseGlyphMap(), theirs["hmtx"].metrics
    characters = theirs.getBestCmap()
    for code, glyph in characters.items():
        assert ours.glyph_of(code) == numbers[glyph]
        assert ours.advance(numbers[glyph]) == metrics[glyph][0]
    others = chain(range(0x20, 0x3000, 7), range(0x3400, 0x2FFFF, 97))
    assert not any(ours.glyph_of(code) for code in others if code not in characters)


@pytest.mark.parametrize("name", FONTS)
def test_that_a_part_of_a_font_has_its_outlines_and_widths(root: Path, name: str) -> None:
    path = root / "resources" / "fonts" / f"{name}.ttf"
    theirs = TTFont(path)
    order = theirs.getGlyphOrder()
    glyphs = [0, 5, 5, len(order) - 1, *range(100, len(order), 200)]
    content, count = TrueType(FontPlace(path)).subset(glyphs)
    part = TTFont(BytesIO(content))
    assert count == len(glyphs) == part["maxp"].numGlyphs
    for new, old in zip(part.getGlyphOrder(), glyphs, strict=True):
        assert part["glyf"][new] == theirs["glyf"][order[old]]
        assert part["hmtx"][new] == theirs["hmtx"][order[old]]


def test_that_a_part_keeps_what_its_glyphs_consist_of(small_font: Path) -> None:
    font = TrueType(FontPlace(small_font))
    content, count = font.subset([0, font.glyph_of(ord("乙"))])
    part, whole = TTFont(BytesIO(content)), TTFont(small_font)
    assert count == 3
    drawn = part["glyf"][part.getGlyphName(1)].getCoordinates(part["glyf"])
    assert drawn[:2] == whole["glyf"]["twice"].getCoordinates(whole["glyf"])[:2]


@pytest.mark.parametrize("name", FONTS[2:4])
def test_that_a_path_goes_through_the_points_of_its_glyph(root: Path, name: str) -> None:
    path = root / "resources" / "fonts" / f"{name}.ttf"
    ours, theirs = TrueType(FontPlace(path)), TTFont(path).getGlyphSet()
    for glyph in (5, *(ours.glyph_of(ord(character)) for character in "草稿8éi，")):
        pen = RecordingPen()
        theirs[theirs.font.getGlyphName(glyph)].draw(pen)
        points, towards = set(), 0
        for _, (*between, last) in filter(itemgetter(1), pen.value):
            middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(between)]
            points |= {f"{x:.0f} {y:.0f}" for x, y in (*middles, last)}
            towards += len(between)
        drawn = re.findall(r"(-?\d+ -?\d+) ([mlc])", ours.path(glyph, 0))
        assert {point for point, _ in drawn} == points
        assert sum(operator == "c" for _, operator in drawn) == towards


def test_that_a_path_has_what_its_glyph_consists_of(small_font: Path) -> None:
    font = TrueType(FontPlace(small_font))
    one, half = "50 0 m 50 450 l 500 450 l 500 0 l 50 0 l h", "525 150 m 525 375 l 750 375 l"
    assert font.path(font.glyph_of(ord("甲")), 0) == one
    assert font.path(font.glyph_of(ord("乙")), 0).startswith(f"{one} {half}")
    assert font.path(font.glyph_of(ord(" ")), 0) == ""


def test_that_widths_are_thousandths_of_the_size(small_font: Path) -> None:
    font = TrueType(FontPlace(small_font))
    assert [font.advance(font.glyph_of(ord(character))) for character in " 甲"] == [300, 1000]
    assert (font.ascent, font.descent) == (850, -150)
    assert font.box == (50, 0, 750, 450)


def test_that_a_name_for_printers_is_plain(small_font: Path) -> None:
    assert TrueType(FontPlace(small_font)).postscript_name == "Small1"


def test_that_names_are_read_in_every_encoding(
    office_font: Callable[..., Path], tmp_path: Path
) -> None:
    names = (("FangSong", 3, 1, 0x409), ("仿宋", 3, 1, 0x804), ("宋体", 1, 25, 33))
    path = office_font(tmp_path / "a.ttf", *names, ("Hei", 1, 0, 0), ("黑体", 3, 3, 0x804))
    families = set(FontFile(FontPlace(path)).names(1))
    assert families == {"FangSong", "仿宋", "宋体", "Hei", "黑体"}


def test_that_each_font_of_a_collection_is_read(
    small_font: Path, root: Path, tmp_path: Path
) -> None:
    collection = TTCollection()
    fang = root / "resources" / "fonts" / "FandolFang-Regular.ttf"
    collection.fonts = [TTFont(small_font), TTFont(fang, recalcTimestamp=False)]
    collection.save(tmp_path / "two.ttc")
    small, large = (TrueType(FontPlace(tmp_path / "two.ttc", index)) for index in (0, 1))
    assert FontFile(FontPlace(tmp_path / "two.ttc")).count == 2
    assert (small.postscript_name, large.postscript_name) == ("Small1", "FandolFang-Regular")
    glyph = TrueType(FontPlace(fang)).glyph_of(ord("府"))
    assert large.glyph_of(ord("府")) == glyph
    assert large.subset([0, glyph]) == TrueType(FontPlace(fang)).subset([0, glyph])
    with pytest.raises(FontError):
        TrueType(FontPlace(tmp_path / "two.ttc", 2))


@pytest.mark.parametrize("content", [b"", b"no font", b"OTTO" + bytes(100), b"\0\1\0\0\0\0"])
def test_that_what_is_no_truetype_font_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(content)
    with pytest.raises(FontError):
        TrueType(FontPlace(tmp_path / "a.ttf"))


def test_that_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontError):
        TrueType(FontPlace(tmp_path / "a.ttf"))


@given(st.data())
def test_that_a_cut_off_font_is_refused(small_font: Path, data: st.DataObject) -> None:
    whole = small_font.read_bytes()
    part = small_font.with_suffix(".part")
    part.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 4))])
    with pytest.raises(FontError):
        TrueType(FontPlace(part))


@given(st.data())
def test_that_a_damaged_font_is_refused_or_prints_something(
    small_font: Path, data: st.DataObject
) -> None:
    content = bytearray(small_font.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    damaged = small_font.with_suffix(".damaged")
    damaged.write_bytes(content)
    try:
        font = TrueType(FontPlace(damaged))
    except FontError:
        return
    glyphs = [font.glyph_of(ord(character)) for character in " 甲乙"]
    assert len([font.advance(glyph) for glyph in glyphs]) == 3
    assert font.subset([0, *glyphs])[1] >= 4
    assert all(set(font.path(glyph, 0)) <= set("-0123456789 mlch") for glyph in glyphs)
