"""Keeping how uploads look: what reuse is found by, and the pictures that reviewers open."""

from models.case import Document
from models.errors import BlobMissing, ImageRejected, NotFound
from models.page import PageText
from models.preview import Portrait, Preview, PreviewKind
from pipeline.reader import Portrayer
from services.keepers import Keepers
from services.originals import original_of
from storage.previews import KeptPreview

KINDS = frozenset(PreviewKind)


def keep_portrait(sha256: str, content: bytes, text: PageText, *, keepers: Keepers, reader: Portrayer) -> None:
    """Keep how a picture looks that the reader has taken; of one that nobody can decode nothing is kept.

    Raises:
        EngineUnavailable: the process that decodes pictures cannot be started.
        WorkerLost: the process that decoded the picture ended or took too long.
        StorageUnavailable: the database or the blob store does not answer.
    """
    try:
        portrait = reader.portray(content, text)
    except ImageRejected:
        return
    _keep(sha256, portrait, keepers)


def keep_missing_portrait(document: Document, text: PageText, *, keepers: Keepers, reader: Portrayer) -> None:
    """Keep it for a picture that was read before; without its bytes there is nothing to keep.

    Raises:
        EngineUnavailable: the process that decodes pictures cannot be started.
        WorkerLost: the process that decoded the picture ended or took too long.
        StorageUnavailable: the database or the blob store does not answer.
    """
    sha256 = document.sha256
    previews = keepers.previews.of((sha256,)).get(sha256, {})
    if previews.keys() >= KINDS and sha256 in keepers.records.looks_of((sha256,)):
        return
    try:
        content = original_of(document, keepers=keepers)
    except BlobMissing:
        return
    keep_portrait(sha256, content, text, keepers=keepers, reader=reader)


def picture_of(document_id: str, kind: PreviewKind, *, keepers: Keepers) -> bytes:
    """Return the bytes of one picture of a document, a JPEG.

    Raises:
        NotFound: the document is unknown, or has no such picture.
        BlobMissing: its bytes are gone.
        StorageUnavailable: the database or the blob store does not answer.
    """
    sha256 = keepers.records.document(document_id).sha256
    kept = keepers.previews.of((sha256,)).get(sha256, {}).get(kind)
    if kept is None:
        raise NotFound("expected a document whose picture has been made, met one without")
    return keepers.blobs.get(kept.blob)


def _keep(sha256: str, portrait: Portrait, keepers: Keepers) -> None:
    keepers.records.keep_look(sha256, portrait.look)
    keepers.previews.keep(sha256, [_kept(preview, keepers) for preview in portrait.previews])


def _kept(preview: Preview, keepers: Keepers) -> KeptPreview:
    return KeptPreview(
        kind=preview.kind,
        blob=keepers.blobs.put(preview.content),
        width_px=preview.width_px,
        height_px=preview.height_px,
        transform=preview.transform,
    )
