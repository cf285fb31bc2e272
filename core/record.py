"""Records: classes that hold fields, do not change, and are equal where their fields are.

`dataclass(frozen=True)` writes up to eight methods for each class, and they are compiled at every
start of the program; a record has its own `__init__` alone. That nothing is set afterwards is held
by the type checker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

C = TypeVar("C")


@overload
def record(cls: type[C]) -> type[C]: ...
@overload
def record(*, eq: bool) -> Callable[[type[C]], type[C]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: Any = None, *, eq: bool = True) -> Any:
    """Makes a record of a class. Without `eq` it is equal to itself alone, and hashed at once."""
    if cls is None:
        return lambda cls: record(cls) if eq else dataclass(eq=False, repr=False)(cls)
    made = dataclass(eq=False, repr=False)(cls)
    values = attrgetter(*(field.name for field in fields(made) if field.compare))

    def equals(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    for name, method in ("__eq__", equals), ("__hash__", hashed), ("__repr__", _told):
        setattr(made, name, method)
    return made


def _told(record: Any) -> str:
    told = (f"{field.name}={getattr(record, field.name)!r}" for field in fields(record))
    return f"{type(record).__qualname__}({', '.join(told)})"
