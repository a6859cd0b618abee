"""Addresses under which a caller may put one upload straight into the object store, without a key of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import InputError
from models.materials import MATERIALS
from services.arrival_keys import Destination, new_key
from services.keepers import Keepers
from storage.arrivals import Arrivals

MAX_REQUEST_BYTES = 4096
VALID_MINUTES = 15
"""Long enough for a phone on a slow line; a form that leaks is soon worth nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadUrl:
    """A signed form for one upload."""

    key: str
    url: str
    fields: Mapping[str, str]
    expires_at: datetime
    max_bytes: int


def make_upload_url(application_id: str, body: bytes, *, arrivals: Arrivals, keepers: Keepers) -> UploadUrl:
    """Sign a form for one upload of an application, as the JSON `{"file": …, "declared_type": …}` asks for it.

    Raises:
        InputError: the body is no such JSON, or names no slot that there is.
        NotFound: the application is unknown.
        StorageUnavailable: the database or the store does not answer.
    """
    destination = _destination(application_id, body)
    keepers.records.application(application_id)
    key = new_key(destination, prefix=arrivals.prefix)
    expires_at = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=VALID_MINUTES)
    most = keepers.max_upload_bytes
    form = arrivals.upload_form(key, max_bytes=most, expires_at=expires_at)
    return UploadUrl(key=key, url=form.url, fields=form.fields, expires_at=expires_at, max_bytes=most)


def upload_url_json(made: UploadUrl) -> Mapping[str, object]:
    """Write a signed form as plain JSON."""
    return {
        "method": "POST",
        "url": made.url,
        "fields": dict(made.fields),
        "file_field": "file",
        "key": made.key,
        "max_bytes": made.max_bytes,
        "expires_at": made.expires_at.isoformat(),
    }


def _destination(application_id: str, body: bytes) -> Destination:
    try:
        wanted = _Wanted.model_validate_json(body)
    except ValidationError as error:
        places = ", ".join(".".join(str(step) for step in fault["loc"]) or "body" for fault in error.errors()[:5])
        raise InputError(f"expected JSON with file and declared_type, met faults at {places}") from None
    declared_type = (wanted.declared_type or "").strip() or None
    if declared_type is not None and declared_type not in MATERIALS:
        raise InputError(f"declared_type: expected one of {', '.join(MATERIALS)}, met another word")
    return Destination(application_id=application_id, declared_type=declared_type, file=wanted.file)


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    file: str = Field(default="", max_length=1000)
    declared_type: str | None = Field(default=None, max_length=64)
