"""Pictures of every tab with the sample report, for a machine without a screen and the manual."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from core.resources import Resources
from gui.application import make_application, make_window

SIZE = (1366, 728)  # the commonest office screen, less its task bar


def save_screenshots(folder: Path, resources: Resources, package: Path | None = None) -> int:
    """Saves a PNG of each tab into `folder`, showing a package (the sample unless one is given).

    Returns the exit code: 2, with a sentence, where nothing can be saved there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _refused(folder)
    application = make_application(resources)
    with tempfile.TemporaryDirectory() as data:
        window = make_window(resources, Path(data))
        window.resize(*SIZE)
        window.acts.files.open_package(package or resources.sample)
        window.show()
        while window.desk.work.is_on or (window.desk.live and window.desk.live.session.texts_wait):
            application.processEvents()
        tabs = window.workspace.tabs
        assert tabs is not None  # a package was opened
        code = 0
        for number, section in enumerate(tabs.tabs, start=1):
            tabs.show_section(section)
            application.processEvents()
            path = folder / f"{number}-{section}.png"
            if not window.grab().save(str(path)):
                code = _refused(folder)
                break
            print(path)
        window.close()
        window.deleteLater()
    return code


def _refused(folder: Path) -> int:
    print(f"“{folder}”不是能写入的文件夹，没有保存截图；请换一个文件夹。", file=sys.stderr)
    return 2
