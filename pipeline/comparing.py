"""One printed value held against one stated, in the light of whose it is and which paper prints it. Pure.

The kinds say how two values stand to one another (`doctypes.values`). Here that is weighed: who comes from Hong Kong,
Macau or Taiwan has a name in two forms, a former name that was stated is told as such, and what a reader may have
misread is doubtful instead of a conflict.
"""

from dataclasses import dataclass

from rapidfuzz.distance import Hamming

from doctypes.values import KINDS, name, overseas_names
from doctypes.values.latin_names import is_latin, same_letters
from doctypes.values.look_alikes import is_commoner
from models.case import Application
from models.doctype import DocumentType, Likeness, Outcome, ValueKind
from models.extraction import GIVEN, Extraction, FieldStatus, Reading
from pipeline.certainty import DOUBT_BELOW, MOST_CERTAIN
from pipeline.identity_papers import is_comparable, is_foreign, is_hmt, told_by_id_number

FORMER_NAME = "former_name"
"""Rule: the paper prints a name that the applicant stated as a former one, which a proof must bear out."""
SAME_ID = "wildcard_same_id"
"""Rule: a stated name has a character that the form could not take, and the number beside it is the one stated."""
UNCERTAIN = "uncertain_reading"
RARE = "rare_character"
"""Rule: the page has a common character for the rare one that was stated, and is otherwise the applicant's."""

_NAMES = frozenset({"name", "bearer_name", "bilingual_name"})
_PAPERS_OF_HMT = frozenset({"travel_permit", "hmt_internship_form"})
_PAPERS_FROM_ABROAD = frozenset({"passport", "overseas_credential", "foreign_internship_form"}) | _PAPERS_OF_HMT
_AMID_STUDIES = "disagrees_with_enrolled_on"
_MOST_OF_A_NAME = 0.6
_KEPT_IN_DOUBT = frozenset({name.VARIANT, "look_alike", "direction_differs", "related_major"})
"""Rules that still say why, where the reading of a conflict is uncertain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What besides two values decides how they stand to one another."""

    application: Application
    extraction: Extraction
    """The page on which the value stands."""
    doctype: DocumentType
    alphabet: frozenset[str] = frozenset()
    """Every character that the engine can print; empty where it can print all."""


def held_against(
    kind: ValueKind, reading: Reading, expected: str | None, *, stated: str | None, at: Circumstances
) -> tuple[Outcome, str]:
    """Return outcome and rule of a reading against what was stated, canonically (`expected`) and as it was typed."""
    if expected is None or reading.value is None:
        return (Outcome.NOT_STATED, "") if expected is None else (Outcome.NOT_PRINTED, str(reading.status))
    is_name = kind.name in _NAMES
    likeness = _names(reading, expected, stated or "", at) if is_name else kind.compare(reading.value, expected)
    if likeness.outcome.agrees:
        return likeness.outcome, likeness.rule
    if is_name and _is_former(reading.value, at):
        return Outcome.CONFLICT, FORMER_NAME
    if at.alphabet and _differs_outside(reading.value, expected, at.alphabet):
        return Outcome.UNVERIFIABLE, "outside_the_alphabet"
    if is_name:
        likeness = _weighed(likeness, reading, expected, at)
    if likeness.outcome is Outcome.CONFLICT and _reader_may_err(reading):
        return Outcome.DOUBTFUL, likeness.rule if likeness.rule in _KEPT_IN_DOUBT else UNCERTAIN
    return likeness.outcome, likeness.rule


def _names(reading: Reading, expected: str, stated: str, at: Circumstances) -> Likeness:
    type_code = at.doctype.code
    compare = overseas_names.of_applicant(
        hmt=type_code in _PAPERS_OF_HMT or is_hmt(at.application),
        overseas=type_code in _PAPERS_FROM_ABROAD or is_foreign(at.application),
    )
    value = reading.value or ""
    likeness = compare(value, expected)
    if likeness.outcome.agrees or not (is_latin(value) and is_latin(expected)):
        return likeness
    # A canonical name has no spaces, and only its words tell a middle name from a longer surname.
    as_printed = reading.raw if same_letters(reading.raw, value) else value
    by_words = compare(as_printed, stated)
    return by_words if by_words.rule == "middle_name" else likeness


def _is_former(value: str, at: Circumstances) -> bool:
    return any(name.compare(value, former).outcome.agrees for former in at.application.former_names)


def _weighed(likeness: Likeness, reading: Reading, expected: str, at: Circumstances) -> Likeness:
    """A look-alike is the reader's only where it was unsure and the page says otherwise that the person is the same.

    Any other character is, where it was unsure, the rest agrees and the ID number beside it is the person's; and so
    is the lost end of a name in Latin letters beside that number. Of a rare character in a given name readers make
    a common one, and are sure of it: there they need not have been unsure.
    """
    if likeness.rule == "wildcard" and _same_number(at):
        return Likeness(outcome=likeness.outcome, rule=SAME_ID)
    unsure, found = reading.confidence < MOST_CERTAIN or reading.status is FieldStatus.DOUBTFUL, reading.value or ""
    if (
        not likeness.rule
        and _same_number(at)
        and (_is_cut(found, expected) or (unsure and _differ_in_one(found, expected)))
    ):
        return Likeness(outcome=Outcome.DOUBTFUL, rule=UNCERTAIN)
    if likeness.rule == "look_alike" and unsure and _same_person(at):
        return likeness
    is_known = _same_person(at) if likeness.rule == "look_alike" else _same_number(at)
    if (
        likeness.rule in ("", "look_alike")
        and found[:1] == expected[:1]
        and _differ_in_one(found, expected)
        and is_commoner(found, expected)
        and is_known
    ):
        return Likeness(outcome=Outcome.DOUBTFUL, rule=RARE)
    return Likeness(outcome=Outcome.CONFLICT, rule=likeness.rule) if likeness.rule == "look_alike" else likeness


def _is_cut(found: str, expected: str) -> bool:
    """Whether a name in Latin letters is the stated one without some letters of one end: under glare, or at an edge."""
    is_end = expected.casefold().endswith(found.casefold()) or expected.casefold().startswith(found.casefold())
    return is_end and is_latin(found) and _MOST_OF_A_NAME * len(expected) <= len(found) < len(expected)


def _differ_in_one(found: str, expected: str) -> bool:
    return len(found) == len(expected) and Hamming.distance(found, expected) == 1


def _same_number(at: Circumstances) -> bool:
    return _agreement("id_number", at.application.id_number, at) is True


def _same_person(at: Circumstances) -> bool:
    """Whether ID number or birth date on the page are those stated, and neither is another one."""
    born = at.application.birth_date or told_by_id_number("birth_date", at.application.id_number)
    agreements = (_agreement("id_number", at.application.id_number, at), _agreement("birth_date", born, at))
    return True in agreements and False not in agreements


def _agreement(field: str, stated: str | None, at: Circumstances) -> bool | None:
    """Whether a field of the page agrees with what was stated; None where that cannot be told."""
    spec = next((one for one in at.doctype.fields if one.name == field), None)
    reading = at.extraction.reading(field)
    if spec is None or not stated or reading.value is None or reading.status not in GIVEN:
        return None
    if field == "id_number" and not is_comparable(spec.kind, at.application, reading.value):
        return None
    outcome = KINDS[spec.kind].compare(reading.value, stated).outcome
    return True if outcome.agrees else False if outcome is Outcome.CONFLICT else None


def _differs_outside(found: str, expected: str, alphabet: frozenset[str]) -> bool:
    """Whether two values differ only where the stated one has a character that the engine cannot print."""
    if len(found) != len(expected):
        return False
    return all(one == other or other not in alphabet for one, other in zip(found, expected, strict=True))


def _reader_may_err(reading: Reading) -> bool:
    """A value in doubt for its own sake; one that only disagrees with a number on the page was read firmly."""
    if reading.status is not FieldStatus.DOUBTFUL:
        return False
    if reading.field == "birth_date" and reading.fault == _AMID_STUDIES:
        return True  # nobody is born after the begin of the studies on that paper: its rows were taken for one another
    firm = reading.confidence >= DOUBT_BELOW and not reading.rivals
    return not (firm and reading.fault.startswith(("disagrees_with_", "contradicted_by_")))
