"""What can be said to the window on the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import NoReturn


def window_options(arguments: list[str]) -> Namespace:
    """The options, as attributes. Ends the program after `--help` and where they are wrong."""
    parser = _Parser(prog="nianbao", description="年报：编制政府信息公开工作年度报告。")
    parser.add_argument("package", nargs="?", type=Path, metavar="年报文件")
    parser.add_argument("--data", type=parser.parse_folder, metavar="DIR", help="数据文件夹")
    parser.add_argument("--self-test", action="store_true", help="检查安装好的软件是否完整")
    parser.add_argument(
        "--screenshots",
        type=parser.parse_folder,
        metavar="DIR",
        help="保存示例年报各页的截图",
    )
    return parser.parse_args(arguments)


class _Parser(ArgumentParser):
    """Names the commands in its help, and says what is wrong in one Chinese sentence."""

    def format_help(self) -> str:
        from core.commands import commands  # hardly anybody asks

        self.epilog = f"不需要窗口的命令：{'、'.join(commands.commands)}。"
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.exit(2, "命令不对，请用 --help 看用法。\n")

    def parse_folder(self, text: str) -> Path:
        """The folder that an option names, which an empty text does not."""
        if not text.strip():
            self.exit(2, "--data 和 --screenshots 后面要写文件夹，不能空着。\n")
        return Path(text)
