"""Colours, icons and type: the few places where the window looks different from plain Qt.

Neutral shades are mixed from the palette, so that dark and high-contrast settings hold; the
state colours are given for light and for dark backgrounds, each at least 4.5:1 on its tint. A
state never shows by colour alone: its icon differs in shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette

from core.forms.rules import Severity
from core.resources import Resources

SMALLEST_POINTS = 9.0
LINES, GAPS = b"#3b4252", b"#ffffff"  # what the icons of the tool bar are drawn in
ICON_SIZES = (16, 18, 24, 32, 36, 48)
STATE_COLOURS: dict[Severity, tuple[str, str]] = {  # on light, on dark
    "error": ("#b3261e", "#ff8a80"),
    "warning": ("#8a5300", "#ffb74d"),
    "hint": ("#0d5bb0", "#82b1ff"),
}


@dataclass(frozen=True)
class Shades:
    """The colours of one palette."""

    text: QColor
    base: QColor
    accent: QColor
    heading: QColor  # background of the form's headings
    calculated: QColor  # background of calculated totals
    faint: QColor  # calculated numbers and asides; 4.5:1 even in a selected cell
    crossing: QColor  # row and column of the current cell
    selected: QColor
    desk: QColor  # around the pages of the preview
    state: dict[Severity, QColor]
    tint: dict[Severity, QColor]  # background of a cell that a finding names
    muted: dict[Severity, QColor]  # the same where another cell is likely to blame

    @classmethod
    def of(cls, palette: QPalette) -> Shades:
        """The shades that go with a palette."""
        text = palette.color(QPalette.ColorRole.Text)
        base = palette.color(QPalette.ColorRole.Base)
        accent = palette.color(QPalette.ColorRole.Highlight)
        dark = base.lightness() < 128
        state = {name: QColor(pair[dark]) for name, pair in STATE_COLOURS.items()}
        return cls(
            text=text,
            base=base,
            accent=accent,
            heading=_mixed(text, base, 0.055),
            calculated=_mixed(text, base, 0.03),
            faint=_mixed(text, base, 0.72),
            crossing=_mixed(accent, base, 0.08),
            selected=_mixed(accent, base, 0.22),
            desk=_mixed(text, base, 0.18),
            state=state,
            tint={name: _mixed(colour, base, 0.13) for name, colour in state.items()},
            muted={name: _mixed(colour, base, 0.05) for name, colour in state.items()},
        )


class Theme:
    """What widgets ask for when they paint themselves."""

    def __init__(self, resources: Resources) -> None:
        self._folder = resources.icons
        self.icons: dict[str, QIcon] = {}
        self._shades: tuple[int, Shades] | None = None

    def icon(self, name: str) -> QIcon:
        """The icon `resources/icons/NAME.svg`."""
        if name not in self.icons:
            path = self._folder / f"{name}.svg"
            palette = QGuiApplication.palette()
            dark = palette.color(QPalette.ColorRole.ButtonText).lightness() > 128
            self.icons[name] = _for_dark(path, palette) if dark else QIcon(str(path))
        return self.icons[name]

    @property
    def program_icon(self) -> QIcon:
        """The program's own icon."""
        return QIcon(str(self._folder / "nianbao.png"))

    @property
    def shades(self) -> Shades:
        """The shades of the palette in force."""
        palette = QGuiApplication.palette()
        if self._shades is None or self._shades[0] != palette.cacheKey():
            self._shades = (palette.cacheKey(), Shades.of(palette))
        return self._shades[1]


def program_font(fonts: Path) -> QFont:
    """The system's own font at no less than nine points.

    Where that is no Chinese one (a fresh Linux), texts and figures are in the bundled face, for
    another's digits may be too wide for the tables.
    """
    font = QGuiApplication.font()
    if font.pointSizeF() < SMALLEST_POINTS:
        font.setPointSizeF(SMALLEST_POINTS)
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if QFontInfo(font).family() not in chinese:
        added = QFontDatabase.addApplicationFont(str(fonts / "NotoSansSC-Medium.ttf"))
        font.setFamilies(QFontDatabase.applicationFontFamilies(added)[:1])
    return font


def _for_dark(path: Path, palette: QPalette) -> QIcon:
    """A dark icon in the palette's colours; the icons of states stay as they are."""
    from PySide6.QtCore import QBuffer, QSize  # not needed on a light palette
    from PySide6.QtGui import QImageReader, QPixmap

    drawing = path.read_bytes()
    if LINES in drawing:
        for old, role in (
            (GAPS, QPalette.ColorRole.Button),
            (LINES, QPalette.ColorRole.ButtonText),
        ):
            drawing = drawing.replace(old, palette.color(role).name().encode())
    icon = QIcon()
    for size in ICON_SIZES:
        buffer = QBuffer()
        buffer.setData(drawing)
        reader = QImageReader(buffer, b"svg")
        reader.setScaledSize(QSize(size, size))
        icon.addPixmap(QPixmap.fromImage(reader.read()))
    return icon


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of one colour in the other."""
    pairs = zip(
        (one.red(), one.green(), one.blue()),
        (other.red(), other.green(), other.blue()),
        strict=True,
    )
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
