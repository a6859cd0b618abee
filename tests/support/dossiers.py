"""Clean dossiers of made-up applicants: five papers laid out by hand, with the values of one person or of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from doctypes.loader import load_types
from doctypes.values import citizen_id
from models.case import Application, Document
from models.report import Dossier
from pipeline.dossier import assemble
from pipeline.run import judge
from tests.pipeline.test_judge import PAGES
from tests.support.pages import Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, PRACTICE_NUMBER, QUALIFICATION_NUMBER

TYPES = load_types()
_ROW_OF = {334: 340, 340: 340, 760: 760}
"""Rows of the diploma with several pieces, by the tops of these."""
_GAPS = {340: 8.0, 760: 160.0}
_LAST_NARROW = 0x2E80
"""Characters above are as wide as they are high."""
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What one paper prints of the applicant, as it stands there."""

    name: str = "陈嘉禾"
    gender: str = "女"
    birth_date: str = "1993-05-18"
    id_number: str = ID_NUMBER
    certificate_number: str = "104861201605001234"
    """Of the diploma."""
    verification_code: str = "A1B2C3D4E5F6G7H8"
    qualification_number: str = QUALIFICATION_NUMBER
    practice_number: str = PRACTICE_NUMBER


PRINTED: Mapping[str, tuple[str, ...]] = {
    "graduation_certificate": ("name", "gender", "birth_date", "certificate_number"),
    "chsi_registration_form": ("name", "gender", "birth_date", "certificate_number", "verification_code"),
    "physician_qualification": ("name", "gender", "birth_date", "id_number", "qualification_number"),
    "physician_practice": ("name", "gender", "id_number", "qualification_number", "practice_number"),
    "id_card": ("name", "gender", "birth_date", "id_number"),
}
"""Identity and numbers that a paper prints."""
NAMED_BY: Mapping[str, frozenset[str]] = {
    "qualification_number": frozenset({"certificate_number", "qualification_number", "id_number"}),
    "practice_number": frozenset({"certificate_number"}),
}
"""Value → fields of findings that name it, where they are not called like it: a licence's own number has one name."""


def lines_of(code: str, values: Values) -> tuple[Placed, ...]:
    """Lay out a paper with these values."""
    lines = [(_filled(code, text, values), *rest) for text, *rest in PAGES[code]]
    return tuple(_side_by_side(lines) if code == "graduation_certificate" else lines)  # type: ignore[arg-type]


def application_of(values: Values) -> Application:
    """State these values."""
    entry = replace(
        APPLICATION.education[0],
        certificate_number=values.certificate_number,
        verification_code=values.verification_code,
    )
    qualification, practice = APPLICATION.licences
    return replace(
        APPLICATION,
        name=values.name,
        gender=values.gender,
        birth_date=values.birth_date,
        id_number=values.id_number,
        education=(entry,),
        licences=(
            replace(qualification, certificate_number=values.qualification_number),
            replace(practice, certificate_number=values.practice_number),
        ),
    )


def judged_dossier(papers: Mapping[str, Values], application: Application) -> Dossier:
    """Judge the papers, each with its own values, and put them together."""
    reports = [
        judge(
            page_text(lines_of(code, values), barcodes=_barcodes(code, values)),
            document=Document(document_id=code, application_id="HB1", file=f"{code}.jpg", sha256=code),
            application=application,
            types=TYPES,
        )
        for code, values in papers.items()
    ]
    return assemble(application, reports, regulation=None, complete=False)


def spelt(iso: str) -> str:
    """Write a date in Chinese numerals, without its 日."""
    year, month, day = iso.split("-")
    return "".join(DIGITS[int(digit)] for digit in year) + f"年{_counted(int(month))}月{_counted(int(day))}"


def person(name: str, birth_date: str, gender: str, *, place: str = "420106", sequence: int = 1) -> Values:
    """Return the values of a person, with numbers that agree with birth and sex."""
    odd = sequence * 2 - (gender == "男")
    body = f"{place}{birth_date.replace('-', '')}{odd:03d}"
    number = body + citizen_id.check_character(body)
    return Values(
        name=name,
        gender=gender,
        birth_date=birth_date,
        id_number=number,
        qualification_number=QUALIFICATION_NUMBER[:9] + number,
    )


def _barcodes(code: str, values: Values) -> tuple[str, ...]:
    if code != "chsi_registration_form":
        return ()
    # What the QR code holds stays the true one: a forger changes print.
    return (f"请使用'学信网报告在线验证'微信小程序扫码验证,#{Values().verification_code}#",)


def _side_by_side(lines: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Move the pieces of the diploma's broken rows so far apart as their texts are long."""
    placed, rights = [], dict.fromkeys(_ROW_OF.values(), 0.0)
    for text, left, top, *height in lines:
        row = _ROW_OF.get(top)
        start = left if row is None else max(left, rights[row])
        if row is not None:
            size = height[0] if height else 30.0
            width = sum(size if ord(letter) > _LAST_NARROW else size / 2 for letter in text)
            rights[row] = start + width + _GAPS[row]
        placed.append((text, start, top, *height))
    return placed


def _filled(code: str, text: str, values: Values) -> str:
    year, month, day = values.birth_date.split("-")
    common = Values()
    written = {
        common.name: values.name,
        "一九九三年五月十八": spelt(values.birth_date) if code == "graduation_certificate" else "",
        "1993年05月18日": f"{year}年{month}月{day}日",
        "1993年5月18日": f"{year}年{int(month)}月{int(day)}日",
        common.qualification_number: values.qualification_number,
        common.practice_number: values.practice_number,
        common.certificate_number: values.certificate_number,
        "1048 6120 1605 0012 34": values.certificate_number,
        common.verification_code: values.verification_code,
    }
    for old, new in written.items():
        if old in text:
            return text.replace(old, new)
    if ID_NUMBER in text:
        return text.replace(ID_NUMBER, values.id_number)
    return text[:-1] + values.gender if text in ("女", "性别女", "性别：女") else text


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")
