"""The tab of a section that is written out: its heading and its text on a page-wide column."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.checks.findings import Span
from core.forms.definition import Section
from core.report.edits import Edit
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label
from gui.shared.theme import Theme
from gui.texts.field import TextField, TextStyle

if TYPE_CHECKING:
    from gui.texts.underlines import TextUnderlines

CHARACTERS = 28  # a line's length, as on the printed page (GB/T 9704-2012, 5.2.3)
TITLE = TextStyle(16, bold=True, single_line=True)
HEADING = TextStyle(13, bold=True)
BODY = TextStyle(16, indent=True, least_lines=5)
SIGNATURE = TextStyle(16, least_lines=2)


class TextTab(QScrollArea):
    """One text section. The first tab also has title and preface, the last the signature.

    `cell_requested` carries the id of a cell that a figure in a text speaks of.
    """

    cell_requested = Signal(str)

    def __init__(self, live: LiveReport, section: Section, theme: Theme) -> None:
        super().__init__()
        self._live = live
        self.section = section
        self._theme = theme
        self._key = section.id
        self.fields: dict[str, TextField] = {}
        sections = live.report.form.sections
        body, signature = (replace(s, family=theme.text_family) for s in (BODY, SIGNATURE))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._page = page = QFrame()
        self._headings: list[Label] = []
        page.setFrameShape(QFrame.Shape.StyledPanel)
        page.setBackgroundRole(QPalette.ColorRole.Button)  # as light as paper, in the dark too
        page.setAutoFillBackground(True)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(40, 24, 40, 32)
        self._column.setSpacing(4)
        if section is sections[0]:
            title = live.report.composed_title
            self._add("title", "标题（留空时按单位和年度自动写成）", title, TITLE)
            contents = "编制依据、统计期限、电子版下载地址和联系方式等。"
            self._add("preface", "前言（可不填）", contents, replace(body, least_lines=1))
        self._column.addWidget(self._heading(section.heading))
        self._add(section.id, "", section.hint, body)
        self.setFocusProxy(self.fields[section.id])
        if section is sections[-1]:
            self._add("signature", "落款（可不填）", "单位名称和日期，各占一行。", signature)
        self._column.addStretch(1)
        holder = QWidget()
        ground = holder.palette()
        ground.setColor(QPalette.ColorRole.Window, theme.shades.window)
        holder.setPalette(ground)
        across = QHBoxLayout(holder)
        across.setContentsMargins(8, 8, 8, 8)
        across.addWidget(page)
        page.setMaximumWidth(self._page_width())
        self.setWidget(holder)
        theme.zoomed.connect(self._zoom)
        if theme.zoom != 100:
            self._zoom(theme.zoom)
        live.changed.connect(self._underline)
        self._underline()
        self.verticalScrollBar().rangeChanged.connect(self._follow)  # a field grows with its text

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False where that is refused."""
        refused = [field for field in self.fields.values() if not field.commit_pending_edit()]
        return not refused

    def unstored_edits(self) -> list[Edit]:
        """What could not be stored. Raises Refused where it never can be."""
        return [edit for field in self.fields.values() for edit in field.unstored_edits()]

    @property
    def current_cell(self) -> str:
        """No cell is current in a text."""
        return ""

    def show_cell(self, cell_id: str) -> None:
        """Does nothing: a text has no cells."""

    def show_text(self, key: str) -> None:
        """Puts the cursor into one of the texts."""
        self.fields[key].setFocus()

    @property
    def key(self) -> str:
        """The text that the clerk wrote in last; at first the section's own."""
        return self._key

    @property
    def field(self) -> TextField:
        """Its field."""
        return self.fields[self._key]

    def show_words(self, key: str, start: int, end: int) -> None:
        """Selects words of one of the texts and brings them into sight, wherever the focus is."""
        self._key = key
        self.fields[key].select_words(start, end)
        self._bring_into_sight(self.fields[key])

    def show_span(self, span: Span) -> None:
        """Puts the cursor at a place of one of the texts, and what is said about it beside."""
        self.underlines[span.place.key].select(span.start)

    @cached_property
    def underlines(self) -> dict[str, TextUnderlines]:
        """The underlines of each text."""
        from gui.texts.underlines import TextUnderlines  # the window opens without

        made = {
            key: TextUnderlines(field, self._live, TextPlace("texts", key), self._theme)
            for key, field in self.fields.items()
        }
        for underlines in made.values():
            underlines.cell_requested.connect(self.cell_requested)
        return made

    def _underline(self) -> None:
        """Has the texts underlined, as soon as they are checked."""
        if not self._live.session.texts_wait and "underlines" not in vars(self):
            _ = self.underlines

    def _add(self, key: str, label: str, placeholder: str, style: TextStyle) -> None:
        field = TextField(self._live, TextPlace("texts", key).target, style, self)
        field.setPlaceholderText(placeholder)
        self._draw_edge(field)
        for moved in (field.entered, field.left):
            moved.connect(partial(self._draw_edge, field))
        name = Label(label)
        name.setBuddy(field)
        name.setStyleSheet(f"color: {self._theme.shades.ink2.name()}")
        field.cursorPositionChanged.connect(self._follow)
        field.entered.connect(partial(self._enter, key))
        field.setAccessibleName(label or self.section.heading)
        self._column.addWidget(name)
        name.setVisible(bool(label))  # not before: without a parent it would show as a window
        self._column.addWidget(field)
        self._column.addSpacing(8)
        self.fields[key] = field

    def _draw_edge(self, field: TextField) -> None:
        """In the colour of the focus while it is there, or as near as the style's frames come."""
        shades, palette = self._theme.shades, field.palette()
        edge = shades.accent if field.hasFocus() else shades.grid
        palette.setColor(QPalette.ColorRole.Window, edge.lighter(150))  # the frame is a darker one
        field.setPalette(palette)

    def _follow(self) -> None:
        """Keeps the line that is being written in sight."""
        for field in self.fields.values():
            if field.hasFocus():
                self._bring_into_sight(field)

    def _enter(self, key: str) -> None:
        self._key = key

    def _bring_into_sight(self, field: TextField) -> None:
        cursor = field.cursorRect()
        place = field.viewport().mapTo(self.widget(), cursor.center())
        self.ensureVisible(place.x(), place.y(), 0, cursor.height())

    def _heading(self, text: str) -> Label:
        heading = Label(text)
        heading.setFont(HEADING.font)
        self._headings.append(heading)
        return heading

    def _zoom(self, percent: int) -> None:
        """Shows the page larger or smaller, with as many characters in a line as before."""
        for field in self.fields.values():
            field.zoom(percent)
        for heading in self._headings:
            font = HEADING.font
            font.setPointSizeF(font.pointSizeF() * percent / 100)
            heading.setFont(font)
        self._page.setMaximumWidth(self._page_width())

    def _page_width(self) -> int:
        body = self.fields[next(reversed(self.fields))]
        return body.fontMetrics().horizontalAdvance("国") * CHARACTERS + 96
