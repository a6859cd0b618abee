"""Sets of pages with truth, drawn by us or by anybody: `truth.jsonl` in a folder, one page a line.

`file` and `type` are asked for; everything else may be left out. The keys are told in docs/evaluating.md. What is not
known is better left out than guessed: an absent field counts as not printed.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from doctypes.values import duration, ethnicity
from models.doctype import DocumentType
from models.errors import InputError
from models.materials import FIELDS
from models.page import Box

NAME = "truth.jsonl"
ANY_CONDITION = "any"
"""Of pages of which nobody says how they were taken."""
_NAME_FIELDS = frozenset({"name", "former_name", "president"})
_ONE_OF_MANY_FORMS = {"duration": duration.KIND, "ethnicity": ethnicity.KIND}
"""Fields whose one value papers print in many forms, of which a truth may keep any."""
_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅･．.·"), "·")
"""Separators of names: the contract has U+00B7, keyboards have many (Unicode does not unify them)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """One page of a set, and what is true of it."""

    file: str
    """Path relative to the set."""
    type: str | None
    """None for a paper of no known type."""
    condition: str
    readable: bool
    fields: Mapping[str, str]
    """Canonical values of what is printed and can be read."""
    printed_only: Mapping[str, str | None]
    """Printed so that nobody is expected to read it, as signatures are; None where the value is not told."""
    fields_are_complete: bool
    """What `fields` and `printed_only` lack is not printed, so a value given for it is invented."""
    boxes: Mapping[str, Box]
    """In pixels of the file as a viewer shows it."""
    application: str | None = None
    """Path relative to the set, or the id of an application that stands in the line itself."""
    stated: Mapping[str, object] | None = None
    """The application, where it stands in the line itself."""
    changed: Mapping[str, Any] | None = None


def read_truth(folder: Path) -> tuple[TruePage, ...]:
    """Read the truth of a set.

    Raises:
        InputError: there is no `truth.jsonl`, or a line of it cannot be used; the message names the line.
    """
    path = folder / NAME
    if not path.is_file():
        raise InputError(f"expected {NAME} in the set, met none in {folder}")
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"expected {NAME} that can be read as UTF-8, met {type(error).__name__}: {path}") from error
    return tuple(_true_page(number, line) for number, line in enumerate(lines, 1) if line.strip())


def check_files(folder: Path, pages: tuple[TruePage, ...]) -> None:
    """Make sure that every page is there before the first is read.

    Raises:
        InputError: a page is missing; the message names the first.
    """
    missing = [page.file for page in pages if not (folder / page.file).is_file()]
    if missing:
        raise InputError(f"expected every page of {NAME} in the set, met {len(missing)} missing, first {missing[0]}")


def check_names(pages: tuple[TruePage, ...], types: Mapping[str, DocumentType]) -> None:
    """Make sure that types and fields are called as the contract calls them: a slip would count as a miss of ours.

    Raises:
        InputError: a type or a field is called otherwise; the message names every such word once.
    """
    strange = sorted({page.type for page in pages if page.type is not None} - set(types))
    if strange:
        raise InputError(
            f"expected types of {NAME} to be null or one of {', '.join(types)}, met {', '.join(map(repr, strange))}"
        )
    named = {name for page in pages for name in (*page.fields, *page.printed_only, *page.boxes)}
    strange = sorted(named - set(FIELDS))
    if strange:
        raise InputError(
            f"expected fields of {NAME} to be some of {', '.join(FIELDS)}, met {', '.join(map(repr, strange))}"
        )


def fields_beyond(pages: tuple[TruePage, ...], types: Mapping[str, DocumentType]) -> Mapping[tuple[str, str], int]:
    """Count values by type and field where the contract has no such field on a paper of that type: all are missed."""
    return Counter(
        (page.type, name)
        for page in pages
        if page.type is not None and page.type in types
        for name in page.fields
        if name not in {spec.name for spec in types[page.type].fields}
    )


def _text(value: object) -> object:
    """Take numbers for text: a certificate number without quotes is a usual slip."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Value = Annotated[str | None, BeforeValidator(_text)]
_Corner = tuple[float, float]


class _Line(BaseModel):
    """A line as it is written; unknown keys are somebody's notes."""

    file: str = Field(min_length=1)
    type: str | None
    condition: str | None = None
    readable: bool = True
    fields: dict[str, _Value] = {}
    printed_only: dict[str, _Value] = {}
    fields_are_complete: bool = True
    boxes: dict[str, tuple[_Corner, _Corner, _Corner, _Corner] | None] = {}
    application: str | dict[str, object] | None = None
    changed: dict[str, Any] | None = None


def _true_page(number: int, written: str) -> TruePage:
    try:
        line = _Line.model_validate_json(written)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'the line'}: {fault['msg']}" for fault in error.errors())
        raise InputError(
            f"{NAME} line {number}: expected a page with file, type and fields, met {'; '.join(faults)}"
        ) from None
    stated = line.application if isinstance(line.application, dict) else None
    path = line.application if isinstance(line.application, str) else None
    return TruePage(
        file=line.file,
        type=line.type or None,
        condition=line.condition or ANY_CONDITION,
        readable=line.readable,
        fields={name: _canonical(name, value) for name, value in line.fields.items() if value},
        printed_only={name: _canonical(name, value) if value else None for name, value in line.printed_only.items()},
        fields_are_complete=line.fields_are_complete,
        boxes={name: Box(corners) for name, corners in line.boxes.items() if corners is not None},
        application=path or None if stated is None else f"line {number}",
        stated=stated,
        changed=line.changed,
    )


def _canonical(field: str, value: str) -> str:
    """Return a value as the contract writes text: NFKC without spaces, one separator in names, and 5年 for 五年."""
    text = "".join(unicodedata.normalize("NFKC", value).split())
    if field in _NAME_FIELDS:
        return text.translate(_DOTS)
    parsed = _ONE_OF_MANY_FORMS[field].parse(text) if field in _ONE_OF_MANY_FORMS else None
    return parsed.value if parsed else text
