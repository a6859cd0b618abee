"""What a diploma says where no wording of its own was met: clauses of which each says one value, as in letters.

Schools word their papers as they like. A wording that was met tells more, as it says where every value ends; these
clauses say the least there is, and rival nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.clauses import running, said
from doctypes.printed import Print
from models.doctype import DocumentType, ValueKind


def in_spare_clauses(page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]) -> Iterator[Candidate]:
    """Find what the spare clauses of each field say."""
    fields = [spec for spec in doctype.fields if spec.spare_clauses]
    letter = running(page) if fields else None
    for spec in fields:
        places = said(letter, spec.spare_clauses, kinds[spec.kind]) if letter is not None else ()
        if places:
            found = candidate_at(page, spec.name, Locator.SPARE, places)
            yield replace(found, may_be_longer=_is_unheard_of(found.raw, kinds[spec.kind]))


def _is_unheard_of(raw: str, kind: ValueKind) -> bool:
    """Whether a value is none of its kind's list: 武汉大临床医学 is a school without its end, and a major."""
    parsed = kind.parse(raw)
    return bool(kind.words) and parsed is not None and parsed.value not in kind.words
