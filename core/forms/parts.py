"""What an edition is made of, by address, so that another can drop, change and add to it."""

from __future__ import annotations

from core.forms.file import KINDS, Data, FormFile

WITHIN_TABLES = ("row", "column", "phrase")

# Keys that say of what a part is made and where it stands: not to be changed as a value is.
_STANDING_ELSEWHERE = {
    "section": ("table",),
    "table": ("section", "rows", "columns"),
    "phrase": ("table",),
}


class Parts:
    """An edition taken apart: its sections, tables, rows, columns, phrases and rules by address.

    An address is the id, with the table's before it for rows, columns and phrases; a part does
    not repeat it. A table says its `section`.
    """

    def __init__(self, file: FormFile) -> None:
        self.file = file
        self.kinds: dict[str, dict[str, Data]] = {kind: {} for kind in KINDS}

    @classmethod
    def of(cls, file: FormFile) -> Parts:
        """The parts of what is shared, or of a whole edition."""
        parts = cls(file)
        for section_id, section in file.listed(file.data, "section", "form"):
            parts._put("section", section_id, section)
        for phrase_id, phrase in file.listed(file.data, "phrase", "form"):
            parts._put("phrase", f"{phrase.pop('table', '')}.{phrase_id}", phrase)
        for rule_id, rule in file.listed(file.data, "rule", "form"):
            parts._put("rule", rule_id, rule)
        return parts

    def copied_for(self, file: FormFile) -> Parts:
        """The same parts, for a file to drop, change and add to."""
        parts = Parts(file)
        for kind, found in self.kinds.items():
            parts.kinds[kind] = {address: dict(part) for address, part in found.items()}
        return parts

    def drop(self, kind: str, address: str) -> None:
        """Takes a part away, a table with its rows and columns."""
        self._get(kind, address)
        del self.kinds[kind][address]
        if kind == "table":
            for inner in ("row", "column"):
                for below in [b for b in self.kinds[inner] if table_of(b) == address]:
                    del self.kinds[inner][below]

    def change(self, kind: str, address: str, keys: Data) -> None:
        """Gives keys of a part another value, or one where it has none."""
        part = self._get(kind, address)
        self._refuse_keys(kind, address, keys, {"id", *_STANDING_ELSEWHERE.get(kind, ())})
        for key, value in keys.items():
            if part.get(key) == value:
                raise self.file.error(f"{kind} {address}: {key} is that already")
        part |= keys

    def add(self, kind: str, address: str, part: Data) -> None:
        """Puts a part where it says: `after` or `before` one of its kind, or at the end."""
        where = f"add {kind} {address}"
        self._refuse_keys(kind, address, part, {"id", "table"} if kind == "phrase" else {"id"})
        if kind in WITHIN_TABLES and table_of(address) not in self.kinds["table"]:
            raise self.file.error(f"{where}: its table is unknown")
        if kind == "table" and part.get("section") not in self.kinds["section"]:
            raise self.file.error(f"{where}: unknown section {part.get('section')}")
        sides = [side for side in ("after", "before") if side in part]
        if len(sides) > 1:
            raise self.file.error(f"{where}: either after or before")
        beside = [(side, str(part.pop(side))) for side in sides]
        self._put(kind, address, part)
        for side, name in beside:
            self._move(kind, address, side, name)

    def _move(self, kind: str, address: str, side: str, name: str) -> None:
        """Moves the part that was put last beside another of its kind."""
        others = self.kinds[kind]
        part = others.pop(address)
        if name not in others or (
            kind in ("row", "column") and table_of(name) != table_of(address)
        ):
            raise self.file.error(f"add {kind} {address}: there is no {name} to stand {side}")
        order = list(others.items())
        order.insert(list(others).index(name) + (side == "after"), (address, part))
        self.kinds[kind] = dict(order)

    def together(self) -> Data:
        """The parts in the shape of a whole file."""
        sections = []
        for section_id, section in self.kinds["section"].items():
            tables = [
                {"id": table_id}
                | {key: value for key, value in table.items() if key != "section"}
                | {
                    "columns": self._within("column", table_id),
                    "rows": self._within("row", table_id),
                }
                for table_id, table in self.kinds["table"].items()
                if table["section"] == section_id
            ]
            sections.append({"id": section_id} | section | ({"table": tables} if tables else {}))
        phrases = [
            {"id": address.rpartition(".")[2], "table": table_of(address)} | phrase
            for address, phrase in self.kinds["phrase"].items()
        ]
        rules = [{"id": address} | rule for address, rule in self.kinds["rule"].items()]
        return {"section": sections, "phrase": phrases, "rule": rules}

    def _within(self, kind: str, table: str) -> list[Data]:
        return [
            {"id": address.rpartition(".")[2]} | part
            for address, part in self.kinds[kind].items()
            if table_of(address) == table
        ]

    def _put(self, kind: str, address: str, part: Data) -> None:
        """Puts a new part, and those it is made of, at the end of their kinds."""
        if kind != "rule" and address.count(".") != (kind in WITHIN_TABLES):
            raise self.file.error(f"{kind} {address}: no name of a {kind}")
        if address in self.kinds[kind]:
            raise self.file.error(f"{kind} id given twice: {address}")
        self.kinds[kind][address] = part
        if kind == "section":
            for table_id, table in self.file.listed(part, "table", f"section {address}"):
                self._put("table", table_id, table | {"section": address})
        if kind == "table":
            for inner in ("row", "column"):
                for inner_id, below in self.file.listed(part, f"{inner}s", f"table {address}"):
                    self._put(inner, f"{address}.{inner_id}", below)

    def _refuse_keys(self, kind: str, address: str, keys: Data, refused: set[str]) -> None:
        if found := sorted(refused & set(keys)):
            raise self.file.error(f"{kind} {address}: {found[0]} cannot stand here")

    def _get(self, kind: str, address: str) -> Data:
        if address not in self.kinds[kind]:
            raise self.file.error(f"{kind} {address}: there is none to drop or change")
        return self.kinds[kind][address]


def table_of(address: str) -> str:
    """The table of a row, column or phrase; "" for parts of other kinds but rules."""
    return address.rpartition(".")[0]
