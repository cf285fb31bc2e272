"""What became of the tables, rows and columns of the edition before: nothing without a word.

One with the same id follows its namesake. Any other says that it is `new`, or which one it
`follows` (`2019:other`); and what the edition before had and this one has not stands under `drop`.
"""

from __future__ import annotations

from core.forms.file import Data
from core.forms.parts import Parts, table_of

SUCCEEDING = ("table", "row", "column")


def forget_succession(parts: Parts) -> None:
    """Takes out what a base says of the edition before it: to its own successor it is not new."""
    for kind in SUCCEEDING:
        for part in parts.kinds[kind].values():
            part.pop("new", None)
            part.pop("follows", None)


def gone_since(former: Parts | None, parts: Parts, base: Parts | None) -> Data:
    """Addresses of what the edition before had and this one has not, by kind.

    `former` is None for the first edition, `base` for a whole one. Raises FormError where
    something comes or goes without a word, or the word does not fit.
    """
    gone: Data = {}
    for kind in SUCCEEDING:  # tables first: rows and columns go with theirs
        followed = _all_followed(kind, former, parts)
        gone[kind] = sorted(
            address
            for address in (former.kinds[kind] if former else ())
            if address not in followed and table_of(address) not in gone.get("table", ())
        )
    _check_dropped(gone, parts, base)
    return {kind: addresses for kind, addresses in gone.items() if addresses}


def _check_dropped(gone: Data, parts: Parts, base: Parts | None) -> None:
    """Raises FormError where what is gone and what the file drops are not the same."""
    file = parts.file
    dropped = [(kind, address) for kind, address, _ in file.addressed("drop")]
    for kind, addresses in gone.items():
        for address in addresses:
            if (kind, address) not in dropped:
                raise file.error(
                    f"{kind} {address} of the edition before is neither here nor dropped"
                )
    for kind, address in dropped:
        if address not in gone.get(kind, ()) and not (base and address in base.kinds[kind]):
            raise file.error(f"drop {kind} {address}: there is none")


def _all_followed(kind: str, former: Parts | None, parts: Parts) -> list[str]:
    """The addresses in the edition before that parts of this kind follow."""
    found: list[str] = []
    for address, part in parts.kinds[kind].items():
        said = {key: part[key] for key in ("new", "follows") if part.get(key)}
        table = parts.kinds["table"].get(table_of(address), {})
        if former is None or table.get("new"):
            if said:
                why = "its table is new" if former else "there is no edition before"
                raise parts.file.error(f"{kind} {address}: {' '.join(said)} is too much, {why}")
            continue
        was = _followed(kind, address, said, former, parts)
        if was in found:
            raise parts.file.error(f"{kind} {address}: another one follows {was} already")
        if was:
            found.append(was)
    return found


def _followed(kind: str, address: str, said: Data, former: Parts, parts: Parts) -> str:
    """What one part follows, "" for a new one."""
    where = f"{kind} {address}"
    there = former.kinds[kind]
    match list(said):
        case []:
            if address not in there:
                raise parts.file.error(f"{where}: not in edition {former.file.id}: new or follows?")
            return address
        case ["new"]:
            if address in there:
                raise parts.file.error(f"{where}: is not new, edition {former.file.id} has it")
            return ""
        case ["follows"] if kind != "table":
            edition, _, name = str(said["follows"]).partition(":")
            was = f"{table_of(address)}.{name}"
            if edition != former.file.id or was not in there or was == address:
                raise parts.file.error(
                    f"{where}: follows names no other {kind} of its table in {former.file.id}"
                )
            return was
    raise parts.file.error(f"{where}: either new or follows")
