"""The rooms of the window stand one above the other, and no file knows one that knows it."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

# The rooms from the ground up, and which of those below a room may know.
# fmt: off
ROOMS: dict[str, set[str]] = {
    "shared": set(),
    "texts": {"shared"},
    "tables": {"shared", "texts"},
    "findings": {"shared"},
    "pages": {"shared", "texts"},
    "keeping": {"shared"},
    "sources": {"shared", "tables"},
    "importing": {"shared", "sources", "pages", "keeping"},
    "comparing": {"shared", "sources", "pages"},
    "history": {"shared", "sources", "pages", "comparing"},
    "demands": {"shared"},
    "helping": {"shared"},
    "overview": {"shared"},
    "starting": {"shared", "keeping"},
    "copying": {"shared"},
    "window": {
        "shared", "texts", "tables", "findings", "pages", "keeping", "importing", "comparing",
        "history", "demands", "helping", "overview", "starting", "copying",
    },
}
# fmt: on


def modules(root: Path) -> dict[str, Path]:
    """Every module of gui by name."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((root / "gui").rglob("*.py"))
    }


def imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of gui that a file imports anywhere, in functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                yield from {module if module in known else str(node.module)} & known.keys()


@pytest.fixture(scope="module")
def imports(root: Path) -> dict[str, set[str]]:
    """What each module of gui imports of gui."""
    known = modules(root)
    return {name: set(imported(path, known)) for name, path in known.items()}


def room_of(module: str) -> str:
    """The room a module stands in; "" for those at the top."""
    parts = module.split(".")
    return parts[1] if parts[1:] and parts[1] in ROOMS else ""


def test_that_no_file_imports_one_that_imports_it(imports: dict[str, set[str]]) -> None:
    order = list(TopologicalSorter(imports).static_order())  # raises CycleError, naming the circle

    assert order.index("gui.shared.plain") < order.index("gui.window.main_window")
    assert order.index("gui.window.main_window") < order.index("gui.application")


def test_that_a_room_knows_only_those_below_it(imports: dict[str, set[str]]) -> None:
    found = {
        (name, target)
        for name, targets in imports.items()
        for target in targets
        if (room := room_of(name)) and room_of(target) not in ROOMS[room] | {room}
    }

    assert {room_of(name) for name in imports} == {"", *ROOMS}
    assert found == set()


def test_that_only_the_start_knows_the_main_window(imports: dict[str, set[str]]) -> None:
    knowing = {name for name, targets in imports.items() if "gui.window.main_window" in targets}

    assert knowing == {"gui.application", "gui.self_test", "gui.manual_pictures"}
