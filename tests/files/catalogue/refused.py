"""Files that are to be refused in words that say what to do."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from random import Random

import pikepdf
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from core.report.report import Report
from tests.files.draft import Draft, Para, draft_of
from tests.files.file import RefusedFile
from tests.files.manners.around import plain_table
from tests.files.reports import differing, sparse
from tests.files.writers.convert import converted
from tests.files.writers.docx import docx_bytes, plain_docx_bytes
from tests.files.writers.html import WORD, html_bytes
from tests.files.writers.ole import ole_bytes
from tests.files.writers.pdf import pdf_bytes
from tests.files.writers.text import text_bytes
from tests.files.writers.xlsx import xlsx_bytes

SAVE_ANEW = "an old format: to be saved as .docx or .xlsx first"
OLD_ROWS = (
    ("指　标　名　称", "计量单位", "统计数"),
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数", "条", "1284"),
    ("其中：1.主动公开规范性文件数", "条", "7"),
    ("（二）通过不同渠道公开政府信息的情况", "——", ""),
    ("1.政府公报公开政府信息数", "条", "0"),
    ("2.政府网站公开政府信息数", "条", "1190"),
    ("四、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "16"),
    ("1.当面申请数", "件", "3"),
    ("（二）申请办结数", "件", "16"),
    ("五、行政复议数量", "件", "0"),
)


def _draft(seed: int, edition: str = "2021") -> Draft:
    return draft_of(differing(edition, seed), Random(seed))


def _empty() -> Draft:
    report = sparse("2021", 5)
    empty = Report(report.agency, report.year, report.form)
    draft = draft_of(empty, Random(5))
    draft.blocks[0] = Para("XX单位XXXX年政府信息公开工作年度报告", "title")
    draft.page_title = ""
    return draft


def _before_2019() -> Draft:
    draft = _draft(6)
    title = f"{draft.report.agency.name}2017年政府信息公开工作年度报告"
    words = (
        "一、概述",
        "2017年，按照条例要求做好政府信息公开工作，全年公开信息1284条。",
        "二、主动公开政府信息情况",
        "主要通过网站和公告栏公开。",
        "三、依申请公开政府信息办理情况",
        "全年收到申请16件，都已办结。",
        "四、复议、诉讼情况",
        "没有发生。",
        "五、存在的问题和改进措施",
        "公开的内容还不够全面。",
    )
    draft.blocks = [
        Para(title, "title"),
        *map(Para, words),
        Para("附表：政府信息公开情况统计表"),
        plain_table([list(row) for row in OLD_ROWS]),
    ]
    draft.page_title = title
    return draft


def _no_report() -> Draft:
    draft = _draft(7)
    words = (
        "各科室、各村（社区）：",
        "为做好汛期值班工作，现将七月份值班表印发，请按时到岗，遇有情况及时报告。",
        "一、总体要求",
        "值班人员应当保持电话畅通。",
        "二、值班安排",
    )
    table = plain_table(
        [
            ["日期", "带班", "值班", "电话"],
            ["1日", "张三", "李四", "6111"],
            ["2日", "王五", "赵六", "6112"],
        ]
    )
    draft.blocks = [Para("关于印发七月份值班表的通知", "title"), *map(Para, words), table]
    draft.page_title = "值班表"
    return draft


def _numbers() -> Draft:
    draft = _no_report()
    draft.blocks = draft.blocks[-1:]
    return draft


def _scan() -> bytes:
    """Pages that are pictures alone: the text, as a scanner sees it."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    with pypdfium2.PdfDocument(pdf_bytes(_draft(8))) as document:
        for page in document:
            picture = page.render(scale=1, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _saved(
    content: bytes, encryption: pikepdf.Encryption | None = None, change: bool = False
) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        if change:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                    for key in ("/ToUnicode", "/Encoding"):
                        if key in thing:
                            del thing[key]
        pdf.save(buffer, encryption=encryption or False, deterministic_id=encryption is None)
    return buffer.getvalue()


def _locked() -> bytes:
    return _saved(pdf_bytes(_draft(9)), pikepdf.Encryption(owner="a", user="b"))


def _without_words() -> bytes:
    """A PDF whose fonts do not say which characters their shapes are."""
    return _saved(pdf_bytes(_draft(10)), change=True)


def _ole(*names: str) -> bytes:
    words = "政府信息公开工作年度报告".encode("utf-16-le")
    return ole_bytes(dict.fromkeys(names, words * 20))


FILES = (
    RefusedFile("r01_old.doc", partial(_ole, "WordDocument", "1Table"), SAVE_ANEW),
    RefusedFile("r02_old.wps", partial(_ole, "WordDocument", "0Table"), SAVE_ANEW),
    RefusedFile("r03_old.xls", partial(_ole, "Workbook"), SAVE_ANEW),
    RefusedFile(
        "r04_real.doc", lambda: converted(docx_bytes(_draft(11)), ".docx", "doc"), SAVE_ANEW
    ),
    RefusedFile(
        "r05_real.xls", lambda: converted(xlsx_bytes(_draft(12)), ".xlsx", "xls"), SAVE_ANEW
    ),
    RefusedFile("r06_scan.pdf", _scan, "a scan: no text in it"),
    RefusedFile("r07_password.pdf", _locked, "a password"),
    RefusedFile(
        "r08_password.docx", partial(_ole, "EncryptionInfo", "EncryptedPackage"), "a password"
    ),
    RefusedFile(
        "r09_password.xlsx", partial(_ole, "EncryptionInfo", "EncryptedPackage"), "a password"
    ),
    RefusedFile("r10_font_without_text.pdf", _without_words, "a font without text"),
    RefusedFile(
        "r11_report_of_2017.docx", lambda: docx_bytes(_before_2019()), "a report from before 2019"
    ),
    RefusedFile(
        "r12_report_of_2017.html", lambda: html_bytes(_before_2019()), "a report from before 2019"
    ),
    RefusedFile(
        "r13_report_of_2017.pdf", lambda: pdf_bytes(_before_2019()), "a report from before 2019"
    ),
    RefusedFile("r14_empty_form.docx", lambda: plain_docx_bytes(_empty()), "an empty form"),
    RefusedFile("r15_empty_form.xlsx", lambda: xlsx_bytes(_empty()), "an empty form"),
    RefusedFile(
        "r16_empty_form.html", lambda: html_bytes(_empty(), WORD, "gb18030"), "an empty form"
    ),
    RefusedFile("r17_notice.docx", lambda: plain_docx_bytes(_no_report()), "no report at all"),
    RefusedFile("r18_notice.html", lambda: html_bytes(_no_report()), "no report at all"),
    RefusedFile(
        "r19_notice.txt", lambda: text_bytes(_no_report(), encoding="gb18030"), "no report at all"
    ),
    RefusedFile("r20_duty_roster.xlsx", lambda: xlsx_bytes(_numbers()), "no report at all"),
    RefusedFile("r21_notice.pdf", lambda: pdf_bytes(_no_report()), "no report at all"),
    RefusedFile(
        "r22_picture.docx",
        lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(2000),
        "a picture named .docx",
    ),
    RefusedFile("r23_nothing.txt", lambda: b"", "nothing in it"),
    RefusedFile("r24_half.docx", lambda: docx_bytes(_draft(13))[:4000], "half of a file"),
    RefusedFile(
        "r25_archive.xlsx", lambda: b"Rar!\x1a\x07\x00" + bytes(500), "an archive named .xlsx"
    ),
)
