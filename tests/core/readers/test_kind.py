"""What a file is, whatever its name says."""

import codecs
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.kind import KindRefused, kind_of
from core.readers.office_zip import COMPOUND_FILE
from core.report.package import package_bytes
from tests.wordml import document, p, package

NAME = "年报.doc"  # says nothing, or what is wrong


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (document(p("甲")), ".docx"),
        (package({"xl/workbook.xml": ""}), ".xlsx"),
        (b"%PDF-1.7\n", ".pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", ".pdf"),
        (b"<!DOCTYPE html><title>x</title>", ".html"),
        ("<html xmlns:o='x'><head>年报".encode("gbk"), ".html"),
        ("﻿<table><tr><td>1".encode("utf-16"), ".html"),
        (b"\xff<div class=x>", ".html"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n", ".mht"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", ".mht"),
        ("示例街道".encode(), ".txt"),
        ("示例街道".encode("gbk"), ".txt"),
        ("示例街道\n".encode("utf-16"), ".txt"),
        (codecs.BOM_UTF8 + "示例街道".encode(), ".txt"),
        (b"BMW 3\n", ".txt"),
        ("报告里有 1<3 和 a > b".encode(), ".txt"),
    ],
)
def test_that_a_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content, NAME) == kind


def test_that_a_package_is_told_by_the_content(new_report) -> None:
    assert kind_of(package_bytes(new_report("2021")), "a.txt") == ".nianbao"


PASSWORD = COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空的"),
        (b" \r\n\0", "空的"),
        (COMPOUND_FILE + b"\0" * 600, "另存为 .docx"),
        (PASSWORD, "去掉密码"),
        (package({"OFD.xml": ""}), "PDF"),
        (package({"ppt/presentation.xml": ""}), "演示"),
        (package({"mimetype": "", "content.xml": ""}), "另存为 .docx"),
        (package({"xl/workbook.bin": ""}), "另存为 .xlsx"),
        (package({"年报.docx": ""}), "解压"),
        (package({})[:-4], "损坏"),
        (b"Rar!\x1a\x07\0", "解压"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "解压"),
        (b"\x1f\x8b\x08\0", "解压"),
        (b"{\\rtf1\\ansi", "另存为 .docx"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "没有文字"),
        (b"\x89PNG\r\n\x1a\n\0", "没有文字"),
        (b"RIFF\x10\0\0\0WEBP", "没有文字"),
        (b"II*\0\x08\0", "没有文字"),
        (b"MZ\x90\0\3", "程序"),
        (b"\x7fELF\2\1\1\0", "程序"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "另存为 .docx"),
        (bytes(range(256)), "不是能读的文件"),
    ],
)
def test_that_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, word: str) -> None:
    with pytest.raises(KindRefused, match=word) as refused:
        kind_of(content, NAME)

    assert str(refused.value).startswith(f"“{NAME}”")
    assert str(refused.value).endswith("。")


def test_that_a_zip_with_a_password_is_refused_as_such() -> None:
    content = bytearray(package({"word/document.xml": "x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(KindRefused, match="密码"):
        kind_of(bytes(content), NAME)


def test_that_a_broken_zip_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as zipped:
        zipped.writestr("word/document.xml", "x")

    with pytest.raises(KindRefused, match="损坏"):
        kind_of(file.getvalue()[:-10], NAME)


@given(st.binary(max_size=200))
def test_that_any_bytes_are_of_a_kind_or_refused(content: bytes) -> None:
    try:
        assert kind_of(content, NAME).startswith(".")
    except KindRefused as refusal:
        assert str(refusal).endswith("。")
