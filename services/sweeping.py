"""One sweep with all that belongs to it: what is healed, what is tidied up, and the note of what came of it."""

import time
from contextlib import suppress
from dataclasses import asdict

from models.errors import CertcheckError
from services.keepers import Keepers
from services.operations import SweepResult, sweep
from storage.processes import SweepNote

FORGET_SILENT_SECONDS = 24 * 3600.0
"""A process that was killed stays in the register for a day, for whoever looks into why."""
ROWS_AT_ONCE = 20_000
"""Rows of kept numbers that one transaction adds up: some tenths of a second on SQLite, where others wait for it."""
MOST_BATCHES = 50


def sweep_and_note(*, keepers: Keepers, who: str) -> SweepResult:
    """Sweep, tidy up, and keep a note for whoever asks when it was done last, by whom, and what came of it.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    began = time.monotonic()
    try:
        swept = sweep(keepers=keepers)
        _tidy_up(keepers)
    except CertcheckError as error:
        with suppress(CertcheckError):
            keepers.processes.note_sweep(_note(who, began, failure_code=error.code))
        raise
    keepers.processes.note_sweep(_note(who, began, swept=swept))
    return swept


def _tidy_up(keepers: Keepers) -> None:
    keepers.processes.forget(silent_seconds=FORGET_SILENT_SECONDS)
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
