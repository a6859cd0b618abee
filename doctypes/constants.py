"""Values that fixed print says: 硕士研究生 in a title is a level, whatever stands in the blanks."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from doctypes.candidates import Candidate, Locator
from doctypes.printed import Print, folded
from models.doctype import DocumentType, FieldSpec

_NO = "不"
_CONSTANT_ALIKE = 82.0
"""How alike (0..100) fixed print must be: one misread letter in six passes, two do not."""


def constants(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    """Find the fixed print of a type that says a value: its title, and words between the blanks."""
    for spec in doctype.fields:
        found = _constant(page, spec)
        if found:
            yield found


def _constant(page: Print, spec: FieldSpec) -> Candidate | None:
    for text, value in spec.constants:
        wanted = folded(text)
        if len(page.text) < len(wanted):
            continue
        alike = fuzz.partial_ratio_alignment(wanted, page.plain, score_cutoff=_CONSTANT_ALIKE)
        if alike is not None and alike.dest_end - alike.dest_start >= len(wanted) - 1:
            around = page.plain[max(0, alike.dest_start - 1) : alike.dest_end + 1]
            if _NO in around and _NO not in wanted:
                continue  # 考核结果为不合格 is one letter off 考核结果为合格.
            places = tuple(range(alike.dest_start, alike.dest_end))
            return Candidate(field=spec.name, locator=Locator.CONSTANT, raw=value, places=places)
    return None
