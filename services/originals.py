"""Papers as they were handed in: bytes of the blob store, or of the archive, in which papers of past years stay."""

import hashlib

from models.case import Document
from models.errors import BlobMissing, ImageRejected, InputError, NotFound
from services.keepers import Keepers


def original_of(document: Document, *, keepers: Keepers) -> bytes:
    """Return the bytes of a paper; they are untrusted and need not be a picture.

    What was uploaded comes from the store; what was enrolled by its key, unless it is there too, from the archive.

    Raises:
        BlobMissing: its bytes are gone.
        ImageRejected: the archive holds other bytes than the manifest says, or more than an upload may have.
        StorageUnavailable: the blob store or the archive does not answer.
    """
    try:
        return keepers.blobs.get(document.sha256)
    except BlobMissing as error:
        if document.object_key is None or keepers.archive is None:
            raise
        key, archive, missing = document.object_key, keepers.archive, error
    try:
        content = archive.read(key, max_bytes=keepers.max_upload_bytes)
    except NotFound as error:
        # Without its key: a path may be named after its owner.
        raise BlobMissing(f"expected bytes of {document.sha256} in the archive, met none") from error
    except InputError as error:
        raise ImageRejected("image_unreadable", str(error), reason="too_large") from missing
    met = hashlib.sha256(content).hexdigest()
    if met != document.sha256:
        message = f"expected bytes of digest {document.sha256} in the archive, met {met}"
        raise ImageRejected("image_unreadable", message, reason="other_bytes")
    return content


def has_original(document: Document, *, keepers: Keepers) -> bool:
    """Tell whether a paper's bytes are kept. Whether the archive still holds what was enrolled shows when it is read.

    Raises:
        StorageUnavailable: the blob store does not answer.
    """
    return keepers.blobs.has(document.sha256) or (document.object_key is not None and keepers.archive is not None)


def ping_originals(keepers: Keepers) -> None:
    """Ask the blob store, and the archive where there is one, whether they are there.

    Raises:
        StorageUnavailable: one of them does not answer.
    """
    keepers.blobs.ping()
    if keepers.archive is not None:
        keepers.archive.ping()
