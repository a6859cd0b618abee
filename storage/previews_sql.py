"""Keeps previews in a database; their bytes are in the store of blobs."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from pydantic import TypeAdapter

from models.page import Transform
from models.preview import PreviewKind
from storage.previews import KeptPreview
from storage.schema_previews import previews as table
from storage.sql import Database, Row, portions

_TRANSFORMS: TypeAdapter[Transform] = TypeAdapter(Transform)
_OF = sa.select(table).where(table.c.sha256.in_(sa.bindparam("sha256s", expanding=True)))


class SqlPreviews:
    """Previews in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sha256: str, previews: Sequence[KeptPreview]) -> None:
        """See `Previews.keep`."""
        if not previews:
            return
        new = self._database.insert_new(table)
        replaced = {name: new.excluded[name] for name in ("blob", "width_px", "height_px", "transform")}
        upsert = new.on_conflict_do_update(index_elements=[table.c.sha256, table.c.kind], set_=replaced)
        with self._database.writing() as connection:
            connection.execute(upsert, [_row(sha256, preview) for preview in previews])

    def forget(self, sha256: str) -> None:
        """See `Previews.forget`."""
        with self._database.writing() as connection:
            connection.execute(table.delete().where(table.c.sha256 == sha256))

    def of(self, sha256s: Iterable[str]) -> Mapping[str, Mapping[PreviewKind, KeptPreview]]:
        """See `Previews.of`."""
        found: dict[str, dict[PreviewKind, KeptPreview]] = {}
        with self._database.reading() as connection:
            for some in portions(sha256s):
                for row in connection.execute(_OF, {"sha256s": some}):
                    preview = _preview(row)
                    found.setdefault(row.sha256, {})[preview.kind] = preview
        return found


def _row(sha256: str, preview: KeptPreview) -> dict[str, object]:
    return {
        "sha256": sha256,
        "kind": preview.kind,
        "blob": preview.blob,
        "width_px": preview.width_px,
        "height_px": preview.height_px,
        "transform": _TRANSFORMS.dump_json(preview.transform).decode(),
    }


def _preview(row: Row) -> KeptPreview:
    return KeptPreview(
        kind=PreviewKind(row.kind),
        blob=row.blob,
        width_px=row.width_px,
        height_px=row.height_px,
        transform=_TRANSFORMS.validate_json(row.transform),
    )
