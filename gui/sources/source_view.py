"""The place that something was read from, as it stands there: a table, or paragraphs.

It knows nothing of what is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QPlainTextEdit,
    QStackedWidget,
    QStyledItemDelegate,
    QTableView,
    QTextEdit,
)

from core.readers.contents import Contents, Grid, GridCell
from gui.shared.index import NO_INDEX, Index
from gui.shared.plain import tool_tip
from gui.shared.theme import Theme

PADDING = 4
NARROWEST, WIDEST = 36, 240  # pixels of a column
MEASURED = 400  # rows whose words decide how wide the columns are
MOST_LINES = 6  # of a row
MOST_COLUMNS = 512
MOST_SPANS = 20_000
LONGEST = 2000  # characters of a cell that are drawn
AROUND = 4  # paragraphs before and after those that were read
KEPT = 8  # tables that stay laid out
TABLE = "〔这里是一个表〕"


class SourceView(QStackedWidget):
    """Shows a place of the contents of a file. Keys that scroll nothing are left to the parent."""

    def __init__(self, contents: Contents, theme: Theme) -> None:
        super().__init__()
        self._contents = contents
        self._theme = theme
        self._tables: dict[int, SourceTable] = {}
        self._nothing = QFrame()
        self._words = SourceWords(theme)
        self.addWidget(self._nothing)
        self.addWidget(self._words)

    def show_nothing(self) -> None:
        """Shows no place."""
        self.setCurrentWidget(self._nothing)

    def show_cell(self, block: int, row: int, column: int) -> None:
        """Shows a table with one of its cells framed, and its row and column tinted.

        A column of -1 stands for none: then only the row is tinted.
        """
        grid = self._contents.blocks[block] if block < len(self._contents.blocks) else None
        if not isinstance(grid, Grid):
            self.show_blocks((block,))
            return
        if block not in self._tables:
            self._put_away()
            self._tables[block] = SourceTable(grid, self._theme)
            self.addWidget(self._tables[block])
        self.setCurrentWidget(self._tables[block])
        self._tables[block].frame(row, column)

    def show_blocks(self, blocks: Iterable[int]) -> None:
        """Shows paragraphs marked, among those around them."""
        wanted = sorted({block for block in blocks if block < len(self._contents.blocks)})
        if not wanted:
            self.show_nothing()
            return
        first = max(0, wanted[0] - AROUND)
        around = self._contents.blocks[first : wanted[-1] + AROUND + 1]
        texts = [TABLE if isinstance(block, Grid) else block.text for block in around]
        self._words.show_texts(texts, [block - first for block in wanted])
        self.setCurrentWidget(self._words)

    def _put_away(self) -> None:
        """Makes room where many tables are laid out already."""
        if len(self._tables) >= KEPT:
            oldest = self._tables.pop(next(iter(self._tables)))
            self.removeWidget(oldest)
            oldest.deleteLater()


class SourceModel(QAbstractTableModel):
    """A table of a file; each rectangle shows at its first position."""

    def __init__(self, grid: Grid, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._columns = grid.rows, min(grid.columns, MOST_COLUMNS)
        self.cells: dict[tuple[int, int], GridCell] = {
            (cell.row, cell.column): cell for cell in grid.cells
        }

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cells.get((index.row(), index.column()))
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text[:LONGEST]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(cell.text[:LONGEST]) or None
        return None


class SourceTable(QTableView):
    """Draws one table of a file on paper, with a cell framed."""

    def __init__(self, grid: Grid, theme: Theme) -> None:
        super().__init__()
        self.model_ = SourceModel(grid, self)
        self.framed = (-1, -1)
        self.setModel(self.model_)
        self.setItemDelegate(SourceDelegate(theme, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out(grid)

    def frame(self, row: int, column: int) -> None:
        """Frames a cell and brings it into sight, in the middle where there is room."""
        self.framed = (row, column)
        self._bring_into_sight()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        row, column = self.framed
        index = self.model_.index(row, max(column, 0))
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _lay_out(self, grid: Grid) -> None:
        metrics = self.fontMetrics()
        widths = _column_widths(grid, self.model_.columnCount(), metrics)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        header = self.verticalHeader()
        line = metrics.lineSpacing()
        header.setMinimumSectionSize(line)
        header.setDefaultSectionSize(line + 2 * PADDING)
        for row, lines in _lines_of_rows(grid, widths, metrics).items():
            self.setRowHeight(row, min(lines, MOST_LINES) * line + 2 * PADDING)
        spanning = (cell for cell in grid.cells if cell.rows > 1 or cell.columns > 1)
        for cell in islice(spanning, MOST_SPANS):
            self.setSpan(cell.row, cell.column, cell.rows, cell.columns)


class SourceDelegate(QStyledItemDelegate):
    """Paints the words of a cell, and what makes the framed one stand out."""

    def __init__(self, theme: Theme, view: SourceTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        shades = self._theme.shades
        cell = self._view.model_.cells.get((index.row(), index.column()))
        is_framed = (index.row(), index.column()) == self._view.framed
        ground = shades.cross if self._is_beside(index, cell) else shades.paper
        painter.fillRect(option.rect, shades.tint["warning"] if is_framed else ground)
        if cell and cell.text:
            painter.setPen(shades.ink)
            place = option.rect.adjusted(PADDING, 1, -PADDING, -1)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place, int(flags), cell.text[:LONGEST])
        if is_framed:
            painter.setPen(QPen(shades.state["warning"], 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _is_beside(self, index: Index, cell: GridCell | None) -> bool:
        """Whether a cell is of the framed one's row or column, and so may be its heading."""
        row, column = self._view.framed
        framed = self._view.model_.cells.get(self._view.framed)
        last_row = index.row() + (cell.rows if cell else 1) - 1
        last_column = index.column() + (cell.columns if cell else 1) - 1
        return index.row() <= row <= last_row or (
            framed is not None
            and index.column() >= column
            and last_column < column + framed.columns
        )

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(0, 0)  # the view gives rows and columns their sizes


class SourceWords(QPlainTextEdit):
    """Paragraphs of a file, some of them marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(12)

    def show_texts(self, texts: list[str], marked: Iterable[int]) -> None:
        """Shows paragraphs, and those of these numbers marked."""
        lines = ["　".join(text.splitlines()) for text in texts]
        words = "\n".join(lines)
        if self.toPlainText() != words:
            self.setPlainText(words)
        mark = QTextCharFormat()
        mark.setBackground(self._theme.shades.tint["warning"])
        mark.setForeground(self._theme.shades.ink)
        selections = []
        for number in marked:
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            selection: Any = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, mark
            selections.append(selection)
        self.setExtraSelections(selections)
        if selections:
            begin = QTextCursor(selections[0].cursor)
            begin.setPosition(begin.selectionStart())
            self.setTextCursor(begin)
            self.centerCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)  # which copies
        else:
            event.ignore()


def _column_widths(grid: Grid, columns: int, metrics: QFontMetrics) -> list[int]:
    """As wide as the words in the first rows need, within bounds."""
    widths = [NARROWEST] * columns
    for cell in grid.cells:
        if cell.columns == 1 and cell.row < MEASURED and cell.column < columns:
            needed = max(map(metrics.horizontalAdvance, cell.text[:LONGEST].split("\n")))
            widths[cell.column] = max(widths[cell.column], min(needed + 3 * PADDING, WIDEST))
    return widths


def _lines_of_rows(grid: Grid, widths: list[int], metrics: QFontMetrics) -> dict[int, int]:
    """How many lines rows need, by number, where that is more than one."""
    em = metrics.horizontalAdvance("国")
    found: dict[int, int] = {}
    for cell in grid.cells:
        room = max(1, (sum(widths[cell.column : cell.column + cell.columns]) - 2 * PADDING) // em)
        if cell.rows == 1 and (len(cell.text) > room or "\n" in cell.text):
            lines = sum(-(-_ems(line) // room) or 1 for line in cell.text[:LONGEST].split("\n"))
            if lines > 1:
                found[cell.row] = max(found.get(cell.row, 1), lines)
    return found


def _ems(line: str) -> int:
    """How wide a line is, in Chinese characters, about."""
    return -(-sum(1 if sign.isascii() else 2 for sign in line) // 2)
