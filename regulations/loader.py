"""TOML to `Regulation`. A wrong definition stops the process with every fault at once; none is half loaded."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from models.as_far_as_valid import as_far_as_valid
from models.case import ExamCategory, Track
from models.errors import DefinitionInvalid
from models.levels import DeskPolicy
from models.levels import Level as DeskLevel
from models.materials import MATERIALS
from models.rules import RULES
from regulations.conditions import CONDITIONS
from regulations.regulation import (
    AskedLike,
    ExamPoint,
    LeadsTo,
    Regulation,
    Reminder,
    Requirement,
    RuleState,
    Scope,
)

HERE = Path(__file__).parent

_CODE = re.compile(r"(?:19|20)\d\d-[a-z]+(?:-[a-z]+)*")


def load_regulation(name: str = "2021-hubei", *, folder: Path = HERE) -> Regulation:
    """Load one regulation by name.

    Raises:
        DefinitionInvalid: there is no such file, or it is wrong; the message names the file and lists every fault.
    """
    regulation, faults = read_regulation(name, folder=folder)
    if faults or regulation is None:
        raise DefinitionInvalid(f"{name}.toml: {', '.join(faults)}")
    return regulation


def load_other_years(chosen: Regulation, *, folder: Path = HERE) -> Mapping[int, Regulation]:
    """Load the regulations of the same region for other years, by year.

    Raises:
        DefinitionInvalid: one of them is wrong.
    """
    names = sorted(path.stem for path in folder.glob(f"*-{chosen.region}.toml") if path.stem != chosen.code)
    loaded = [load_regulation(name, folder=folder) for name in names if name.partition("-")[2] == chosen.region]
    return {regulation.year: regulation for regulation in loaded}


def folder_and_name(which: str) -> tuple[Path, str]:
    """Return the folder and the name of a regulation that is given by its code, or by the path to its file."""
    path = Path(which)
    return (path.parent, path.stem) if path.suffix == ".toml" else (HERE, which)


def read_regulation(name: str, *, folder: Path = HERE) -> tuple[Regulation | None, tuple[str, ...]]:
    """Return as much of a regulation as can be understood, and every fault of its file."""
    try:
        content = (folder / f"{name}.toml").read_bytes()
        definition, faults = as_far_as_valid(_Definition, tomllib.loads(content.decode("utf-8")))
    except OSError:
        return None, ("expected a file of that name, met none",)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, (f"expected TOML in UTF-8, met {error}",)
    if definition is None:
        return None, faults
    faults = (*faults, *_faults(definition, name))
    return _regulation(definition, hashlib.sha256(content).hexdigest()), faults


Level = Literal["中专", "专科", "本科", "硕士", "博士", "执业医师", "执业助理医师"]
_Made = TypeVar("_Made")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Asked(_Strict):
    """Of whom something is asked; of everybody where nothing is said."""

    tracks: tuple[Track, ...] = Field(default=tuple(Track), min_length=1)
    categories: tuple[ExamCategory, ...] = Field(default=tuple(ExamCategory), min_length=1)
    when: tuple[str, ...] = ()
    because: str


class _Requirement(_Asked):
    scope: Scope
    any_of: tuple[str, ...] = Field(min_length=1)
    level: Level | None = None


class _Reminder(_Asked):
    message: str = Field(min_length=1)


class _AskedLike(_Strict):
    track: Track
    categories: tuple[ExamCategory, ...] = Field(default=tuple(ExamCategory), min_length=1)
    when: tuple[str, ...] = ()
    like: Track
    because: str


class _LeadsTo(_Strict):
    track: Track
    categories: tuple[ExamCategory, ...] = Field(min_length=1)
    because: str


class _ExamPoint(_Strict):
    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    institutions: tuple[tuple[str, ...], ...] = ()
    districts: tuple[str, ...] = ()
    because: str


class _Desk(_Strict):
    """Who decides, and how much of it is reviewed blindly."""

    levels: tuple[DeskLevel, ...] = Field(default=tuple(DeskLevel), min_length=1)
    clear_passes: bool = False
    blind_share: float = Field(default=0.0, ge=0.0, le=1.0)


class _Definition(_Strict):
    code: str
    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    nothing_required: tuple[Track, ...] = ()
    one_entry_a_level: str | None = None
    sentences: dict[str, str]
    requirements: tuple[_Requirement, ...] = Field(min_length=1)
    asked_like: tuple[_AskedLike, ...] = ()
    reminders: tuple[_Reminder, ...] = ()
    exam_points: tuple[_ExamPoint, ...] = ()
    leads_to: tuple[_LeadsTo, ...] = ()
    rules: dict[str, RuleState] = {}
    desk: _Desk = _Desk()


def _faults(definition: _Definition, name: str) -> Iterator[str]:
    if definition.code != name:
        yield f"code: expected the name of the file, met {definition.code}"
    if not _CODE.fullmatch(definition.code):
        yield f"code: expected a year and a region such as 2021-hubei, met {definition.code}"
    for index, requirement in enumerate(definition.requirements):
        unknown = (code for code in requirement.any_of if code not in MATERIALS)
        yield from (f"requirements.{index}.any_of: expected a type code of the contract, met {x}" for x in unknown)
    resting = dict(_resting_on_sentences(definition))
    for place, (words, because) in resting.items():
        unknown = (word for word in words if word not in CONDITIONS)
        yield from (f"{place}.when: expected a word of regulations/conditions.py, met {word}" for word in unknown)
        if because not in definition.sentences:
            yield f"{place}.because: expected a key of sentences, met {because}"
    unused = set(definition.sentences) - {because for _, because in resting.values()}
    yield from (f"sentences.{key}: nothing rests on it" for key in sorted(unused))
    yield from _faults_of_tracks(definition)
    yield from _faults_of_rules(definition)
    yield from _faults_of_desk(definition.desk)


def _resting_on_sentences(definition: _Definition) -> Iterator[tuple[str, tuple[tuple[str, ...], str]]]:
    """Every place that quotes a sentence, with its conditions."""
    for index, requirement in enumerate(definition.requirements):
        yield f"requirements.{index}", (requirement.when, requirement.because)
    for index, other in enumerate(definition.asked_like):
        yield f"asked_like.{index}", (other.when, other.because)
    for index, reminder in enumerate(definition.reminders):
        yield f"reminders.{index}", (reminder.when, reminder.because)
    for index, point in enumerate(definition.exam_points):
        yield f"exam_points.{index}", ((), point.because)
    for index, leading in enumerate(definition.leads_to):
        yield f"leads_to.{index}", ((), leading.because)
    if definition.one_entry_a_level is not None:
        yield "one_entry_a_level", ((), definition.one_entry_a_level)


def _faults_of_tracks(definition: _Definition) -> Iterator[str]:
    of_tracks = [requirement for requirement in definition.requirements if requirement.scope is not Scope.IDENTITY]
    asked = {track for requirement in of_tracks for track in requirement.tracks}
    free = set(definition.nothing_required)
    for track in Track:
        if track in asked and track in free:
            yield f"nothing_required: {track} has requirements too"
        if track not in asked and track not in free:
            yield f"requirements: track {track} appears nowhere"


def _faults_of_rules(definition: _Definition) -> Iterator[str]:
    for word in definition.rules:
        if word not in RULES:
            known = [word for word, rule in RULES.items() if rule.may_be_changed]
            near = get_close_matches(word, known, n=1)
            among = f"{near[0]} or another of those" if near else "one of those"
            yield f"rules.{word}: expected {among} that may be changed ({', '.join(known)}), met it"
        elif not RULES[word].may_be_changed:
            yield f"rules.{word}: expected a rule that rests on instructions or on hearsay, met one of fact"


def _faults_of_desk(desk: _Desk) -> Iterator[str]:
    order = [list(DeskLevel).index(level) for level in desk.levels]
    if order != sorted(set(order)):
        yield "desk.levels: expected each level once, the lowest first, met another order"


def _regulation(definition: _Definition, digest: str) -> Regulation:
    """What rests on an unknown word or sentence is left out: its fault is told elsewhere."""
    quoted = definition.sentences
    entry = definition.one_entry_a_level
    return Regulation(
        code=definition.code,
        title=definition.title,
        source=definition.source,
        nothing_required=frozenset(definition.nothing_required),
        one_entry_a_level=quoted.get(entry, "") if entry else "",
        rules=definition.rules,
        digest=digest,
        desk=DeskPolicy(
            levels=definition.desk.levels,
            clear_passes=definition.desk.clear_passes,
            blind_share=definition.desk.blind_share,
        ),
        requirements=tuple(_understood(Requirement, definition.requirements, quoted)),
        asked_like=tuple(_understood(AskedLike, definition.asked_like, quoted)),
        reminders=tuple(_understood(Reminder, definition.reminders, quoted)),
        exam_points=tuple(_understood(ExamPoint, definition.exam_points, quoted)),
        leads_to=tuple(_understood(LeadsTo, definition.leads_to, quoted)),
    )


def _understood(make: Callable[..., _Made], written: Sequence[_Strict], quoted: Mapping[str, str]) -> Iterator[_Made]:
    for place, one in enumerate(written):
        values = {name: getattr(one, name) for name in type(one).model_fields}
        sentence = quoted.get(values.pop("because"))
        if sentence is not None and all(word in CONDITIONS for word in values.get("when", ())):
            sets = {name: frozenset(values.pop(name)) for name in ("tracks", "categories") if name in values}
            yield make(**values, **sets, because=sentence, place=place)
