"""The promise of previews: which pictures there are of an upload, and where the bytes of each are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.page import Transform
from models.preview import PreviewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPreview:
    """One picture of an upload."""

    kind: PreviewKind
    blob: str
    """SHA-256 under which the store of bytes has the JPEG."""
    width_px: int
    height_px: int
    transform: Transform
    """From pixels of the upload, as a viewer shows it, to those of the picture."""


class Previews(Protocol):
    """Keeps previews by the content of the upload. Every method may raise StorageUnavailable."""

    def keep(self, sha256: str, previews: Sequence[KeptPreview]) -> None:
        """Keep the previews of an upload; one of the same kind that was kept before gives way."""
        ...

    def forget(self, sha256: str) -> None:
        """Keep no previews of an upload any more; their bytes are removed by whoever asks. Idempotent."""
        ...

    def of(self, sha256s: Iterable[str]) -> Mapping[str, Mapping[PreviewKind, KeptPreview]]:
        """Return what is kept, by content and kind; an upload that has none is left out."""
        ...
