"""Which identity finding a proof settles: a table of proofs against findings, and that a near miss settles nothing."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctypes.loader import load_types
from doctypes.printed import UNREAD
from doctypes.values import citizen_id
from doctypes.values.bodies import CUT_SHORT
from models.case import Application
from models.extraction import Classification, Extraction, FieldStatus, Reading
from models.page import Quality
from models.report import DocumentState, Finding, Report, Severity, Verdict
from pipeline import proof_words
from pipeline.dossier import assemble
from pipeline.run import judge
from pipeline.settling import INSUFFICIENT, ISSUER_LEVEL, OLD_VALUE, settle
from regulations.regulation import RuleState
from tests.pipeline.test_judge import swapped
from tests.support.hand import household_register, name_change_proof
from tests.support.pages import Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, document

TYPES = load_types()
OLD_NUMBER = "420106199205180029"
OLD = {"name": "林若溪", "gender": "男", "birth_date": "1992-05-18", "id_number": OLD_NUMBER}
"""What the papers in question print, by identity field."""
LETTER: Mapping[str, str] = {
    "name": "陈嘉禾",
    "id_number": ID_NUMBER,
    "issuer": "武汉市公安局武昌分局",
    "issued_on": "2020-08-03",
}
CARD: Mapping[str, str] = {"name": "陈嘉禾", "id_number": ID_NUMBER}


def paper(
    code: str,
    values: Mapping[str, str],
    *,
    document_id: str = "proof",
    doubtful: tuple[str, ...] = (),
    fault: str = "",
    confidence: float = 1.0,
    state: DocumentState = DocumentState.READ,
) -> Report:
    readings = tuple(
        Reading(
            field=field,
            status=FieldStatus.DOUBTFUL if field in doubtful else FieldStatus.READ,
            value=value,
            raw=value,
            confidence=confidence if field in doubtful else 1.0,
            fault=fault if field in doubtful else "",
        )
        for field, value in values.items()
    )
    is_read = state is DocumentState.READ
    return Report(
        document_id=document_id,
        file="a.jpg",
        sha256="0" * 64,
        declared_type=code,
        state=state,
        quality=Quality(score=1.0),
        classification=Classification(type_code=code if is_read else None, score=1.0),
        extraction=Extraction(type_code=code, digest="d", readings=readings) if is_read else None,
    )


def letter(field: str, **changes: str) -> Report:
    return paper("name_change_proof", {**LETTER, OLD_VALUE[field]: OLD[field], **changes})


def mismatch(field: str, *, found: str = "", severity: Severity = Severity.IDENTITY) -> Finding:
    ending = "mismatch" if severity is Severity.IDENTITY else "doubtful"
    return Finding(
        code=f"{field}_{ending}",
        severity=severity,
        message="",
        field=field,
        document_id="diploma",
        expected="x",
        found=found or OLD[field],
    )


def settled(proof: Report, finding: Finding, application: Application = APPLICATION) -> tuple[Finding, ...]:
    return settle(application, [proof], [finding])


@pytest.mark.parametrize(("rivals", "is_settled"), [(("林若溪",), True), (("林若溪", "林若希"), False), ((), False)])
def test_an_old_name_that_was_read_with_and_without_its_surname_is_the_one_with_it(
    rivals: tuple[str, ...], *, is_settled: bool
) -> None:
    proof = paper("household_register", {**CARD, "former_name": "若溪"}, doubtful=("former_name",), confidence=0.63)
    assert proof.extraction is not None
    readings = tuple(
        replace(one, rivals=rivals) if one.field == "former_name" else one for one in proof.extraction.readings
    )
    found = settled(replace(proof, extraction=replace(proof.extraction, readings=readings)), mismatch("name"))

    assert (found[0].settled_by == "proof") is is_settled


@pytest.mark.parametrize("field", OLD)
def test_a_letter_of_the_police_that_tells_the_old_value_settles_its_finding(field: str) -> None:
    found = settled(letter(field), mismatch(field))

    assert [(one.code, one.settled_by) for one in found] == [(f"{field}_mismatch", "proof")]


def test_an_old_name_in_doubt_that_is_to_the_letter_the_one_on_the_other_paper_settles_it() -> None:
    proof = paper("name_change_proof", {**LETTER, "former_name": "林若溪"}, doubtful=("former_name",))

    assert [one.settled_by for one in settled(proof, mismatch("name"))] == ["proof"]


@pytest.mark.parametrize(
    ("old", "rival", "settles"),
    [
        ("林若溪", "林若溪争", True),
        ("林若溪", "公林若溪", True),
        ("林若溪", "林若曦", False),
        ("余若溪", "佘若溪", False),
        ("林伟", "李伟", False),
    ],
)
def test_an_old_name_that_was_also_read_with_scraps_settles_it_and_one_that_was_read_as_another_does_not(
    old: str, rival: str, *, settles: bool
) -> None:
    proof = paper("name_change_proof", {**LETTER, "former_name": old}, doubtful=("former_name",))
    assert proof.extraction is not None
    readings = (
        replace(one, rivals=(rival,) if one.status is FieldStatus.DOUBTFUL else ()) for one in proof.extraction.readings
    )
    proof = replace(proof, extraction=replace(proof.extraction, readings=tuple(readings)))

    assert bool(settled(proof, mismatch("name", found=old))[0].settled_by) is settles


@pytest.mark.parametrize("field", ["name", "birth_date"])
def test_a_page_of_the_register_settles_a_name_and_a_birth_date(field: str) -> None:
    register = paper("household_register", {**CARD, OLD_VALUE[field]: OLD[field]})

    assert [one.settled_by for one in settled(register, mismatch(field))] == ["proof"]


@pytest.mark.parametrize(
    ("name", "confidence", "settles"), [("方颖", 0.75, False), ("方颖", 0.9, True), ("方丽", 0.75, True)]
)
def test_an_old_name_in_doubt_that_may_be_a_rarer_one_settles_nothing(
    name: str, confidence: float, *, settles: bool
) -> None:
    values = {**LETTER, "former_name": name}
    proof = paper("name_change_proof", values, doubtful=("former_name",), confidence=confidence)

    assert (settled(proof, mismatch("name", found=name))[0].settled_by == "proof") == settles


def test_a_proof_whose_name_is_in_doubt_and_reads_as_the_one_of_today_settles_by_its_number() -> None:
    proof = paper("household_register", {**CARD, "former_name": "林若溪"}, doubtful=("name",), confidence=0.8)

    assert [one.settled_by for one in settled(proof, mismatch("name"))] == ["proof"]


@pytest.mark.parametrize(("confidence", "settles"), [(0.92, True), (0.8, False)])
def test_a_name_of_today_that_one_way_reads_for_certain_is_no_other(confidence: float, *, settles: bool) -> None:
    proof = paper("name_change_proof", {**LETTER, "former_name": "林若溪"}, doubtful=("name",), confidence=confidence)
    assert proof.extraction is not None
    readings = tuple(
        replace(one, rivals=("陈嘉和",), again=("陈嘉和",)) if one.field == "name" else one
        for one in proof.extraction.readings
    )
    proof = replace(proof, extraction=replace(proof.extraction, readings=readings))

    assert (settled(proof, mismatch("name"))[0].settled_by == "proof") == settles


def test_a_letter_of_the_police_of_which_only_the_place_is_in_doubt_settles_its_finding() -> None:
    values = {**LETTER, "former_name": "林若溪", "issuer": "广市公安局天河分局"}
    proof = paper("name_change_proof", values, doubtful=("issuer",), fault=CUT_SHORT, confidence=UNREAD)

    assert [one.settled_by for one in settled(proof, mismatch("name"))] == ["proof"]


@pytest.mark.parametrize("field", ["gender", "id_number"])
def test_a_page_of_the_register_proves_neither_sex_nor_number(field: str) -> None:
    register = paper("household_register", {**CARD, OLD_VALUE[field]: OLD[field]})

    (only,) = settled(register, mismatch(field))
    assert only.settled_by is None
    assert only.proof == ("name_change_proof",)


def test_each_proof_settles_just_the_field_that_it_is_about() -> None:
    for about in OLD:
        found = settle(APPLICATION, [letter(about)], [mismatch(field) for field in OLD])

        assert {one.field for one in found if one.settled_by} == {about}


@pytest.mark.parametrize(
    "proof",
    [
        paper(
            "household_register",
            {**CARD, "former_name": "林若溪", "issuer": "武汉市公安局武昌分局"},
            doubtful=("issuer",),
        ),
        paper("household_register", {**CARD, "former_name": "林若溪"}, doubtful=("name",), confidence=UNREAD),
    ],
    ids=["which police it is", "ink between the characters"],
)
def test_what_cannot_be_read_of_a_register_and_changes_nothing_settles(proof: Report) -> None:
    assert settled(proof, mismatch("name"))[0].settled_by == "proof"


FALLS_SHORT: tuple[tuple[str, Report, str], ...] = (
    ("another person's name", letter("name", name="陈嘉和"), proof_words.NAME_OF_ANOTHER),
    ("another person's number", letter("name", id_number=OLD_NUMBER), proof_words.NUMBER_OF_ANOTHER),
    ("an issuer that is no police", letter("name", issuer="武汉市武昌区民政局"), proof_words.ISSUER_NOT_POLICE),
    ("an office of 公安县", letter("name", issuer="公安县民政局"), proof_words.ISSUER_NOT_POLICE),
    ("a village", letter("name", issuer="木子店镇人民政府"), proof_words.ISSUER_NOT_POLICE),
    (
        "no issuer",
        paper("name_change_proof", {key: LETTER[key] for key in ("name", "id_number", "issued_on")}),
        proof_words.ISSUER_UNREAD,
    ),
    (
        "no date",
        paper(
            "name_change_proof",
            {key: LETTER[key] for key in ("name", "id_number", "issuer")} | {"former_name": "林若溪"},
        ),
        proof_words.NO_DATE,
    ),
    ("no old name", paper("name_change_proof", LETTER), proof_words.old_value_missing("former_name")),
    ("the old number only", letter("id_number"), proof_words.old_value_missing("former_name")),
    ("another old name", letter("name", former_name="林若希"), proof_words.old_value_differs("former_name", "林若希")),
    (
        "a doubtful old name",
        paper("name_change_proof", {**LETTER, "former_name": "林若溪"}, doubtful=("former_name",), confidence=0.4),
        proof_words.old_value_unread("former_name"),
    ),
    (
        "a name hardly read",
        paper("name_change_proof", {**LETTER, "former_name": "林若溪"}, doubtful=("name",), confidence=0.4),
        proof_words.NAME_UNREAD,
    ),
    (
        "a doubtful number",
        paper("household_register", {**CARD, "former_name": "林若溪"}, doubtful=("id_number",)),
        proof_words.NUMBER_UNREAD,
    ),
    (
        "a doubtful issuer",
        paper("name_change_proof", {**LETTER, "former_name": "林若溪"}, doubtful=("issuer",), confidence=0.4),
        proof_words.ISSUER_UNREAD,
    ),
    (
        "what is left of an issuer that is no police",
        paper(
            "name_change_proof",
            {**LETTER, "former_name": "林若溪", "issuer": "广市民政局"},
            doubtful=("issuer",),
            fault=CUT_SHORT,
            confidence=UNREAD,
        ),
        proof_words.ISSUER_UNREAD,
    ),
    ("no name", paper("household_register", {"former_name": "林若溪"}), proof_words.NAME_UNREAD),
    (
        "a picture that nobody can read",
        paper("name_change_proof", {}, state=DocumentState.UNREADABLE),
        proof_words.NO_PICTURE,
    ),
)


@pytest.mark.parametrize(("proof", "why"), [row[1:] for row in FALLS_SHORT], ids=[row[0] for row in FALLS_SHORT])
def test_a_proof_that_falls_short_settles_nothing_and_says_why(proof: Report, why: str) -> None:
    finding, about = settled(proof, mismatch("name"))

    assert finding.settled_by is None
    assert (about.code, about.severity, about.document_id) == (INSUFFICIENT, Severity.CONTENT, "proof")
    assert why in about.message
    assert why in about.applicant_message
    assert about.documents == ("diploma",)


def test_what_a_proof_lacks_is_shown_where_it_is_to_be_seen() -> None:
    name = settled(letter("name", name="陈嘉和"), mismatch("name"))[1]
    old = settled(letter("name", former_name="林若希"), mismatch("name"))[1]

    assert (name.field, name.expected, name.found) == ("name", "陈嘉禾", "陈嘉和")
    assert (old.field, old.expected, old.found) == ("former_name", "林若溪", "林若希")


def test_a_proof_that_suffices_is_not_faulted_for_another_that_does_not() -> None:
    short = paper("household_register", CARD, document_id="short")

    found = settle(APPLICATION, [short, letter("name")], [mismatch("name")])

    assert [(one.code, one.settled_by) for one in found] == [("name_mismatch", "proof")]


def test_one_lack_is_told_once_for_all_papers_that_it_leaves_open() -> None:
    other = replace(mismatch("name"), document_id="degree")

    found = settle(APPLICATION, [paper("household_register", CARD)], [mismatch("name"), other])

    assert [one.documents for one in found if one.code == INSUFFICIENT] == [("diploma", "degree")]


def test_a_date_is_proved_as_precisely_as_the_paper_prints_it() -> None:
    assert settled(letter("birth_date"), mismatch("birth_date", found="1992-05"))[0].settled_by == "proof"
    less = letter("birth_date", former_birth_date="1992-05")

    assert settled(less, mismatch("birth_date"))[0].settled_by is None


def test_an_old_number_of_fifteen_digits_is_the_same_number() -> None:
    fifteen = OLD_NUMBER[:6] + OLD_NUMBER[8:17]

    assert settled(letter("id_number"), mismatch("id_number", found=fifteen))[0].settled_by == "proof"


def test_forms_of_the_separator_are_one_name() -> None:
    stated = replace(APPLICATION, name="买买提.吐尔逊")
    proof = letter("name", name="买买提·吐尔逊", former_name="买买提·艾山")

    assert settled(proof, mismatch("name", found="买买提•艾山"), stated)[0].settled_by == "proof"


@pytest.mark.parametrize(("found", "by"), [("林若溪", "proof"), ("林若漠", None)])
def test_a_doubtful_name_is_settled_only_where_it_reads_as_the_old_one(found: str, by: str | None) -> None:
    finding = mismatch("name", found=found, severity=Severity.CONTENT)

    assert [one.settled_by for one in settled(letter("name"), finding)] == [by]


def test_papers_that_disagree_are_settled_where_one_prints_the_old_value_and_one_that_of_today() -> None:
    between = replace(mismatch("name"), code="documents_disagree", severity=Severity.ALARM, expected="陈嘉禾")

    assert settled(letter("name"), between)[0].settled_by == "proof"
    assert settled(letter("name"), replace(between, expected="林若希"))[0].settled_by is None
    assert settled(letter("name"), replace(between, expected="林若溪"))[0].settled_by is None


def test_no_paper_proves_what_it_prints_itself() -> None:
    own = replace(mismatch("name"), document_id="proof")

    assert settled(letter("name"), own)[0].settled_by is None


@pytest.mark.parametrize(("rival", "by"), [("公武汉市公安局武昌分局", "proof"), ("武汉市武昌区民政局", None)])
def test_a_seal_over_the_issuer_is_harmless_where_all_readings_are_of_the_police(rival: str, by: str | None) -> None:
    sealed = letter("name")
    assert sealed.extraction is not None
    readings = tuple(
        replace(one, status=FieldStatus.DOUBTFUL, rivals=(rival,)) if one.field == "issuer" else one
        for one in sealed.extraction.readings
    )
    proof = replace(sealed, extraction=replace(sealed.extraction, readings=readings))

    assert settled(proof, mismatch("name"))[0].settled_by == by


def test_a_former_name_that_was_only_stated_is_told_and_proves_nothing() -> None:
    stated = replace(APPLICATION, former_names=("林若溪",))

    (finding,) = settle(stated, [], [mismatch("name")])

    assert (finding.message, finding.settled_by) == (proof_words.STATED_AS_FORMER_NAME, None)
    assert finding.proof == ("household_register", "name_change_proof")


def test_what_a_card_reader_said_settles_nothing() -> None:
    verified = replace(APPLICATION, identity_verified=True)

    assert settle(verified, [], [mismatch("name")])[0].settled_by is None


def test_a_number_proved_by_a_police_station_is_settled_and_goes_to_a_person() -> None:
    station = letter("id_number", issuer="武汉市公安局武昌分局水果湖派出所")

    finding, about = settled(station, mismatch("id_number"))
    quiet = settle(APPLICATION, [station], [mismatch("id_number")], {ISSUER_LEVEL: RuleState.OFF})

    assert finding.settled_by == "proof"
    assert (about.code, about.severity) == (ISSUER_LEVEL, Severity.CONTENT)
    assert [one.code for one in quiet] == ["id_number_mismatch"]
    assert len(settled(letter("name", issuer="麻城市公安局白果派出所"), mismatch("name"))) == 1


def test_a_settled_finding_stays_and_weighs_no_more() -> None:
    diploma = replace(paper("graduation_certificate", {}, document_id="diploma"), findings=(mismatch("name"),))

    before = assemble(APPLICATION, [diploma], regulation=None, complete=False)
    after = assemble(APPLICATION, [diploma, letter("name")], regulation=None, complete=False)

    assert before.verdict is Verdict.IDENTITY_PROOF_REQUIRED
    assert after.verdict is Verdict.CLEAR
    assert [(one.code, one.settled_by) for one in after.findings] == [("name_mismatch", "proof")]


@given(data=st.data())
def test_a_proof_with_one_other_character_anywhere_that_counts_settles_nothing(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(OLD)))
    held = {**LETTER, OLD_VALUE[field]: OLD[field]}
    spoiled = data.draw(st.sampled_from(("name", "id_number", OLD_VALUE[field])))
    value = held[spoiled]
    place = data.draw(st.integers(0, len(value) - 1))
    signs = "0123456789X" if value[place].isascii() else "陈嘉禾林若溪和希末未昇升男女"
    char = data.draw(st.sampled_from([sign for sign in signs if sign != value[place]]))

    found = settled(
        paper("name_change_proof", held | {spoiled: value[:place] + char + value[place + 1 :]}), mismatch(field)
    )

    assert [one.settled_by for one in found] == [None, None]
    assert found[1].code == INSUFFICIENT


def test_the_invented_numbers_are_numbers() -> None:
    assert citizen_id.is_valid(OLD_NUMBER)
    assert citizen_id.is_valid(ID_NUMBER)


PROOFS_BY_HAND = (
    ("name", "陈佳禾", household_register.LINES, ("陈嘉禾", ID_NUMBER, "陈佳禾")),
    ("name", "陈佳禾", name_change_proof.LINES, ("陈嘉禾", ID_NUMBER, "陈佳禾")),
    ("id_number", OLD_NUMBER, name_change_proof.LINES, ("陈嘉禾", ID_NUMBER, OLD_NUMBER)),
)
"""Field, what the other paper prints, the proof, and what on it has to be right."""


def read(lines: tuple[Placed, ...]) -> Report:
    return judge(page_text(lines), document=document(), application=APPLICATION, types=TYPES)


@pytest.mark.parametrize(("field", "found", "lines", "_"), PROOFS_BY_HAND)
def test_a_proof_as_it_is_printed_settles_its_finding(
    field: str, found: str, lines: tuple[Placed, ...], _: tuple[str, ...]
) -> None:
    assert settled(read(lines), mismatch(field, found=found))[0].settled_by == "d1"


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_a_proof_printed_with_one_other_character_settles_nothing(data: st.DataObject) -> None:
    field, found, lines, telling = data.draw(st.sampled_from(PROOFS_BY_HAND))
    value = data.draw(st.sampled_from(telling))
    place = data.draw(st.integers(0, len(value) - 1))
    signs = "0123456789X" if value[place].isascii() else "陈嘉佳禾林若溪和希末未昇升王李沉"
    char = data.draw(st.sampled_from([sign for sign in signs if sign != value[place]]))
    spoiled = swapped(lines, value, value[:place] + char + value[place + 1 :])

    assert settled(read(spoiled), mismatch(field, found=found))[0].settled_by is None
