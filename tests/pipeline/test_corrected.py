"""Values that a person has put right, beside what was read."""

from dataclasses import replace

from doctypes.loader import load_types
from models.case import Application, Document
from models.extraction import FieldStatus, Witness
from models.page import PageText
from models.report import Report, Severity
from pipeline.again import judge_again
from pipeline.corrected import corrections_in
from pipeline.run import judge
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import APPLICATION, document

TYPES = load_types()
TEXT = page_text(DIPLOMA)


def judged(corrections: dict[str, str] | None = None, *, application: Application = APPLICATION) -> Report:
    return judge(TEXT, document=paper(), application=application, types=TYPES, corrections=corrections)


def paper() -> Document:
    return document("graduation_certificate")


def again(report: Report, corrections: dict[str, str]) -> Report:
    def text() -> PageText:
        return TEXT

    return judge_again(
        report, application=APPLICATION, types=TYPES, alphabet=frozenset(), text=text, corrections=corrections
    )


def test_a_corrected_value_is_a_persons_and_what_was_read_stands_beside_it() -> None:
    read = judged().extraction
    corrected = judged({"name": "陈嘉木"}).extraction
    assert read is not None
    assert corrected is not None

    name = corrected.reading("name")

    assert (name.value, name.as_read, name.status) == ("陈嘉木", "陈嘉禾", FieldStatus.READ)
    assert (name.witnesses, name.raw, name.box) == (
        (Witness.REVIEWER,),
        read.reading("name").raw,
        read.reading("name").box,
    )
    assert read.reading("name").as_read is None
    assert corrected.reading("school") == read.reading("school")


def test_what_is_corrected_is_what_is_held_against_the_application() -> None:
    other = replace(APPLICATION, name="陈嘉木")

    before = [finding.code for finding in judged(application=other).findings]
    after = [finding.code for finding in judged({"name": "陈嘉木"}, application=other).findings]

    assert "name_mismatch" in before
    assert "name_mismatch" not in after


def test_a_correction_is_judged_again_and_taken_back_again() -> None:
    first = judged()

    corrected = again(first, {"name": "陈嘉木"})
    twice = again(corrected, {"name": "陈嘉林"})
    back = again(twice, {})

    assert corrections_in(corrected) == {"name": "陈嘉木"}
    assert again(corrected, {"name": "陈嘉木"}) is corrected
    assert twice.extraction is not None
    assert (twice.extraction.reading("name").value, twice.extraction.reading("name").as_read) == ("陈嘉林", "陈嘉禾")
    assert back.extraction == first.extraction
    assert again(first, {}) is first


def test_a_field_that_the_type_lacks_is_passed_over() -> None:
    assert judged({"nothing": "x"}).extraction == judged().extraction


def test_a_value_that_fails_its_own_check_is_kept_with_its_fault() -> None:
    report = judge(page_text(()), document=document(), application=APPLICATION, types=TYPES, corrections={"name": "陈"})
    assert report.extraction is None

    dated = judged({"birth_date": "1993-05-19"}).extraction
    assert dated is not None
    assert dated.reading("birth_date").value == "1993-05-19"


def test_whoever_decides_above_is_told_that_a_person_has_put_it_right() -> None:
    told = [one for one in judged({"name": "陈嘉和"}).findings if one.code == "name_corrected"]

    assert [(one.severity, one.expected, one.found) for one in told] == [(Severity.NOTE, "陈嘉禾", "陈嘉和")]
    assert not [one for one in judged().findings if one.code.endswith("_corrected")]
