"""Every table, for whoever needs the whole: rooms that keep theirs in a module of their own are imported here."""

from storage import schema_previews
from storage.schema import metadata

__all__ = ["metadata", "schema_previews"]
