"""The manual: pages of Markdown with pictures, in a window of our own, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.record import record
from gui.shared.theme import BODY, HEADING, TITLE, UNIT, lettering
from gui.shared.window_place import resize_within_screen

SIZE = QSize(1000, 700)
CONTENTS = 210  # pixels of the list of pages
LINE = 150.0  # % of a line's height
STEPS = {1: TITLE, 2: HEADING}  # type of headings by their level
SUFFIX = ".md"
_PICTURES = re.compile(r"!\[[^\]]*\]\(([\w.-]+)\)")
PICTURE = "\ufffc"  # what stands for one in a text
PAGE = Qt.ItemDataRole.UserRole


@record
class Page:
    """A page by its `name`; `title` is its first heading, `text` all of it."""

    name: str
    title: str
    text: str


def pages_in(folder: Path) -> Iterator[Page]:
    """The pages of a manual in their order, which their numbers give: `02-tables.md`."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        yield Page(path.stem.partition("-")[2], title, text)


class Manual(QWidget):
    """The pages of a folder, with a list of them at the left and words to look for above it."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._pages = {page.name: page for page in pages_in(folder)}
        self.setWindowTitle("年报 使用手册")
        resize_within_screen(self, SIZE)
        self.words = QLineEdit()
        self.words.setPlaceholderText("查找（回车到下一处）")
        self.words.setAccessibleName("在手册里查找")
        self.words.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("目录")
        self.browser = PageBrowser(folder)
        for page in self._pages.values():
            item = QListWidgetItem(page.title)
            item.setData(PAGE, page.name)
            self.list.addItem(item)
        self._lay_out()
        self.list.currentItemChanged.connect(self._show_current)
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self._find)
        self.browser.anchorClicked.connect(self._follow)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence.StandardKey.Find, self, self.words.setFocus)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return str(self.list.currentItem().data(PAGE)) if self.list.currentItem() else ""

    def show_page(self, name: str) -> None:
        """Shows a page, the first for a name that is none, and comes to the front."""
        names = list(self._pages)
        self.list.setCurrentRow(names.index(name) if name in names else 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.words.clear()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2 * UNIT)
        left.addWidget(self.words)
        left.addWidget(self.list, 1)
        self.words.setFixedWidth(CONTENTS)
        self.list.setFixedWidth(CONTENTS)
        across = QHBoxLayout(self)
        across.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        across.setSpacing(2 * UNIT)
        across.addLayout(left)
        across.addWidget(self.browser, 1)

    def _show_current(self) -> None:
        if page := self._pages.get(self.page):
            self.browser.show_text(page.text)

    def _narrow(self, words: str) -> None:
        """Leaves the pages that have the words, and goes to the first place in one."""
        for row, page in enumerate(self._pages.values()):
            self.list.item(row).setHidden(words.lower() not in page.text.lower())
        rows = [r for r in range(self.list.count()) if not self.list.item(r).isHidden()]
        if words and rows:
            if self.list.currentRow() not in rows:
                self.list.setCurrentRow(rows[0])
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            self.browser.find(words)

    def _find(self) -> None:
        words = self.words.text()
        if words and not self.browser.find(words):
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            self.browser.find(words)

    def _follow(self, address: QUrl) -> None:
        """Goes to the page that a link names; what leads elsewhere is not followed."""
        name = Path(address.path()).stem.partition("-")[2]
        if name in self._pages and not address.scheme():
            self.show_page(name)


class PageBrowser(QTextBrowser):
    """Shows one page; its pictures come from the manual's folder, and nothing from elsewhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._text = ""
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_pictures)
        self.setOpenLinks(False)
        self.setAccessibleName("手册的一页")

    def show_text(self, text: str) -> None:
        """Shows a page from its beginning."""
        self._text = text
        page = QTextDocument(self)
        page.setDefaultFont(lettering(BODY))
        page.setDocumentMargin(6 * UNIT)
        page.setMarkdown(text)
        kind = QTextDocument.ResourceType.ImageResource.value
        for name in _PICTURES.findall(text):
            page.addResource(kind, QUrl(name), self.picture(name))
        block = page.begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        self.setDocument(page)  # the former one goes

    def picture(self, name: str) -> QImage:
        """A picture of the folder, no wider than the page."""
        image = QImage(str(self._folder / name))
        room = self.viewport().width() - 16 * UNIT
        if image.width() > room > 0:
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(min(int(room * ratio), image.width()), smooth)
            image.setDevicePixelRatio(image.width() / room)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit.start()

    def _fit_pictures(self) -> None:
        place = self.verticalScrollBar().value()
        self.show_text(self._text)
        self.verticalScrollBar().setValue(place)


def _dress(block: QTextBlock) -> None:
    """Gives a paragraph or heading the program's type, and room between its lines."""
    if not block.text().strip(PICTURE):
        return
    cursor = QTextCursor(block)
    tall = QTextBlockFormat()
    tall.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(tall)
    if step := STEPS.get(block.blockFormat().headingLevel()):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFont(lettering(step, bold=True))
        cursor.setCharFormat(letters)
