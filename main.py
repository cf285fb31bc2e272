"""年报: the entrance.

No arguments or a report's file opens the window; a command (check, pdf …) needs no screen.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent / "resources"
INTERRUPTED = 130
PORTABLE_MARK = "portable.txt"  # lies beside the program in a copy for a USB stick


def main(arguments: list[str]) -> int:
    """Runs a command, or the window, and returns the exit code."""
    if arguments[:1] == ["--confined"]:  # the program started itself, to read what others made
        from core.readers.confined import serve

        return serve(arguments[1:])
    from core.resources import Resources

    resources = Resources(RESOURCES)
    # What is made at the start stays: looking for garbage among it only delays the window, or
    # takes a tenth of a command. `gui.application.run` has it collected later on.
    gc.disable()
    if arguments and _is_command(arguments[0]):
        from core.commands import run as run_command

        code = run_command(arguments, resources, default_data_folder())
        gc.freeze()  # else Python looks through it once more, at the end
        return code
    from gui.options import window_options

    options = window_options(arguments)
    if options.self_test:
        from gui.self_test import run_self_test

        return run_self_test(resources)
    if options.screenshots:
        from gui.screenshots import save_screenshots

        return save_screenshots(options.screenshots, resources)
    from gui.application import run

    data = options.data or default_data_folder()
    return run(resources, data, options.package, movable=options.data is None)


def default_data_folder() -> Path:
    """Beside the program when it is a portable copy, else the platform's own place."""
    program = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (program / PORTABLE_MARK).exists():
        return program / "data"
    from platformdirs import user_data_path

    return user_data_path("nianbao", appauthor=False)


def _is_command(argument: str) -> bool:
    """Whether it is neither an option of the window nor the name of a report's file."""
    from core.formats import format_of

    read = format_of(Path(argument))
    return not (argument.startswith("--") or (read and (read.read or read.contents)))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before a command has begun, or after its end
        sys.exit(INTERRUPTED)
