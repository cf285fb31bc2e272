"""Colours, icons and type by what they are for; `gui/README.md` says how to use them.

A system set to high contrast keeps its own colours, and all grounds are dropped. A state never
shows by colour alone: its icon differs in shape, and words stand beside it.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from core.forms.rules import Severity
from core.record import record
from core.resources import Resources
from core.typefaces import FAMILIES, OWN_FONTS

SMALLEST_POINTS = 9.0
UNIT = 4  # pixels: every gap is 1, 2, 3, 4 or 6 of them
RADIUS, DIALOG_RADIUS = 4, 6
LABEL, BODY, HEADING, TITLE = 0, 1, 3, 7  # points above the smallest, see `lettering`
ICON_SIZE, BADGE_SIZE = 16, 14
ICON_SIZES = (14, 16, 18, 24, 32, 36, 48)
INK, GAP = "#3b4252", "#ffffff"  # what the icons are drawn in
EDGED = ("QLineEdit", "QAbstractSpinBox", "QComboBox", "QCheckBox", "QRadioButton")
DARKER = 130  # per cent, about: Qt draws an edge darker by it than the ground around the control
LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 80, 200, 10  # per cent


@record
class Shades:
    """The colours by role.

    `window` is behind the paper, `chrome` the bars and the panel, `paper` what is printed; `card`
    and `field` lie on them, `head` is a table's. `total`, `cross` (row and column of the current
    cell) and `sel` (selected, switched on) tint cells; `line` separates, `grid` divides a table,
    `frame` is the edge of controls; `hover` is under the mouse, `back` behind pages. `ink` is for
    text, `ink2` for reasons and last year's values, `ink3` for what is disabled. `accent` is for
    focus, links and hints, with `on_accent` on it; `error`, `warn` and `ok` are states, two with a
    ground of their own.
    """

    window: QColor
    chrome: QColor
    paper: QColor
    card: QColor
    field: QColor
    head: QColor
    total: QColor
    cross: QColor
    sel: QColor
    line: QColor
    grid: QColor
    frame: QColor
    hover: QColor
    back: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    accent: QColor
    on_accent: QColor
    error: QColor
    errorground: QColor
    warn: QColor
    warnground: QColor
    ok: QColor

    @classmethod
    def of(cls, palette: QPalette) -> Shades:
        """The shades that go with a palette, the system's or our own."""
        if is_high_contrast(palette):
            return _high_contrast(palette)
        return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT

    @property
    def state(self) -> dict[Severity, QColor]:
        """The colour of each severity."""
        return {"error": self.error, "warning": self.warn, "hint": self.accent}

    @property
    def tint(self) -> dict[Severity, QColor]:
        """The ground of a cell that a finding of each severity names."""
        return {"error": self.errorground, "warning": self.warnground, "hint": self.cross}


def _shades(colours: str) -> Shades:
    """The shades from their codes, in the order of the roles."""
    names = [field.name for field in fields(Shades)]
    return Shades(**dict(zip(names, map(QColor, colours.split()), strict=True)))


LIGHT = _shades(
    "#e9ecef #f6f7f8 #ffffff #ffffff #ffffff #f3f4f6 #eceff3 #eaf2fa #d5e5f5 #d3d8de #c6ccd3"
    " #7c8691 #e6eaee #cdd2d8 #1b2026 #535c66 #626b76 #1d5c9e #ffffff #b3261e #fcecea #855100"
    " #fff4dc #23703f"
)
DARK = _shades(
    "#181b1f #20242a #262b31 #2a2f36 #1d2126 #2c3239 #323941 #253444 #2c4663 #3a414a #434b55"
    " #838d98 #333a42 #141619 #e7eaed #b1b9c2 #a1aab4 #7fb6f0 #0e2136 #ff9d93 #47262a #efc069"
    " #40351d #82cb9c"
)


def is_high_contrast(palette: QPalette) -> bool:
    """Whether a system's palette is one of high contrast: fields like windows, strong text."""
    window, base, text = (
        palette.color(role)
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Text)
    )
    return window.rgb() == base.rgb() and abs(base.lightness() - text.lightness()) > 200


def _high_contrast(palette: QPalette) -> Shades:
    """Shades of a system's own colours, without grounds."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Base), palette.color(role.Text)
    accent = palette.color(role.Highlight)
    strong = dict.fromkeys(
        ("ink", "ink2", "ink3", "line", "grid", "frame", "error", "warn", "ok"), ink
    )
    others = {field.name: ground for field in fields(Shades) if field.name not in strong}
    made = (
        others
        | strong
        | {
            "accent": accent,
            "on_accent": palette.color(role.HighlightedText),
            "sel": _mixed(accent, ground, 0.22),
        }
    )
    return Shades(**made)


def dress(application: QGuiApplication) -> None:
    """Gives an application our colours, light or dark as its system is, and follows it.

    A system set to high contrast keeps its own.
    """
    system = application.palette()
    if is_high_contrast(system):
        return
    _put_on(Shades.of(system))
    application.styleHints().colorSchemeChanged.connect(_follow)


def _follow(scheme: Qt.ColorScheme) -> None:
    _put_on(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _put_on(shades: Shades) -> None:
    """Puts the program in these colours.

    Qt draws the edges of controls by the ground around them, and on a dark one they are not seen:
    theirs is named such that the edge is that of the buttons.
    """
    palette = palette_of(shades)
    QApplication.setPalette(palette)
    palette.setColor(QPalette.ColorRole.Window, shades.frame.lighter(DARKER))
    for kind in EDGED:
        QApplication.setPalette(palette, kind)  # type: ignore[arg-type]  # a str is what it takes


def palette_of(shades: Shades) -> QPalette:
    """The palette for Qt's own widgets."""
    role, palette = QPalette.ColorRole, QPalette(shades.chrome)
    for names, colour in (
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), shades.ink),
        ((role.Window,), shades.chrome),
        ((role.Base,), shades.field),
        ((role.Button, role.ToolTipBase), shades.card),
        ((role.AlternateBase,), shades.head),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), shades.accent),
        ((role.HighlightedText,), shades.on_accent),
        ((role.PlaceholderText,), shades.ink3),
        ((role.Mid, role.Dark), shades.frame),
        ((role.Midlight,), shades.line),
    ):
        for name in names:
            palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, shades.ink3)
    return palette


class Theme(QObject):
    """What widgets ask for when they paint themselves.

    `zoom` is how large the report is shown, in per cent; `zoomed` carries another one.
    """

    zoomed = Signal(int)

    def __init__(self, resources: Resources, zoom: int = 100) -> None:
        super().__init__()
        self._folder = resources.icons
        self._fonts = resources.fonts
        self.icons: dict[str, QIcon] = {}
        self._on_accent: dict[str, QIcon] = {}
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._shades: tuple[int, Shades] | None = None

    @cached_property
    def text_family(self) -> str:
        """仿宋, the face of running text: the system's or the bundled one, "" if it is damaged."""
        for name in FAMILIES["body"]:
            if QFontDatabase.hasFamily(name):
                return name
        added = QFontDatabase.addApplicationFont(str(self._fonts / f"{OWN_FONTS['body']}.ttf"))
        return next(iter(QFontDatabase.applicationFontFamilies(added)), "")

    def set_zoom(self, zoom: int) -> None:
        """Shows the report larger or smaller, within what can be read."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if zoom != self.zoom:
            self.zoom = zoom
            self.zoomed.emit(zoom)

    def icon(self, name: str) -> QIcon:
        """The icon `resources/icons/NAME.svg`, in the colours in force."""
        shades = self.shades
        if name not in self.icons:
            path = self._folder / f"{name}.svg"
            self.icons[name] = QIcon(str(path)) if shades is LIGHT else _coloured(path, shades)
        return self.icons[name]

    def icon_on_accent(self, name: str) -> QIcon:
        """The icon on the accent, such as on a filled button, in one colour."""
        others = (getattr(LIGHT, n).name() for n in ("error", "warn", "ok", "ink3", "accent"))
        one = dict.fromkeys(others, QColor(INK))
        colours = {**one, GAP: self.shades.accent, INK: self.shades.on_accent}  # in this order
        if name not in self._on_accent:
            icon = _drawn(self._folder / f"{name}.svg", colours, (ICON_SIZE, 2 * ICON_SIZE))
            for size in (ICON_SIZE, 2 * ICON_SIZE):  # the button has no ground while it is off
                off = self.icon(name).pixmap(size, size, QIcon.Mode.Disabled)
                icon.addPixmap(off, QIcon.Mode.Disabled)
            self._on_accent[name] = icon
        return self._on_accent[name]

    def icon_in_list(self, name: str) -> QIcon:
        """The icon of a row, which shows on the accent too while the row is selected."""
        icon = QIcon(self.icon(name))
        for size in (ICON_SIZE, 2 * ICON_SIZE):
            icon.addPixmap(self.icon_on_accent(name).pixmap(size, size), QIcon.Mode.Selected)
        return icon

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
            self.icons.clear()
            self._on_accent.clear()
        return self._shades[1]


# In the palette's roles, so that they follow light and dark. The bars have theirs from the start;
# the window, which all dialogs have it from, takes its own once it is shown.
BARS = """
QToolBar { border: 0; border-bottom: 1px solid palette(midlight); padding: 2px 6px; spacing: 2px; }
QToolButton#state { border: 1px solid transparent; border-radius: 4px; padding: 0 6px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 4px;
  padding: 3px 6px; }
QToolBar QToolButton:hover, QToolButton#state:hover { background: palette(alternate-base); }
QToolBar QToolButton:focus { border: 2px solid palette(highlight); padding: 2px 5px; }
QToolButton#state:focus { border: 2px solid palette(highlight); padding: 0 5px; }
QToolBar QToolButton:disabled { color: palette(placeholder-text); }
QToolButton#edged:enabled { border-color: palette(highlight); color: palette(highlight);
  background: palette(button); }
QToolButton#filled:enabled { background: palette(highlight); color: palette(highlighted-text);
  border-color: palette(highlight); }
QToolButton#filled:focus { border: 2px solid palette(text); }
QToolBar::separator { width: 1px; background: palette(midlight); margin: 6px 6px; }
QMenuBar { border: 0; padding: 0 4px; }
QMenuBar::item { padding: 4px 10px; }
QMenuBar::item:selected { background: palette(alternate-base); }
"""
STYLE = """
QPushButton { border: 1px solid palette(mid); border-radius: 4px; padding: 4px 12px;
  background: palette(button); }
QPushButton:hover { background: palette(alternate-base); }
QPushButton:focus { border: 2px solid palette(highlight); padding: 3px 11px; }
QPushButton:disabled { border-color: palette(midlight); color: palette(placeholder-text); }
QPushButton:flat { border: 1px solid transparent; background: transparent; }
QPushButton:flat:focus { border: 2px solid palette(highlight); }
QPushButton#zoom { padding: 2px 6px; }
QPushButton#zoom:focus { padding: 1px 5px; }
QPushButton#foot { border-color: palette(highlight); padding: 1px 8px; color: palette(highlight); }
QPushButton#foot:focus { padding: 0 7px; }
QPushButton#filled:enabled { background: palette(highlight); color: palette(highlighted-text);
  border-color: palette(highlight); }
QPushButton#filled:focus { border: 2px solid palette(text); }
QSplitter::handle { background: palette(midlight); }
"""


def lettering(step: int = LABEL, bold: bool = False) -> QFont:
    """The program's font at a step of the scale: LABEL, BODY, HEADING or TITLE."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() + step)
    font.setBold(bold)
    return font


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


def _coloured(path: Path, shades: Shades) -> QIcon:
    """An icon that is drawn for light, in other shades."""
    states = {getattr(LIGHT, n).name(): getattr(shades, n) for n in ("error", "warn", "ok")}
    grey, blue = LIGHT.ink3.name(), LIGHT.accent.name()
    return _drawn(
        path,
        {GAP: shades.chrome, INK: shades.ink, grey: shades.ink3, blue: shades.accent, **states},
    )


def _drawn(path: Path, colours: dict[str, QColor], sizes: tuple[int, ...] = ICON_SIZES) -> QIcon:
    """An icon with colours put in the place of those it is drawn in."""
    from PySide6.QtCore import QBuffer, QSize  # not needed on a light palette
    from PySide6.QtGui import QImageReader, QPixmap

    drawing = path.read_bytes()
    for old, new in colours.items():
        drawing = drawing.replace(old.encode(), new.name().encode())
    icon = QIcon()
    for size in sizes:
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
