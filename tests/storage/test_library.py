"""The promise of the library of proven education, over every keeper of it."""

from dataclasses import replace

from models.case import ExamCategory
from models.history import ProvenEducation
from services.keepers import Keepers
from tests.support.people import APPLICATION

HOLDER = "a" * 64
PROVEN = ProvenEducation(
    application_id=APPLICATION.application_id,
    document_id="d1",
    type_code="graduation_certificate",
    name="陈嘉禾",
    certificate_number="104861201605001234",
    level="本科",
    school="武汉大学",
    graduated_on="2016-06-30",
    exam_year=2018,
    exam_category=ExamCategory.PHYSICIAN,
)


def test_what_was_proved_is_found_by_its_holder_newest_first(keepers: Keepers) -> None:
    later = replace(PROVEN, application_id="HB2", exam_year=2020)
    keepers.records.put_application(APPLICATION)
    keepers.records.put_application(replace(APPLICATION, application_id="HB2"))

    keepers.library.keep(APPLICATION.application_id, HOLDER, [PROVEN])
    keepers.library.keep("HB2", HOLDER, [later])

    assert keepers.library.of(HOLDER) == (later, PROVEN)
    assert keepers.library.of("b" * 64) == ()


def test_what_an_application_proves_takes_the_place_of_what_it_proved(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    other = replace(PROVEN, certificate_number="1", level="硕士")
    keepers.library.keep(APPLICATION.application_id, HOLDER, [PROVEN])

    keepers.library.keep(APPLICATION.application_id, HOLDER, [PROVEN, other])
    both = keepers.library.of(HOLDER)
    keepers.library.keep(APPLICATION.application_id, HOLDER, [])

    assert set(both) == {PROVEN, other}
    assert keepers.library.of(HOLDER) == ()
