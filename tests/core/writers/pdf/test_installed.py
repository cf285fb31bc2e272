import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from core import __version__
from core.typefaces import FAMILIES
from core.writers.pdf import installed
from core.writers.pdf.installed import installed_faces, system_folders
from core.writers.pdf.truetype import FontFile, FontPlace

FANG = ("仿宋", 3, 1, 0x804)
RESTRICTED, WHOLE_ONLY, PICTURES_ONLY = 0x0002, 0x0100, 0x0200


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """The folder of the office's fonts."""
    (tmp_path / "fonts").mkdir()
    return tmp_path / "fonts"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "fonts.json"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the font files that are opened."""
    names: list[str] = []

    def open_file(place: FontPlace) -> FontFile:
        names.append(place.path.name)
        return FontFile(place)

    monkeypatch.setattr(installed, "FontFile", open_file)
    return names


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("body", ("仿宋_GB2312", 3, 1, 0x804)),
        ("body", ("FangSong", 3, 1, 0x409)),
        ("title", ("方正小标宋简体", 1, 25, 33)),
        ("title", ("方正小标宋_GBK", 3, 3, 0x804)),
        ("heading", ("黑体", 3, 1, 0x804)),
        ("subheading", ("楷体_GB2312", 3, 1, 0x804)),
        ("table", ("SimSun", 1, 0, 0)),
    ],
)
def test_that_a_font_is_known_by_its_name_in_any_language_and_not_by_its_file(
    fonts: Path,
    memory: Path,
    office_font: Callable[..., Path],
    role: str,
    name: tuple[str, int, int, int],
) -> None:
    path = office_font(fonts / "a1b2.TTF", ("Any", 3, 1, 0x407), name)
    assert installed_faces([fonts], memory) == {role: FontPlace(path)}


def test_that_the_font_the_standard_is_set_in_is_preferred(
    fonts: Path, memory: Path, office_font: Callable[..., Path]
) -> None:
    office_font(fonts / "a.ttf", FANG)
    (fonts / "deep").mkdir()
    path = office_font(fonts / "deep" / "b.ttf", ("仿宋_GB2312", 3, 1, 0x804))
    assert installed_faces([fonts, fonts / "none"], memory) == {"body": FontPlace(path)}


@pytest.mark.parametrize("rights", [RESTRICTED, WHOLE_ONLY, PICTURES_ONLY, 4 | WHOLE_ONLY])
def test_that_a_font_that_may_not_be_embedded_in_part_is_left_alone(
    fonts: Path, memory: Path, office_font: Callable[..., Path], rights: int
) -> None:
    office_font(fonts / "a.ttf", FANG, rights=rights)
    assert installed_faces([fonts], memory) == {}


@pytest.mark.parametrize("rights", [0, 4, 8, RESTRICTED | 8])
def test_that_a_font_that_may_be_embedded_is_used(
    fonts: Path, memory: Path, office_font: Callable[..., Path], rights: int
) -> None:
    path = office_font(fonts / "a.ttf", FANG, rights=rights)
    assert installed_faces([fonts], memory) == {"body": FontPlace(path)}


def test_that_a_font_with_cubic_outlines_is_left_alone(
    fonts: Path, memory: Path, office_font: Callable[..., Path]
) -> None:
    path = office_font(fonts / "a.otf", FANG)
    path.write_bytes(b"OTTO" + path.read_bytes()[4:])
    assert installed_faces([fonts], memory) == {}


def test_that_a_font_without_everyday_characters_is_left_alone(
    fonts: Path, memory: Path, office_font: Callable[..., Path]
) -> None:
    office_font(fonts / "a.ttf", FANG, source="NotoSerifSC-Rare")
    assert installed_faces([fonts], memory) == {}


@pytest.mark.parametrize("length", [0, 3, 200, 4000, 2_000_000])
def test_that_a_damaged_font_is_passed_over(
    fonts: Path, memory: Path, office_font: Callable[..., Path], length: int
) -> None:
    damaged = office_font(fonts / "a.ttf", FANG)
    damaged.write_bytes(damaged.read_bytes()[:length])
    path = office_font(fonts / "b.ttf", FANG)
    assert installed_faces([fonts], memory) == {"body": FontPlace(path)}


def test_that_a_font_of_a_collection_is_found(
    fonts: Path, memory: Path, office_font: Callable[..., Path]
) -> None:
    collection = TTCollection()
    other = office_font(fonts / "other.ttf", ("NSimSun", 3, 1, 0x409))
    song = office_font(fonts / "song.ttf", ("宋体", 3, 1, 0x804))
    collection.fonts = [TTFont(other), TTFont(song)]
    collection.save(fonts / "simsun.ttc")
    song.unlink()
    assert installed_faces([fonts], memory) == {"table": FontPlace(fonts / "simsun.ttc", 1)}


def test_that_a_second_search_opens_only_what_it_takes(
    fonts: Path, memory: Path, office_font: Callable[..., Path], opened: list[str]
) -> None:
    office_font(fonts / "a.ttf", FANG)
    (fonts / "b.ttf").write_bytes(b"no font")
    first = installed_faces([fonts], memory)
    assert sorted(set(opened)) == ["a.ttf", "b.ttf"]
    opened.clear()
    assert installed_faces([fonts], memory) == first
    assert opened == ["a.ttf"]


def test_that_a_search_is_remembered_where_there_is_no_data_folder_yet(
    fonts: Path, tmp_path: Path, office_font: Callable[..., Path]
) -> None:
    office_font(fonts / "a.ttf", FANG)
    memory = tmp_path / "no" / "folder" / "fonts.json"
    installed_faces([fonts], memory)
    assert "a.ttf" in memory.read_text()


@pytest.mark.parametrize(("name", "rights"), [("宋体", 0), ("仿宋", RESTRICTED)])
def test_that_a_memory_that_lies_passes_no_other_font_for_the_wanted_one(
    fonts: Path,
    memory: Path,
    office_font: Callable[..., Path],
    name: str,
    rights: int,
) -> None:
    path = office_font(fonts / "a.ttf", (name, 3, 1, 0x804), rights=rights)
    installed_faces([fonts], memory)
    said = json.loads(memory.read_bytes())
    said["files"][str(path)]["families"] = {"仿宋": 0}
    memory.write_text(json.dumps(said), "utf-8")
    assert "body" not in installed_faces([fonts], memory)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_that_a_pipe_in_place_of_the_memory_is_not_waited_for(fonts: Path, memory: Path) -> None:
    os.mkfifo(memory)
    assert installed_faces([fonts], memory) == {}


def test_that_a_memory_names_no_file_that_the_search_would_not_find(
    fonts: Path, memory: Path, tmp_path: Path, office_font: Callable[..., Path]
) -> None:
    office_font(fonts / "a.ttf", FANG)
    installed_faces([fonts], memory)
    elsewhere = (fonts / "a.ttf").rename(tmp_path / "a.ttf")
    text = memory.read_text("utf-8")
    memory.write_text(text.replace(str(fonts / "a.ttf"), str(elsewhere)), "utf-8")
    assert installed_faces([fonts], memory) == {}


def test_that_a_search_opens_what_is_new_or_changed_and_forgets_what_is_gone(
    fonts: Path, memory: Path, office_font: Callable[..., Path], opened: list[str]
) -> None:
    for name in ("same.ttf", "changed.ttf", "gone.ttf"):
        (fonts / name).write_bytes(b"no font")
    installed_faces([fonts], memory)
    opened.clear()
    (fonts / "gone.ttf").unlink()
    os.utime(fonts / "changed.ttf", ns=(0, 0))
    path = office_font(fonts / "new.ttf", FANG)
    assert installed_faces([fonts], memory) == {"body": FontPlace(path)}
    assert sorted(set(opened)) == ["changed.ttf", "new.ttf"]
    assert "gone.ttf" not in memory.read_text("utf-8")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"version": 1}',
        '{"version": "VERSION", "files": {"a": 1}}',
        '{"version": "VERSION", "files": {"a": {"size": 1, "time": 1, "families": {"b": 1e999}}}}',
        "[" * 100_000,
    ],
)
def test_that_a_damaged_memory_is_as_good_as_none(
    fonts: Path, memory: Path, office_font: Callable[..., Path], content: str
) -> None:
    path = office_font(fonts / "a.ttf", FANG)
    memory.write_text(content.replace("VERSION", __version__), "utf-8")
    assert installed_faces([fonts], memory) == {"body": FontPlace(path)}
    assert json.loads(memory.read_bytes())["files"].keys() == {str(path)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are no files here")
def test_that_what_is_no_file_is_passed_over(fonts: Path, memory: Path) -> None:
    os.mkfifo(fonts / "pipe.ttf")
    (fonts / "folder.ttf").mkdir()
    (fonts / "broken.ttf").symlink_to(fonts / "none")
    (fonts / "loop").symlink_to(fonts)
    assert installed_faces([fonts], memory) == {}


def test_that_a_memory_that_cannot_be_written_stops_nothing(
    fonts: Path, tmp_path: Path, office_font: Callable[..., Path]
) -> None:
    path = office_font(fonts / "a.ttf", FANG)
    assert installed_faces([fonts], tmp_path / "none" / "fonts.json") == {"body": FontPlace(path)}


def test_that_the_folders_of_windows_are_the_systems_and_the_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", "W")
    monkeypatch.setenv("LOCALAPPDATA", "L")
    assert system_folders() == [Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts")]


def test_that_the_folders_of_linux_have_those_of_the_office_suite(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert {tmp_path / ".fonts", Path("/usr/share/fonts"), Path("/opt/kingsoft")} <= set(
        system_folders()
    )


def test_that_every_face_has_families() -> None:
    assert set(FAMILIES) == {"body", "title", "heading", "subheading", "table"}
