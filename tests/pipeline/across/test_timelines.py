"""A table of lives, possible and impossible; dates count as far as they are precise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes.values import citizen_id
from doctypes.values.chinese_date import SUPPLIED
from models.case import Application, Education, Track
from models.report import Report, Severity
from models.rules import RULES
from pipeline.across.papers import span
from pipeline.across.timelines import timeline_findings
from tests.support.papers import HONEST, paper
from tests.support.people import APPLICATION, ID_NUMBER

SILENT = replace(APPLICATION, education=(), licences=())
ASSISTANT = replace(SILENT, track=Track.ASSISTANT_TO_FULL)
YOUNGER = "42010619980518002" + citizen_id.check_character("42010619980518002")
ASSISTANT_2018 = {"certificate_number": f"201842210{ID_NUMBER}", "physician_level": "执业助理医师"}
ADULT = {"study_form": "业余", "level": "专科", "duration": None}


def told(*papers: Report, application: Application = SILENT) -> list[str]:
    return [finding.rule for finding in timeline_findings(application, papers)]


def diploma(**changed: str | None) -> Report:
    return paper("graduation_certificate", **changed)


def test_an_honest_life_is_possible() -> None:
    assert told(*map(paper, HONEST), application=APPLICATION) == []


@pytest.mark.parametrize(
    ("rule", "papers"),
    [
        # Entering a school of 14 and more years; 少年班 are a person's to judge.
        ("enrolled_too_young", [diploma(enrolled_on="2007-05-17", duration=None)]),
        ("enrolled_too_young", [diploma(enrolled_on="2006", duration=None)]),
        ("", [diploma(enrolled_on="2007-05-18", duration=None)]),
        ("", [diploma(enrolled_on="2007-05", duration=None)]),
        # Entering before leaving.
        ("enrolled_after_graduation", [diploma(enrolled_on="2016-09", duration=None)]),
        ("enrolled_after_graduation", [diploma(enrolled_on="2016-06-30", duration=None)]),
        ("", [diploma(enrolled_on="2016-06", graduated_on="2016", duration=None)]),
        # As long as the course, more or less a year.
        ("study_length", [diploma(enrolled_on="2013-09")]),
        ("study_length", [diploma(graduated_on="2018-01-31")]),
        ("", [diploma(enrolled_on="2012-09")]),
        ("", [diploma(graduated_on="2017-07-01")]),
        ("", [diploma(duration="4年")]),
        ("study_length", [diploma(duration="2.5年")]),
        # Practising before qualifying, by the number's year and by the issued paper.
        ("practice_before_qualification_number", [paper("physician_practice", issued_on="2016-12-31")]),
        ("", [paper("physician_practice", issued_on="2017")]),
        (
            "practice_before_qualification",
            [paper("physician_practice", issued_on="2017-12-14"), paper("physician_qualification")],
        ),
        ("", [paper("physician_practice", issued_on="2017-12"), paper("physician_qualification")]),
        # Graduated, or given a degree, after the day of judging.
        ("diploma_after_registration", [diploma(graduated_on="2021-06-30", duration=None)]),
        ("diploma_after_registration", [paper("degree_certificate", issued_on="2021-06-30")]),
        ("", [diploma(graduated_on="2021-02-01", duration=None)]),
        ("", [diploma(graduated_on="2021", duration=None)]),
        # Probation from the first graduation on.
        ("probation_before_graduation", [diploma(), paper("probation_certificate", started_on="2016-06-29")]),
        ("probation_before_graduation", [diploma(), paper("military_probation_form", started_on="2016-05")]),
        ("", [diploma(), paper("probation_certificate", started_on="2016-06")]),
        ("", [paper("probation_certificate", started_on="2010-06")]),
        ("", [diploma(), paper("vocational_diploma"), paper("probation_certificate", started_on="2013-01-01")]),
        ("", [diploma(level="硕士"), paper("probation_certificate", started_on="2014-01-01")]),
        # Issued in the future.
        ("issued_in_future", [paper("physician_practice", issued_on="2021-02-02")]),
        ("issued_in_future", [paper("id_card", issued_on="2022-01-01")]),
        ("", [paper("id_card", issued_on="2021-02")]),
        ("issued_after_judging", [paper("name_change_proof", issued_on="2021-02-20")]),
        ("issued_in_future", [paper("name_change_proof", issued_on="2022-01-20")]),
        ("issued_after_judging", [paper("chsi_registration_form", updated_on="2021-03-05")]),
        ("", [paper("probation_certificate", issued_on="2021-07-30")]),
        ("issued_in_future", [paper("probation_certificate", issued_on="2022-01-01")]),
    ],
)
def test_the_table_of_lives(rule: str, papers: list[Report]) -> None:
    assert told(*papers) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("rule", "enrolled_on"),
    [
        ("assistant_after_adult_enrolment", "2017-03"),
        ("", "2018-03"),
        ("", "2019-03"),
        ("", "2002-10"),
        ("assistant_after_adult_enrolment", "2009-11"),
    ],
)
def test_an_adult_study_begins_after_the_assistants_licence(rule: str, enrolled_on: str) -> None:
    older = replace(SILENT, birth_date="1975-05-18")
    papers = [
        diploma(enrolled_on=enrolled_on, graduated_on=None, **ADULT),
        paper("physician_qualification", **ASSISTANT_2018),
    ]

    assert told(*papers, application=older) == ([rule] if rule else [])


def test_a_full_licence_asks_nothing_of_adult_studies() -> None:
    assert told(diploma(**ADULT), paper("physician_qualification")) == []


@pytest.mark.parametrize(
    ("level", "year", "rule"),
    [
        ("专科", "2019", ""),
        ("专科", "2020", "assistant_practice_short"),
        ("中专", "2016", ""),
        ("中专", "2017", "assistant_practice_short"),
    ],
)
def test_an_assistant_has_practised_long_enough_for_the_full_examination(level: str, year: str, rule: str) -> None:
    licence = paper(
        "physician_qualification",
        certificate_number=f"{year}42210{ID_NUMBER}",
        physician_level="执业助理医师",
        issued_on=None,
    )
    application = replace(ASSISTANT, education=(Education(level=level),))

    assert told(licence, application=application) == ([rule] if rule else [])


def test_what_the_application_states_counts_too() -> None:
    turned = replace(SILENT, education=(Education(enrolled_on="2016-09-01", graduated_on="2011-06-30"),))

    (finding,) = timeline_findings(turned, [])

    assert (finding.rule, finding.document_id) == ("enrolled_after_graduation", None)
    assert "报名信息中的入学日期（2016年9月1日）" in finding.message


def test_papers_that_repeat_a_breach_are_named_together() -> None:
    papers = [diploma(enrolled_on="2006-09"), paper("chsi_registration_form", enrolled_on="2006-09-01", duration=None)]

    found = [one for one in timeline_findings(SILENT, papers) if one.rule == "enrolled_too_young"]

    assert [(one.document_id, one.documents) for one in found] == [
        ("graduation_certificate", ("chsi_registration_form",))
    ]
    assert found[0].code == "timeline_impossible"
    assert "《毕业证书》的入学日期（2006年9月）" in found[0].message
    assert "报名信息中的出生日期（1993年5月18日）" in found[0].message


def test_doubtful_dates_raise_nothing() -> None:
    fields = ("enrolled_on", "graduated_on", "issued_on")
    papers = [
        paper("graduation_certificate", doubtful=fields, enrolled_on="2019-09", graduated_on="2031-06-30"),
        paper("physician_practice", doubtful=fields, issued_on="2031-01-01"),
    ]

    assert told(*papers) == []


def test_a_licence_that_seems_to_come_before_its_qualification_is_told_even_where_its_day_is_in_doubt() -> None:
    licence = paper("physician_practice", doubtful=("issued_on",), issued_on="2001-01-01")

    assert told(licence) == ["practice_before_qualification_number"]


@pytest.mark.parametrize(("fault", "is_told"), [(SUPPLIED, True), ("day_lost", False)])
def test_a_licence_whose_year_was_supplied_is_held_against_its_qualification(fault: str, *, is_told: bool) -> None:
    licence = paper("physician_practice", doubtful=("issued_on",), issued_on="2001-01-01")
    assert licence.extraction is not None
    readings = tuple(
        replace(one, fault=fault if one.field == "issued_on" else one.fault) for one in licence.extraction.readings
    )

    faulty = replace(licence, extraction=replace(licence.extraction, readings=readings))

    assert told(faulty) == (["practice_before_qualification_number"] if is_told else [])


def test_a_note_asks_nothing_of_the_applicant() -> None:
    (note,) = timeline_findings(SILENT, [paper("name_change_proof", issued_on="2021-02-20")])

    assert (note.severity, note.applicant_message) == (Severity.NOTE, "")


def test_without_a_day_of_judging_nothing_is_in_the_future() -> None:
    undated = replace(SILENT, as_of=None)

    assert told(diploma(graduated_on="2031-06-30", duration=None), application=undated) == []


def test_birth_follows_from_the_id_number_where_it_is_not_stated() -> None:
    younger = replace(SILENT, birth_date=None, id_number=YOUNGER)

    assert told(diploma(), application=younger) == ["enrolled_too_young"]


def test_what_is_not_verified_only_warns() -> None:
    for rule in RULES.values():
        assert rule.severity in (Severity.CONTENT, Severity.NOTE) or rule.evidence != "unverified"
        assert rule.severity is not Severity.IDENTITY


DATES = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.dates().map(lambda day: str(day)[:4])
)


@given(DATES, DATES)
def test_less_precise_dates_never_say_more(one: str, other: str) -> None:
    """What is impossible at the print's precision is so for every day that the print may mean."""
    spans = span(one), span(other)
    rules = told(diploma(enrolled_on=one, graduated_on=other, duration=None))

    if "enrolled_after_graduation" in rules:
        assert spans[0] and spans[1]
        assert one == other or spans[0][0] > spans[1][1]
