"""Judging again from what a report keeps is judging from the text, and the text is asked for only where it must be."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctypes.loader import load_types
from models.case import Application, Document
from models.page import Box, PageText, Patch, Quality, Transform
from models.report import DocumentState, Report
from pipeline import grounds
from pipeline.again import judge_again
from pipeline.run import judge, rejected
from storage.written import from_json, to_json
from tests.support.definitions import changed_types
from tests.support.people import APPLICATION, ID_NUMBER, document
from tests.support.recorded import recorded_pages

TYPES = load_types()
PAGES = recorded_pages()
ALPHABET = frozenset("陈嘉禾女男武汉大学临床医学专科本硕博士")

STATED = {
    "name": ("陈嘉禾", "陈嘉和", "陈 嘉禾", "玉素甫·亚力坤", "𬱖嘉禾"),
    "gender": ("男", "女", None),
    "birth_date": ("1993-05-18", "1993-05-19", "1993", None),
    "id_number": (ID_NUMBER, "11010519491231002X", "E12345678", "420106930518002"),
    "id_type": ("居民身份证", "护照", "军官证", "台湾居民来往大陆通行证"),
    "as_of": ("2021-02-01", "2035-02-01", None),
    "education": ((), APPLICATION.education, (replace(APPLICATION.education[0], school="武汉科技大学", level="硕士"),)),
    "licences": ((), APPLICATION.licences),
}
applications = st.fixed_dictionaries({}, optional={key: st.sampled_from(some) for key, some in STATED.items()}).map(
    lambda changed: replace(APPLICATION, **changed)  # type: ignore[arg-type]
)
spots = st.lists(
    st.builds(lambda x, y: Box.upright(x, y, x + 400, y + 60), st.integers(0, 1200), st.integers(0, 900)), max_size=2
).map(tuple)
qualities = st.builds(
    Quality,
    score=st.just(0.5),
    causes=st.lists(st.sampled_from(("glare", "blurred", "not_colour", "screen", "incomplete")), max_size=3).map(tuple),
    glare=spots,
    cut_off=spots,
)
transforms = st.sampled_from((Transform(), Transform((Patch((0.5, 0.1, 30, -0.1, 0.5, 40, 0, 0, 1)),))))


def same(one: Report, other: Report) -> bool:
    return replace(one, judge_ms=0) == replace(other, judge_ms=0)


def kept(report: Report) -> Report:
    """As the ledger gives it back."""
    return from_json(Report, to_json(report))


def no_text() -> PageText:
    raise AssertionError("expected no text to be asked for")


def worn(
    text: PageText, *, lost: frozenset[int], doubted: frozenset[int], quality: Quality, transform: Transform
) -> PageText:
    lines = (
        replace(line, scores=tuple(0.55 for _ in line.scores), score=0.55) if place in doubted else line
        for place, line in enumerate(text.lines)
        if place not in lost
    )
    return replace(text, lines=tuple(lines), quality=quality, transform=transform)


@pytest.mark.parametrize("code", PAGES)
def test_every_type_is_judged_again_as_from_its_text(code: str) -> None:
    text, application = PAGES[code]
    another = replace(application, name="王小明", gender="男", birth_date="1990-01-01")
    first = judge(text, document=document(), application=application, types=TYPES)

    again = judge_again(kept(first), application=another, types=TYPES, alphabet=frozenset(), text=no_text)

    assert same(again, judge(text, document=document(), application=another, types=TYPES))


pages = st.builds(
    worn,
    st.sampled_from([text for text, _ in PAGES.values()]),
    lost=st.frozensets(st.integers(0, 30), max_size=25),
    doubted=st.frozensets(st.integers(0, 30), max_size=5),
    quality=qualities,
    transform=transforms,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=pages,
    paper=st.sampled_from((document(), document("id_card"), document("graduation_certificate"))),
    before=applications,
    after=applications,
    alphabet=st.sampled_from((frozenset(), ALPHABET)),
)
def test_whatever_the_page_and_the_application_judging_again_is_judging_from_text(
    text: PageText, paper: Document, before: Application, after: Application, alphabet: frozenset[str]
) -> None:
    first = judge(text, document=paper, application=before, types=TYPES)

    again = judge_again(kept(first), application=after, types=TYPES, alphabet=alphabet, text=no_text)

    fresh = judge(text, document=paper, application=after, types=TYPES, alphabet=alphabet)
    assert again.grounds is not None
    assert fresh.grounds is not None
    under = fresh.grounds.under
    assert same(replace(again, grounds=replace(again.grounds, under=under)), fresh)


def test_what_rests_on_nothing_that_changed_is_the_same_report() -> None:
    text, application = PAGES["graduation_certificate"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))

    assert judge_again(first, application=application, types=TYPES, alphabet=frozenset(), text=no_text) is first


def test_a_page_that_says_the_same_under_another_application_keeps_its_report() -> None:
    text, application = PAGES["graduation_certificate"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))
    moved = replace(application, exam_point="武汉大学中南医院考点")

    assert judge_again(first, application=moved, types=TYPES, alphabet=frozenset(), text=no_text) is first


def test_a_changed_definition_is_read_again_on_pages_of_its_type_alone(tmp_path: Path) -> None:
    types = load_types(
        changed_types(tmp_path, "graduation_certificate", old='labels = ["证书编号"', new='labels = ["证书编码"')
    )
    reports = {
        code: kept(judge(text, document=document(), application=application, types=TYPES))
        for code, (text, application) in PAGES.items()
    }
    asked = []

    for code, (text, application) in PAGES.items():

        def its_text(code: str = code, text: PageText = text) -> PageText:
            asked.append(code)
            return text

        again = judge_again(reports[code], application=application, types=types, alphabet=frozenset(), text=its_text)
        fresh = judge(text, document=document(), application=application, types=types)
        assert again is reports[code] or same(again, fresh)
        assert again.extraction == fresh.extraction

    assert asked == ["graduation_certificate"]


@pytest.mark.parametrize("weighed", ['expects = "男"', "required = false"])
def test_a_definition_that_only_weighs_otherwise_what_was_read_asks_for_no_text(tmp_path: Path, weighed: str) -> None:
    old = 'name = "gender"'
    types = load_types(changed_types(tmp_path, "graduation_certificate", old=old, new=f"{old}\n{weighed}"))
    text, application = PAGES["graduation_certificate"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))

    again = judge_again(first, application=application, types=types, alphabet=frozenset(), text=no_text)

    assert again is not first
    assert same(again, judge(text, document=document(), application=application, types=types))


def test_changed_anchors_are_weighed_on_every_page_and_only_new_pages_of_the_type_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = '{ text = "公共场所卫生许可", weight = 0.9 }'
    types = load_types(changed_types(tmp_path, "id_card", old="anchors = [", new=f"anchors = [ {anchor},"))
    text, application = PAGES["graduation_certificate"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))
    asked = []

    def its_text() -> PageText:
        asked.append(1)
        return text

    monkeypatch.setattr("pipeline.understanding.extract", lambda *_: pytest.fail("read although nothing can differ"))
    again = judge_again(first, application=application, types=types, alphabet=frozenset(), text=its_text)

    assert asked == [1]
    assert again is first


def test_a_page_that_other_anchors_make_another_type_is_read_as_that_one(tmp_path: Path) -> None:
    anchors = '{ text = "毕业证书", weight = 3.0 }'
    types = load_types(changed_types(tmp_path, "vocational_diploma", old="anchors = [", new=f"anchors = [ {anchors},"))
    text, application = PAGES["graduation_certificate"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))

    again = judge_again(first, application=application, types=types, alphabet=frozenset(), text=lambda: text)

    assert again.classification.type_code == "vocational_diploma"
    assert same(again, judge(text, document=document(), application=application, types=types))


def test_changed_code_reads_every_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text, application = PAGES["id_card"]
    first = kept(judge(text, document=document(), application=application, types=TYPES))
    monkeypatch.setattr(grounds, "reading_code", lambda: "another")

    with pytest.raises(AssertionError, match="no text"):
        judge_again(first, application=application, types=TYPES, alphabet=frozenset(), text=no_text)


def test_a_report_that_keeps_no_grounds_is_judged_from_its_text() -> None:
    text, application = PAGES["id_card"]
    first = judge(text, document=document(), application=application, types=TYPES)

    again = judge_again(
        replace(first, grounds=None), application=application, types=TYPES, alphabet=frozenset(), text=lambda: text
    )

    assert same(again, first)


def test_a_report_of_an_older_build_can_still_be_read() -> None:
    text, application = PAGES["id_card"]
    first = replace(judge(text, document=document(), application=application, types=TYPES), grounds=None)
    written = to_json(first).decode().replace(',"grounds":null', "")

    assert from_json(Report, written) == first


def test_a_file_that_is_no_picture_stays_as_it_was_judged() -> None:
    first = rejected("image_not_jpeg", document=document())

    again = judge_again(first, application=APPLICATION, types=TYPES, alphabet=frozenset(), text=no_text)

    assert again is first
    assert again.state is DocumentState.UNREADABLE
