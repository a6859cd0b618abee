"""TOML to `Regulation`. A wrong definition stops the process with every fault at once; none is half loaded."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.case import Track
from models.errors import DefinitionInvalid
from models.materials import MATERIALS
from models.rules import RULES
from regulations.conditions import CONDITIONS
from regulations.regulation import Regulation, Requirement, RuleState, Scope

HERE = Path(__file__).parent


def load_regulation(name: str = "2021-hubei", *, folder: Path = HERE) -> Regulation:
    """Load one regulation by name.

    Raises:
        DefinitionInvalid: there is no such file, or it is wrong; the message names the file and lists every fault.
    """
    path = folder / f"{name}.toml"
    try:
        content = path.read_bytes()
        definition = _Definition.model_validate(tomllib.loads(content.decode("utf-8")))
    except FileNotFoundError as error:
        raise DefinitionInvalid(f"{path.name}: expected a file of that name, met none") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionInvalid(f"{path.name}: expected TOML in UTF-8, met {error}") from error
    except ValidationError as error:
        faults = [f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()]
        raise DefinitionInvalid(f"{path.name}: {', '.join(faults)}") from error
    meant = list(_faults(definition, name))
    if meant:
        raise DefinitionInvalid(f"{path.name}: {', '.join(meant)}")
    return _regulation(definition, hashlib.sha256(content).hexdigest())


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Requirement(_Strict):
    tracks: tuple[Track, ...] = Field(min_length=1)
    scope: Scope
    any_of: tuple[str, ...] = Field(min_length=1)
    when: tuple[str, ...] = ()
    because: str


class _Definition(_Strict):
    code: str
    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    nothing_required: tuple[Track, ...] = ()
    sentences: dict[str, str]
    requirements: tuple[_Requirement, ...] = Field(min_length=1)
    rules: dict[str, RuleState] = {}


def _faults(definition: _Definition, name: str) -> Iterator[str]:
    if definition.code != name:
        yield f"code: expected the name of the file, met {definition.code}"
    for index, requirement in enumerate(definition.requirements):
        yield from (f"requirements.{index}.{fault}" for fault in _faults_of_one(requirement, definition))
    yield from _faults_of_tracks(definition)
    yield from _faults_of_rules(definition)
    unused = set(definition.sentences) - {requirement.because for requirement in definition.requirements}
    yield from (f"sentences.{key}: no requirement rests on it" for key in sorted(unused))


def _faults_of_one(requirement: _Requirement, definition: _Definition) -> Iterator[str]:
    for code in requirement.any_of:
        if code not in MATERIALS:
            yield f"any_of: expected a type code of the contract, met {code}"
    for word in requirement.when:
        if word not in CONDITIONS:
            yield f"when: expected a word of regulations/conditions.py, met {word}"
    if requirement.because not in definition.sentences:
        yield f"because: expected a key of sentences, met {requirement.because}"


def _faults_of_tracks(definition: _Definition) -> Iterator[str]:
    asked = {track for requirement in definition.requirements for track in requirement.tracks}
    free = set(definition.nothing_required)
    for track in Track:
        if track in asked and track in free:
            yield f"nothing_required: {track} has requirements too"
        if track not in asked and track not in free:
            yield f"requirements: track {track} appears nowhere"


def _faults_of_rules(definition: _Definition) -> Iterator[str]:
    for word in definition.rules:
        if word not in RULES:
            yield f"rules.{word}: expected a word of models/rules.py, met another"
        elif not RULES[word].may_be_changed:
            yield f"rules.{word}: expected a rule that rests on instructions or on hearsay, met one of fact"


def _regulation(definition: _Definition, digest: str) -> Regulation:
    return Regulation(
        code=definition.code,
        title=definition.title,
        source=definition.source,
        nothing_required=frozenset(definition.nothing_required),
        rules=definition.rules,
        digest=digest,
        requirements=tuple(
            Requirement(
                tracks=frozenset(requirement.tracks),
                scope=requirement.scope,
                any_of=requirement.any_of,
                when=requirement.when,
                because=definition.sentences[requirement.because],
            )
            for requirement in definition.requirements
        ),
    )
