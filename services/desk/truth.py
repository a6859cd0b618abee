"""Corrections as an evaluation set: pages with what people say that they print, as `certcheck eval` takes it.

Only fields that a person has corrected are told; of all others nobody has said whether they were read right.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from models.decision import Correction
from models.errors import BlobMissing, InputError
from services.keepers import Keepers
from services.originals import original_of
from services.truth import NAME
from storage.corrections import standing_among

BATCH = 1000
PERSONAL = frozenset({"name", "former_name", "former_id_number", "id_number", "president", "birth_date", "gender"})
"""Fields that tell who somebody is, or that somebody's number holds."""
_CONDITION = "corrected"


def export_truth(folder: Path, *, keepers: Keepers, with_names: bool) -> int:
    """Write a set of every page with corrections that stand, and return how many pages it has.

    Without names, fields that tell who somebody is are left out; the pictures show what they show.

    Raises:
        InputError: the folder is not empty, or cannot be written.
        StorageUnavailable: the database or the blob store does not answer.
    """
    _prepare(folder)
    lines = list(_lines(folder, keepers, with_names=with_names))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    try:
        (folder / NAME).write_text(text, "utf-8")
    except OSError as error:
        raise _cannot_write(error) from error
    return len(lines)


def _lines(folder: Path, keepers: Keepers, *, with_names: bool) -> Iterator[dict[str, object]]:
    corrections = list(_all(keepers))
    for document_id, values in sorted(standing_among(corrections).items()):
        report = keepers.records.report_of(document_id)
        fields = {field: value for field, value in values.items() if with_names or field not in PERSONAL}
        if report is None or report.extraction is None or not fields:
            continue
        try:
            content = original_of(keepers.records.document(document_id), keepers=keepers)
        except BlobMissing:
            # A page without its picture measures nothing.
            continue
        file = f"{report.sha256[:32]}.jpg"
        try:
            (folder / file).write_bytes(content)
        except OSError as error:
            raise _cannot_write(error) from error
        yield {
            "file": file,
            "type": report.extraction.type_code,
            "condition": _CONDITION,
            "fields": fields,
            "fields_are_complete": False,
        }


def _all(keepers: Keepers) -> Iterator[Correction]:
    after = 0
    while batch := keepers.corrections.all(after=after, limit=BATCH):
        yield from batch
        after = batch[-1].correction_id


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"expected an empty folder, met one with files in it: {folder}")
    except OSError as error:
        raise _cannot_write(error) from error


def _cannot_write(error: OSError) -> InputError:
    return InputError(f"expected a folder that can be written, met {error.strerror}")
