"""A card of which only the side without its bearer was seen proves nothing."""

from collections.abc import Sequence

from models.report import Report
from pipeline.across.faces_seen import unseen_persons
from tests.support.reports import paper

EMBLEM = paper("id_card", issuer="武汉市公安局", valid_until="2038-06-07")
PORTRAIT = paper("id_card", name="陈嘉禾", id_number="420106199305180026")


def codes(papers: Sequence[Report]) -> list[str]:
    return [finding.code for finding in unseen_persons(papers)]


def test_the_side_with_the_emblem_alone_is_told_and_names_its_picture() -> None:
    (finding,) = unseen_persons([EMBLEM])

    assert (finding.code, finding.document_id) == ("id_number_unreadable", EMBLEM.document_id)
    assert finding.message == finding.applicant_message


def test_the_other_side_on_another_picture_is_as_good() -> None:
    assert codes([EMBLEM, PORTRAIT]) == []
    assert codes([PORTRAIT]) == []
    assert codes([paper("graduation_certificate", school="武汉大学")]) == []


def test_the_cover_of_a_register_shows_nobody() -> None:
    assert codes([paper("household_register", issuer="武汉市公安局"), PORTRAIT]) == ["id_number_unreadable"]
