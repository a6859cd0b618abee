"""One sweep with all that belongs to it: what is healed, what is added up, and the note of what came of it."""

import time
from contextlib import suppress
from dataclasses import asdict

from models.errors import CertcheckError
from services.keepers import Keepers
from services.operations import SweepResult, sweep
from storage.processes import SweepNote

ROWS_AT_ONCE = 20_000
"""Rows of kept numbers that one transaction adds up: some tenths of a second on SQLite, where others wait for it."""
MOST_BATCHES = 50


def sweep_and_note(*, keepers: Keepers, who: str) -> SweepResult:
    """Sweep, add numbers up, and keep a note for whoever asks when it was done last, by whom, and what came of it.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    began = time.monotonic()
    try:
        swept = sweep(keepers=keepers)
        _add_up(keepers)
    except CertcheckError as error:
        with suppress(CertcheckError):
            keepers.processes.note_sweep(_note(who, began, failure_code=error.code))
        raise
    keepers.processes.note_sweep(_note(who, began, swept=swept))
    return swept


def _add_up(keepers: Keepers) -> None:
    for _ in range(MOST_BATCHES):
        if keepers.workload.add_up(limit=ROWS_AT_ONCE) < ROWS_AT_ONCE:
            return


def _note(who: str, began: float, *, swept: SweepResult | None = None, failure_code: str = "") -> SweepNote:
    return SweepNote(
        who=who,
        took_seconds=round(time.monotonic() - began, 3),
        failure_code=failure_code,
        counts={} if swept is None else asdict(swept),
    )
