"""Applications as they come in from outside: JSON to `Application`, or every fault of it at once.

A fault names the key by its path and says what was expected and what was met. It never repeats a value, because
values are names and ID numbers; unknown key names are repeated, because without them nobody finds the typing error.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError, from_json

from models.case import Application, Education, ExamCategory, Licence, Probation, Track, VerifiedEducation
from models.errors import ApplicationInvalid
from models.materials import MATERIALS
from services.application_faults import INVISIBLE, all_faults, kind_of

MAX_APPLICATION_BYTES = 256 * 1024
"""An application with twenty entries of education is 8 kB; what is far beyond is no application."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
LEVELS = ("中专", "专科", "本科", "硕士", "博士")
"""And 专升本, which is 本科 (contract, "Values")."""
GENDERS = ("男", "女")
LICENCE_TYPES = ("physician_qualification", "physician_practice")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_application(source: Mapping[str, object] | bytes | str) -> Application:
    """Make an application of JSON text or of the mapping it was read into.

    Empty text and null count as absent, as exports of registration systems write blanks.

    Raises:
        ApplicationInvalid: it is no JSON object, or holds unknown keys or impossible values; lists every fault.
    """
    typed = _decoded(source) if isinstance(source, bytes | str) else source
    if not isinstance(typed, Mapping):
        raise ApplicationInvalid(f"application: expected a JSON object, met {kind_of(typed)}")
    try:
        return _ApplicationIn.model_validate(dict(typed)).application()
    except ValidationError as error:
        raise ApplicationInvalid(all_faults(error.errors(include_url=False), known_keys=KNOWN_KEYS)) from None


def check_application_id(text: str) -> str:
    """Return the id of an application where it is one: it becomes part of addresses and of object keys.

    Raises:
        ApplicationInvalid: it holds other characters than letters, digits, `.`, `_` and `-`, or more than 64.
    """
    try:
        return _application_id(text)
    except PydanticCustomError as error:
        raise ApplicationInvalid(f"application_id: {error.message()}") from None


def only_position(message: str) -> str:
    """Return what a parser of JSON says of a fault and its place, without any text that it quotes."""
    # The parser's message ends in "at line 3 column 7"; what stands before may in rare cases quote the text.
    kind, found, position = message.rpartition(" at line ")
    return f"{kind.split(chr(34))[0].strip()} at line {position}" if found else "not UTF-8 text"


def _decoded(text: bytes | str) -> object:
    size = len(text)
    if size > MAX_APPLICATION_BYTES:
        raise ApplicationInvalid(f"application: expected at most {MAX_APPLICATION_BYTES} bytes, met {size}")
    try:
        # Programs on Windows put a byte order mark before UTF-8.
        bare = text.removeprefix(b"\xef\xbb\xbf") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        decoded: object = from_json(bare, allow_inf_nan=False)
    except ValueError as error:
        if isinstance(text, bytes) and not _is_utf8(text):
            raise ApplicationInvalid("application: expected UTF-8, met another coding: save it as UTF-8") from None
        raise ApplicationInvalid(f"application: expected JSON, met a fault: {only_position(str(error))}") from None
    return decoded


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _fail(expected: str, met: str) -> NoReturn:
    # Braces would be taken for a template's blanks.
    raise PydanticCustomError("fault", "{text}", {"text": f"expected {expected}, met {met}"})


def _blank_is_absent(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _printable(text: str) -> str:
    # Of a million applications nearly every text passes here, in a tenth of the time of looking at each character.
    if text.isprintable():
        return text.strip()
    for place, character in enumerate(text, start=1):
        if unicodedata.category(character) in INVISIBLE:
            _fail("printable characters only", f"U+{ord(character):04X} at character {place}")
    return text.strip()


def _filled(text: str) -> str:
    return text or _fail("a value", "empty text")


def _application_id(text: str) -> str:
    if not _ID.fullmatch(text) or ".." in text:
        _fail("1 to 64 of A-Z a-z 0-9 . _ - without two dots in a row, first a letter or digit", kind_of(text))
    return text


def _possible_date(text: str) -> str:
    shaped = _DATE.fullmatch(text)
    if shaped is None:
        _fail("a date as YYYY, YYYY-MM or YYYY-MM-DD", kind_of(text))
    year, month, day = (int(part or 1) for part in shaped.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        _fail(f"a year from {FIRST_YEAR} to {LAST_YEAR}", "a year outside")
    try:
        date(year, month, day)
    except ValueError:
        _fail("a date that the calendar has", "one that it has not")
    return text


def _whole_day(text: str) -> str:
    return text if len(text) == len("2021-02-01") else _fail("a whole date as YYYY-MM-DD", "a less precise one")


def _level_meant(text: str) -> str:
    return "本科" if text == "专升本" else text


def _one_of(*words: str) -> AfterValidator:
    def known(text: str) -> str:
        return text if text in words else _fail(f"one of {', '.join(words)}", kind_of(text))

    return AfterValidator(known)


_Text = Annotated[str, Field(max_length=200), AfterValidator(_printable)]
_Required = Annotated[_Text, AfterValidator(_filled)]
_Number = Annotated[str, Field(max_length=64), AfterValidator(_printable)]
_RequiredNumber = Annotated[_Number, AfterValidator(_filled)]
_Date = Annotated[_Number, AfterValidator(_possible_date)]
_Category = Annotated[_Number, _one_of(*ExamCategory)]
_TypeCode = Annotated[_Number, _one_of(*MATERIALS)]
_Absent = BeforeValidator(_blank_is_absent)


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class _EducationIn(_In):
    level: Annotated[Annotated[_Number, AfterValidator(_level_meant), _one_of(*LEVELS)] | None, _Absent] = None
    school: Annotated[_Text | None, _Absent] = None
    major: Annotated[_Text | None, _Absent] = None
    study_form: Annotated[_Text | None, _Absent] = None
    enrolled_on: Annotated[_Date | None, _Absent] = None
    graduated_on: Annotated[_Date | None, _Absent] = None
    certificate_number: Annotated[_Number | None, _Absent] = None
    degree_number: Annotated[_Number | None, _Absent] = None
    proof: Annotated[_TypeCode | None, _Absent] = None
    verification_code: Annotated[_Number | None, _Absent] = None
    verified: bool = False


class _VerifiedEducationIn(_In):
    found: bool = True
    exam_category: Annotated[_Category | None, _Absent] = None
    specialty: Annotated[_Text | None, _Absent] = None

    def verified_education(self) -> VerifiedEducation:
        category = ExamCategory(self.exam_category) if self.exam_category else None
        return VerifiedEducation(found=self.found, exam_category=category, specialty=self.specialty)


class _LicenceIn(_In):
    type: Annotated[_Number, _one_of(*LICENCE_TYPES)]
    certificate_number: Annotated[_Number | None, _Absent] = None
    register_confirmed: bool | None = None


class _ProbationIn(_In):
    institution: Annotated[_Text | None, _Absent] = None


class _ApplicationIn(_In):
    application_id: Annotated[str, AfterValidator(_application_id)]
    name: _Required
    id_type: _Required
    id_number: _RequiredNumber
    exam_year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    as_of: Annotated[Annotated[_Date, AfterValidator(_whole_day)] | None, _Absent] = None
    exam_category: Annotated[_Category | None, _Absent] = None
    specialty: Annotated[_Text | None, _Absent] = None
    track: Annotated[Annotated[_Number, _one_of(*Track)] | None, _Absent] = None
    gender: Annotated[Annotated[_Number, _one_of(*GENDERS)] | None, _Absent] = None
    birth_date: Annotated[_Date | None, _Absent] = None
    former_names: Annotated[list[_Required], Field(max_length=20)] | None = None
    education: Annotated[list[_EducationIn], Field(max_length=20)] | None = None
    verified_education: _VerifiedEducationIn | None = None
    licences: Annotated[list[_LicenceIn], Field(max_length=20)] | None = None
    probation: _ProbationIn | None = None
    exam_point: Annotated[_Text | None, _Absent] = None
    registration_point: Annotated[_Text | None, _Absent] = None
    province: Annotated[_Text | None, _Absent] = None
    identity_verified: bool = False

    def application(self) -> Application:
        return Application(
            application_id=self.application_id,
            name=self.name,
            id_type=self.id_type,
            id_number=self.id_number,
            exam_year=self.exam_year,
            as_of=self.as_of,
            exam_category=ExamCategory(self.exam_category) if self.exam_category else None,
            specialty=self.specialty,
            track=Track(self.track) if self.track else None,
            gender=self.gender,
            birth_date=self.birth_date,
            former_names=tuple(self.former_names or ()),
            education=tuple(Education(**vars(entry)) for entry in self.education or ()),
            verified_education=self.verified_education.verified_education() if self.verified_education else None,
            licences=tuple(Licence(**vars(entry)) for entry in self.licences or ()),
            probation=Probation(**vars(self.probation)) if self.probation else Probation(),
            exam_point=self.exam_point,
            registration_point=self.registration_point,
            province=self.province,
            identity_verified=self.identity_verified,
        )


_MODELS = (_ApplicationIn, _EducationIn, _VerifiedEducationIn, _LicenceIn, _ProbationIn)
KNOWN_KEYS = frozenset(name for model in _MODELS for name in model.model_fields)
"""Of an application and of the entries in it."""
