"""main → gui → session → {store, document → checks} → report → forms, never back."""

import ast
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from core.formats import FORMATS, Format
from core.resources import Resources
from core.session import Session
from core.store.reports import Reports

# What a part of core may import of core, besides itself and what stands below all.
BELOW_ALL = {"record", "refusal", "files", "chinese", "proceed", "imports", "__version__"}
FORMS = {"forms"}
REPORT = FORMS | {"report"}
ALLOWED = {
    "record": set[str](),
    "refusal": set[str](),
    "chinese": set[str](),
    "files": set[str](),
    "proceed": set[str](),
    "imports": set[str](),
    "typefaces": set[str](),
    "resources": set[str](),
    "forms": set[str](),
    "report": FORMS,
    "store": REPORT,
    "checks": REPORT,
    "document": REPORT | {"checks"},
    "readers": REPORT | {"formats"},
    "matching": REPORT | {"readers"},
    "writers": REPORT | {"document", "readers", "typefaces"},
    "importing": REPORT | {"formats", "readers", "matching"},
    "as_data": REPORT | {"checks", "matching"},
    "comparing": REPORT | {"document", "matching", "readers"},
    "formats": REPORT,  # which names readers and writers, but imports none
    "session": REPORT | {"store", "checks", "document"},
    "correction": REPORT | {"store", "session"},
    "taking_in": REPORT | {"store", "session"},
}

IMPORT_ALL = """
import importlib, importlib.abc, json, pkgutil, sys

class NoWindow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "gui" or name.startswith("gui."):
            raise ImportError(f"core must not import {name}")

sys.modules["PySide6"] = None
sys.meta_path.insert(0, NoWindow())
import core
names = [module.name for module in pkgutil.walk_packages(core.__path__, "core.")]
for name in names:
    importlib.import_module(name)
print(json.dumps(names))
"""

IMPORT_FOR_WORK = """
import json, sys
import core.session, core.store.database, core.store.reports, core.forms.loader
print(json.dumps(sorted(sys.modules)))
"""

OPEN_A_KEPT_REPORT = """
import json, sys
from pathlib import Path
import core.forms.loader, core.session, core.store.database, core.store.reports
forms = core.forms.loader.load_forms(Path("resources/forms"))
reports = core.store.reports.Reports(core.store.database.open_database(Path({folder!r})), forms)
assert core.session.Session(reports, 1).report.year == 2024
print(json.dumps(sorted(sys.modules)))
"""

IMPORT_THE_WINDOW = """
import json, sys
import gui.application
print(json.dumps(sorted(sys.modules)))
"""

NETWORK = {"socket", "ssl", "http", "urllib.request", "email", "asyncio", "PySide6.QtNetwork"}

# What the program needs only when it prints, reads texts or a foreign file, or runs a command.
LATER = {
    "core.checks.last_text",
    "core.checks.privacy",
    "core.checks.prose",
    "core.checks.texts",
    "core.checks.wording",
    "PySide6",
    "docx",
    "lxml",
    "openpyxl",
    "pdfplumber",
    "pikepdf",
    "pypdfium2",
    "reportlab",
    "core.commands",
    "core.writers.pdf",
}


def run(root: Path, code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(root)},
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def modules(root: Path) -> dict[str, Path]:
    """Every module of core by name."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((root / "core").rglob("*.py"))
    }


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The syntax of a file."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> list[str]:
    """The modules that a file imports anywhere, within functions too."""
    found: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def test_that_every_module_of_core_can_be_imported_without_qt_and_without_the_window(
    root: Path,
) -> None:
    assert {"core", *run(root, IMPORT_ALL)} == set(modules(root))


def test_that_starting_work_imports_nothing_that_prints_reads_or_runs_commands(
    root: Path,
) -> None:
    loaded = run(root, IMPORT_FOR_WORK)

    assert "core.session" in loaded
    assert LATER.isdisjoint(loaded)


def test_that_opening_what_is_kept_imports_nothing_that_makes_tables(
    root: Path, session: Session, reports: Reports, folder: Path
) -> None:
    reports.close()
    loaded = run(root, OPEN_A_KEPT_REPORT.format(folder=str(folder)))

    assert "sqlite3" in loaded
    assert {"sqlite_utils", "click", *NETWORK}.isdisjoint(loaded)


def test_that_the_window_imports_nothing_of_a_network_and_nothing_that_makes_tables(
    root: Path,
) -> None:
    loaded = run(root, IMPORT_THE_WINDOW)

    assert "PySide6.QtWidgets" in loaded
    assert {"sqlite_utils", "click", *NETWORK, *LATER - {"PySide6"}}.isdisjoint(loaded)


def test_that_no_file_of_core_names_qt_or_the_window(root: Path) -> None:
    found = {
        name: target
        for name, path in modules(root).items()
        for target in imported(path)
        if target.split(".")[0] in ("PySide6", "gui", "main")
    }

    assert found == {}


@pytest.mark.parametrize("part", ALLOWED)
def test_that_a_part_of_core_imports_only_what_stands_below_it(root: Path, part: str) -> None:
    below = ALLOWED[part] | {part} | BELOW_ALL
    found = {
        (name, target)
        for name, path in modules(root).items()
        if name.split(".")[1:2] == [part]
        for target in imported(path)
        if target.startswith("core.") and target.split(".")[1] not in below
    }

    assert any(name.split(".")[1:2] == [part] for name in modules(root))
    assert found == set()


def test_that_sql_stands_in_the_store_alone(root: Path) -> None:
    found = {
        name
        for name, path in modules(root).items()
        if not name.startswith("core.store")
        if any(target.split(".")[0] in ("sqlite3", "sqlite_utils") for target in imported(path))
    }

    assert found == set()


# What turns data into acts, or starts a program.
ACTING = {"pickle", "marshal", "shelve", "dill", "yaml", "runpy", "code", "pty"}
ACTING_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "startfile"}
STARTING = {"subprocess", "multiprocessing"}


def program(root: Path) -> list[Path]:
    return [root / "main.py", *(root / "core").rglob("*.py"), *(root / "gui").rglob("*.py")]


def test_that_nothing_that_is_read_can_act(root: Path) -> None:
    found = set()
    for path in program(root):
        found |= {(path.name, name) for name in imported(path) if name.split(".")[0] in ACTING}
        for node in nodes(path):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in ACTING_CALLS:
                    found.add((path.name, name))
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)) if (
                    name in ACTING_CALLS
                ):
                    found.add((path.name, name))
    assert found == set()


def test_that_only_the_reading_and_verifying_of_files_start_a_program(root: Path) -> None:
    found = {
        path.name
        for path in [
            root / "main.py",
            *(root / "core").rglob("*.py"),
            *(root / "gui").rglob("*.py"),
        ]
        if any(name.split(".")[0] in STARTING for name in imported(path))
    }
    assert found == {"confined.py", "backup_keeper.py"}


# What reaches another computer. None of it may even be there when a report is checked or printed.
NETWORK = {"socket", "_socket", "ssl", "_ssl", "http", "http.client", "urllib.request", "ftplib"}

RUN_COMMAND = """
import contextlib, io, json, sys
sys.argv = sys.argv[:1]
from main import main
with contextlib.redirect_stdout(io.StringIO()) as said:
    code = main({arguments!r})
assert code == 0, said.getvalue()
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("check", {"reportlab", "argparse", "PIL"}),
        ("pdf", {"core.checks", "core.store", "argparse", "sqlite3", "logging"}),
        ("export", {"core.checks", "core.store", "argparse", "sqlite3", "logging", "reportlab"}),
        ("export html", {"core.checks", "core.store", "sqlite3", "reportlab", "lxml", "openpyxl"}),
        ("export xlsx", {"core.checks", "core.store", "argparse", "sqlite3", "reportlab"}),
    ],
)
def test_that_a_command_imports_no_network_and_nothing_that_only_others_need(
    root: Path, resources: Resources, tmp_path: Path, name: str, others: set[str]
) -> None:
    command, _, suffix = name.partition(" ")
    suffix = suffix or {"check": "", "pdf": "pdf", "export": "txt"}[command]
    output = ["-o", str(tmp_path / f"a.{suffix}")] if suffix else []
    loaded = run(root, RUN_COMMAND.format(arguments=[command, str(resources.sample), *output]))

    assert "core.commands" in loaded
    assert (NETWORK | others).isdisjoint(loaded)


START_CONFINED = """
import json, sys
import core.readers.confined, core.imports
core.imports.function_named({reader!r})
print(json.dumps(sorted(sys.modules)))
"""


# What pypdfium2 and Python's email import by themselves.
THEIR_OWN = {".pdf": {"argparse", "logging"}, ".mht": {"socket", "_socket"}}


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.suffix)
def test_that_a_confined_start_imports_nothing_but_its_reader(root: Path, format: Format) -> None:
    reader = format.contents or format.read
    loaded = run(root, START_CONFINED.format(reader=reader))

    assert reader.partition(":")[0] in loaded
    others = {"click", "argparse", "sqlite3", "logging", "openpyxl", "docx", "reportlab", "PySide6"}
    if format.contents:  # what anybody made knows nothing of the form
        others |= {"core.forms", "core.report", "core.matching", "core.checks", "core.document"}
    assert (NETWORK | others).isdisjoint(set(loaded) - THEIR_OWN.get(format.suffix, set()))


def test_that_only_one_place_knows_the_folders_of_the_resources(root: Path) -> None:
    folders = {folder.name for folder in (root / "resources").iterdir()} | {"resources"}
    found = {
        (path.name, node.value)
        for path in program(root)
        for node in nodes(path)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        for node in [node.right]
        if isinstance(node, ast.Constant) and node.value in folders
    }

    systems_own = ("installed.py", "fonts")
    assert found - {systems_own} == {("main.py", "resources")} | {
        ("resources.py", name)
        for name in ("forms", "fonts", "help", "icons", "licences", "samples")
    }
