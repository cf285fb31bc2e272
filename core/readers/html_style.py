"""What the style of an element says about whether and where its text is shown: a little CSS.

Of a page's style sheets only rules with the plainest selectors count: p, .note, p.note, #top.
"""

from __future__ import annotations

import re

from core.readers.office_zip import Element

Style = dict[str, str]
WANTED = {
    "display", "visibility", "text-align", "text-decoration", "text-decoration-line", "text-indent",
    "padding", "padding-left", "margin-left", "white-space", "list-style", "list-style-type",
    "mso-hide",
}  # fmt: skip
LONGEST_SHEETS = 500_000  # characters; more is not looked at
_SELECTOR = re.compile(r"([a-z][\w-]*)?([.#][\w-]+)?")
_BRACE = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_LENGTH = re.compile(r"(-?\d{1,5}(?:\.\d{1,5})?|-?\.\d{1,5})(px|pt|em|rem|cm|mm|in)?")
# How many of a unit are a character of text in a table, for which 12 points stand.
_UNITS = {"px": 16.0, "pt": 12.0, "em": 1.0, "rem": 1.0, "cm": 0.423, "mm": 4.23, "in": 0.1667}


class Sheet:
    """The rules of a page's <style> elements."""

    def __init__(self, css: str) -> None:
        self._rules: dict[tuple[str, str], Style] = {}
        css = _COMMENT.sub(" ", css[:LONGEST_SHEETS])
        depth = last = 0
        selectors = ""
        for brace in _BRACE.finditer(css):
            if brace[0] == "{":
                if not depth:
                    selectors = css[last : brace.start()].rpartition(";")[2].strip()
                    last = brace.end()
                depth += 1
            elif depth:
                depth -= 1
                if not depth:
                    self._take(selectors, css[last : brace.start()])
                    last = brace.end()

    def _take(self, selectors: str, body: str) -> None:
        if selectors.startswith("@"):  # for print, or for a narrow screen
            return
        style = declarations(body)
        for selector in selectors.lower().split(",") if style else ():
            found = _SELECTOR.fullmatch(selector.strip())
            if found and found[0]:
                key = (found[1] or "", found[2] or "")
                self._rules[key] = self._rules.get(key, {}) | style

    def of(self, element: Element) -> Style:
        """The style of an element: of its tag, its classes, its id, and its own."""
        own = element.get("style")
        style: Style = {}
        if self._rules:
            tag = element.tag
            hooks = [f".{name}" for name in (element.get("class") or "").lower().split()[:20]]
            if identity := element.get("id"):
                hooks.append(f"#{identity.lower()}")
            for hook in ("", *hooks):
                style |= self._rules.get(("", hook), {}) | self._rules.get((tag, hook), {})
        return style | declarations(own) if own else style


def declarations(style: str) -> Style:
    """The wanted properties of a style attribute, in lower case."""
    found = {}
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        name = name.strip()
        if name in WANTED:
            found[name] = value.partition("!")[0].strip()
    return found


def characters(length: str) -> float:
    """A length in characters of 12 points; 0 for what is none, or is a part of another."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) / _UNITS[found[2] or "px"] if found else 0.0


def set_in(style: Style) -> float:
    """How far the first line of such an element is set in, in characters."""
    left = style.get("padding-left")
    if left is None:
        around = style.get("padding", "").split()
        left = around[min(3, len(around) - 1) if len(around) != 3 else 1] if around else ""
    return sum(characters(length) for length in (
        left, style.get("margin-left", ""), style.get("text-indent", "")
    ))  # fmt: skip
