"""Fields of a page of a known type: candidates found, parsed, held against each other, and witnessed. Pure.

Nothing is guessed: print that yields no value is unreadable, rivals make a value doubtful, and only independent
witnesses make it proved.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from doctypes.candidates import Candidate, Locator
from doctypes.locators import locate
from doctypes.printed import Print, printed
from doctypes.values import KINDS
from models.doctype import DocumentType, FieldSpec, Outcome, Parsed, ValueKind
from models.extraction import GIVEN, Extraction, FieldStatus, Reading, Witness
from models.page import Box
from pipeline.certainty import DOUBT_BELOW, MOST_CERTAIN
from pipeline.cross_examination import RUNS_ON, cross_examined
from pipeline.likely_dates import with_likely_years
from pipeline.names_in_print import behind_the_seals_letter, one_joined_on
from pipeline.offers import Offer, borne_out, is_code, merit, offer_of, soundness
from pipeline.second_readings import heard_otherwise, settled

QR_DISAGREES = "qr_disagrees"
QR_FOREIGN = "qr_foreign"
"""Fault: a QR code stands where the official one belongs, and it is none of theirs."""
STANDS_IN = "stands_in"
"""Fault: what stands at the foot was not found, and the end of study or the heading stands in for it."""
DAY_LOST = "day_lost"
"""Fault: the date at the foot has no day. It may have none in print: the value is in doubt, and not the paper."""
OTHER_LABEL = "other_label"
"""Fault: the print beside the label that counts cannot be read, and another label's value stands in for it."""
AGE_INSTEAD = "age_instead"
"""Fault of no birth date: the paper tells how old its holder was, as diplomas of the eighties and nineties do."""
_AGE = re.compile(r"(?:现年|年龄).{0,6}?[\d〇零一二三四五六七八九十廿卅]{1,3}岁")
_FEWEST_OF_A_VALUE = 4
_WEAK = frozenset({Locator.ANYWHERE, Locator.BEFORE, Locator.FRAGMENT, Locator.HEADING, Locator.SPARE})
"""Ways that may catch another value of the same kind; what they alone find is taken, but rivals nothing."""
_HARDLY_READ = 0.6
_CHECK_CATCHES = 1
"""Uncertain characters up to which a check digit is a witness. MOD 11-2 catches every single misread character; of two
and more, one pair in eleven passes."""
_MISREAD_LETTERS = 2
_MONTH = re.compile(r"\d{4}-\d\d")


def extract(page: Print, doctype: DocumentType) -> Extraction:
    """Read every field of a type off a page; one reading a field, in the order of the definition."""
    readings = _readings(page, doctype)
    if page.seen.again and any(reading.status not in GIVEN for reading in readings):
        others = heard_otherwise(
            page.seen,
            readings,
            lambda way, asked: _readings(printed(way), doctype, asked),
            shedding={spec.name for spec in doctype.fields if KINDS[spec.kind].sheds_strokes},
        )
        readings = [
            settled(first, others[spec.name], KINDS[spec.kind])
            for spec, first in zip(doctype.fields, readings, strict=True)
        ]
    weighed = cross_examined(with_likely_years(readings, doctype))
    return Extraction(type_code=doctype.code, digest=doctype.digest, readings=weighed)


def _readings(page: Print, doctype: DocumentType, asked: Collection[str] | None = None) -> list[Reading]:
    candidates = locate(page, doctype, KINDS, asked)
    return [_read(page, spec, candidates) for spec in doctype.fields if asked is None or spec.name in asked]


def _read(page: Print, spec: FieldSpec, candidates: Sequence[Candidate]) -> Reading:
    own = [candidate for candidate in candidates if candidate.field == spec.name]
    offers = [offer for candidate in own if (offer := offer_of(page, spec, candidate))]
    if offers:
        reading = _chosen(page, spec, offers)
        return reading if reading.fault else _doubted_for_another_label(reading, KINDS[spec.kind], own, offers)
    blurred = next((candidate for candidate in own if any(char.isalnum() for char in candidate.raw)), None)
    if blurred is None:
        tells_age = spec.name == "birth_date" and bool(_AGE.search(page.text))
        return Reading(field=spec.name, status=FieldStatus.ABSENT, fault=AGE_INSTEAD if tells_age else "")
    return Reading(
        field=spec.name,
        status=FieldStatus.UNREADABLE,
        raw=blurred.raw[: KINDS[spec.kind].max_length],
        confidence=page.confidence(blurred.places),
        box=page.upload_box(blurred.places) if blurred.places else None,
    )


def _doubted_for_another_label(
    reading: Reading, kind: ValueKind, own: Sequence[Candidate], offers: Sequence[Offer]
) -> Reading:
    """Of two labels the one named first counts: where its value cannot be read, that of the other is in doubt."""
    same = [offer.candidate for offer in offers if offer.parsed.value == reading.value]
    ranks = [one.rank for one in same if _by_label(one)]
    read = {offer.candidate.rank for offer in offers if not offer.parsed.fault}
    unread = [one for one in own if _by_label(one) and one.rank not in read and _looks_like(one.raw, kind)]
    if len(reading.witnesses) > 1 or not ranks or not any(one.rank < min(ranks) for one in unread):
        return reading
    return replace(reading, status=FieldStatus.DOUBTFUL, fault=OTHER_LABEL)


def _by_label(candidate: Candidate) -> bool:
    return candidate.locator in (Locator.LABEL, Locator.BELOW)


def _looks_like(raw: str, kind: ValueKind) -> bool:
    """Whether print is, for the most part, made of what its kind is printed with."""
    fitting = re.findall(f"[{kind.characters}]", raw) if kind.characters else ()
    return len(fitting) >= max(_FEWEST_OF_A_VALUE, len(raw) / 2)


def _chosen(page: Print, spec: FieldSpec, offers: Sequence[Offer]) -> Reading:
    best = max(offers, key=lambda offer: (soundness(offer, spec), merit(offer)))
    best = borne_out(best, offers, spec)
    same = [offer for offer in offers if offer.parsed.value == best.parsed.value]
    printed_elsewhere = _rivals(best, offers, spec)
    rivals = printed_elsewhere or _as_printed(best, spec)
    if KINDS[spec.kind].rare_characters and not rivals:
        rivals = one_joined_on(page, best.candidate, best.parsed.value) or behind_the_seals_letter(
            page, best.parsed.value
        )
    witnesses = _witnesses(best, same)
    shown = _shown(best, same)
    boxed = shown if shown.candidate.places else next((offer for offer in same if offer.candidate.places), best)
    reading = Reading(
        field=spec.name,
        status=FieldStatus.READ,
        value=best.parsed.value,
        raw=shown.candidate.raw,
        confidence=round(max(offer.confidence for offer in same), 4),
        witnesses=witnesses,
        fault=_fault(page, spec, best, rivals),
        rivals=rivals,
        again=rivals if not printed_elsewhere else (),
        box=_box(page, boxed.candidate),
    )
    return replace(reading, status=_status(reading, best.parsed))


def _as_printed(best: Offer, spec: FieldSpec) -> tuple[str, ...]:
    """The print of a value that was put right although every character is firm: 中药 is a word, and no misread 中医.

    A surname that was put right is another surname, if a rare one, however it was read.
    """
    if KINDS[spec.kind].rare_characters and best.parsed.repaired and spec.compares_with:
        printed = KINDS[spec.kind].parse(best.candidate.raw)
        if printed and printed.value[1:] == best.parsed.value[1:] and printed.value[0] != best.parsed.value[0]:
            return (printed.value,)
    mended = best.parsed.repaired and not best.parsed.checked and not best.parsed.fault
    return (
        (best.candidate.raw,)
        if mended
        and best.candidate.raw != best.parsed.value
        and spec.compares_with
        and best.print_confidence >= MOST_CERTAIN
        else ()
    )


def _shown(best: Offer, same: Sequence[Offer]) -> Offer:
    """The print that people read, where the machine-readable zone gave the value."""
    if best.candidate.locator is not Locator.ZONE:
        return best
    return max((offer for offer in same if offer.candidate.locator is not Locator.ZONE), key=merit, default=best)


def _fault(page: Print, spec: FieldSpec, best: Offer, rivals: Sequence[str]) -> str:
    if is_code(best):
        return QR_DISAGREES if rivals else best.parsed.fault
    if spec.barcode and any(code.format == "QRCode" for code in page.page.barcodes):
        return QR_FOREIGN
    if best.candidate.piece and best.candidate.locator is Locator.FRAGMENT:
        return RUNS_ON
    if best.parsed.fault or not spec.alone:
        return best.parsed.fault
    if best.candidate.locator in (Locator.SENTENCE, Locator.SPARE, Locator.HEADING):
        return STANDS_IN
    return DAY_LOST if _MONTH.fullmatch(best.parsed.value) else ""


def _rivals(best: Offer, offers: Sequence[Offer], spec: FieldSpec) -> tuple[str, ...]:
    """Other sound values given for the field by other print; a longer reading of the same print is no rival."""
    held = set(best.candidate.places)
    rivals = {
        offer.parsed.value
        for offer in offers
        if not offer.parsed.fault
        and (offer.candidate.piece or not held.intersection(offer.candidate.places) or _may_be_whole(best, offer, spec))
        and (is_code(best) or offer.candidate.locator not in _WEAK)
        and not _goes_with(best, offer, spec)
    }
    return tuple(sorted(rivals))


def _may_be_whole(best: Offer, longer: Offer, spec: FieldSpec) -> bool:
    """Whether a piece may lack what the longer print has: a name's last character, a number's last digit."""
    telling = KINDS[spec.kind].rare_characters or any(char.isdigit() for char in best.parsed.value)
    return best.candidate.piece and telling and set(best.candidate.places) < set(longer.candidate.places)


def _goes_with(best: Offer, other: Offer, spec: FieldSpec) -> bool:
    """Whether two values can both be right, or the other is a misreading that the best one explains."""
    outcome = KINDS[spec.kind].compare(best.parsed.value, other.parsed.value).outcome
    if outcome.agrees or (other.candidate.rank > best.candidate.rank and not spec.compares_with):
        return True
    if best.parsed.checked and not other.parsed.checked and other.confidence < DOUBT_BELOW:
        return True
    if is_code(best):
        # A QR code corrects its own errors: print beside it that may be a misreading of it was misread.
        close = Levenshtein.distance(best.parsed.value, other.parsed.value) <= _MISREAD_LETTERS
        return outcome is Outcome.DOUBTFUL or other.print_confidence < (DOUBT_BELOW if close else _HARDLY_READ)
    # The date at the foot of a diploma and the end of study in its sentence are two facts of one year.
    same_year = best.parsed.value[:4] == other.parsed.value[:4]
    return KINDS[spec.kind].sheds_strokes and best.candidate.locator is Locator.ALONE and same_year


def _witnesses(best: Offer, same: Sequence[Offer]) -> tuple[Witness, ...]:
    printed = [offer for offer in same if not is_code(offer)]
    found = []
    if any(offer.candidate.locator is not Locator.CONSTANT for offer in printed):
        found.append(Witness.PRINT)
    if any(offer.candidate.locator is Locator.CONSTANT for offer in printed):
        found.append(Witness.TITLE)
    if _twice_printed(printed):
        found.append(Witness.SECOND_PRINT)
    if len(printed) < len(same):
        found.append(Witness.QR)
    if best.parsed.checked and best.uncertain <= _CHECK_CATCHES:
        found.append(Witness.CHECK_DIGIT)
    return tuple(found)


def _twice_printed(offers: Sequence[Offer]) -> bool:
    first = set(offers[0].candidate.places) if offers else set()
    return any(not first.intersection(offer.candidate.places) for offer in offers[1:])


def _status(reading: Reading, parsed: Parsed) -> FieldStatus:
    if reading.fault or reading.rivals or (parsed.repaired and not parsed.checked):
        return FieldStatus.DOUBTFUL
    if len(reading.witnesses) > 1:
        return FieldStatus.PROVED
    return FieldStatus.READ if reading.confidence >= DOUBT_BELOW else FieldStatus.DOUBTFUL


def _box(page: Print, candidate: Candidate) -> Box | None:
    if candidate.places:
        return page.upload_box(candidate.places)
    return page.page.transform.to_upload(candidate.code_box) if candidate.code_box else None
