"""Of another applicant's paper only those are told by name whose dossier the reader may open."""

import re

import pytest

from models.levels import Level
from models.report import Finding, Sighting
from pipeline.across.reuse import reuse_findings
from services.desk.others import HIDDEN
from services.desk.seeing import seen_dossier
from services.keepers import Keepers
from tests.support.desk import applicant, on_desk, refresh, reviewer
from tests.support.houses import memory_house

OTHERS = {1: "江岸区", 2: "洪山区", 3: "江岸区"}


@pytest.fixture
def keepers() -> Keepers:
    house = memory_house()
    for number, registration in OTHERS.items():
        on_desk(house, number, registration=registration)
    return house


def alarm(keepers: Keepers, *others: int) -> Finding:
    case = keepers.records.case_file("HB0001")
    (own,) = (report.document_id for report in case.reports)
    met = [
        Sighting(kind="sha256", value="0", met_on=own, application_id=f"HB{one:04}", document_id=f"dHB{one:04}")
        for one in others
    ]
    (finding,) = reuse_findings(applicant(1), case.reports, met)
    refresh(keepers, "HB0001", findings=(finding,))
    return finding


def shown(keepers: Keepers, level: Level | None) -> Finding:
    account = reviewer(level) if level else None
    (finding,) = seen_dossier("HB0001", account=account, keepers=keepers).findings
    return finding


def test_the_id_of_another_region_is_not_told(keepers: Keepers) -> None:
    raised = alarm(keepers, 2)

    told = shown(keepers, Level.REGISTRATION_POINT)

    assert raised.documents == ("dHB0002",)
    assert (HIDDEN in told.message, "请报上级处理" in told.message, told.documents) == (True, True, ())
    assert not re.search("HB\\d+", told.message)
    assert shown(keepers, Level.EXAM_POINT) == raised
    assert shown(keepers, None) == raised


def test_the_id_of_the_own_region_is_told_beside_it(keepers: Keepers) -> None:
    alarm(keepers, 2, 3)

    message = shown(keepers, Level.REGISTRATION_POINT).message

    assert re.findall("HB\\d+", message) == ["HB0003"]
    assert HIDDEN in message


def test_an_older_wording_tells_no_id_at_all(keepers: Keepers) -> None:
    finding = alarm(keepers, 3)
    old = Finding(code=finding.code, severity=finding.severity, message="与 HB0003 相同")
    refresh(keepers, "HB0001", findings=(old,))

    assert not re.search("HB\\d+", shown(keepers, Level.REGISTRATION_POINT).message)
