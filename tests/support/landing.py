"""A landing bucket in memory: its objects by key, and a switch that puts it away."""

from collections.abc import Mapping
from datetime import datetime

from models.errors import BlobMissing, StorageUnavailable
from storage.arrivals import Fetched, Landed, UploadForm


class LandingPlace:
    def __init__(self, objects: Mapping[str, bytes] = {}, *, prefix: str = "") -> None:
        self.objects = dict(objects)
        self.versions: dict[str, int] = {}
        self.prefix = prefix
        self.bucket = "in"
        self.is_away = False
        self.unreadable: set[str] = set()
        self.fetched: list[str] = []
        self.pages_count = 0

    def put(self, key: str, content: bytes) -> None:
        self.objects[key] = content
        self.versions[key] = self.versions.get(key, 0) + 1

    def takes_from(self, bucket: str) -> bool:
        return bucket == self.bucket

    def fetch(self, bucket: str, key: str, *, max_bytes: int) -> Fetched:
        landed = self.stat(bucket, key)
        self.fetched.append(key)
        if key in self.unreadable:
            raise StorageUnavailable("expected the object store to answer, met InternalError")
        return Fetched(content=self.objects[key][: max_bytes + 1], version=landed.version)

    def stat(self, bucket: str, key: str) -> Landed:
        self._answer()
        if key not in self.objects:
            raise BlobMissing("expected the object that was announced, met none")
        return self._landed(key)

    def page(self, *, after: str, limit: int) -> tuple[Landed, ...]:
        self._answer()
        self.pages_count += 1
        keys = sorted(key for key in self.objects if key > after and key.startswith(self.prefix))
        return tuple(self._landed(key) for key in keys[:limit])

    def upload_form(self, key: str, *, max_bytes: int, expires_at: datetime) -> UploadForm:
        self._answer()
        return UploadForm(url="https://store.example/in", fields={"key": key, "policy": f"1-{max_bytes}"})

    def _answer(self) -> None:
        if self.is_away:
            raise StorageUnavailable("expected the object store to answer, met none")

    def _landed(self, key: str) -> Landed:
        return Landed(key=key, version=str(self.versions.get(key, 0)), size_bytes=len(self.objects[key]))
