import marshal
import runpy
import sys
from pathlib import Path

SOURCE = (
    "def greet(name='a b', *, of=('a b', 1.5)):\n    return name in {'a b', 'c d'} or 'e f ' + name"
)


def test_that_code_is_the_same_bytes_whatever_else_the_process_holds(root: Path) -> None:
    bytecode = runpy.run_path(str(root / "packaging/bytecode.py"))
    code, again = (compile(SOURCE, "greet.py", "exec") for _ in range(2))
    first = bytecode["dumps"](code)
    inner = next(constant for constant in again.co_consts if hasattr(constant, "co_code"))
    held = [*inner.co_consts, inner.co_linetable, inner.co_code]
    interned = [sys.intern(text) for text in held if isinstance(text, str)]
    assert marshal.dumps(code) != marshal.dumps(again)
    assert bytecode["dumps"](again) == first
    assert bytecode["dumps"](marshal.loads(marshal.dumps(again))) == first
    assert bytecode["loads"](first) == code
    assert interned
