"""What the house knows, as the digests that a verdict rests on."""

import hashlib
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass, replace

from models.basis import Basis
from models.levels import DeskPolicy
from pipeline.grounds import alphabet_digest, anchors_digest
from pipeline.judging_code import judging_code, reading_code
from regulations.regulation import Regulation
from services.keepers import Knowledge

_known: list[tuple[Knowledge, Basis]] = []
"""Of the knowledge used last; a process has one, a preview two."""
_MOST_KNOWN = 4


def basis_of(knowledge: Knowledge) -> Basis:
    """Return the basis of dossiers that are made with this knowledge."""
    for known, basis in list(_known):
        if known is knowledge:
            return basis
    basis = Basis(
        reading_code=reading_code(),
        judging_code=judging_code(),
        anchors=anchors_digest(knowledge.types),
        alphabet=alphabet_digest(knowledge.alphabet),
        definitions=tuple(sorted((code, doctype.digest) for code, doctype in knowledge.types.items())),
        regulation=_but_for_switches(knowledge.regulation),
        rules=_switches(knowledge.regulation),
    )
    _known.append((knowledge, basis))
    del _known[:-_MOST_KNOWN]
    return basis


def _switches(regulation: Regulation | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((word, str(state)) for word, state in regulation.rules.items())) if regulation else ()


def _but_for_switches(regulation: Regulation | None) -> str:
    """A comment changed in the file changes nothing: what counts is what was made of it."""
    if regulation is None:
        return ""
    return hashlib.sha256(_told(replace(regulation, rules={}, desk=DeskPolicy(), digest="")).encode()).hexdigest()[:32]


def _told(value: object) -> str:
    """Write a frozen value so that equal ones are written alike in every process; sets have no order of their own."""
    if is_dataclass(value) and not isinstance(value, type):
        return f"{{{','.join(f'{part.name}:{_told(getattr(value, part.name))}' for part in fields(value))}}}"
    if isinstance(value, Mapping):
        return f"<{','.join(sorted(f'{_told(key)}:{_told(held)}' for key, held in value.items()))}>"
    if isinstance(value, Set):
        return f"({','.join(sorted(_told(held) for held in value))})"
    if isinstance(value, tuple | list):
        return f"[{','.join(_told(held) for held in value)}]"
    return repr(str(value)) if isinstance(value, str) else repr(value)
