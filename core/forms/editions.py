"""The files of the form made into whole editions, strictly: what they do not know, they refuse.

`shared.toml` holds what editions share. An edition is a file named by its id: either whole, or
over a `base` (`shared`, or an earlier edition), and then it says only what it drops of that,
changes in it and adds to it:

    [drop]                                  # parts of six kinds: section, table, row, column,
    row = ["applications.other"]            # phrase and rule, by their addresses

    [change.table.fees]
    column_widths = [9]

    [add.row."applications.other_unpaid"]   # after or before a part of its kind, or at the end
    after = "applications.other_not_corrected"
    new = true
    label = "…"

Every edition is then held against the one before it in time: see `core.forms.succession`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from core.forms.file import HEAD, Data, FormError, FormFile
from core.forms.parts import Parts
from core.forms.succession import SUCCEEDING, forget_succession, gone_since

SHARED = "shared"


def whole_editions(sources: Mapping[str, str]) -> list[Data]:
    """All editions by first year, each in the shape of a file without a base.

    `sources` are the texts of the files by their names without `.toml`. An edition that does not
    say when it ends does so where the next begins. Raises FormError.
    """
    files = {name: _parsed(name, text) for name, text in sources.items()}
    bases: dict[str, Parts] = {}
    if shared := files.pop(SHARED, None):
        shared.refuse_unknown(shared.data, {"section", "phrase", "rule"}, "form")
        bases[SHARED] = Parts.of(shared)
    for file in files.values():
        file.check_head()
    ordered = sorted(files.values(), key=lambda file: file.first_year)
    _end_where_the_next_begins(ordered)
    whole = []
    former: Parts | None = None
    for file in ordered:
        base = _base_of(file, bases)
        parts = _over(base, file) if base else Parts.of(file)
        gone = gone_since(former, parts, base)
        bases[file.id] = former = parts
        head = {key: file.data[key] for key in HEAD}
        whole.append(head | ({"drop": gone} if gone else {}) | parts.together())
    return whole


def _parsed(name: str, text: str) -> FormFile:
    import tomllib  # where the editions are remembered, nothing is parsed

    try:
        return FormFile(f"{name}.toml", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"{name}.toml: {error}") from error


def _end_where_the_next_begins(files: Sequence[FormFile]) -> None:
    for earlier, later in pairwise(files):
        end = earlier.data["years"].setdefault("to", later.first_year - 1)
        if not earlier.first_year <= end < later.first_year:
            raise later.error(f"editions {earlier.id} and {later.id} share a year")


def _base_of(file: FormFile, bases: Mapping[str, Parts]) -> Parts | None:
    """What the edition stands on; None for a whole one."""
    if "base" not in file.data:
        return None
    if file.data["base"] not in bases:
        raise file.error(f"form: base is one of {', '.join(bases)}")
    return bases[file.data["base"]]


def _over(base: Parts, file: FormFile) -> Parts:
    """The base with what the file drops, changes and adds."""
    parts = base.copied_for(file)
    forget_succession(parts)
    for kind, address, _ in file.addressed("drop"):
        # What the base has not may yet be what the edition before had.
        if address in base.kinds[kind] or kind not in SUCCEEDING:
            parts.drop(kind, address)
    for kind, address, keys in file.addressed("change"):
        parts.change(kind, address, keys)
    for kind, address, part in file.addressed("add"):
        parts.add(kind, address, part)
    return parts
