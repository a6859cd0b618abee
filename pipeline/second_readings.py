"""Weighs what a page says when its uncertain print is read in other ways. Pure.

No way of reading is believed over the others: what all agree on stands, what only one of them says is doubtful, and a
field that the first reading made nothing of takes what another makes, for a person to confirm.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from rapidfuzz.distance import Levenshtein

from doctypes.printed import folded
from doctypes.values.chinese_date import SUPPLIED, UNSURE
from doctypes.values.look_alikes import rarer
from doctypes.values.surnames import looks_like_a_name
from doctypes.values.writing import simplified
from models.doctype import ValueKind
from models.extraction import GIVEN, FieldStatus, Reading, Witness
from models.page import PageText, TextLine
from pipeline.certainty import FIRM
from pipeline.echoes import in_order
from pipeline.faint_rivals import MOST_LOST, adds_strokes, faint_rivals
from pipeline.image.boxes import shared

_COVERED = 0.7
"""Share of a line that lies under another from which both are the same print."""
_SAME_PRINT = 0.5
"""Share of the smaller of two boxes that they have in common where they hold the same print."""
_NO_WIDER = 1.1


def read_otherwise(page: PageText) -> tuple[PageText, ...]:
    """Return the page as each other way of reading has it; ways that say the same as the first are left out."""
    pages = []
    for way in page.again:
        held = [(line, _under(line, page.lines)) for line in way]
        if any(_letters([line]) != _letters(under) for line, under in held):
            covered = {id(one) for _, under in held for one in under}
            kept = (line for line in page.lines if id(line) not in covered)
            pages.append(replace(page, lines=(*kept, *(line for line, _ in held)), again=()))
    return tuple(pages)


def heard_otherwise(
    page: PageText,
    readings: Sequence[Reading],
    read: Callable[[PageText, Collection[str]], Iterable[Reading]],
    *,
    shedding: Collection[str] = (),
) -> Mapping[str, Sequence[Reading]]:
    """Return, by field, what other ways make of it, as far as it can change what comes of the first readings.

    `read` reads those fields of a page that are asked for; `shedding` names those whose thin strokes get lost.
    """
    ways = read_otherwise(page)
    heard: dict[str, list[Reading]] = {reading.field: [] for reading in readings}
    for way in ways:
        asked = {
            first.field
            for first in readings
            if _may_change(first, heard[first.field], ways=len(ways), sheds_strokes=first.field in shedding)
        }
        for reading in read(way, asked) if asked else ():
            heard[reading.field].append(reading)
    return heard


def agreed(page: PageText) -> PageText:
    """Return the page with every line on whose text all ways agree as certain as the middle one of them is."""
    lines = tuple(_agreed(line, page.again) for line in page.lines) if page.again else page.lines
    return replace(page, lines=lines)


def settled(first: Reading, others: Sequence[Reading], kind: ValueKind | None = None) -> Reading:
    """Return one field's reading in view of what other ways of reading make of it.

    A field of a `kind` that may hold any character, as names do, holds the rare one rather than the common; one of
    which most values are known, as schools, the known one rather than a part of it; and one whose thin strokes get
    lost, as dates do, what was read with a stroke more.
    """
    sheds_strokes, rare_characters = kind is not None and kind.sheds_strokes, kind is not None and kind.rare_characters
    if first.status in GIVEN:
        return _challenged(first, others, sheds_strokes=sheds_strokes, known=kind.known if kind else frozenset())
    by_value = _by_value([first, *others], of_dates=sheds_strokes)
    if not by_value:
        return _partly_read([first, *others]) or first
    best = max(by_value, key=lambda value: _weight(by_value[value]))
    if rare_characters:
        best = next((value for value in by_value if _is_rarer(value, best) and not _is_undone(value, by_value)), best)
        best = next((value for value in by_value if _is_undone(best, by_value) and _is_rarer(best, value)), best)
        best = next((value for value in by_value if _is_without_scraps(value, best)), best)
    if kind is not None and kind.known:
        best = next((one for one in by_value if one in kind.known and _is_known_better(best, one, kind)), best)
    if sheds_strokes:
        best = max((value for value in by_value if _has_more(by_value, value, best)), key=len, default=best)
    shown = max(by_value[best], key=lambda one: (one.value == best, one.confidence))
    rivals = tuple(sorted({*shown.rivals, *by_value} - {best}))
    if shown is first and not rivals:
        return first
    status = FieldStatus.READ if _firm(by_value[best], others) and not rivals else FieldStatus.DOUBTFUL
    again = _of_same_print(rivals, shown, [first, *others])
    faint = faint_rivals(again, by_value[best], [first, *others], kind)
    return replace(shown, status=status, rivals=rivals, again=again, faint=faint)


def _may_change(first: Reading, heard: Sequence[Reading], *, ways: int, sheds_strokes: bool) -> bool:
    """Whether one more of so many ways can change what comes of a field, after what was heard of it.

    What is no certain value is weighed against every way; a certain one yields only to all of several, or, where
    strokes get lost, to any.
    """
    if first.status not in GIVEN or (sheds_strokes and first.witnesses == (Witness.PRINT,)):
        return True
    contradicted = all(one.status in GIVEN and one.value != first.value for one in heard)
    return ways > 1 and contradicted and Witness.QR not in first.witnesses


def _challenged(first: Reading, others: Sequence[Reading], *, sheds_strokes: bool, known: Collection[str]) -> Reading:
    """A certain value that every other way contradicts alike is none; nor is one to which another adds a stroke."""
    if sheds_strokes and first.witnesses == (Witness.PRINT,):
        longer = [
            one for one in others if one.value not in (None, first.value) and not one.fault and adds_strokes(first, one)
        ]
        if longer:
            best = max(longer, key=lambda one: one.confidence)
            rivals = {*first.rivals, *best.rivals, first.value or ""} - {best.value}
            return replace(best, status=FieldStatus.DOUBTFUL, rivals=tuple(sorted(rivals)))
    against = {other.value for other in others if other.value and other.status in GIVEN}
    one_voice = len(others) > 1 and len(against) == 1 and all(other.status in GIVEN for other in others)
    if not one_voice or first.value in against or Witness.QR in first.witnesses:
        return first
    shown = others[0] if others[0].value in known and first.value not in known else first
    rivals = {*first.rivals, *against, first.value or ""} - {shown.value}
    return replace(shown, status=FieldStatus.DOUBTFUL, rivals=tuple(sorted(rivals)))


def _has_more(by_value: Mapping[str, Sequence[Reading]], value: str, other: str) -> bool:
    return any(adds_strokes(less, more) for less in by_value[other] for more in by_value[value])


def _by_value(readings: Sequence[Reading], *, of_dates: bool) -> dict[str, list[Reading]]:
    """Gather sound readings by value; a date that begins as another does speaks for that, too: 2014-08 for a day."""
    sound = [reading for reading in readings if reading.value and not reading.fault]
    values = list(dict.fromkeys(reading.value for reading in sound if reading.value))  # the first one first
    if not of_dates:
        return {value: [reading for reading in sound if reading.value == value] for value in values}
    longest = [value for value in values if not any(other != value and other.startswith(value) for other in values)]
    return {
        value: [reading for reading in sound if reading.value and value.startswith(reading.value)] for value in longest
    }


def _partly_read(others: Sequence[Reading]) -> Reading | None:
    """The surest of what is short of numerals of its year only, which other dates may yet tell."""
    partly = [one for one in others if one.value and one.fault in (SUPPLIED, UNSURE)]
    surest = max(partly, key=lambda one: one.confidence, default=None)
    return next((one for one in partly if surest and adds_strokes(surest, one)), surest)


def _weight(readings: Sequence[Reading]) -> tuple[bool, float]:
    checked = any(Witness.CHECK_DIGIT in reading.witnesses for reading in readings)
    return checked, sum(reading.confidence for reading in readings)


def _is_rarer(value: str, other: str) -> bool:
    """Whether two values differ in one character, rare in the first: readers make 活 of 湉, and never 湉 of 活."""
    differing = [pair for pair in zip(other, value, strict=False) if pair[0] != pair[1]]
    if len(value) != len(other) or len(differing) != 1 or simplified(value) == simplified(other):
        return False  # readers print 瑤 for 瑶 as soon as the other way round
    return rarer(*differing[0])


def _is_undone(value: str, by_value: Mapping[str, Sequence[Reading]]) -> bool:
    """Whether a rare character was only put in the place of a common one that another way reads firmly."""
    was_put_in = all(value not in one.raw for one in by_value[value])
    return was_put_in and any(
        _is_rarer(value, other) and any(one.confidence >= FIRM and other in one.raw for one in held)
        for other, held in by_value.items()
    )


def _is_a_part(value: str, known: str) -> bool:
    """Whether a reading is a known value without a character or two of its midst: 第军医大学 of 第二军医大学."""
    return 0 < len(known) - len(value) <= MOST_LOST and in_order(value, known)


def _is_known_better(value: str, known: str, kind: ValueKind) -> bool:
    """Whether a reading is a part of a known value, or no known one and a letter off: 襄阳市卫生生学校."""
    return _is_a_part(value, known) or (value not in kind.known and Levenshtein.distance(value, known) == 1)


def _is_without_scraps(name: str, other: str) -> bool:
    """Whether a name is another one without the letters in front of it that make that none: 史静梦 of 心史静梦."""
    return other != name and other.endswith(name) and looks_like_a_name(name) and not looks_like_a_name(other)


def _of_same_print(rivals: Sequence[str], shown: Reading, heard: Sequence[Reading]) -> tuple[str, ...]:
    """Return the rivals that other ways made of the very print of a value, and that stand nowhere else on the page."""
    elsewhere = {rival for one in heard for rival in one.rivals if rival not in one.again}
    read_there = {one.value for one in heard if one.box and shown.box and shared(one.box, shown.box) >= _SAME_PRINT}
    known = {rival for one in heard for rival in one.again}
    return tuple(rival for rival in rivals if rival not in elsewhere and rival in read_there | known)


def _firm(held: Sequence[Reading], others: Sequence[Reading]) -> bool:
    """Whether more ways than one say so, each with certainty, and none is silent."""
    return len(others) > 1 and len(held) >= len(others) and all(one.status in GIVEN for one in held)


def _agreed(line: TextLine, ways: Sequence[Sequence[TextLine]]) -> TextLine:
    said = [one for way in ways for one in way if one.box == line.box]
    if len(said) < len(ways) or any(one.text != line.text for one in said):
        return line
    scores = tuple(median(each) for each in zip(line.scores, *(one.scores for one in said), strict=True))
    return replace(line, scores=scores)


def _under(line: TextLine, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of the first reading that a line stands for, from left to right."""
    box = line.box
    (_, top), (right, bottom) = box.corners[0], box.corners[2]
    near = (one for one in lines if one.box.corners[0][1] < bottom and one.box.corners[2][1] > top)
    held = [one for one in near if one.box.width <= _NO_WIDER * (right - box.left) and shared(one.box, box) >= _COVERED]
    return sorted(held, key=lambda one: one.box.left)


def _letters(lines: Sequence[TextLine]) -> str:
    return "".join(char for line in lines for char in folded(line.text) if char.isalnum())
