"""Colours that can be read, and type that is not too small."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QImage,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QRadioButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from core.resources import Resources
from gui.shared.theme import (
    DARK,
    LIGHT,
    SMALLEST_POINTS,
    Shades,
    Theme,
    palette_of,
    program_font,
)
from tests.gui.hands import Clerk

READABLE = 4.5  # to 1, for text of ordinary size
EDGE = 3.0  # to 1, for the edge of what can be clicked. Source: WCAG 2.2


def luminance(colour: QColor) -> float:
    """Relative luminance. Source: WCAG 2.2."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(text: str, base: str, window: str, highlight: str) -> QPalette:
    made = QPalette()
    for role, name in (
        (QPalette.ColorRole.Text, text),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Base, base),
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Highlight, highlight),
    ):
        made.setColor(role, QColor(name))
    return made


PALETTES = {
    "light": palette("#000000", "#ffffff", "#efefef", "#308cc6"),
    "windows": palette("#1b1b1b", "#ffffff", "#f3f3f3", "#0067c0"),
    "dark": palette("#ffffff", "#1e1e1e", "#2d2d2d", "#308cc6"),
    "high contrast": palette("#ffffff", "#000000", "#000000", "#1aebff"),
}

PALETTES["high contrast"].setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))


@pytest.mark.parametrize("name", PALETTES)
def test_that_every_text_can_be_read_on_its_background(name: str) -> None:
    shades = Shades.of(PALETTES[name])
    grounds = ("paper", "chrome", "card", "field", "head", "total", "cross", "sel")
    pairs = {f"{ink} on {g}": (ink, g) for ink in ("ink", "ink2", "accent") for g in grounds}
    pairs |= {f"ink3 on {g}": ("ink3", g) for g in ("paper", "chrome", "card", "field")}
    pairs |= {f"{s} on {g}": (s, g) for s in ("error", "warn", "ok") for g in ("paper", "chrome")}
    pairs |= {
        "error on its ground": ("error", "errorground"),
        "warn on its ground": ("warn", "warnground"),
        "text on accent": ("on_accent", "accent"),
    }
    found = {
        what: round(contrast(getattr(shades, one), getattr(shades, other)), 2)
        for what, (one, other) in pairs.items()
    }
    assert {what: ratio for what, ratio in found.items() if ratio < READABLE} == {}
    assert contrast(shades.frame, shades.paper) >= EDGE


def test_that_high_contrast_keeps_the_system_s_colours_and_no_grounds() -> None:
    shades = Shades.of(PALETTES["high contrast"])
    assert {shades.error.name(), shades.warn.name(), shades.ink.name()} == {"#ffffff"}
    grounds = (shades.total, shades.cross, shades.errorground, shades.warnground, shades.head)
    assert {ground.name() for ground in grounds} == {"#000000"}
    assert shades.accent.name() == "#1aebff"


@pytest.mark.parametrize("shades", [LIGHT, DARK], ids=["light", "dark"])
def test_that_the_palette_made_of_shades_leads_back_to_them(shades: Shades) -> None:
    assert Shades.of(palette_of(shades)) is shades


def test_that_the_shades_and_icons_follow_the_palette(
    resources: Resources, qapp: QApplication
) -> None:
    theme = Theme(resources)
    before = QGuiApplication.palette()
    light = theme.shades
    icon = theme.icon("error")
    assert theme.shades is light
    assert theme.icon("error") is icon
    try:
        QGuiApplication.setPalette(PALETTES["dark"])
        dark = theme.shades
        painted = theme.icon("error").pixmap(32, 32).toImage().pixelColor(16, 4)
    finally:
        QGuiApplication.setPalette(before)
    assert dark is DARK
    assert painted == dark.error


def test_that_the_zoom_stays_within_what_can_be_read(resources: Resources) -> None:
    theme = Theme(resources, zoom=5000)
    told: list[int] = []
    theme.zoomed.connect(told.append)
    assert theme.zoom == 200
    for zoom in (120, 120, 10, -4):
        theme.set_zoom(zoom)
    assert told == [120, 80]


def silhouette(image: QImage) -> set[tuple[int, int]]:
    """The pixels of an icon that are not see-through, whatever their colour."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    }


def test_that_states_differ_in_shape_and_not_in_colour_alone(resources: Resources) -> None:
    theme = Theme(resources)
    shapes = []
    for name in ("error", "warning", "hint", "pending", "begun", "ok", "final"):
        image = theme.icon(name).pixmap(32, 32).toImage()
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        light = {
            (x, y) for x in range(32) for y in range(32) if grey.pixelColor(x, y).value() > 200
        }
        shapes.append((silhouette(image), light))
    for i, one in enumerate(shapes):
        for other in shapes[i + 1 :]:
            assert len(one[0] ^ other[0]) + len(one[1] ^ other[1]) > 40


@pytest.mark.parametrize("background", ["#efefef", "#2d2d2d"])
def test_that_the_tool_bar_s_icons_stand_out_from_light_and_dark(
    resources: Resources, qapp: QApplication, background: str
) -> None:
    before = QGuiApplication.palette()
    try:
        QGuiApplication.setPalette(QPalette(QColor(background)))
        icons = Theme(resources)
        for name in ("new", "open", "undo", "pdf", "fill-zero", "finalise", "save-package"):
            image = icons.icon(name).pixmap(18, 18).toImage()
            drawn = [image.pixelColor(x, y) for x, y in silhouette(image)]
            best = max(contrast(pixel, QColor(background)) for pixel in drawn)
            assert best > READABLE, name
    finally:
        QGuiApplication.setPalette(before)


def test_that_every_icon_the_program_names_is_there(draft: Clerk, root: Path) -> None:
    theme = draft.window.desk.theme
    assert not theme.program_icon.isNull()
    for path in (root / "resources" / "icons").glob("*.svg"):
        assert not theme.icon(path.stem).pixmap(16, 16).isNull(), path.name
    for name in theme.icons:
        assert (root / "resources" / "icons" / f"{name}.svg").exists(), name


def test_that_the_type_is_never_smaller_than_nine_points_and_has_chinese(
    root: Path, qapp: QApplication
) -> None:
    before = QGuiApplication.font()
    try:
        QGuiApplication.setFont(QFont(before.family(), 6))
        assert program_font(root / "resources" / "fonts").pointSizeF() == SMALLEST_POINTS
        QGuiApplication.setFont(QFont(before.family(), 14))
        assert program_font(root / "resources" / "fonts").pointSizeF() == 14
    finally:
        QGuiApplication.setFont(before)
    assert QGuiApplication.font().pointSizeF() >= SMALLEST_POINTS
    assert QFontMetrics(QGuiApplication.font()).inFontUcs4(ord("国"))


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
@pytest.mark.parametrize("kind", [QLineEdit, QSpinBox, QCheckBox, QRadioButton])
def test_that_the_edge_of_a_control_is_seen(
    qapp: QApplication, qtbot: QtBot, scheme: Qt.ColorScheme, kind: type[QWidget]
) -> None:
    hints, before = QGuiApplication.styleHints(), QGuiApplication.palette()
    try:
        hints.colorSchemeChanged.emit(scheme)
        control = kind()
        qtbot.addWidget(control)
        control.resize(control.sizeHint())
        image = control.grab().toImage()
        row = [image.pixelColor(x, image.height() // 2) for x in range(6)]
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        assert max(contrast(colour, ground) for colour in row) >= EDGE
    finally:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
        QGuiApplication.setPalette(before)


def test_that_the_icon_of_a_selected_row_stands_out(resources: Resources) -> None:
    theme = Theme(resources)
    for name in ("differs", "warning", "pending", "begun", "ok", "final"):
        image = theme.icon_in_list(name).pixmap(32, 32, QIcon.Mode.Selected).toImage()
        drawn = [image.pixelColor(x, y) for x, y in silhouette(image)]
        assert max(contrast(pixel, theme.shades.accent) for pixel in drawn) > READABLE, name
