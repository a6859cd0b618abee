"""Correcting a dossier that moves on while the correction is under way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.desk import Deed
from models.errors import Conflict
from models.levels import DeskPolicy, Level
from models.report import Report
from services.desk.correcting import Correcting, correct
from services.desk.deciding import Deciding, claim, decide
from services.keepers import Keepers
from storage.records import Records
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house
from tests.support.reports import paper


class PassedOnMeanwhile:
    """Records of which a paper is looked up just before its dossier is decided on in another window."""

    def __init__(self, keepers: Keepers, key: str, now: datetime) -> None:
        self._keepers, self._key, self._now = keepers, key, now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._keepers.records, name)

    def report_of(self, document_id: str) -> Report:
        version = self._keepers.worklist.case(self._key).version
        passing = Deciding(deed=Deed.PASS_ON, version=version)
        decide(self._key, passing, account=reviewer(), policy=DeskPolicy(), now=self._now, keepers=self._keepers)
        return paper("graduation_certificate", document_id=document_id, name="陈嘉木")


def test_what_was_passed_on_meanwhile_is_not_corrected_by_who_had_it() -> None:
    keepers, now = memory_house(), datetime.now(UTC)
    key = on_desk(keepers)
    claim(key, account=reviewer(), until=now + timedelta(minutes=5), keepers=keepers)
    records: Records = PassedOnMeanwhile(keepers, key, now)
    meanwhile = replace(keepers, records=records)
    correcting = Correcting(document_id=f"d{key}", field="name", value="陈嘉禾", reason="看错一个字")

    with pytest.raises(Conflict):
        correct(key, correcting, account=reviewer(), now=now, keepers=meanwhile, knowledge=None)

    assert keepers.worklist.case(key).level is Level.EXAM_POINT
    assert keepers.corrections.of_application(key) == ()
