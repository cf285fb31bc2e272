import ast
from collections.abc import Iterator
from pathlib import Path


def left_out(root: Path) -> Iterator[str]:
    for node in ast.parse((root / "packaging/nianbao.spec").read_text("utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="MODULES_LEFT_OUT")], value=ast.List(elts=names)):
                yield from (str(name.value) for name in names if isinstance(name, ast.Constant))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)


def test_that_the_program_imports_nothing_that_its_packages_leave_out(root: Path) -> None:
    modules = tuple(f"{name}." for name in left_out(root))
    assert "PIL." in modules
    sources = [root / "main.py", *(root / "core").rglob("*.py"), *(root / "gui").rglob("*.py")]
    asked = {
        path.name: name
        for path in sources
        for name in imported(path)
        if f"{name}.".startswith(modules)
    }
    assert not asked
