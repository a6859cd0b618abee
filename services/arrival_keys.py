"""Reading from a key or path whose an upload is and where it belongs, and making keys for uploads to come.

`<application_id>/<slot>/<file>`, with `_` for no slot. What our own upload forms put has one part more, so that no
upload takes the place of another of the same name: `<application_id>/<slot>/<upload id>/<file>`.
"""

import re
import secrets
from dataclasses import dataclass

from models.errors import KeyNotUnderstood
from models.materials import MATERIALS
from services.applications import check_application_id

NO_SLOT = "_"
_BY_TITLE = {title: code for code, title in MATERIALS.items()}
_UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
_OUR_BLOB = re.compile(r"[0-9a-f]{64}")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Whose an upload is, where it belongs, and what it is called."""

    application_id: str
    declared_type: str | None
    file: str


def read_key(key: str, *, prefix: str) -> Destination:
    """Read an object's key.

    Raises:
        KeyNotUnderstood: it has another form, or names no slot.
        ApplicationInvalid: its first part cannot be the id of an application.
    """
    if not key.startswith(prefix):
        raise KeyNotUnderstood("expected a key that begins with CERTCHECK_LANDING_PREFIX, met another")
    parts = key[len(prefix) :].split("/")
    has_upload_id = len(parts) == 4 and _UPLOAD_ID.fullmatch(parts[2])
    if not (len(parts) == 3 or has_upload_id) or not all(parts):
        raise KeyNotUnderstood(f"expected a key <application_id>/<slot or _>/<file>, met one of {len(parts)} parts")
    return Destination(application_id=check_application_id(parts[0]), declared_type=slot_of(parts[1]), file=parts[-1])


def slot_of(word: str) -> str | None:
    """Return the type code that a slot's word means, its code or its title.

    Raises:
        KeyNotUnderstood: it is neither a type nor `_`.
    """
    if word == NO_SLOT:
        return None
    code = _BY_TITLE.get(word, word)
    if code not in MATERIALS:
        raise KeyNotUnderstood("expected a type code, the title of a type or _ as the slot, met another word")
    return code


def is_no_upload(key: str) -> bool:
    """Tell whether an object is one of our own blobs, or the mark that consoles set for an empty folder."""
    return key.endswith("/") or _OUR_BLOB.fullmatch(key) is not None


def new_key(destination: Destination, *, prefix: str) -> str:
    """Make a key that was never used for an upload to come.

    Of the file's name only the ending is kept: keys stand in the addresses and logs of the store, and people name
    files after themselves.
    """
    slot = destination.declared_type or NO_SLOT
    ending = _ENDING.search(destination.file)
    file = f"upload{ending.group().lower() if ending else ''}"
    return f"{prefix}{destination.application_id}/{slot}/{secrets.token_hex(16)}/{file}"
