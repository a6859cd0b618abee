"""What a diploma says where no wording of its own was met: clauses of which each says one value, as in letters.

Schools word their papers as they like. A wording that was met tells more, as it says where every value ends; these
clauses say the least there is, and rival nothing.
"""

from collections.abc import Iterator, Mapping

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
            yield candidate_at(page, spec.name, Locator.SPARE, places)
