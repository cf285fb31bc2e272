"""The preview: the pages as they will print, beside what is typed in or in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSpinBox,
    QSplitter,
    QToolBar,
    QToolButton,
    QWidget,
)

from core.refusal import Refused
from core.writers.pdf.page import PageSetup
from gui.pages.page_list import PageList
from gui.pages.page_view import PageView
from gui.pages.press import Press, Printable, Sheets
from gui.shared.plain import title, tool_tip
from gui.shared.settings import Settings
from gui.shared.theme import Theme
from gui.shared.window_place import TITLE_BAR, place_of, put_back

PAUSE = 25  # milliseconds that changes are gathered before the pages are made anew
WIDTH = 640
DOCKED = 600


class Preview(QMainWindow):
    """Shows a printable, and follows what it is given later. `setup` is how it is paginated.

    As a window it stays above `parent`, the one it belongs to. `save_requested` and
    `print_requested` ask for what it shows; `setup_changed` says that the clerk wants other pages,
    `moved` that it is wanted in a window of its own (true) or beside the report.
    """

    save_requested = Signal()
    print_requested = Signal()
    setup_changed = Signal(object)
    moved = Signal(bool)

    def __init__(
        self, press: Press, theme: Theme, settings: Settings, setup: PageSetup, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._parent = parent
        self._press = press
        self._theme = theme
        self._settings = settings
        self.setup = setup
        self._printable: Printable | None = None
        self._job: Future[Sheets] | None = None
        self._keys: dict[QAction, tuple[str, ...]] = {}
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(self._make)
        self.view = PageView(press, theme)
        self.list = PageList(press, theme)
        self.page_box = QSpinBox()
        self.page_box.setKeyboardTracking(False)
        self.page_box.setAccessibleName("页码")
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.list)
        across.addWidget(self.view, 1)
        self.setCentralWidget(middle)
        self.addToolBar(self._tool_bar())
        self.view.page_changed.connect(self._show_page)
        self.view.zoomed.connect(self._show_zoom)
        self.list.chosen.connect(self.view.go_to_page)
        self.page_box.valueChanged.connect(self._go_to_typed_page)
        self._show_standing()
        self.view.setFocus()

    def show_printable(self, printable: Printable) -> None:
        """Shows a document, or what the one shown has become."""
        self._printable = printable
        self.setWindowTitle(title(f"预览：{printable.name}"))
        self.pause.start()

    @property
    def is_docked(self) -> bool:
        """Whether it is a part of the window that it belongs to."""
        return not self.isWindow()

    def dock(self, beside: QSplitter) -> None:
        """Stands at the right of what a window shows, with the room of one page."""
        if not self.is_docked:
            self._note_place()
            self.setParent(beside, Qt.WindowType.Widget)
            room = beside.width() - DOCKED
            beside.addWidget(self)
            beside.setSizes([room, DOCKED])
            self._show_standing()
        self.show()

    def stand_apart(self) -> None:
        """Opens a window of its own, or brings it back into sight."""
        if self.is_docked:
            self.setParent(self._parent, Qt.WindowType.Window)
            self._show_standing()
        if not self.isVisible():
            self._place_itself()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pause.stop()  # the press may be closed next
        self._note_place()
        super().closeEvent(event)

    # ---- the pages ----

    def _make(self) -> None:
        if self._job:
            self._job.cancel()
        if self._printable:
            self._job = self._press.make(self._printable, self.setup)
            self._press.when_done(self._job, self._take)

    def _take(self, job: Future[Sheets]) -> None:
        if job is not self._job:
            return  # it is out of date
        try:
            sheets = job.result()
        except Refused as refusal:
            self.list.page_model.show_sheets(None)
            self.view.say(str(refusal))
            count = 0
        else:
            self.view.show_sheets(sheets)  # first, for what is in sight is drawn first
            self.list.page_model.show_sheets(sheets)
            count = len(sheets.sizes)
        self.page_box.setEnabled(count > 0)
        self.page_box.setSuffix(f" / {count}")
        self.page_box.setRange(1, max(1, count))
        self._show_page(self.view.page)

    def _show_page(self, page: int) -> None:
        self.page_box.setValue(page + 1)
        self.list.show_page(page)

    def _go_to_typed_page(self, number: int) -> None:
        if number - 1 != self.view.page:  # else it only says where the clerk has scrolled to
            self.view.go_to_page(number - 1)

    # ---- tool bar ----

    def _tool_bar(self) -> QToolBar:
        bar = QToolBar("预览", self)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(18, 18))
        self.save = self._action("保存PDF", self.save_requested.emit, "pdf", "Ctrl+Shift+P")
        self.print = self._action("打印", self.print_requested.emit, "print", "Ctrl+P")
        self.smaller = self._action("缩小", self.view.zoom_out, "zoom-out", "Ctrl+-")
        self.larger = self._action("放大", self.view.zoom_in, "zoom-in", "Ctrl+=", "Ctrl++")
        self.full_size = self._action("原大", partial(self.view.zoom_to, 1.0), "", "Ctrl+0")
        self.fit_width = self._action("适合宽度", partial(self.view.fit_to, "width"))
        self.fit_page = self._action("整页", partial(self.view.fit_to, "page"))
        self.fit_width.setCheckable(True)
        self.fit_page.setCheckable(True)
        bar.addActions([self.save, self.print])
        self._line = bar.addSeparator()
        bar.addActions([self.smaller, self.full_size, self.larger, self.fit_width, self.fit_page])
        for action in (self.smaller, self.larger):
            button = cast("QToolButton", bar.widgetForAction(action))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        bar.addSeparator()
        bar.addWidget(self.page_box)
        bar.addSeparator()
        bar.addWidget(self._setup_button())
        self.move_ = self._action("", lambda: self.moved.emit(self.is_docked))
        self.shut = self._action("关闭预览", self.close, "close", "Esc", "F9")
        bar.addActions([self.move_, self.shut])
        cast("QToolButton", bar.widgetForAction(self.shut)).setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self._show_zoom()
        return bar

    def _action(self, text: str, act: Callable[[], object], icon: str = "", *keys: str) -> QAction:
        action = QAction(text, self)
        action.setData(icon)
        if icon:
            action.setIcon(self._theme.icon(icon))
        self._keys[action] = keys
        action.setToolTip(tool_tip(f"{text}（{keys[0]}）" if keys else text))
        action.triggered.connect(lambda _checked: act())
        return action

    def take_colours(self) -> None:
        """Draws the icons in the colours in force."""
        for action in self._keys:
            if action.data():
                action.setIcon(self._theme.icon(action.data()))

    def _show_zoom(self) -> None:
        self.full_size.setText(f"{self.view.zoom:.0%}")
        self.fit_width.setChecked(self.view.fit == "width")
        self.fit_page.setChecked(self.view.fit == "page")

    def _setup_button(self) -> QToolButton:
        """How the pages are made: for the preview, the file and the printer alike."""
        menu = QMenu(self)
        self.two_sided = menu.addAction("双面打印：页码在外侧")
        self.one_sided = menu.addAction("单面打印：页码居中")
        sides = QActionGroup(menu)
        menu.addSeparator()
        self.landscape = menu.addAction("三、四两表横排")
        for action in (self.two_sided, self.one_sided):
            sides.addAction(action)
        for action, checked in (
            (self.two_sided, self.setup.two_sided),
            (self.one_sided, not self.setup.two_sided),
            (self.landscape, self.setup.landscape_tables),
        ):
            action.setCheckable(True)
            action.setChecked(checked)
            action.triggered.connect(self._change_setup)
        button = QToolButton()
        button.setText("页面")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _change_setup(self) -> None:
        self.setup = PageSetup(self.two_sided.isChecked(), self.landscape.isChecked())
        self.setup_changed.emit(self.setup)
        self.pause.start()

    def _show_standing(self) -> None:
        """What the window around it has already, keys too, it leaves to that."""
        apart = not self.is_docked
        self.list.setVisible(apart)
        for action in (self.save, self.print, self._line):
            action.setVisible(apart)
        self.move_.setText("放在右边" if apart else "单独窗口")
        where = "宽屏上放在填报窗口的右边" if apart else "放到单独的窗口里"
        self.move_.setToolTip(tool_tip(where))
        for action, keys in self._keys.items():
            action.setShortcuts([QKeySequence(key) for key in keys] if apart else [])

    def _note_place(self) -> None:
        if not self.is_docked:
            self._settings.preview = place_of(self)
            self._settings.keep()

    def _place_itself(self) -> None:
        """Where it was last, at first at the right of the screen: figures are typed at the left."""
        if not put_back(self, self._settings.preview):
            room = self.screen().availableGeometry().adjusted(0, TITLE_BAR, 0, 0)
            self.setGeometry(room.adjusted(max(0, room.width() - WIDTH), 0, 0, 0))
