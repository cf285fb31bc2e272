"""Starting the program: Qt in Chinese, the data folder, the window, and what to do in a mishap."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSize, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from core.forms.loader import load_forms
from core.refusal import Refused
from core.resources import Resources
from core.store.backups import Backups
from core.store.database import StoreBusy, open_database
from core.store.reports import Reports
from gui.keeping.data_place import find_data
from gui.keeping.rescue import open_or_rescue
from gui.session_end import closed_at_session_end
from gui.shared.questions import tell, tell_mishap
from gui.shared.settings import Settings
from gui.shared.theme import Theme, dress, program_font
from gui.shared.window_place import TITLE_BAR
from gui.shared.wording import Wording
from gui.window.main_window import MainWindow

SIZE = QSize(1366, 697)  # the commonest office screen, less task bar and title bar
CUPS_SOCKET = "/run/cups/cups.sock"  # of the printing system on this computer
COLLECTION_PAUSE = 2000  # milliseconds
LARGEST_RECORD = 1_000_000  # bytes of what went wrong, before the older half goes
LONGEST_ENTRY = 50_000  # characters, the last ones of an entry
WORTH_COLLECTING = 20_000  # objects made and not gone since


def run(resources: Resources, data: Path, package: Path | None, movable: bool = False) -> int:
    """Opens the window, on a package where one is given, and returns the exit code.

    `data` is the folder to work in; where it is `movable`, only unless the clerk has chosen
    another, and once another is chosen, a new window goes on there.
    """
    application = make_application(resources)
    with closed_at_session_end(application):
        return _run(application, resources, data, package, movable)


def _run(
    application: QApplication, resources: Resources, data: Path, package: Path | None, movable: bool
) -> int:
    folder = find_data(data) if movable else data
    code = 0
    while folder is not None:
        report_mishaps_to(folder / "错误记录.txt")
        try:
            window = make_window(resources, folder, data if movable else None)
        except StoreBusy as busy:
            from gui.window.hand_over import hand_over

            if hand_over(folder, package):
                return 0
            tell_mishap(str(busy))
            return 1
        except Refused as refusal:
            tell_mishap(str(refusal))
            return 1
        except Exception:
            sys.excepthook(*sys.exc_info())
            QCoreApplication.processEvents()  # in which the sentence is shown: no window comes
            return 1
        try:
            window.desk.attempt(partial(_open_first, window, package))
        except Exception:  # told as soon as the window is there
            sys.excepthook(*sys.exc_info())
        window.show()
        window.keeper.start()
        QTimer.singleShot(0, partial(receive_files, window))
        gc.freeze()
        collect_garbage_in_this_thread(window)
        code = application.exec()
        folder, package = window.desk.next_data, None
        window.deleteLater()
    return code


def make_application(resources: Resources) -> QApplication:
    """The application, with Qt's own texts in Chinese and a readable font."""
    if sys.platform == "linux":
        suit_linux(os.environ)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("nianbao")
    application.setApplicationDisplayName("年报")
    application.setDesktopFileName("nianbao")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    application.installTranslator(Wording(application))
    application.setFont(program_font(resources.fonts))
    dress(application)
    application.setWindowIcon(Theme(resources).program_icon)
    return application


def suit_linux(environment: MutableMapping[str, str]) -> None:
    """Has printers looked for on this computer only, and a second input method at hand.

    The library of printing would else ask for its server by TCP. The package's plugin serves every
    fcitx and knows only that name; where it is not, fcitx answers to ibus's too.
    """
    environment.setdefault("CUPS_SERVER", CUPS_SOCKET)
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment.setdefault("QT_IM_MODULES", "fcitx;ibus")


def make_window(resources: Resources, data: Path, usual: Path | None = None) -> MainWindow:
    """The window over a data folder, without a report yet. Raises StoreRefused."""
    forms = load_forms(resources.forms)
    second = Settings.of(data).second_backup_folder
    backups = Backups(data, forms, Path(second) if second else None)
    database = open_or_rescue(
        data, partial(open_database, before_migrating=backups.before_migrating), backups
    )
    window = MainWindow(Reports(database, forms), resources, data, usual)
    room = window.screen().availableGeometry().size() - QSize(0, TITLE_BAR)
    window.resize(SIZE.boundedTo(room))
    window.restore_geometry()
    return window


def receive_files(window: MainWindow) -> None:
    """From now on, what a second start is given is opened in this window."""
    from gui.window.hand_over import Reception  # the window shows sooner

    Reception(window.desk, window.open_file)


def collect_garbage_in_this_thread(window: MainWindow) -> None:
    """Collects garbage now and then, the automatic collection being off.

    That may run in any thread, and a widget that the press's thread destroys takes the program
    with it.
    """
    pause = QTimer(window, interval=COLLECTION_PAUSE)
    pause.timeout.connect(_collect_if_worth_while)
    pause.start()


def _collect_if_worth_while() -> None:
    if gc.get_count()[0] > WORTH_COLLECTING:
        gc.collect()


class MishapRecord(logging.Handler):
    """The file where what went wrong is written down, and with it what core logs.

    What is logged with every check, such as a rule that cannot be judged, is written once. Of a
    file that has grown large only the newest half stays.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(logging.ERROR)
        self.file = file
        self._logged: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Writes an entry of the log."""
        entry = self.format(record)
        if entry not in self._logged:
            self._logged.add(entry)
            self.write(f"{entry}\n")

    def write(self, text: str) -> None:
        """Adds an entry with the time, where the file is one, and no pipe or device."""
        entry = f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{text[-LONGEST_ENTRY:]}\n"
        with suppress(OSError):
            if self.file.is_file():
                self._make_room()
            elif self.file.exists():  # a pipe would be waited for
                return
            with self.file.open("ab") as file:
                file.write(entry.encode(errors="backslashreplace"))

    def _make_room(self) -> None:
        if self.file.stat().st_size > LARGEST_RECORD:
            with self.file.open("rb") as file:
                file.seek(-LARGEST_RECORD // 2, os.SEEK_END)
                newest = file.read(LARGEST_RECORD)
            self.file.write_bytes(newest[newest.find(b"\n") + 1 :])


def report_mishaps_to(record: Path) -> None:
    """From now on, an unforeseen error becomes a sentence on screen and an entry in `record`.

    What core logs is written there too.

    The sentence waits until Qt has nothing else to do, for the error may have come while it was
    painting, and stands alone, for then it comes again with every repaint.
    """
    standing = False
    mishaps = MishapRecord(record)
    logging.getLogger("core").addHandler(mishaps)

    def tell() -> None:
        nonlocal standing
        sentence = f"软件出了意外，已经存上的内容没有影响；请把“{record}”发给软件提供方。"
        tell_mishap(sentence)
        standing = False

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        import traceback  # not needed as long as all goes well

        nonlocal standing
        text = "".join(traceback.format_exception(kind, error, trace))
        mishaps.write(text)
        if sys.stderr:  # a program without a console has none
            sys.stderr.write(text)
        if not standing:
            standing = True
            QTimer.singleShot(0, tell)

    sys.excepthook = on_error


def _open_first(window: MainWindow, package: Path | None) -> None:
    if hindrance := window.desk.reports.hindrance:
        tell(
            window,
            f"{hindrance}，新填的存不上，所以这次只能看：可以核对、预览、打印、保存PDF，也可以另存数据包、"
            "把全部数据另存到U盘。处理好以后请重新打开软件，再修改。",
        )
    if package:
        window.acts.foreign.open(package)
    else:
        window.desk.open_last_report()
