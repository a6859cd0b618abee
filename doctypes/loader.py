"""TOML to `DocumentType`. A wrong definition stops the process with every fault at once; none is half loaded."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from doctypes.clauses import BLANK
from doctypes.machine_zone import PARTS
from doctypes.values import KINDS
from models.as_far_as_valid import as_far_as_valid, faults_in
from models.case import Education
from models.doctype import PASSED_OVER, Anchor, DocumentType, FieldSpec, Sentence
from models.errors import DefinitionInvalid
from models.materials import FIELDS, MATERIALS

HERE = Path(__file__).parent
_HALF = 32
"""Hexadecimal digits of half a digest."""
_BLANK = re.compile(r"\{(\w+)\}")
_PATHS = frozenset(
    {"name", "gender", "birth_date", "id_number", "licences.certificate_number", "licences.qualification_number"}
    | {"specialty", "probation.institution"}
    | {f"education.{one.name}" for one in dataclass_fields(Education) if one.name != "proof"}
)
"""Paths into an application that a field may be compared with. `licences.certificate_number` is that of the page's own
type, `licences.qualification_number` that of the qualification certificate, wherever it is printed."""


def load_types(folder: Path = HERE) -> Mapping[str, DocumentType]:
    """Load every definition of a folder, by type code, in the order of the codes.

    Raises:
        DefinitionInvalid: a definition is wrong, or there is none; the message names each file and fault.
    """
    faults: list[str] = []
    types: dict[str, DocumentType] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            types[path.stem] = load_type(path)
        except DefinitionInvalid as error:
            faults.append(str(error))
    faults += _told_by_the_same(types)
    if faults:
        raise DefinitionInvalid("; ".join(faults))
    if not types:
        raise DefinitionInvalid(f"expected at least one definition, met none in {folder.name}/")
    return MappingProxyType(types)


def _told_by_the_same(types: Mapping[str, DocumentType]) -> Iterator[str]:
    """Two types with the same anchors make every page of either unknown."""
    by_anchors: dict[frozenset[Anchor], str] = {}
    for code, doctype in types.items():
        other = by_anchors.setdefault(frozenset(doctype.anchors), code)
        if other != code:
            yield f"{code}.toml: anchors: expected print that tells it from {other}, met the same anchors"


def load_type(path: Path) -> DocumentType:
    """Load one definition.

    Raises:
        DefinitionInvalid: the file cannot be read as a definition; the message lists every fault.
    """
    content = path.read_bytes()
    try:
        definition, faults = as_far_as_valid(_Definition, tomllib.loads(content.decode("utf-8")))
        if definition and definition.vocabulary:
            shared = _vocabulary_file(path, definition.vocabulary)
            vocabulary = _Vocabulary.model_validate(tomllib.loads(shared.decode("utf-8")))
            definition, content = _with_clauses(definition, vocabulary), content + shared
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionInvalid(f"{path.name}: expected TOML in UTF-8, met {error}") from error
    except ValidationError as error:
        raise DefinitionInvalid(f"{path.name}: {', '.join(faults_in(error))}") from error
    found = [*faults, *(_faults(definition, path.stem) if definition else ())]
    if definition is None or found:
        raise DefinitionInvalid(f"{path.name}: {', '.join(found)}")
    return _document_type(definition, _half_digest(content) + _half_digest(_told_of_reading(definition)))


def _half_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HALF]


def _vocabulary_file(path: Path, name: str) -> bytes:
    held = path.parent / "vocabularies" / f"{name}.toml"
    if not held.is_file():
        raise DefinitionInvalid(f"{path.name}: expected the vocabulary {name!r} in {held.name}, met no such file")
    return held.read_bytes()


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Anchor(_Strict):
    text: str = Field(min_length=1)
    weight: float


class _Constant(_Strict):
    text: str = Field(min_length=1)
    value: str = Field(min_length=1)


class _Field(_Strict):
    name: str
    kind: str
    labels: tuple[str, ...] = ()
    spare_labels: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    anywhere: bool = False
    alone: bool = False
    clauses: tuple[str, ...] = ()
    spare_clauses: tuple[str, ...] = ()
    barcode: str = ""
    zone: str = ""
    constants: tuple[_Constant, ...] = ()
    expects: str = ""
    required: bool = True
    compares_with: str = ""


class _Vocabulary(_Strict):
    """Clauses by name of the field."""

    clauses: dict[str, tuple[str, ...]] = {}
    spare_clauses: dict[str, tuple[str, ...]] = {}


class _Definition(_Strict):
    code: str
    title: str
    vocabulary: str = ""
    """Of which fields without clauses take theirs, by name."""
    note: str = ""
    """How sure the printed wording is; for people."""
    anchors: tuple[_Anchor, ...] = Field(min_length=1)
    sentences: tuple[str, ...] = ()
    stop_labels: tuple[str, ...] = ()
    faces: tuple[tuple[str, ...], ...] = ()
    fields: tuple[_Field, ...] = Field(min_length=1)


def _told_of_reading(definition: _Definition) -> bytes:
    """What in a definition tells how a page is read; the rest weighs what was read."""
    fields = [field.model_dump(exclude={"expects", "required"}) for field in definition.fields]
    rest = definition.model_dump(exclude={"fields", "title", "note", "faces"})
    return json.dumps([fields, rest]).encode()


def _with_clauses(definition: _Definition, vocabulary: _Vocabulary) -> _Definition:
    fields = []
    for field in definition.fields:
        clauses = field.clauses or vocabulary.clauses.get(field.name, ())
        spare = field.spare_clauses or vocabulary.spare_clauses.get(field.name, ())
        fields.append(field.model_copy(update={"clauses": clauses, "spare_clauses": spare}))
    return definition.model_copy(update={"fields": tuple(fields)})


def _faults(definition: _Definition, stem: str) -> list[str]:
    faults: list[str] = []
    if definition.code != stem:
        faults.append(f"expected code {stem!r} as the file is called, met {definition.code!r}")
    if definition.code not in MATERIALS:
        faults.append(f"{definition.code!r} is not a material of the contract (models/materials.py)")
    names = [field.name for field in definition.fields]
    faults += [f"field {name!r} is defined twice" for name in sorted({name for name in names if names.count(name) > 1})]
    blanks = {blank for sentence in definition.sentences for blank in _BLANK.findall(sentence)}
    unknown = blanks - {*names, PASSED_OVER}
    faults += [f"blank {{{blank}}} names no field of this type" for blank in sorted(unknown)]
    faces = {name for face in definition.faces for name in face}
    faults += [f"face names {name!r}, which is no field of this type" for name in sorted(faces - set(names))]
    for field in definition.fields:
        faults += _field_faults(field, blanks)
    return faults


def _field_faults(field: _Field, blanks: set[str]) -> list[str]:
    faults = []
    if field.name not in FIELDS:
        faults.append(f"{field.name!r} is not a field of the contract")
    if field.kind not in KINDS:
        faults.append(f"{field.name}: expected a kind of {', '.join(sorted(KINDS))}, met {field.kind!r}")
    if field.compares_with and field.compares_with not in _PATHS:
        known = ", ".join(sorted(_PATHS))
        faults.append(f"{field.name}: compares_with {field.compares_with!r} is no path into an application ({known})")
    for clause in (*field.clauses, *field.spare_clauses):
        if clause.count(BLANK) != 1 or clause == BLANK:
            faults.append(f"{field.name}: expected print with one {BLANK} as a clause, met {clause!r}")
    if field.barcode and not _has_one_group(field.barcode):
        faults.append(f"{field.name}: expected a regular expression with one group as barcode")
    if field.zone and field.zone not in PARTS:
        faults.append(f"{field.name}: expected a part of the zone of {', '.join(sorted(PARTS))}, met {field.zone!r}")
    if field.expects and field.kind in KINDS and not _can_be(field.expects, field.kind):
        faults.append(f"{field.name}: expected a value that kind {field.kind!r} can have, met {field.expects!r}")
    if field.anywhere and field.kind in KINDS and KINDS[field.kind].find is None:
        faults.append(f"{field.name}: kind {field.kind!r} cannot be found without a label")
    ways = (
        field.labels,
        field.spare_labels,
        field.below,
        field.before,
        field.anywhere,
        field.alone,
        field.clauses,
        field.spare_clauses,
        field.barcode,
        field.zone,
        field.constants,
        field.name in blanks,
    )
    if not any(ways):
        faults.append(f"{field.name}: there is no way to find it: no label, sentence, barcode or constant")
    return faults


def _can_be(value: str, kind: str) -> bool:
    parsed = KINDS[kind].parse(value)
    return parsed is not None and parsed.value == value and not parsed.fault


def _has_one_group(pattern: str) -> bool:
    try:
        return re.compile(pattern).groups == 1
    except re.error:
        return False


def _document_type(definition: _Definition, digest: str) -> DocumentType:
    return DocumentType(
        code=definition.code,
        title=definition.title,
        anchors=tuple(Anchor(text=anchor.text, weight=anchor.weight) for anchor in definition.anchors),
        sentences=tuple(_sentence(template) for template in definition.sentences),
        fields=tuple(_field_spec(field) for field in definition.fields),
        stop_labels=definition.stop_labels,
        faces=definition.faces,
        digest=digest,
    )


def _sentence(template: str) -> Sentence:
    return Sentence(template=template, parts=tuple(_BLANK.split(template)))


def _field_spec(field: _Field) -> FieldSpec:
    return FieldSpec(
        name=field.name,
        kind=field.kind,
        labels=(*field.labels, *field.spare_labels),
        spare_labels=field.spare_labels,
        below=field.below,
        before=field.before,
        anywhere=field.anywhere,
        alone=field.alone,
        clauses=field.clauses,
        spare_clauses=field.spare_clauses,
        barcode=field.barcode,
        zone=field.zone,
        constants=tuple((constant.text, constant.value) for constant in field.constants),
        expects=field.expects,
        required=field.required,
        compares_with=field.compares_with,
    )
