"""Where the program's own files are: the one place that knows the folders of `resources`."""

from __future__ import annotations

from pathlib import Path


class Resources:
    """The files that come with the program, all in `folder`; main.py says where that is."""

    def __init__(self, folder: Path) -> None:
        self.forms = folder / "forms"  # the editions of the form
        self.fonts = folder / "fonts"
        self.help = folder / "help"  # the manual: pages and pictures
        self.icons = folder / "icons"
        self.licences = folder / "licences"  # of what the program is built from
        self.demands = folder / "samples" / "地方要求示例.toml"  # how a superior writes them
        self.sample = folder / "samples" / "sample.nianbao"  # a report that is in order
