"""Whose a watched file is: what its path says, and what a JSON file beside it says.

`<application_id>/<file>`, `<application_id>/<slot>/<file>`, or any file with a side-car `<file>.json` beside it:
`{"application": "HB2021000001", "declared_type": "id_card"}`, where `application` may be the application itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from models.case import Application
from models.errors import KeyNotUnderstood
from services.application_faults import kind_of
from services.applications import MAX_APPLICATION_BYTES, check_application_id, only_position, parse_application
from services.arrival_keys import Destination, slot_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a side-car says."""

    application: Application | None = None
    """Given where the side-car holds it whole."""
    application_id: str | None = None
    declared_type: str | None = None


def parse_side_car(content: bytes) -> Stated:
    """Read a side-car.

    Raises:
        KeyNotUnderstood: it is no JSON of the form above.
        ApplicationInvalid: the application that it holds has faults; lists them all.
    """
    if len(content) > MAX_APPLICATION_BYTES:
        raise KeyNotUnderstood(f"expected a side-car of at most {MAX_APPLICATION_BYTES} bytes, met more")
    try:
        said = _SideCar.model_validate(_decoded(content))
    except ValidationError as error:
        places = ", ".join(".".join(str(step) for step in fault["loc"]) or "file" for fault in error.errors()[:5])
        raise KeyNotUnderstood(
            f"expected a side-car with application and declared_type, met faults at {places}"
        ) from None
    declared_type = slot_of(said.declared_type) if said.declared_type else None
    if isinstance(said.application, str):
        return Stated(application_id=check_application_id(said.application), declared_type=declared_type)
    if said.application is None:
        return Stated(declared_type=declared_type)
    application = parse_application(said.application)
    return Stated(application=application, application_id=application.application_id, declared_type=declared_type)


def destination_of(parts: tuple[str, ...], stated: Stated) -> Destination:
    """Put together what path and side-car say; the file is the last part.

    Raises:
        KeyNotUnderstood: neither says whose the file is, the two disagree, or the slot is unknown.
        ApplicationInvalid: the folder's name cannot be the id of an application.
    """
    *folders, file = parts
    if not folders and stated.application_id is None:
        raise KeyNotUnderstood("expected a folder named by an application, or a side-car, met neither")
    application_id = check_application_id(folders[0]) if folders else stated.application_id
    if application_id is None or stated.application_id not in (None, application_id):
        raise KeyNotUnderstood("expected the same application in folder and side-car, met two")
    by_folder = slot_of(folders[1]) if len(folders) > 1 else None
    return Destination(application_id=application_id, declared_type=stated.declared_type or by_folder, file=file)


def _decoded(content: bytes) -> object:
    try:
        decoded: object = from_json(content.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        raise KeyNotUnderstood(f"expected a side-car of JSON, met a fault: {only_position(str(error))}") from None
    if not isinstance(decoded, Mapping):
        raise KeyNotUnderstood(f"expected a side-car that is a JSON object, met {kind_of(decoded)}")
    return decoded


class _SideCar(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    application: str | Mapping[str, object] | None = None
    declared_type: str | None = Field(default=None, max_length=64)
