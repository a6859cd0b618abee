"""What else was read of a value: an echo of that very print, or another value that may be printed."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.doctype import FieldSpec, Outcome
from models.extraction import FieldStatus, Reading, Witness
from pipeline.doubts import Known, needs_a_look
from pipeline.echoes import is_echoed

TYPES = load_types()


def spec(code: str, field: str) -> FieldSpec:
    return TYPES[code].field(field)


def doubtful(field: str, value: str, *rivals: str, elsewhere: bool = False) -> Reading:
    return Reading(
        field=field,
        status=FieldStatus.DOUBTFUL,
        value=value,
        raw=value,
        confidence=0.8,
        rivals=rivals,
        again=() if elsewhere else rivals,
        witnesses=(Witness.PRINT,),
    )


@pytest.mark.parametrize(
    ("code", "field", "value", "rival"),
    [
        ("overseas_credential", "school", "东京大学", "年六月日本东京大学"),
        ("vocational_diploma", "school", "十堰市医药卫生学校", "堰市医药卫生学校"),
        ("graduation_certificate", "school", "重庆医科大学", "大学科大学"),
        ("vocational_diploma", "school", "武汉市卫生学校", "卫武汉市卫生学校"),
        ("graduation_certificate", "school", "同济医科大学", "九九七年七月十日科大学"),
        ("graduation_certificate", "certificate_number", "105071201105003636", "100112011000036"),
        ("graduation_certificate", "graduated_on", "2021-06-30", "2021-06-10"),
        ("graduation_certificate", "major", "中西医临床医学", "西医临床医"),
        ("graduation_certificate", "major", "中西医临床医学", "医学"),
        ("chsi_registration_form", "study_form", "普通全日制", "普通全目制"),
        ("military_probation_form", "institution", "解放军第九九〇医院", "解放军第九九医院"),
        ("probation_certificate", "institution", "丹江口市中医医院", "丹江日市中医医院"),
        ("graduation_certificate", "school", "武汉食品工业学院", "品工业学院"),
        ("hmt_internship_form", "specialty", "口腔", "当借"),
        ("degree_certificate", "major", "口腔医学", "[腔医学"),
        ("school_certificate", "school", "南京医科大学", "医科南京医科大学(公章)"),
    ],
)
def test_what_readers_make_of_a_value_is_an_echo(code: str, field: str, value: str, rival: str) -> None:
    assert is_echoed(spec(code, field), doubtful(field, value, rival))


@pytest.mark.parametrize(
    ("code", "field", "value", "rival"),
    [
        ("graduation_certificate", "school", "长江大学", "长沙大学"),
        ("military_probation_form", "institution", "解放军第二〇〇医院", "解放军第二医院"),
        ("graduation_certificate", "school", "第二军医大学", "第三军医大学"),
        ("graduation_certificate", "school", "湖北三峡职业技术学院", "湖北职业技术学院"),
        ("graduation_certificate", "certificate_number", "105071201105003636", "105071201105003686"),
        ("graduation_certificate", "graduated_on", "2021-06-30", "2021-06-20"),
        ("graduation_certificate", "graduated_on", "2021-06-10", "2021-06-30"),
        ("graduation_certificate", "major", "中医学", "中药学"),
        ("graduation_certificate", "major", "中西医临床医学", "临床医学"),
        ("graduation_certificate", "major", "临床医学", "医"),
        ("graduation_certificate", "major", "口腔医学", "口腔医学情形"),
        ("graduation_certificate", "major", "中医学", "藏中医学"),
        ("graduation_certificate", "major", "护理学", "助护理学"),
        ("graduation_certificate", "school", "重庆医科大学", "重庆大学"),
        ("school_certificate", "school", "南京医科大学", "金陵南京医科大学"),
        ("chsi_registration_form", "level", "本科", "专科"),
        ("chsi_registration_form", "study_form", "普通全日制", "普通金目制"),
        ("hmt_internship_form", "specialty", "口腔", "临味"),
        ("military_probation_form", "institution", "解放军第九九〇医院", "解放军第九九一医院"),
    ],
)
def test_what_somebody_may_have_printed_is_none(code: str, field: str, value: str, rival: str) -> None:
    assert not is_echoed(spec(code, field), doubtful(field, value, rival))


@pytest.mark.parametrize(
    ("code", "field", "value", "rival"),
    [
        ("graduation_certificate", "certificate_number", "105071201105003636", "20159999"),
        ("graduation_certificate", "graduated_on", "2021-06-30", "2021-06-10"),
        ("graduation_certificate", "major", "中西医临床医学", "西医临床医"),
        ("military_probation_form", "institution", "解放军第九九〇医院", "解放军第九九医院"),
        ("graduation_certificate", "school", "重庆医科大学", "大学科大学"),
    ],
)
def test_what_stands_elsewhere_on_the_page_is_no_echo(code: str, field: str, value: str, rival: str) -> None:
    assert not is_echoed(spec(code, field), doubtful(field, value, rival, elsewhere=True))


def test_a_word_that_is_borne_out_is_no_rarely_spoilt_other_word() -> None:
    form, study = spec("chsi_registration_form", "study_form"), doubtful("study_form", "普通全日制", "普通金目制")
    borne_out = replace(study, witnesses=(Witness.PRINT, Witness.CERTIFICATE_NUMBER))

    assert is_echoed(form, borne_out)
    assert not is_echoed(form, replace(borne_out, confidence=0.95))
    for other in ("业余金目制", "普通半日制", "普通非全日制"):
        assert not is_echoed(form, replace(borne_out, rivals=(other,), again=(other,)))


def test_what_stands_elsewhere_is_no_word_where_it_has_no_letter_of_any() -> None:
    form = spec("hmt_internship_form", "specialty")

    assert is_echoed(form, doubtful("specialty", "口腔", "当借", elsewhere=True))
    assert not is_echoed(form, doubtful("specialty", "口腔", "中借", elsewhere=True))


def test_one_rival_that_is_none_is_enough() -> None:
    both = doubtful("school", "十堰市医药卫生学校", "堰市医药卫生学校", "襄阳市医药卫生学校")

    assert not is_echoed(spec("vocational_diploma", "school"), both)


def test_a_permit_s_number_that_is_whole_has_no_room_for_ink_that_was_not_read() -> None:
    number = Reading(
        field="id_number", status=FieldStatus.DOUBTFUL, value="M37711626", raw="M37711626", confidence=0.45
    )

    assert not needs_a_look(spec("travel_permit", "id_number"), number, Outcome.EQUAL, Known())
    assert needs_a_look(spec("passport", "id_number"), number, Outcome.EQUAL, Known())
