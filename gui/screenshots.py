"""Pictures of every tab with the sample report, for a machine without a screen and the manual."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.resources import Resources
from gui.application import make_application, make_window

SIZE = (1366, 728)  # the commonest office screen, less its task bar


def save_screenshots(folder: Path, resources: Resources, package: Path | None = None) -> int:
    """Saves a PNG of each tab into `folder`, showing a package (the sample unless one is given)."""
    application = make_application(resources)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        window = make_window(resources, Path(data))
        window.resize(*SIZE)
        window.open_package(package or resources.sample)
        window.show()
        while window.work.is_on or (window.live and window.live.session.texts_wait):
            application.processEvents()
        tabs = window.tabs
        assert tabs is not None  # a package was opened
        for number, section in enumerate(tabs.tabs, start=1):
            tabs.show_section(section)
            application.processEvents()
            path = folder / f"{number}-{section}.png"
            window.grab().save(str(path))
            print(path)
        window.close()
        window.deleteLater()
    return 0
