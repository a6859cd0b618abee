"""Applications as they come in: what is taken, and what every fault says."""

import json

import pytest

from models.case import Application, Education, ExamCategory, Licence, Probation, Track, VerifiedEducation
from models.errors import ApplicationInvalid
from services.applications import MAX_APPLICATION_BYTES, check_application_id, parse_application

LEAST = {"application_id": "HB2021000001", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}


def faults(source: dict[str, object] | bytes) -> str:
    with pytest.raises(ApplicationInvalid) as caught:
        parse_application(source)
    return str(caught.value)


def test_every_key_of_the_contract_is_taken() -> None:
    whole = LEAST | {
        "exam_year": 2021,
        "as_of": "2021-02-01",
        "exam_category": "执业医师",
        "specialty": "临床",
        "track": "standard",
        "gender": "女",
        "birth_date": "1993-05-18",
        "former_names": ["陈禾"],
        "education": [
            {"level": "本科", "enrolled_on": "2011-09", "graduated_on": "2016", "proof": "id_card", "verified": True}
        ],
        "verified_education": {"found": True, "exam_category": "执业助理医师", "specialty": "中医"},
        "licences": [{"type": "physician_qualification", "certificate_number": "1", "register_confirmed": False}],
        "probation": {"institution": "某医院"},
        "exam_point": "武汉",
        "identity_verified": True,
    }

    application = parse_application(json.dumps(whole).encode())

    assert application == Application(
        application_id="HB2021000001",
        name="陈嘉禾",
        id_type="居民身份证",
        id_number="420106199305180026",
        exam_year=2021,
        as_of="2021-02-01",
        exam_category=ExamCategory.PHYSICIAN,
        specialty="临床",
        track=Track.STANDARD,
        gender="女",
        birth_date="1993-05-18",
        former_names=("陈禾",),
        education=(
            Education(level="本科", enrolled_on="2011-09", graduated_on="2016", proof="id_card", verified=True),
        ),
        verified_education=VerifiedEducation(exam_category=ExamCategory.ASSISTANT, specialty="中医"),
        licences=(Licence(type="physician_qualification", certificate_number="1", register_confirmed=False),),
        probation=Probation(institution="某医院"),
        exam_point="武汉",
        identity_verified=True,
    )


def test_a_wrong_key_or_word_of_verified_education_is_named() -> None:
    told = faults(LEAST | {"verified_education": {"category": "执业医师", "exam_category": "医师", "found": "yes"}})

    assert "verified_education.category: expected a key of the contract" in told
    assert "verified_education.exam_category: expected one of 执业医师" in told
    assert "verified_education.found: expected true or false" in told


def test_null_and_empty_text_count_as_absent() -> None:
    blank = LEAST | {"gender": "", "birth_date": None, "education": None, "exam_point": "  ", "track": ""}

    assert parse_application(blank) == parse_application(LEAST)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_application(b"\xef\xbb\xbf" + json.dumps(LEAST).encode()) == parse_application(LEAST)


def test_a_top_up_study_is_a_bachelors() -> None:
    application = parse_application(LEAST | {"education": [{"level": "专升本"}]})

    assert application.education[0].level == "本科"


def test_every_fault_is_named_at_once_by_its_path() -> None:
    message = faults(
        {"name": "陈", "nmae": "x", "birth_date": "2016-02-30", "education": [{"schol": "x", "proof": "y"}]}
    )

    for part in (
        "application_id: expected a value, met none",
        "id_number: expected a value, met none",
        "birth_date: expected a date that the calendar has",
        "education[0].schol: expected a key of the contract, met an unknown one (near: school)",
        "education[0].proof: expected one of graduation_certificate",
        "nmae: expected a key of the contract, met an unknown one (near: name)",
    ):
        assert part in message


@pytest.mark.parametrize("character", ["\0", "\n", "\x1b", "\u202e", "\u200b", "\u2028"])
def test_characters_that_no_one_types_are_refused(character: str) -> None:
    message = faults(LEAST | {"name": f"陈{character}禾"})

    assert f"name: expected printable characters only, met U+{ord(character):04X} at character 2" in message


@pytest.mark.parametrize(
    "text", ["2016-02-30", "2016-13", "2015-00-01", "1600-01-01", "2016-6-1", "２０１６", "x" * 40]
)
def test_an_impossible_date_is_refused(text: str) -> None:
    assert "birth_date: expected a" in faults(LEAST | {"birth_date": text})


def test_the_day_of_judging_is_a_whole_date() -> None:
    assert "as_of: expected a whole date" in faults(LEAST | {"as_of": "2021-02"})


@pytest.mark.parametrize("text", ["", "..", "a..b", "a/b", "-a", "a" * 65, "考生1", "a\n", "a b"])
def test_an_id_that_cannot_stand_in_an_address_is_refused(text: str) -> None:
    with pytest.raises(ApplicationInvalid, match="application_id: expected 1 to 64 of"):
        check_application_id(text)
    assert "application_id: expected" in faults(LEAST | {"application_id": text})


@pytest.mark.parametrize(
    ("key", "value", "met"),
    [
        ("name", 5, "expected text, met a number"),
        ("name", " ", "expected a value, met empty text"),
        ("name", "x" * 201, "expected at most 200 characters, met text of 201 characters"),
        ("exam_year", "2021", "expected a whole number, met text of 4 characters"),
        ("exam_year", True, "expected a whole number, met true or false"),
        ("identity_verified", 1, "expected true or false, met a number"),
        ("education", {}, "expected a list, met an object"),
        ("probation", [], "expected an object, met a list of 0"),
        ("gender", "F", "expected one of 男, 女, met text of 1 characters"),
        ("former_names", ["x"] * 21, "expected at most 20 entries, met a list of 21"),
        ("licences", [{"type": "id_card"}], "expected one of physician_qualification, physician_practice"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_words(key: str, value: object, met: str) -> None:
    assert met in faults(LEAST | {key: value})


@pytest.mark.parametrize(
    ("text", "met"),
    [
        (b"", "expected JSON"),
        (b"{", "expected JSON"),
        (b"\xff\xfe", "expected UTF-8"),
        (b"[" * 100_000, "expected JSON"),
        (b'{"name": NaN}', "expected JSON"),
        (b"[]", "expected a JSON object, met a list of 0"),
        (b" " * (MAX_APPLICATION_BYTES + 1), "expected at most 262144 bytes"),
        (b'{"name": "\\ud800"}', "expected JSON"),
    ],
)
def test_text_that_is_no_json_object_is_refused(text: bytes, met: str) -> None:
    assert met in faults(text)


def test_no_fault_repeats_a_value() -> None:
    personal = "420106199305180026"

    message = faults(dict.fromkeys((*LEAST, "gender", "birth_date", "track", "as_of", "education"), personal * 12))

    assert personal not in message


def test_no_fault_of_broken_json_repeats_the_text() -> None:
    assert "陈嘉禾" not in faults('{"name": "陈嘉禾", 陈嘉禾}'.encode())
