"""Pictures of the window for a machine without a screen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.resources import Resources
from gui import screenshots


def test_that_there_is_a_picture_of_every_tab_and_each_is_different(
    resources: Resources,
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(screenshots, "make_application", lambda _: qapp)
    folder = tmp_path / "pictures"
    assert screenshots.save_screenshots(folder, resources) == 0
    paths = sorted(folder.iterdir())
    assert [path.name for path in paths] == [
        "1-general.png",
        "2-disclosure.png",
        "3-applications.png",
        "4-review_litigation.png",
        "5-problems.png",
        "6-other_matters.png",
    ]
    assert capsys.readouterr().out.split() == [str(path) for path in paths]
    images = [QImage(str(path)) for path in paths]
    assert all((image.width(), image.height()) == screenshots.SIZE for image in images)
    for i, image in enumerate(images):
        assert all(image != other for other in images[i + 1 :])


def test_that_a_place_without_room_for_pictures_is_refused_in_a_sentence(
    resources: Resources,
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(screenshots, "make_application", lambda _: qapp)
    file = tmp_path / "文件"
    file.touch()
    taken = tmp_path / "占用"
    (taken / "1-general.png").mkdir(parents=True)
    for folder in (file, file / "里面", taken):
        assert screenshots.save_screenshots(folder, resources) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err == f"“{folder}”不是能写入的文件夹，没有保存截图；请换一个文件夹。\n"
