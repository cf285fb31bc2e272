"""What identifies a person: numbers by their own arithmetic, and names of applicants in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from core.checks.flaws import About, Flaw, at, deletable
from core.chinese.widths import half_width
from core.forms.definition import Form
from core.forms.rules import PrivacyRule
from core.report.texts import PREFACE, SIGNATURE, TextPlace

NUMBER, ADDRESS = "号码", "邮箱"  # what is deleted

# Digits of either width, typed with single spaces or hyphens or none.
_RUN = re.compile(r"(?<![\da-zA-Z.])\d(?:[ \u3000\-－—]?\d){6,21}(?:[ -]?[xXｘＸ])?(?![\da-zA-Z])")
_SEPARATORS = dict.fromkeys(map(ord, " \u3000-—"))
# The first two digits of GB/T 2260: provinces and the like.
_REGION = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Issuers' numbers in use in China: UnionPay, Visa, Mastercard, JCB, American Express, Diners, and
# the banks' own of before UnionPay.
_ISSUERS = re.compile(r"62|4|5[1-5]|35|3[47]|60|68|9558")
_UNIONPAY = "62"
_BANK = re.compile("银行|卡|[账帐]号|[账帐]户|开户")
_SERIAL = re.compile("编号|代码|受理号|文号|流水号|单号|案号")  # of a file, not of a person
_BANK_REACH = 20  # characters before a number
_DATED = re.compile(r"\d{4,8}(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_SAYS_PHONE = re.compile(
    r"(?:电话|热线|传真|座机)(?:号码)?[：:为是]?\s*(?:[（(]\s*\d{3,4}\s*[）)]\s*)?$"
)
_AT = re.compile("[@＠]")
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[@＠][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
# How an office says that it gives its own address.
_OFFICE_REACH = 80  # characters before a number
_OFFICE = re.compile(
    r"(?:联系|咨询|办公|监督|服务|受理|值班)(?:电话|方式|地址)|电话[：:]|传真|地址|邮编|邮政编码|邮箱|邮件"
)
# Surnames that are common and that no usual word after 申请人 begins with.
_SURNAMES = (
    "王李张刘陈杨黄赵吴徐孙朱胡郭林罗郑梁谢宋唐韩冯邓曹彭肖田董潘袁蔡蒋杜叶魏吕丁沈姚卢傅"
    "钟姜崔谭廖汪贾韦邹熊孟秦阎薛侯龙郝邵毛贺赖戴"
)
_NAME = re.compile(
    rf"(?:申请人|原告|信访人|举报人|投诉人|村民|居民|当事人|业主|公民)[：:为是]?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[，。、；,;：:（(\s]|$|的|于|向|在|提|申请|要求|通过|不服|诉|先生|女士|等人|与|和)"
)
# A name with what a register says of a person behind it: 王小明，男，1980年生.
_REGISTERED = re.compile(
    rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?=[，,（(、][男女][，,、）)]|[，,（(、](?:身份证|公民身份|户籍|家住|住址|住所))"
)
# Where somebody lives, to the house; and the number plate of a car.
_HOME = re.compile(
    r"(?:住址|家住|户籍(?:地|地址|所在地)?|现住|住所地?|居住地)[：:为在是于]?"
    r"[\u4e00-\u9fff]{2,20}?(?:路|街|巷|村|小区|社区|镇|弄|组)[\u4e00-\u9fff]{0,8}[0-9０-９]{1,5}"
    r"[-—－0-9]{0,6}(?:号|室|栋|幢|组|单元)"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
    r"[·•.\s]?(?=[A-HJ-NP-Z0-9]{0,5}[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_ANONYMOUS = re.compile("某|[xX×*]|贴|机关|单位|政府")


def _plausible_birth(digits: str, latest: int) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= born.year <= latest


def is_citizen_id(number: str, year: int) -> bool:
    """Whether 18 characters are a citizen ID: region, date of birth, check character.

    Source: GB 11643-1999.
    """
    if not (len(number) == 18 and _REGION.match(number) and number[:17].isdecimal()):
        return False
    total = sum(int(d) * weight for d, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17] and _plausible_birth(number[6:14], year + 1)


def is_old_citizen_id(number: str, year: int) -> bool:
    """Whether 15 digits can be a citizen ID from before 1999, which had no check character."""
    return (
        len(number) == 15
        and number.isdecimal()
        and bool(_REGION.match(number))
        and number[2:6] != "0000"
        and _plausible_birth("19" + number[6:12], year + 1)
    )


def _is_nearly_citizen_id(number: str, year: int) -> bool:
    """Whether 18 characters have a region and a date of birth, and only the check is wrong."""
    return (
        len(number) == 18
        and number[:17].isdecimal()
        and bool(_REGION.match(number))
        and number[2:6] != "0000"
        and _plausible_birth(number[6:14], year + 1)
        and not is_citizen_id(number, year)
        and not is_bank_card(number)
    )


def is_bank_card(number: str) -> bool:
    """Whether 16 to 19 digits are a card: an issuer's number, and the check digit of Luhn.

    Source: ISO/IEC 7812-1.
    """
    if not (16 <= len(number) <= 19 and number.isdecimal() and _ISSUERS.match(number)):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


@lru_cache(maxsize=8)  # every test of a paragraph asks for it
def _runs(paragraph: str) -> tuple[tuple[re.Match[str], str], ...]:
    """Runs of digits and what they are without the marks between them."""
    return tuple((run, _plain(run.group())) for run in _RUN.finditer(paragraph))


def _plain(run: str) -> str:
    """A number as its issuer writes it."""
    return half_width(run).upper().translate(_SEPARATORS)


def citizen_id(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Citizen IDs of 18 characters."""
    for found, number in _runs(paragraph):
        if is_citizen_id(number, about.year):
            yield deletable(place, found, NUMBER)


def old_citizen_id(
    rule: PrivacyRule, place: TextPlace, paragraph: str, about: About
) -> Iterator[Flaw]:
    """What may be a citizen ID of 15 digits, or one of 18 with a slip in it."""
    for found, number in _runs(paragraph):
        slipped = _is_nearly_citizen_id(number, about.year)
        slipped = slipped and not _SERIAL.search(
            paragraph[max(0, found.start() - 12) : found.start()]
        )
        if slipped or is_old_citizen_id(number, about.year):
            yield deletable(place, found, NUMBER)


def bank_card(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Numbers of bank cards.

    Files are numbered by region and date, and one such number in ten has Luhn's check digit too:
    so without a word of the bank only UnionPay's numbers count, and none with a date in it.
    """
    for found, number in _runs(paragraph):
        if not is_bank_card(number) or is_citizen_id(number, about.year):
            continue
        start = max(0, found.start() - _BANK_REACH)
        said = _BANK.search(paragraph, start, found.start())
        if said or (number.startswith(_UNIONPAY) and not _DATED.match(number)):
            yield deletable(place, found, NUMBER)


def mobile(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Mobile numbers, but for the office's own."""
    for found in _mobiles(paragraph):
        if not _is_offices(found, place, about):
            yield deletable(place, found, NUMBER)


def telephone(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Telephone numbers and e-mail addresses, but for the office's own."""
    for found in (*_telephones(paragraph), *_addresses(paragraph)):
        if not _is_offices(found, place, about):
            yield deletable(place, found, ADDRESS if _AT.search(found.group()) else NUMBER)


def contact(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """The office's own numbers and addresses, for the clerk to confirm."""
    if place in _office_texts(about.form):
        ways = (*_mobiles(paragraph), *_telephones(paragraph), *_addresses(paragraph))
        for found in ways:
            if _is_offices(found, place, about):
                yield at(place, found)


def name(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Names after 申请人 and the like; 张某某 is none."""
    for found in (*_NAME.finditer(paragraph), *_REGISTERED.finditer(paragraph)):
        if not _ANONYMOUS.search(found.group(1)):
            yield Flaw(place, found.start(1), found.end(1), found.group(1))


def home(rule: PrivacyRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Where a person lives, and number plates."""
    for pattern in (_HOME, _PLATE):
        for found in pattern.finditer(paragraph):
            yield at(place, found)


@lru_cache(maxsize=8)
def _office_texts(form: Form) -> frozenset[TextPlace]:
    """Where an office gives its own address."""
    sections = (section.id for section in form.sections if section.contact)
    return frozenset(TextPlace("texts", key) for key in (PREFACE, *sections, SIGNATURE))


def _is_offices(found: re.Match[str], place: TextPlace, about: About) -> bool:
    """Whether the words before say that this is how to reach the office."""
    start = max(0, found.start() - _OFFICE_REACH)
    said = place in _office_texts(about.form) and _OFFICE.search(found.string, start, found.start())
    return bool(said)


def _mobiles(paragraph: str) -> Iterator[re.Match[str]]:
    return (found for found, number in _runs(paragraph) if _MOBILE.fullmatch(number))


def _telephones(paragraph: str) -> Iterator[re.Match[str]]:
    """Numbers with an area code, and without one where a word before them says what they are."""
    for found, number in _runs(paragraph):
        before = paragraph[max(0, found.start() - 20) : found.start()]
        if _AREA.fullmatch(number) or (_LOCAL.fullmatch(number) and _SAYS_PHONE.search(before)):
            yield found


def _addresses(paragraph: str) -> Iterator[re.Match[str]]:
    """E-mail addresses; looked for only where there is an at sign, which is seldom."""
    return _EMAIL.finditer(paragraph) if _AT.search(paragraph) else iter(())
