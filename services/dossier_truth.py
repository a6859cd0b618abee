"""What is true of whole dossiers: `dossiers.jsonl` beside the pages of a set, one applicant a line.

`dossier`, `application` and `files` are asked for; the keys are told in docs/evaluating.md.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from models.errors import InputError
from services.truth import TruePage

NAME = "dossiers.jsonl"
ANY_TRACK = "any"
APPLICATION = "application"
"""Where something was changed that stands on none of the papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueChange:
    """The one thing that is wrong with a dossier, and what would name it rightly."""

    kind: str
    where: str
    """`application`, or the file of the paper."""
    field: str
    before: str
    after: str
    fields: frozenset[str]
    """A finding about one of these fields names it rightly."""
    codes: frozenset[str]
    """So does a finding with one of these codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueDossier:
    """One applicant of a set."""

    dossier: str
    track: str
    application: str
    """As the lines of its pages name it."""
    files: tuple[str, ...]
    variants: tuple[str, ...] = ()
    """Honest differences between application and papers, by their words."""
    changed: TrueChange | None = None


def read_dossiers(folder: Path, pages: tuple[TruePage, ...]) -> tuple[TrueDossier, ...]:
    """Read the dossiers of a set, in order; none where it has no `dossiers.jsonl`.

    Raises:
        InputError: a line cannot be used, or speaks of pages or applications that `truth.jsonl` does not have together.
    """
    path = folder / NAME
    if not path.is_file():
        return ()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"expected {NAME} that can be read as UTF-8, met {type(error).__name__}: {path}") from error
    application_of = {page.file: page.application for page in pages}
    return tuple(_true(number, line, application_of) for number, line in enumerate(lines, 1) if line.strip())


class _NamedBy(BaseModel):
    fields: list[str] = []
    codes: list[str] = []


class _Change(BaseModel):
    kind: str = Field(min_length=1)
    where: str = APPLICATION
    field: str = ""
    before: str = Field(default="", alias="from")
    after: str = Field(default="", alias="to")
    named_by: _NamedBy


class _Line(BaseModel):
    """A line as it is written; unknown keys are somebody's notes."""

    dossier: str = Field(min_length=1)
    application: str = Field(min_length=1)
    files: list[str] = Field(min_length=1)
    track: str = ANY_TRACK
    variants: list[str] = []
    changed: _Change | None = None


def _true(number: int, written: str, application_of: dict[str, str | None]) -> TrueDossier:
    try:
        line = _Line.model_validate_json(written)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'the line'}: {fault['msg']}" for fault in error.errors())
        raise InputError(
            f"{NAME} line {number}: expected a dossier with its application and files, met {'; '.join(faults)}"
        ) from None
    for file in line.files:
        if application_of.get(file) != line.application:
            raise InputError(f"{NAME} line {number}: expected {file} with {line.application} in truth.jsonl, met none")
    return TrueDossier(
        dossier=line.dossier,
        track=line.track,
        application=line.application,
        files=tuple(line.files),
        variants=tuple(line.variants),
        changed=None if line.changed is None else _change(line.changed),
    )


def _change(written: _Change) -> TrueChange:
    return TrueChange(
        kind=written.kind,
        where=written.where,
        field=written.field,
        before=written.before,
        after=written.after,
        fields=frozenset(written.named_by.fields),
        codes=frozenset(written.named_by.codes),
    )
