"""The error tree. An error is about us or about what we were handed, and always says what to do next.

Findings about an applicant's papers are never errors: they are data (see `models.report`).
"""

from enum import StrEnum


class Disposition(StrEnum):
    """What the ledger does with a job that failed."""

    RETRY = "retry"
    """A component is away: try again later, with a growing pause."""
    HOLD = "hold"
    """A setting is wrong and every job would fail by it: the lane is parked, and the job goes back unspent."""
    PARK = "park"
    """Somebody must look: a defect, or bytes that are gone."""
    REJECT = "reject"
    """The input cannot be used, and trying again will not help."""


class Component(StrEnum):
    """What a job needs that may be away."""

    DATABASE = "database"
    BLOBS = "blobs"
    BROKER = "broker"
    ENGINE = "engine"


class CertcheckError(Exception):
    """Base of all our errors. `code` is stable and safe to log; the message never holds personal data."""

    code: str = "defect"
    disposition: Disposition = Disposition.PARK
    exit_code: int = 70


class Defect(CertcheckError):
    """A fault of ours, told by its place; the text of the error behind it may hold print and is left out."""

    def __init__(self, message: str, *, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace
        """Kinds of errors and the places they came by; see `pipeline.trace`."""


class InputError(CertcheckError):
    """What was handed to us cannot be used as it is."""

    code = "input_invalid"
    disposition = Disposition.REJECT
    exit_code = 2


class ImageRejected(InputError):
    """The bytes are not a picture we accept. `cause` becomes the finding's code."""

    code = "image_rejected"

    def __init__(self, cause: str, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.cause = cause
        """`image_not_jpeg`, or `image_unreadable` for JPEGs that cannot be decoded or break a limit."""
        self.reason = reason
        """A word of `pipeline.words.REASONS`, for the sentence that the applicant is told; may be empty."""


class ApplicationInvalid(InputError):
    """An application holds an unknown key or an impossible value; the message lists every fault."""

    code = "application_invalid"


class ManifestInvalid(InputError):
    """A line of a manifest cannot be used; the message names the line and the fault."""

    code = "manifest_invalid"


class KeyNotUnderstood(InputError):
    """The key of an object, or the path of a file, does not say whose it is or where it belongs."""

    code = "key_not_understood"


class TooLarge(InputError):
    """An upload is larger than is taken."""

    code = "too_large"


class DeclaredTypeUnknown(InputError):
    """An upload is declared to be of a type that there is none of."""

    code = "declared_type_unknown"


class NotFound(InputError):
    """No such application, document, job or type."""

    code = "not_found"


class Conflict(InputError):
    """The move is not allowed in the present state."""

    code = "conflict"


class SignInRefused(InputError):
    """Nobody is let in with this."""

    code = "sign_in_refused"

    def __init__(self, message: str, *, retry_after_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
        """For how long no attempt is looked at."""


class DefinitionInvalid(CertcheckError):
    """A TOML definition is wrong; the message names file and fault."""

    code = "definition_invalid"
    disposition = Disposition.HOLD


class ConfigInvalid(CertcheckError):
    """A setting is missing or wrong; the message names it."""

    code = "config_invalid"
    disposition = Disposition.HOLD
    exit_code = 2


class ComponentUnavailable(CertcheckError):
    """A component we depend on is away. Which one, each kind of it says: its breaker is found by that."""

    code = "component_unavailable"
    disposition = Disposition.RETRY
    exit_code = 4
    component: Component


class StorageUnavailable(ComponentUnavailable):
    """The blob store or the database does not answer."""

    code = "storage_unavailable"
    component = Component.DATABASE


class StorageRefused(StorageUnavailable):
    """The database answers and refuses, for a setting that is wrong: password, name, schema."""

    code = "storage_refused"
    disposition = Disposition.HOLD


class BlobsUnavailable(StorageUnavailable):
    """The blob store does not answer."""

    component = Component.BLOBS


class BlobsRefused(BlobsUnavailable):
    """The blob store answers and refuses, for a setting that is wrong: key, secret, bucket, rights."""

    code = "storage_refused"
    disposition = Disposition.HOLD


class QueueUnavailable(ComponentUnavailable):
    """The broker does not answer."""

    code = "queue_unavailable"
    component = Component.BROKER


class QueueRefused(QueueUnavailable):
    """The broker answers and refuses us, for a setting that is wrong."""

    code = "queue_refused"
    disposition = Disposition.HOLD


class EngineUnavailable(ComponentUnavailable):
    """The OCR engine cannot be loaded or does not answer."""

    code = "engine_unavailable"
    component = Component.ENGINE


class ModelsMissing(EngineUnavailable):
    """The models are not where the settings say; waiting brings none."""

    code = "models_missing"
    disposition = Disposition.HOLD


class BlobMissing(CertcheckError):
    """A document's bytes are not where the ledger says they are."""

    code = "blob_missing"


class HistoryBroken(CertcheckError):
    """An entry of the history is not as it was written, or is gone."""

    code = "history_broken"


class WorkerLost(CertcheckError):
    """A page ended the process that read it."""

    code = "worker_lost"
    disposition = Disposition.RETRY
    exit_code = 4


class LeaseLost(CertcheckError):
    """Another worker has claimed the job since; what this one found is thrown away."""

    code = "lease_lost"
