"""How a paragraph is set: what its style says, and what the paragraph says of itself."""

from __future__ import annotations

import re

from core.readers.word.xml import Element, attribute, child, children, is_on, name_of, number

# What a paragraph or a style says, by keys of ours; what is not said is absent.
Setting = dict[str, str]

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "标题")
_BODY_TEXT = 9  # of the levels of an outline
_TWIPS_OF_A_CHARACTER = 210  # 五号, 10.5 points
_MOST_ANCESTORS = 50
_ON = "on"


class Styles:
    """The styles of a document, each with what it takes over from those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._settings: dict[str, Setting] = {}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if attribute(style, "type") == "paragraph"
                and attribute(style, "default") in ("1", "true", "on")
            ),
            "",
        )

    def of_paragraph(self, properties: Element | None) -> Setting:
        """All that is said of a paragraph with these properties."""
        style = attribute(child(properties, "pStyle")) or self._default
        return {**self.of_style(style), **_setting(properties)}

    def of_style(self, name: str) -> Setting:
        """What a style says; nothing for one that there is not."""
        if name not in self._settings:
            setting: Setting = {}
            for style in reversed(self._ancestry(name)):
                own = _style_setting(style)
                if "num" in own or "level" in own:
                    own["num_style"] = attribute(style, "styleId")
                setting |= own
            self._settings[name] = setting
        return self._settings[name]

    def is_hidden(self, properties: Element | None, paragraph: Setting) -> bool:
        """Whether a run of a paragraph is hidden: by itself, or by one of the two styles."""
        own = is_on(child(properties, "vanish"))
        if own is not None:
            return own
        style = self.of_style(attribute(child(properties, "rStyle")))
        return (style.get("hidden") == _ON) != (paragraph.get("hidden") == _ON)

    def _ancestry(self, name: str) -> list[Element]:
        found: list[Element] = []
        while name in self._styles and len(found) < _MOST_ANCESTORS:
            found.append(self._styles[name])
            name = attribute(child(found[-1], "basedOn"))
        return found


def is_heading(setting: Setting) -> bool:
    """Whether the outline of the document has such a paragraph."""
    return number(setting.get("outline", ""), _BODY_TEXT) < _BODY_TEXT


def is_centred(setting: Setting) -> bool:
    """Whether such a paragraph stands in the middle of its line."""
    return setting.get("align") == "center"


def indent_of(setting: Setting) -> int:
    """How far the first line of such a paragraph is set in, in characters."""
    hundredths = 0
    for side, back in (("left", 1), ("start", 1), ("firstLine", 1), ("hanging", -1)):
        chars = number(setting.get(f"{side}Chars", ""))
        twips = number(setting.get(side, ""))
        hundredths += back * (chars or 100 * twips // _TWIPS_OF_A_CHARACTER)
    return max(0, min(99, (hundredths + 50) // 100))


def _style_setting(style: Element) -> Setting:
    setting = _setting(child(style, "pPr"))
    hidden = is_on(child(style, "rPr", "vanish"))
    if hidden is not None:
        setting["hidden"] = _ON if hidden else ""
    name = attribute(child(style, "name")).strip()
    heading = _HEADING.fullmatch(name)
    if heading:
        setting.setdefault("outline", str(int(heading[1]) - 1))
    elif name.lower() in _TITLES:
        setting.setdefault("outline", "0")
    return setting


def _setting(properties: Element | None) -> Setting:
    """What the properties of a paragraph say themselves."""
    setting: Setting = {}
    for element in () if properties is None else properties:
        match name_of(element):
            case "outlineLvl":
                setting["outline"] = attribute(element)
            case "jc":
                setting["align"] = attribute(element)
            case "ind":
                for side in ("left", "start", "firstLine", "hanging"):
                    for key in (side, side + "Chars"):
                        if attribute(element, key):
                            setting[key] = attribute(element, key)
            case "numPr":
                for key, part in (("num", "numId"), ("level", "ilvl")):
                    if child(element, part) is not None:
                        setting[key] = attribute(child(element, part))
    if "num" in setting:
        setting["num_style"] = ""
    return setting
