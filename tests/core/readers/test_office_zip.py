"""A file of Word or Excel is opened without trusting its names, its sizes or its XML."""

import io
import zipfile
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from core.readers import office_zip
from core.readers.office_zip import (
    COMPOUND_FILE,
    LARGEST_PART,
    MOST_PARTS,
    OfficeRefused,
    OfficeZip,
    parsed,
)

DAMAGED = "已损坏"
TOO_LARGE = "太大"
PASSWORD = "加了密码"
OLD = "旧格式"


def zipped(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    with ZipFile(made := io.BytesIO(), "w", method) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def test_that_a_part_is_found_whatever_the_case_of_its_name() -> None:
    office = OfficeZip(zipped(("word/Document.xml", b"<a/>"), ("word/", b"")))

    assert office.names == ("word/Document.xml",)
    assert "word/document.xml" in office
    assert "word/other.xml" not in office
    assert office.part("word/document.xml") == b"<a/>"
    assert office.parsed("word/document.xml").tag == "a"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", DAMAGED),
        (b"no zip", DAMAGED),
        (zipped(("a", b"b" * 500))[:-30], DAMAGED),
        (COMPOUND_FILE + b"Workbook", OLD),
        (COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
        (zipped(("../a", b"")), DAMAGED),
        (zipped(("word/../../a", b"")), DAMAGED),
        (zipped(("/etc/a", b"")), DAMAGED),
        (zipped(("C:/a", b"")), DAMAGED),
        (zipped(("..\\a", b"")), DAMAGED),
        (zipped(("a.xml", b""), ("A.xml", b"")), DAMAGED),
        (zipped(("a.xml", b"b"), method=ZIP_BZIP2), DAMAGED),
        (zipped(*((str(n), b"") for n in range(MOST_PARTS + 1))), TOO_LARGE),
    ],
)
def test_that_a_file_that_is_no_sound_zip_is_refused_in_words(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(OfficeRefused, match=sentence):
        OfficeZip(content)


def test_that_an_encrypted_part_is_said_to_have_a_password() -> None:
    content = bytearray(zipped(("a.xml", b"b")))
    content[content.index(b"PK\1\2") + 8] |= 1

    with pytest.raises(OfficeRefused, match=PASSWORD):
        OfficeZip(bytes(content))


def test_that_a_changed_byte_is_found_out() -> None:
    content = bytearray(zipped(("a.xml", b"<a>12</a>"), method=zipfile.ZIP_STORED))
    content[content.index(b"12")] += 1

    with pytest.raises(OfficeRefused, match=DAMAGED):
        OfficeZip(bytes(content)).part("a.xml")


def test_that_a_part_that_is_not_there_is_a_damage() -> None:
    with pytest.raises(OfficeRefused, match=DAMAGED):
        OfficeZip(zipped(("a.xml", b""))).part("b.xml")


def test_that_a_part_that_states_too_much_is_not_unpacked() -> None:
    office = OfficeZip(zipped(("a.xml", bytes(LARGEST_PART + 1)), ("b.xml", b"12")))

    with pytest.raises(OfficeRefused, match=TOO_LARGE):
        office.part("a.xml")
    with pytest.raises(OfficeRefused, match=TOO_LARGE):
        office.part("b.xml", largest=1)
    assert office.part("b.xml") == b"12"


def test_that_a_part_that_states_too_little_gives_nothing_more() -> None:
    content = bytearray(zipped(("a.xml", bytes(10_000_000))))
    entry = content.index(b"PK\1\2")
    content[entry + 24 : entry + 28] = (9).to_bytes(4, "little")

    with pytest.raises(OfficeRefused, match=DAMAGED):
        OfficeZip(bytes(content)).part("a.xml")


def test_that_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "LARGEST_WHOLE", 10)
    office = OfficeZip(zipped(("a", b"123456"), ("b", b"123456")))
    office.part("a")

    with pytest.raises(OfficeRefused, match=TOO_LARGE):
        office.part("b")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_that_xml_is_read_in_the_encodings_of_office(encoding: str) -> None:
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    xml = f'<?xml version="1.0" encoding="{named}"?><a><!--b-->申<?c d?>请&lt;&#x31;</a>'

    root = parsed(xml.encode(encoding))
    assert (root.text, len(root)) == ("申请<1", 0)


def test_that_what_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(OfficeRefused, match=TOO_LARGE):
        parsed(b"<a>" * 20_000 + b"</a>" * 20_000)


BOMB = '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"\0",
        b"<a>",
        b"<a>\0</a>",
        b"<a>&b;</a>",
        b"\xff\xfe\xff",
        BOMB.encode(),
        BOMB.encode("utf-16"),
        BOMB.encode("utf-16-be"),
        b'<?xml version="1.0" encoding="utf-7"?>' + BOMB.encode("utf-7"),
        b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
)
def test_that_xml_that_is_broken_or_has_a_dtd_is_refused(xml: bytes) -> None:
    with pytest.raises(OfficeRefused, match=DAMAGED):
        parsed(xml)
