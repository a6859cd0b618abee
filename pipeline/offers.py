"""Candidates that hold a value, and which of them is worth more. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from doctypes.candidates import Candidate, Locator
from doctypes.printed import Print
from doctypes.second_choices import may_be_rarer
from doctypes.values import KINDS
from doctypes.values.chinese_date import IMPOSSIBLE, SUPPLIED, UNSURE
from doctypes.values.surnames import looks_like_a_name
from doctypes.values.writing import has_two_forms, simplified
from models.doctype import FieldSpec, Parsed, ValueKind
from pipeline.certainty import DOUBT_BELOW
from pipeline.likely_meant import as_meant
from pipeline.names_in_print import mended

_AMBIGUOUS = 0.85
"""Certainty of a value whose characters print alone does not tell apart: in doubt until a code says it, too."""
_RANK = {locator: place for place, locator in enumerate(Locator)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A candidate that holds a value."""

    candidate: Candidate
    parsed: Parsed
    confidence: float
    print_confidence: float
    """The same, as far as print alone goes, where print cannot tell O from 0."""
    listed: bool
    """It is a word of its kind's list."""
    nameless: bool
    """It stands for a name and has none of the surnames."""
    uncertain: int
    """Characters that are less certain than `DOUBT_BELOW`."""


def offer_of(page: Print, spec: FieldSpec, candidate: Candidate) -> Offer | None:
    """Return what a candidate offers for a field, or None where its print holds no such value."""
    kind = KINDS[spec.kind]
    if not candidate.raw or len(candidate.raw) > kind.max_length:
        return None
    parsed = kind.parse(candidate.raw if kind.keeps_forms else simplified(candidate.raw))
    if parsed is None:
        return None
    sure = page.confidence(candidate.places)
    parsed = as_meant(parsed, kind, sure=sure)
    if kind.rare_characters:
        parsed = mended(page, spec, candidate, parsed)
    if candidate.may_be_longer:
        parsed = replace(parsed, repaired=True)
    if candidate.vouched and not parsed.fault:
        parsed = replace(parsed, checked=True)
    from_code = candidate.locator is Locator.BARCODE
    print_confidence = 1.0 if from_code else page.confidence(candidate.places)
    return Offer(
        candidate=candidate,
        parsed=parsed,
        listed=parsed.value in kind.words,
        confidence=1.0 if from_code else min(print_confidence, _tellable(page, kind, candidate, parsed)),
        print_confidence=print_confidence,
        nameless=kind.rare_characters and not looks_like_a_name(parsed.value),
        uncertain=0 if from_code else page.uncertain(candidate.places, below=DOUBT_BELOW),
    )


def _tellable(page: Print, kind: ValueKind, candidate: Candidate, parsed: Parsed) -> float:
    """How certain print can make a value at best."""
    value = parsed.value
    if candidate.unsure:
        return _AMBIGUOUS
    if kind.rare_characters and (may_be_rarer(page, candidate.places) or not looks_like_a_name(value)):
        return _AMBIGUOUS
    mixed = not value.isdigit() and any(char in kind.ambiguous for char in value)
    return _AMBIGUOUS if mixed or (kind.keeps_forms and has_two_forms(value)) else kind.most_certain


def borne_out(best: Offer, offers: Sequence[Offer], spec: FieldSpec) -> Offer:
    """A date of which the year is unsure is less so where the page says a part of it elsewhere."""
    others = (KINDS[spec.kind].compare(best.parsed.value, one.parsed.value) for one in offers if not one.parsed.fault)
    as_it_was = best.parsed.fault != UNSURE or not any(likeness.outcome.agrees for likeness in others)
    return best if as_it_was else replace(best, parsed=replace(best.parsed, fault=SUPPLIED))


def soundness(offer: Offer, spec: FieldSpec) -> int:
    """Sound before what is in doubt by what it is, and that before faulty."""
    stands_where_it_must = spec.alone and offer.candidate.locator is Locator.ALONE
    if stands_where_it_must and offer.parsed.fault == IMPOSSIBLE and offer.confidence >= DOUBT_BELOW:
        return 2  # nothing may stand in for a day that is printed and does not exist
    if offer.parsed.fault:
        return int(offer.parsed.fault in (SUPPLIED, UNSURE))
    return 1 if spec.alone and offer.candidate.locator in (Locator.SENTENCE, Locator.SPARE) else 3


def merit(offer: Offer) -> tuple[bool, int, bool, int, bool, float, int]:
    """Checked before unchecked, telling places before any place, words of a list, certain before uncertain."""
    parsed, locator = offer.parsed, offer.candidate.locator
    return (
        parsed.checked and not parsed.repaired,
        -_RANK[locator],
        not offer.nameless,
        -offer.candidate.rank,
        offer.listed,
        round(offer.confidence, 1),
        len(offer.candidate.raw),
    )


def is_code(offer: Offer) -> bool:
    """Tell whether a QR or bar code says it."""
    return offer.candidate.locator is Locator.BARCODE
