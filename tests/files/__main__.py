"""Makes files of every manner that reports come in, each with its truth beside it.

    python tests/files DIR [--only PART_OF_NAME] [--mixed N --seed S]

Equal calls make equal files, but for those that LibreOffice and Chromium make; these are left out
where the programs are not installed. With --mixed, N files are made instead whose manners are drawn
by lot. `sh run.sh score-files DIR` scores the import by them.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.files.catalogue import own, pages, plain, refused, sheets, web, word
from tests.files.catalogue.mixed import mixed
from tests.files.file import File, RefusedFile
from tests.files.writers.convert import Unavailable

FILES: tuple[File | RefusedFile, ...] = (
    *word.FILES, *web.FILES, *sheets.FILES, *plain.FILES, *pages.FILES, *own.FILES,
    *refused.FILES,
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Makes the files and returns the exit code."""
    parser = argparse.ArgumentParser(prog="files", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--mixed", type=int, default=0, metavar="N", help="this many, by lot")
    parser.add_argument("--seed", type=int, default=1, help="of the lot")
    options = parser.parse_args(arguments)
    files = tuple(mixed(options.mixed, options.seed)) if options.mixed else FILES
    options.folder.mkdir(parents=True, exist_ok=True)
    left_out = []
    for file in files:
        if options.only in file.name:
            try:
                content, truth = file.make()
            except Unavailable as program:
                left_out.append(f"{file.name} ({program})")
                continue
            (options.folder / file.name).write_bytes(content)
            told = json.dumps(truth, ensure_ascii=False, indent=1)
            (options.folder / f"{file.name}.truth.json").write_text(told + "\n", encoding="utf-8")
    print(f"{len(files) - len(left_out)} files; left out: {', '.join(left_out) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
