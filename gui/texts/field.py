"""A text of the report, edited in place and stored as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontInfo,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextEdit, QWidget

from core.chinese.numbering import heading_of
from core.document.subheadings import number_after
from core.record import record
from core.report.edits import Edit, common_length, set_note, set_text
from core.session import SessionChange
from gui.shared.live_report import LiveReport
from gui.texts.positions import QtPositions, cursor_over, marked

PAGE_LINES = 15
LONGEST_NUMBER = 5  # signs of a typed one
PAUSE = 1000  # milliseconds without typing after which a text is stored
LATEST = 1500  # milliseconds of typing after which it is stored all the same; 2 s are promised
LINE_PITCH = 1.8  # as on the printed page: 28.99 pt for 16 pt type


@record
class TextStyle:
    """How a field's text is set: size, weight, and paragraphs that begin two characters in.

    `points` is None for the window's own size, `family` "" for its own face. The field keeps room
    for `least_lines`, however short its text is, and takes no more than `most_lines` before it
    scrolls (None: it never does); a `single_line` one takes no line breaks.
    """

    points: float | None = None
    family: str = ""
    bold: bool = False
    indent: bool = False
    least_lines: int = 0
    most_lines: int | None = None
    single_line: bool = False

    @property
    def font(self) -> QFont:
        """The face in this size and weight."""
        font = QFont(self.family) if self.family else QFont()
        font.setPointSizeF(self.points or font.pointSizeF())
        font.setBold(self.bold)
        return font


class TextField(QTextEdit):
    """Edits one target of the report: `texts.KEY` or `notes.SECTION`.

    What is typed is stored after a pause, at the latest after `LATEST`, on leaving the field, and
    by `commit_pending_edit`. A word still underlined by the input method is not typed yet.
    `entered` and `left` say that it gets and loses the keyboard.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, live: LiveReport, target: str, style: TextStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._target = target
        self._style = style
        self.setFont(style.font)
        self._pitch = QFontInfo(self.font()).pixelSize() * LINE_PITCH
        self._paragraph = self._paragraph_format()
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.latest = QTimer(self, singleShot=True, interval=LATEST)
        for timer in (self.pause, self.latest):
            timer.timeout.connect(self.commit_pending_edit)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)  # undo is the report's, and outlives the window
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if not style.most_lines:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._show(self._stored)
        if live.report.is_final:
            self.setReadOnly(True)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        live.changed.connect(self._on_report_changed)

    @property
    def text(self) -> str:
        """What the field shows, exactly: Qt's plain text would turn hard spaces into spaces."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def is_stored(self) -> bool:
        """Whether what the field shows is what the report has."""
        return self.text == self._stored

    def zoom(self, percent: int) -> None:
        """Shows the text larger or smaller than its style says; cursor and text stay."""
        font = self._style.font
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        self.setFont(font)
        self._pitch = QFontInfo(font).pixelSize() * LINE_PITCH
        self._paragraph = self._paragraph_format()
        self._format_paragraphs()
        self.updateGeometry()

    @property
    def is_single_line(self) -> bool:
        """Whether it takes no line breaks."""
        return self._style.single_line

    @property
    def selected(self) -> tuple[int, int]:
        """The code points of the text where the selection begins and ends; both at the cursor."""
        positions, cursor = QtPositions(self.text), self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return positions.code_point(start), positions.code_point(end)

    @property
    def position(self) -> int:
        """Where the selection begins."""
        return self.selected[0]

    def select_words(self, start: int, end: int) -> None:
        """Selects code points of the text."""
        self.setTextCursor(cursor_over(self.document(), QtPositions(self.text), start, end))

    @property
    def target(self) -> str:
        """What of the report it edits."""
        return self._target

    def underline(self, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Draws these instead of the underlines there were."""
        self._underlined = marks
        self.setExtraSelections([*self._underlined, *self._highlighted])

    def highlight(self, spans: Iterable[tuple[int, int]], ground: QColor) -> None:
        """Sets a ground behind code points of the text, instead of all former ones."""
        style, positions = QTextCharFormat(), QtPositions(self.text)
        style.setBackground(ground)
        self._highlighted = [
            marked(cursor_over(self.document(), positions, *span), style) for span in spans
        ]
        self.setExtraSelections([*self._underlined, *self._highlighted])

    def commit_pending_edit(self) -> bool:
        """Stores what was typed; False where that is refused."""
        self._stop_waiting()
        text = self.text
        if text != self._shown and self._live.apply(self._edit, origin=self):
            self._shown = text
        self._refused = text != self._shown
        return not self._refused

    def unstored_edits(self) -> list[Edit]:
        """What was typed and could not be stored. Raises Refused where it never can be."""
        return [self._edit()] if self._refused else []

    def sizeHint(self) -> QSize:
        height = self.document().size().height() + 2 * self.frameWidth()
        least = self._style.least_lines * self._pitch + 10
        if self._style.most_lines:
            height = min(height, self._style.most_lines * self._pitch + 10)
        return QSize(super().sizeHint().width(), round(max(height, least)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo):
                self.commit_pending_edit()  # or there may be nothing to undo yet
            if event.matches(undo) or event.matches(redo):
                event.ignore()  # leave Ctrl+Z to the window: undo is the report's
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn_page(event)
        elif event.key() == Qt.Key.Key_Escape and self._refused:
            self._show(self._stored)
            self._live.given_up.emit()
        elif self.isReadOnly() and _writes(event):
            self._live.refuse_final()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.isReadOnly():
            super().keyPressEvent(event)
            self._yield_to_typed_number()
        elif self._style.single_line:
            self.focusNextChild()
        else:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._begin_paragraph(numbered=not shift)

    def _begin_paragraph(self, numbered: bool) -> None:
        """Ends the paragraph at the cursor; numbered on, where it is numbered and at its end.

        In a paragraph that is nothing but its number the number goes instead.
        """
        cursor = self.textCursor()
        block = cursor.block()
        number = ""
        if numbered and not cursor.hasSelection() and cursor.atBlockEnd():
            heading = heading_of(block.text())
            if heading and not block.text()[heading.end :].strip():
                cursor.movePosition(
                    QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.removeSelectedText()
                return
            following = number_after(block.text())
            if not block.next().text().lstrip().startswith(following):
                number = following
        # In an empty paragraph Qt would drop the indent and the line height instead.
        cursor.beginEditBlock()
        cursor.insertBlock()
        cursor.insertText(number)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._offered = number

    def _yield_to_typed_number(self) -> None:
        """Takes the number that Enter gave away again where the clerk types one behind it."""
        block = self.textCursor().block()
        words = block.text().removeprefix(self._offered)
        if not self._offered or words == block.text():
            self._offered = ""
        elif (typed := heading_of(words)) and not typed.start:
            cursor = QTextCursor(block)
            way = QTextCursor.MoveOperation.NextCharacter
            cursor.movePosition(way, QTextCursor.MoveMode.KeepAnchor, len(self._offered))
            cursor.removeSelectedText()
            self._offered = ""
        elif len(words) > LONGEST_NUMBER:
            self._offered = ""  # it stands

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._yield_to_typed_number()

    def _turn_page(self, event: QKeyEvent) -> None:
        """Moves by a screenful: to Qt a page is the whole field, which is as high as its text."""
        up = event.key() == Qt.Key.Key_PageUp
        move = QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down
        modes = QTextCursor.MoveMode
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        cursor = self.textCursor()
        cursor.movePosition(move, modes.KeepAnchor if shift else modes.MoveAnchor, PAGE_LINES)
        self.setTextCursor(cursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_menu().popup(event.globalPos())

    def context_menu(self) -> QMenu:
        """Qt's own menu, but for its undo, which would know nothing of the report's."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dead = [a for a in menu.actions() if a.objectName() in ("edit-undo", "edit-redo")]
        if dead:
            session = self._live.session
            pending = not self.is_stored
            for name, text, can in (
                ("undo", "撤销", session.can_undo or pending),
                ("redo", "重做", session.can_redo and not pending),
            ):
                action = QAction(text, menu)
                action.setEnabled(can)
                action.triggered.connect(partial(self._want, name))
                menu.insertAction(dead[0], action)
            for action in dead:
                menu.removeAction(action)
        menu.addSeparator()
        menu.addAction("这一段的历史…", partial(self._want, "history_here"))
        return menu

    def _want(self, name: str) -> None:
        """Asks for an action of the window, once what was typed is stored."""
        self.commit_pending_edit()
        self._live.wanted.emit(name)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not source.hasUrls() and super().canInsertFromMimeData(source)  # a file is opened

    def insertFromMimeData(self, source: QMimeData) -> None:
        from core.chinese.tidying import pasted  # patterns that take long to make

        text = pasted(source.text())
        if self._style.single_line:
            text = " ".join(text.splitlines()).strip()
        elif self.textCursor().atBlockEnd():
            text = text.removesuffix("\n")  # of a whole paragraph, which is one already
        self.textCursor().insertText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
        self.commit_pending_edit()

    _underlined: Sequence[QTextEdit.ExtraSelection] = ()
    _highlighted: Sequence[QTextEdit.ExtraSelection] = ()
    _offered = ""  # the number that Enter gave the paragraph that is being written
    _shown = ""  # what was there before the clerk typed; not always what is stored, see `text`
    _refused = False  # whether what was typed could not be stored

    def _paragraph_format(self) -> QTextBlockFormat:
        paragraph = QTextBlockFormat()
        if self._style.indent:
            paragraph.setTextIndent(self.fontMetrics().horizontalAdvance("　　"))
        if self._style.points:
            fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
            paragraph.setLineHeight(self._pitch, fixed)
        return paragraph

    @property
    def _stored(self) -> str:
        kind, _, key = self._target.partition(".")
        report = self._live.report
        return (report.texts if kind == "texts" else report.notes).get(key, "")

    def _edit(self) -> Edit:
        kind, _, key = self._target.partition(".")
        make = set_text if kind == "texts" else set_note
        return make(self._live.report, key, self.text)

    def _on_text_changed(self) -> None:
        self.pause.start()
        if not self.latest.isActive():
            self.latest.start()

    def _stop_waiting(self) -> None:
        self.pause.stop()
        self.latest.stop()

    def _on_report_changed(self, change: SessionChange) -> None:
        if self.isReadOnly() != self._live.report.is_final:  # else it would end a composition
            self.setReadOnly(self._live.report.is_final)
        if self._target in change.targets and change.origin is not self:
            self._show(self._stored)

    def _format_paragraphs(self) -> None:
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(self._paragraph)

    def _show(self, text: str) -> None:
        """Shows a text, the cursor going to where it differs from what was shown."""
        place = QtPositions(text)[common_length(self.text, text)]
        self.setPlainText(text)
        self._format_paragraphs()
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._shown = self.text
        self._refused = False
        self._stop_waiting()


def _writes(event: QKeyEvent) -> bool:
    """Whether a key would write or take away something."""
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    pasted = event.matches(QKeySequence.StandardKey.Paste)
    return (event.text().isprintable() and bool(event.text())) or event.key() in keys or pasted
