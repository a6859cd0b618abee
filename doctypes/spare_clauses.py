"""What a diploma says where no wording of its own was met: clauses of which each says one value, as in letters.

Schools word their papers as they like. A wording that was met tells more, as it says where every value ends; these
clauses say the least there is, and rival nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.clauses import Running, said
from doctypes.printed import Print
from models.doctype import DocumentType, FieldSpec, ValueKind


def in_spare_clauses(
    page: Print, letter: Running, doctype: DocumentType, kinds: Mapping[str, ValueKind]
) -> Iterator[Candidate]:
    """Find what the spare clauses of each field say; what may be another value is marked so."""
    for spec in doctype.fields:
        kind = kinds[spec.kind]
        places = said(letter, spec.spare_clauses, kind)
        if places:
            found = candidate_at(page, spec.name, Locator.SPARE, places)
            unsure = _is_unheard_of(found.raw, kind) or _says_another(page, letter, found, spec, kind)
            yield replace(found, unsure=unsure)


def _is_unheard_of(raw: str, kind: ValueKind) -> bool:
    """Whether a value is none of its kind's list: 武汉大临床医学 is a school without its end, and a major."""
    parsed = kind.parse(raw)
    return bool(kind.words) and parsed is not None and parsed.value not in kind.words


def _says_another(page: Print, letter: Running, found: Candidate, spec: FieldSpec, kind: ValueKind) -> bool:
    """Whether the clauses say another value further on: the school before this one, or the sex of somebody else."""
    behind = letter.places.index(found.places[-1]) + 1
    rest = Running(
        letter.text[behind:], letter.places[behind:], tuple(at - behind for at in letter.lines if at >= behind)
    )
    other, one = (
        kind.parse(page.raw(places)) if places else None
        for places in (said(rest, spec.spare_clauses, kind), found.places)
    )
    return (
        other is not None
        and one is not None
        and not other.fault
        and not kind.compare(other.value, one.value).outcome.agrees
    )
