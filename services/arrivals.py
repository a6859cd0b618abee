"""Taking in uploads that another system puts into a bucket, as the bucket's notifications tell of them."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote_plus

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import BlobMissing, InputError, KeyNotUnderstood, StorageUnavailable, TooLarge
from services.arrival_keys import is_no_upload, read_key
from services.intake import Accepted
from services.keepers import Keepers
from services.taking_in import TakenIn, take_in
from storage.arrival_book import Arrival, Entry, Outcome, Road
from storage.arrivals import Arrivals, Fetched

MAX_NOTIFICATION_BYTES = 1024 * 1024


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
        Arrival(road=Road.BUCKET, place=record.s3.bucket.name, key=unquote_plus(record.s3.object.key))
        for record in notification.records
        if record.event_name.removeprefix("s3:").startswith("ObjectCreated:")
    )


def take_in_announced(arrival: Arrival, *, arrivals: Arrivals, keepers: Keepers) -> TakenIn:
    """Take in one announced object. What was accepted in this very version is not taken a second time.

    A store that is away leaves the object in the book, to be tried again.

    Raises:
        StorageUnavailable: the database does not answer; the notification is to be sent again.
    """
    if not arrivals.takes_from(arrival.place):
        return _passed_over(arrival, "expected the bucket of CERTCHECK_LANDING_BUCKET, met another")
    if is_no_upload(arrival.key):
        return _passed_over(arrival, "expected a key <application_id>/<slot or _>/<file>, met none of an upload")
    lying = _as_it_lies(arrival, arrivals)
    known = keepers.arrival_book.known([arrival.arrival_id]).get(arrival.arrival_id)
    # A notification that is late must not undo that the paper was taken back since, nor miss a newer version.
    if known is not None and known.outcome is Outcome.ACCEPTED and lying.version in ("", known.arrival.version):
        return TakenIn(entry=known, accepted=_as_before(known, keepers))
    return take_in_object(lying, arrivals=arrivals, keepers=keepers)


def take_in_object(arrival: Arrival, *, arrivals: Arrivals, keepers: Keepers, tries: int = 0) -> TakenIn:
    """Take in one object that lies in a bucket.

    Raises:
        StorageUnavailable: the database does not answer.
    """

    def fetch() -> Fetched:
        if arrival.size_bytes > keepers.max_upload_bytes:
            raise too_large(keepers.max_upload_bytes)
        fetched = arrivals.fetch(arrival.place, arrival.key, max_bytes=keepers.max_upload_bytes)
        if len(fetched.content) > keepers.max_upload_bytes:
            raise too_large(keepers.max_upload_bytes)
        return fetched

    return take_in(
        arrival,
        destination=lambda: read_key(arrival.key, prefix=arrivals.prefix),
        fetch=fetch,
        keepers=keepers,
        tries=tries,
    )


def too_large(max_upload_bytes: int) -> TooLarge:
    """Make the error for an upload that is larger than is taken."""
    return TooLarge(f"expected at most {max_upload_bytes} bytes, met more")


def shown_results(taken: tuple[TakenIn, ...]) -> Mapping[str, object]:
    """Return what came of a notification as plain JSON, in the order of its records."""
    return {"records": [_shown(one) for one in taken]}


def _passed_over(arrival: Arrival, reason: str) -> TakenIn:
    """What was never meant for us is not remembered: our own blobs would fill the book."""
    error = KeyNotUnderstood(reason)
    entry = Entry(arrival=arrival, outcome=Outcome.REFUSED, code=error.code, message=reason)
    return TakenIn(entry=entry, error=error)


def _as_it_lies(arrival: Arrival, arrivals: Arrivals) -> Arrival:
    """Add version and size; where there is no telling, taking it in will say why."""
    try:
        landed = arrivals.stat(arrival.place, arrival.key)
    except (BlobMissing, StorageUnavailable):
        return arrival
    return replace(arrival, version=landed.version, size_bytes=landed.size_bytes)


def _as_before(known: Entry, keepers: Keepers) -> Accepted:
    document_id = known.document_id or ""
    return Accepted(document_id=document_id, job_id=keepers.jobs.job_of(document_id).job_id, created=False)


def _shown(one: TakenIn) -> Mapping[str, object]:
    shown: dict[str, object] = {"outcome": one.entry.outcome.value}
    if one.accepted:
        accepted = one.accepted
        return shown | {
            "document_id": accepted.document_id,
            "job_id": accepted.job_id,
            "created": accepted.created,
        }
    return shown | {"error": one.entry.message, "error_code": one.entry.code}


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
