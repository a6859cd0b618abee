"""Definitions and regulations changed by hand, in a folder of their own."""

import shutil
from pathlib import Path

from doctypes.loader import HERE as DEFINITIONS
from regulations.loader import HERE as REGULATIONS


def changed_types(folder: Path, code: str, *, old: str, new: str) -> Path:
    """Copy every definition into a folder and change the print of one; return the folder."""
    copy = folder / f"types-{code}"
    copy.mkdir()
    for path in DEFINITIONS.glob("*.toml"):
        shutil.copy(path, copy)
    shutil.copytree(DEFINITIONS / "vocabularies", copy / "vocabularies")
    return _changed(copy / f"{code}.toml", old, new).parent


def changed_regulation(folder: Path, *, old: str, new: str, name: str = "2021-hubei") -> Path:
    """Copy a regulation into a folder and change it; return the file."""
    return _changed(Path(shutil.copy(REGULATIONS / f"{name}.toml", folder)), old, new)


def _changed(path: Path, old: str, new: str) -> Path:
    content = path.read_text("utf-8")
    assert old in content, f"expected {old!r} in {path.name}"
    path.write_text(content.replace(old, new, 1), "utf-8")
    return path
