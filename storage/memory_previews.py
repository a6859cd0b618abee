"""Keeps previews in memory, for tests and dry runs."""

from collections.abc import Iterable, Mapping, Sequence

from models.preview import PreviewKind
from storage.previews import KeptPreview


class MemoryPreviews:
    """Previews in a dict."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[PreviewKind, KeptPreview]] = {}

    def keep(self, sha256: str, previews: Sequence[KeptPreview]) -> None:
        """See `Previews.keep`."""
        if not previews:
            return
        self._kept.setdefault(sha256, {}).update({preview.kind: preview for preview in previews})

    def forget(self, sha256: str) -> None:
        """See `Previews.forget`."""
        self._kept.pop(sha256, None)

    def of(self, sha256s: Iterable[str]) -> Mapping[str, Mapping[PreviewKind, KeptPreview]]:
        """See `Previews.of`."""
        return {sha256: dict(self._kept[sha256]) for sha256 in sha256s if sha256 in self._kept}
