"""A file of the form as it is written, and what it must say of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KINDS = ("section", "table", "row", "column", "phrase", "rule")
HEAD = ("id", "name", "authority", "years", "deadline")

Data = dict[str, Any]


class FormError(Exception):
    """A form file breaks the format; the message names the file and the key.

    It is a mistake of ours, found by the tests that load every edition: the message is English.
    """


class FormFile:
    """A parsed file and its name, for messages."""

    def __init__(self, name: str, data: Data) -> None:
        self.name = name
        self.data = data

    @property
    def id(self) -> str:
        """The edition's id, once the head is checked."""
        return str(self.data["id"])

    @property
    def first_year(self) -> int:
        """The edition's first year, once the head is checked."""
        return int(self.data["years"]["from"])

    def error(self, what: str) -> FormError:
        """The error to raise, with the file's name before it."""
        return FormError(f"{self.name}: {what}")

    def refuse_unknown(self, data: Data, known: set[str], where: str) -> None:
        """Raises FormError where `data` has other keys than the known."""
        if unknown := sorted(set(data) - known):
            raise self.error(f"{where}: unknown key {', '.join(unknown)}")

    def check_head(self) -> None:
        """Raises FormError where the file does not say what an edition must say of itself."""
        body = {"base", "change", "add"} if "base" in self.data else {"section", "phrase", "rule"}
        self.refuse_unknown(self.data, {*HEAD, *body, "drop"}, "form")
        self.data.setdefault("deadline", [])
        for key, kind in zip(HEAD, (str, str, str, dict, list), strict=True):
            if not isinstance(self.data.get(key), kind):
                raise self.error(f"form: {key} must be a {kind.__name__}")
        if f"{self.id}.toml" != self.name:
            raise self.error(f"form: id {self.id} is not the file's name")
        years = self.data["years"]
        self.refuse_unknown(years, {"from", "to"}, "years")
        for key in ("from", "to") if "to" in years else ("from",):
            if not isinstance(years.get(key), int):
                raise self.error(f"years: {key} must be an int")

    def listed(self, data: Data, key: str, where: str) -> Iterator[tuple[str, Data]]:
        """The tables of a list with their ids, which are taken out of them, as is the list."""
        given = data.pop(key, [])
        if not isinstance(given, list) or not all(isinstance(part, dict) for part in given):
            raise self.error(f"{where}: {key} must be a list of tables")
        for part in given:
            part_id = part.pop("id", None)
            if not isinstance(part_id, str):
                raise self.error(f"{where}: a {key} has no id")
            yield part_id, part

    def addressed(self, verb: str) -> Iterator[tuple[str, str, Any]]:
        """What the file says under `drop`, `change` or `add`: kind, address and what of it."""
        said = self.data.get(verb, {})
        if not isinstance(said, dict):
            raise self.error(f"{verb} must be a table")
        self.refuse_unknown(said, set(KINDS), verb)
        shape = list if verb == "drop" else dict
        for kind, parts in said.items():
            if not isinstance(parts, shape):
                raise self.error(f"{verb} {kind} must be a {shape.__name__}")
            for address in parts:
                keys = None if verb == "drop" else parts[address]
                if verb != "drop" and not isinstance(keys, dict):
                    raise self.error(f"{verb} {kind} {address} must be a table")
                yield kind, str(address), keys
