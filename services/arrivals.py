"""Taking in uploads that another system puts into a bucket, as the bucket's notifications tell of them.

An object's key says whose it is and where it belongs: `<application_id>/<slot>/<file>`, with `_` for no slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_plus

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.case import Upload
from models.errors import BlobMissing, InputError
from models.materials import MATERIALS
from services.applications import check_application_id
from services.correlation import new_origin, originating
from services.intake import Accepted, accept_upload
from services.keepers import Keepers
from storage.arrivals import Arrivals

MAX_NOTIFICATION_BYTES = 1024 * 1024
NO_SLOT = "_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One object that was announced."""

    bucket: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What came of one announced object: accepted, or refused for good."""

    accepted: Accepted | None = None
    refusal: InputError | BlobMissing | None = None


def parse_notification(body: bytes) -> tuple[Arrival, ...]:
    """Return the objects that a notification (S3 event JSON) says were created; other events are passed over.

    Raises:
        InputError: the body is no notification.
    """
    try:
        notification = _Notification.model_validate_json(body)
    except ValidationError as error:
        places = ", ".join(".".join(str(step) for step in fault["loc"]) or "body" for fault in error.errors()[:5])
        raise InputError(f"expected an S3 event notification, met faults at {places}") from None
    return tuple(
        Arrival(bucket=record.s3.bucket.name, key=unquote_plus(record.s3.object.key))
        for record in notification.records
        if record.event_name.removeprefix("s3:").startswith("ObjectCreated:")
    )


def take_in(arrival: Arrival, *, arrivals: Arrivals, keepers: Keepers, max_upload_bytes: int) -> TakenIn:
    """Fetch one announced object and accept it as an upload; idempotent, because notifications come twice.

    Raises:
        StorageUnavailable: a store does not answer; the notification is to be sent again.
    """
    with originating(new_origin()):
        return _take_in(arrival, arrivals=arrivals, keepers=keepers, max_upload_bytes=max_upload_bytes)


def _take_in(arrival: Arrival, *, arrivals: Arrivals, keepers: Keepers, max_upload_bytes: int) -> TakenIn:
    try:
        application_id, declared_type, file = _parts(arrival.key)
        content = arrivals.fetch(arrival.bucket, arrival.key, max_bytes=max_upload_bytes)
        if len(content) > max_upload_bytes:
            raise InputError(f"expected at most {max_upload_bytes} bytes, met more")
        upload = Upload(file=file, content=content, declared_type=declared_type)
        return TakenIn(accepted=accept_upload(application_id, upload, keepers=keepers, road="arrival"))
    except (InputError, BlobMissing) as error:
        return TakenIn(refusal=error)


def _parts(key: str) -> tuple[str, str | None, str]:
    parts = key.split("/")
    if len(parts) != 3 or not all(parts):
        raise InputError(f"expected a key <application_id>/<slot or _>/<file>, met one of {len(parts)} parts")
    application_id, slot, file = parts
    if slot != NO_SLOT and slot not in MATERIALS:
        raise InputError("expected a type code or _ as the key's second part, met another word")
    return check_application_id(application_id), None if slot == NO_SLOT else slot, file


class _In(BaseModel):
    # Notifications carry much that is not ours to check.
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _Bucket(_In):
    name: str = Field(max_length=255)


class _Object(_In):
    key: str = Field(max_length=1024 * 3)


class _S3(_In):
    bucket: _Bucket
    object: _Object


class _Record(_In):
    event_name: str = Field(alias="eventName")
    s3: _S3


class _Notification(_In):
    records: list[_Record] = Field(default_factory=list, alias="Records", max_length=1000)


def shown_results(taken: tuple[TakenIn, ...]) -> Mapping[str, object]:
    """Return what came of a notification as plain JSON, in the order of its records."""
    return {"records": [_shown(one) for one in taken]}


def _shown(one: TakenIn) -> Mapping[str, object]:
    if one.accepted:
        return {"document_id": one.accepted.document_id, "job_id": one.accepted.job_id, "created": one.accepted.created}
    return {"error": str(one.refusal), "error_code": one.refusal.code if one.refusal else "defect"}
