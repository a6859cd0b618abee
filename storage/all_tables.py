"""Every table, for whoever needs the whole: modules named `schema_*` hold those of one room each."""

import importlib
import pkgutil
from pathlib import Path

from storage.schema import metadata

__all__ = ["metadata"]

for _found in pkgutil.iter_modules([str(Path(__file__).parent)]):
    if _found.name.startswith("schema_"):
        importlib.import_module(f"storage.{_found.name}")
