"""The error tree. An error is about us or about what we were handed, and always says what to do next.

Findings about an applicant's papers are never errors: they are data (see `models.report`).
"""

from enum import StrEnum


class Disposition(StrEnum):
    """What the ledger does with a job that failed."""

    RETRY = "retry"
    """A component is away: try again later, with a growing pause."""
    PARK = "park"
    """Somebody must look: a defect, or a setting that is wrong."""
    REJECT = "reject"
    """The input cannot be used, and trying again will not help."""


class CertcheckError(Exception):
    """Base of all our errors. `code` is stable and safe to log; the message never holds personal data."""

    code: str = "defect"
    disposition: Disposition = Disposition.PARK
    exit_code: int = 70


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


class ConfigInvalid(CertcheckError):
    """A setting is missing or wrong; the message names it."""

    code = "config_invalid"
    exit_code = 2


class ComponentUnavailable(CertcheckError):
    """A component we depend on is away."""

    code = "component_unavailable"
    disposition = Disposition.RETRY
    exit_code = 4


class StorageUnavailable(ComponentUnavailable):
    """The blob store or the database does not answer."""

    code = "storage_unavailable"


class QueueUnavailable(ComponentUnavailable):
    """The broker does not answer."""

    code = "queue_unavailable"


class EngineUnavailable(ComponentUnavailable):
    """The OCR engine cannot be loaded or does not answer."""

    code = "engine_unavailable"


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


class LeaseLost(CertcheckError):
    """Another worker has claimed the job since; what this one found is thrown away."""

    code = "lease_lost"
