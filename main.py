"""年报: the entrance.

No arguments or a report's file opens the window; a command (check, pdf …) needs no screen.
"""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import NoReturn

RESOURCES = Path(__file__).resolve().parent / "resources"
INTERRUPTED = 130
PORTABLE_MARK = "portable.txt"  # lies beside the program in a copy for a USB stick


def main(arguments: list[str]) -> int:
    """Runs a command, or the window, and returns the exit code."""
    if arguments[:1] == ["--confined"]:  # the program started itself, to read what others made
        from core.readers.confined import serve

        return serve(arguments[1:])
    first = arguments[0].lower() if arguments else "--"
    if not first.startswith("--") and not first.endswith((".nianbao", ".pdf")):
        from core.commands import run as run_command

        return run_command(arguments, RESOURCES, default_data_folder())
    # What is made at the start stays: looking for garbage among it only delays the window.
    # `gui.application.run` has it collected later on.
    gc.disable()
    options = _window_options(arguments)
    if options.self_test:
        from gui.self_test import run_self_test

        return run_self_test(RESOURCES)
    if options.screenshots:
        from gui.screenshots import save_screenshots

        return save_screenshots(options.screenshots, RESOURCES)
    from gui.application import run

    data = options.data or default_data_folder()
    return run(RESOURCES, data, options.package, movable=options.data is None)


def default_data_folder() -> Path:
    """Beside the program when it is a portable copy, else the platform's own place."""
    program = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (program / PORTABLE_MARK).exists():
        return program / "data"
    from platformdirs import user_data_path

    return user_data_path("nianbao", appauthor=False)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one Chinese sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, "命令不对，请用 --help 看用法。\n")

    def parse_folder(self, text: str) -> Path:
        """The folder that an option names, which an empty text does not."""
        if not text.strip():
            self.exit(2, "--data 和 --screenshots 后面要写文件夹，不能空着。\n")
        return Path(text)


def _window_options(arguments: list[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="nianbao",
        description="年报：编制政府信息公开工作年度报告。",
        epilog="不需要窗口的命令：check、pdf、import、export、blank、rules、form、findings、explanations、verify、sample。",
    )
    parser.add_argument("package", nargs="?", type=Path, metavar="年报.nianbao")
    parser.add_argument("--data", type=parser.parse_folder, metavar="DIR", help="数据文件夹")
    parser.add_argument("--self-test", action="store_true", help="检查安装好的软件是否完整")
    parser.add_argument(
        "--screenshots",
        type=parser.parse_folder,
        metavar="DIR",
        help="保存示例年报各页的截图",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before a command has begun, or after its end
        sys.exit(INTERRUPTED)
