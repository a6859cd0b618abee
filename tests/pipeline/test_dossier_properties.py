"""Whole dossiers: whatever single character is changed is found and named, and ways of writing are no difference."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doctypes.values import citizen_id
from doctypes.values.look_alikes import as_digits
from models.case import Application
from models.report import Dossier, Verdict
from tests.support.dossiers import (
    NAMED_BY,
    PRINTED,
    Values,
    application_of,
    judged_dossier,
    person,
)

NAMES = ("陈嘉禾", "王伟", "欧阳晨曦", "买买提·吐尔逊", "李昇", "古丽娜尔·艾尔肯", "赵钰琪")
LETTERS = "陈阵嘉佳禾末王玉伟炜李季昇升晨宸曦买卖提题吐尔逊赵钰珏琪祺欧阳国娜"
OF_CODES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = ("id_number", "certificate_number", "verification_code", "qualification_number", "practice_number")
IDENTITY = ("name", "gender", "birth_date", "id_number")
FIELDS = tuple(dict.fromkeys((*IDENTITY, *NUMBERS)))
ON_PAPERS = tuple((code, field) for code, fields in PRINTED.items() for field in fields)
QUICK = settings(max_examples=12, deadline=None)
"""A dossier is judged in 30 ms; each field of each paper has a test of its own."""
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
DOTS = "·.•．・‧∙⋅･。﹒"


@st.composite
def people(draw: st.DrawFn) -> Values:
    """Applicants whose papers agree."""
    born = f"{draw(st.integers(1984, 1995))}-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}"
    name, gender = draw(st.sampled_from(NAMES)), draw(st.sampled_from("男女"))
    return person(name, born, gender, sequence=draw(st.integers(1, 400)))


def clean(values: Values) -> Mapping[str, Values]:
    return dict.fromkeys(PRINTED, values)


def changed(draw: Any, values: Values, field: str) -> Values:
    """Change one character of a value for another that could stand there."""
    text = getattr(values, field)
    if field == "gender":
        return replace(values, gender="女" if text == "男" else "男")
    places = [place for place, letter in enumerate(text) if letter not in "·-"]
    place = draw(st.sampled_from(places))
    letters = LETTERS if field == "name" else OF_CODES if field == "verification_code" else "0123456789"
    letter = draw(st.sampled_from([letter for letter in letters if letter != text[place]]))
    other = text[:place] + letter + text[place + 1 :]
    return replace(values, **{field: other})


def assert_named(dossier: Dossier, field: str) -> None:
    names = NAMED_BY.get(field, frozenset({field}))
    weighing = {one.field for one in dossier.findings if one.severity != "note" and one.settled_by is None}
    assert dossier.verdict is not Verdict.CLEAR
    assert weighing & names, f"expected a finding of {field}, met {weighing}"


def written_otherwise(draw: Any, text: str) -> str:
    """Write a number as people do: in groups, in full width, with a small x."""
    ways = {
        "groups": lambda number: " ".join(number[start : start + 4] for start in range(0, len(number), 4)),
        "wide": lambda number: number.translate(WIDE),
        "small": lambda number: number[:-1] + number[-1].replace("X", "x"),
        "edges": lambda number: f" {number}　",
    }
    chosen = draw(st.lists(st.sampled_from(sorted(ways)), min_size=1, max_size=2, unique=True))
    for way in sorted(chosen, reverse=True):
        text = ways[way](text)
    return text


def name_otherwise(draw: Any, name: str) -> str:
    """Write a name with another separator, or with spaces where there is none."""
    if "·" in name:
        return name.replace("·", draw(st.sampled_from(DOTS)))
    return draw(st.sampled_from((" ", "　", "  "))).join(name)


def with_numbers(application: Application, write: Callable[[str], str]) -> Application:
    entry = application.education[0]
    licences = tuple(
        replace(one, certificate_number=write(one.certificate_number or "")) for one in application.licences
    )
    code = write(entry.verification_code or "")
    return replace(
        application,
        id_number=write(application.id_number),
        education=(replace(entry, certificate_number=write(entry.certificate_number or ""), verification_code=code),),
        licences=licences,
    )


def is_a_date(text: str) -> bool:
    _, month, day = (int(part) for part in text.split("-"))
    return 1 <= month <= 12 and 1 <= day <= 28


@QUICK
@given(values=people())
def test_papers_that_agree_with_the_application_are_clear(values: Values) -> None:
    dossier = judged_dossier(clean(values), application_of(values))

    assert dossier.findings == ()
    assert dossier.verdict is Verdict.CLEAR


@pytest.mark.parametrize("field", FIELDS)
@QUICK
@given(values=people(), data=st.data())
def test_a_character_changed_in_the_application_is_found_and_named(field: str, values: Values, data: Any) -> None:
    stated = changed(data.draw, values, field)

    dossier = judged_dossier(clean(values), application_of(stated))

    assert_named(dossier, field)


@pytest.mark.parametrize(("code", "field"), ON_PAPERS)
@QUICK
@given(values=people(), data=st.data())
def test_a_character_changed_on_one_paper_is_found_and_named(code: str, field: str, values: Values, data: Any) -> None:
    forged = changed(data.draw, values, field)
    assume(field != "birth_date" or is_a_date(forged.birth_date))
    # Beside a QR code that says what was stated, 0 for D is a slip of the reader and none of the paper.
    assume(as_digits(forged.verification_code) != as_digits(values.verification_code) or field != "verification_code")

    dossier = judged_dossier({**clean(values), code: forged}, application_of(values))

    assert_named(dossier, field)


@settings(QUICK, max_examples=60)
@given(values=people(), data=st.data())
def test_separators_widths_and_spaces_of_what_was_typed_raise_nothing(values: Values, data: Any) -> None:
    typed = with_numbers(application_of(values), lambda text: written_otherwise(data.draw, text))
    typed = replace(typed, name=name_otherwise(data.draw, values.name))

    dossier = judged_dossier(clean(values), typed)

    assert dossier.findings == ()


@settings(QUICK, max_examples=60)
@given(values=people(), data=st.data())
def test_separators_widths_and_spaces_of_print_raise_nothing(values: Values, data: Any) -> None:
    printed = dict(clean(values))
    code, field = data.draw(st.sampled_from([pair for pair in ON_PAPERS if pair[1] in ("name", *NUMBERS)]))
    write = name_otherwise if field == "name" else written_otherwise
    printed[code] = replace(values, **{field: write(data.draw, getattr(values, field))})  # type: ignore[arg-type]

    dossier = judged_dossier(printed, application_of(values))

    assert dossier.findings == ()


@QUICK
@given(values=people(), stated=st.sampled_from(("long", "short")))
def test_licences_with_the_fifteen_digits_of_then_raise_nothing(values: Values, stated: str) -> None:
    short = values.id_number[:6] + values.id_number[8:17]
    early = replace(values, id_number=short, qualification_number=values.qualification_number[:9] + short)
    papers = {**clean(values), "physician_qualification": early, "physician_practice": early}
    typed = application_of(replace(values, qualification_number=early.qualification_number))
    typed = replace(typed, id_number=values.id_number if stated == "long" else short)

    dossier = judged_dossier(papers, typed)

    assert dossier.findings == ()


@QUICK
@given(values=people(), data=st.data())
def test_the_number_of_somebody_who_differs_in_one_digit_is_another_number(values: Values, data: Any) -> None:
    """Both numbers are valid: the check digit was reckoned anew."""
    sequence = data.draw(st.integers(14, 16))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != values.id_number[sequence]]))
    body = values.id_number[:sequence] + digit + values.id_number[sequence + 1 : 17]
    other = body + citizen_id.check_character(body)

    dossier = judged_dossier(clean(values), replace(application_of(values), id_number=other))

    assert dossier.verdict is Verdict.IDENTITY_PROOF_REQUIRED
    assert_named(dossier, "id_number")
