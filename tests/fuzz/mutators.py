"""What damages an input: its bytes, an archive's members, tags of markup, objects of a PDF."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

Mutator = Callable[[bytes, Random, Sequence[bytes]], bytes]

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32")
for _encoding in ENCODINGS:  # what is limited can load none later
    codecs.lookup(_encoding)

LARGEST = 2_000_000  # of an input; larger ones stand among the hostile files
NUMBERS = (
    b"0", b"-1", b"1000000", b"2147483647", b"4294967296", b"99999999999999999999", b"1e9", b"NaN",
    b"\xef\xbc\x91", b"",
)  # fmt: skip
WORDS = (
    b"\0", b"\xff", b"\xfe\xff", b"\r\n", b"<", b"&", b"&#0;", b"&#xD800;", b"&lol;", b"]]>",
    b"<!--", b"<![CDATA[", b"<?x?>", b"%", b"(", b"<<", b">>", b"[", b"stream\n", b"endobj\n",
    b"\xf0\x9d\x9f\x8f", b"\xe2\x80\xae", b"\xed\xa0\x80", b"=\r\n", b"--", b"PK\x03\x04",
    b"A" * 5000, b"\t" * 500, "政府信息公开".encode(), "（一）".encode("gb18030"),
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]{1,400}>")
_OPENING = re.compile(rb"<([A-Za-z][^<>\s/]{0,40})[^<>]{0,400}>")
_SPAN = re.compile(
    rb"[ <](?:colspan|rowspan|gridSpan|w:val|ref|r|w:w|s|t)=(\"[^\"]{0,80}\"|'[^']{0,80}'|[0-9]+)"
)
_PDF_WORD = re.compile(
    rb"[0-9]+ 0 R|/[A-Za-z]+|endobj|endstream|\b(?:T[jJmd]|re|cm)\b",
)
_NUMBER = re.compile(rb"(?<![0-9a-zA-Z])-?[0-9]+(?:\.[0-9]+)?")
_VALUE = re.compile(rb"=\s*(\"[^\"<>]{0,80}\"|'[^'<>]{0,80}')")
_DOCTYPE = (
    b'<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY b "&lol;&lol;&lol;&lol;">'
    b'<!ENTITY c SYSTEM "file:///etc/hostname">]>'
)


def mutated(inputs: Sequence[bytes], random: Random) -> bytes:
    """One of the inputs, damaged once or several times."""
    content = random.choice(inputs)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        content = _mutator(content, random)(content, random, inputs)
        if len(content) > LARGEST:
            content = content[:LARGEST]
    return content


def _mutator(content: bytes, random: Random) -> Mutator:
    if content.startswith(b"PK"):
        return random.choice((*_BYTES, *_ARCHIVE * 4))
    if content.startswith(b"%PDF"):
        return random.choice((*_BYTES, *_PDF * 3))
    if b"<" in content[:2000]:
        return random.choice((*_BYTES, *_MARKUP * 3))
    return random.choice((*_BYTES, *_TEXT * 2))


def _found(
    pattern: re.Pattern[bytes], content: bytes, random: Random, most: int = 1
) -> list[re.Match[bytes]]:
    """Some places that fit a pattern, the last first, none over another.

    Each is the next one from anywhere, for to look for all of them takes long.
    """
    spots: dict[int, re.Match[bytes]] = {}
    for _ in range(most):
        at = random.randrange(len(content) + 1)
        if spot := pattern.search(content, at) or pattern.search(content):
            spots[spot.end()] = spot
    return sorted(spots.values(), key=lambda spot: -spot.start())


# ---- bytes ----


def flip(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Some bytes changed."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 20, 200)) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def truncate(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """The end, or the beginning, is lost."""
    at = random.randrange(len(content) + 1)
    return content[:at] if random.random() < 0.8 else content[at:]


def splice(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """The beginning of one and the end of another."""
    other = random.choice(inputs)
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]


def insert(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A word that means something to some reader."""
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(WORDS) + content[at:]


def repeat(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A piece again and again."""
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    piece = content[start : min(end, start + 3000)]
    times = min(random.choice((2, 10, 200)), 300_000 // (len(piece) + 1))
    return content[:start] + piece * times + content[end if random.random() < 0.5 else start :]


def cut_out(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A piece is missing."""
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.choice((1, 10, 500, 5000)) :]


# ---- markup ----


def lose_tag(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A tag is missing, or stands twice, or elsewhere."""
    for tag in _found(_TAG, content, random):
        rest = content[: tag.start()] + content[tag.end() :]
        match random.randrange(3):
            case 0:
                content = rest
            case 1:
                content = content[: tag.end()] + tag[0] + content[tag.end() :]
            case _:
                at = random.randrange(len(rest) + 1)
                content = rest[:at] + tag[0] + rest[at:]
    return content


def nest(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A tag opened many times, and closed as often or never."""
    for tag in _found(_OPENING, content, random):
        times = random.choice((2, 30, 300, 3000))
        end = b"</" + tag[1] + b">"
        closed = end * times if random.random() < 0.5 else b""
        content = content[: tag.start()] + tag[0] * times + closed + content[tag.end() :]
    return content


def change_value(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """An attribute has a value that none should have."""
    for value in _found(_VALUE, content, random):
        said = random.choice((*NUMBERS, *WORDS)).replace(b'"', b"")
        content = content[: value.start()] + b'="' + said + b'"' + content[value.end() :]
    return content


def change_span(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Merges, columns and indents of odd sizes."""
    for spot in _found(_SPAN, content, random, random.choice((1, 3, 30))):
        number = random.choice((*NUMBERS, b"A1:XFD1048576", b"XFD1048576", b"A0", b"1"))
        content = content[: spot.start(1)] + b'"' + number + b'"' + content[spot.end(1) :]
    return content


def declare(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Entities that multiply and that name a file."""
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    content = content[:at] + _DOCTYPE + content[at:]
    for tag in _found(_TAG, content, random):
        entity = random.choice((b"&lol;", b"&b;", b"&c;"))
        content = content[: tag.end()] + entity + content[tag.end() :]
    return content


def copy_element(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Everything between two tags, put elsewhere."""
    for tag in _found(_TAG, content, random):
        end = content.find(b">", tag.end() + random.choice((1, 100, 3000, 30_000))) + 1
        piece = content[tag.start() : end or len(content)]
        at = content.find(b"<", random.randrange(len(content)))
        content = content[:at] + piece * random.choice((1, 1, 2)) + content[at:]
    return content


# ---- archives ----


def change_member(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A member of an archive is damaged inside, and packed again."""
    members = _members(content)
    if not members:
        return flip(content, random, inputs)
    names = [name for name in members if name.endswith((".xml", ".rels"))] or list(members)
    large = sorted(names, key=lambda name: -len(members[name]))[:3]
    name = random.choice((*large, *names))
    change = random.choice((*_MARKUP, *_MARKUP, flip, truncate, insert, repeat, cut_out))
    members[name] = change(members[name], random, (members[name],))
    return _packed(members, random)


def change_members(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """A member is lost, or another's, or has another name."""
    members = _members(content)
    if not members:
        return flip(content, random, inputs)
    name = random.choice(list(members))
    match random.randrange(4):
        case 0:
            del members[name]
        case 1:
            members[name] = members[random.choice(list(members))]
        case 2:
            members[random.choice(("../../a", "/a", "word\\document.xml", "", "a/" * 500))] = (
                members.pop(name)
            )
        case _:
            others = _members(random.choice(inputs))
            members |= {key: others[key] for key in list(others)[: random.randrange(4)]}
    return _packed(members, random)


def _members(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if info.file_size < LARGEST
            }
    except Exception:  # damaged in one of many ways already
        return {}


def _packed(members: dict[str, bytes], random: Random) -> bytes:
    buffer = BytesIO()
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name or "a"), content[:LARGEST], method, 1)
    return buffer.getvalue()


# ---- PDF and text ----


def change_number(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Numbers of PDF or text that are others."""
    for spot in _found(_NUMBER, content, random, random.choice((1, 3, 30))):
        content = content[: spot.start()] + random.choice(NUMBERS) + content[spot.end() :]
    return content


def change_object(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """An object of a PDF refers to another, or is lost."""
    spots = _found(_PDF_WORD, content, random, 2)
    for spot in spots[:1]:
        words = (spots[-1][0], b"", b"null", b"1 0 R", b"/Kids", b"q " * 500)
        content = content[: spot.start()] + random.choice(words) + content[spot.end() :]
    return content


def shuffle_lines(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """Lines in another place, or joined."""
    lines = content.split(b"\n")
    start = random.randrange(len(lines))
    piece = lines[start : start + random.choice((1, 5, 50))]
    random.shuffle(piece)
    lines[start : start + len(piece)] = piece
    return random.choice((b"\n", b"\n", b"", b"\t", b"\r")).join(lines)


def encode_otherwise(content: bytes, random: Random, inputs: Sequence[bytes]) -> bytes:
    """The same words in another encoding."""
    text = content.decode(random.choice(ENCODINGS), "replace")
    return text.encode(random.choice(ENCODINGS), "replace")


_BYTES: tuple[Mutator, ...] = (flip, truncate, splice, insert, repeat, cut_out)
_MARKUP: tuple[Mutator, ...] = (lose_tag, nest, change_value, change_span, declare, copy_element)
_ARCHIVE: tuple[Mutator, ...] = (change_member, change_member, change_member, change_members)
_PDF: tuple[Mutator, ...] = (change_number, change_object)
_TEXT: tuple[Mutator, ...] = (shuffle_lines, encode_otherwise, change_number)
