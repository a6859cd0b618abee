"""Values of labels, by geometry: which print stands beside or below each label of a page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from doctypes.cells import stacked
from doctypes.label_places import Label
from doctypes.printed import Print
from doctypes.scraps import HARDLY_READ, OTHER_SIZE, belongs, is_stray

_COLON = frozenset(":;.,'、。·_-|")
"""Marks that stand between a label and its value, or are misread for a colon."""
_SECOND_LANGUAGE = re.compile(r"[/(]?(?=[A-Z.'/]*[a-z])[A-Za-zÀ-ɏ.,'/ ]{3,}\)?(?=[:;\u3400-\u9fff0-9])")
"""The label again in Latin letters, as the versions for minorities have it: 性别Sex女, 姓名Mingzcoh:."""
_LABEL_AGAIN = re.compile("(?=[A-Z.'/]*[a-z])[A-Z][A-Za-z.,'/ ]+")
"""The label in English below it, where its value stands beside it: Valid Through, No.; names are in capitals there."""
_OWN_LETTERS = re.compile(r"(?<=[a-z.:/)])(?!NO$)[A-Z]{1,3}$")
"""The first letters of a passport's number, run into the label before it: Passport No.A8978134."""
_SEAL_NOTE = re.compile(r"(?:\((?:加?盖?公?章|签章|印章)[):;]*|(?:加?盖?公?章|签章|印章)[):;]+)")
"""The words for the seal behind a label, a bracket of which was lost: 学校(章:荆州市卫生学校."""
_WIDE_GAP = 5.0
"""A gap in a row, in heights of its print, behind which another column begins. Letter-spaced values stay below 3."""
_SPACED = 0.4
"""A gap, in heights of its print, that letters of one value may leave between two lines of print."""
_MOST_READ_TWICE = 2
_STACKED = 0.8
"""Share of the narrower line's width that lines of one cell have in common, one below the other."""
_NUMBER = re.compile("[0-9]{4}")
_APART = 2.0
"""A gap, in heights of its print, that sets a line of its own apart from its neighbours in the row."""
_SHORTEST_WRAPPED = 6
"""Fewest characters of a line that breaks off because it is full."""
_LABEL_REACH = 10.0
"""How far, in heights of its print, a value may stand behind its label."""
_FAR_REACH = 16.0
"""How far a value off its label's line may stand behind it: values are centred in wide cells."""
_ALIGNED = 0.7
"""How far, in heights of its print, the next line of a value may begin from where the value began."""
_CLOSE = 0.6
"""Widest gap, in heights of the value, between a label and the value right under it."""
_FAR_BELOW = 2.2
"""How far, in line heights, the next line of a value or a value under its label may stand."""


def beside(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the places of the value on the label's row: up to the next label or the next column."""
    row_end = page.rows[label.row][1]
    starts = {start for other in labels for start in (other.start, other.tail[0]) if label.end <= start < row_end}
    limit = min(starts, default=row_end)
    start = label.end
    second = _SECOND_LANGUAGE.match(page.text, start, limit)
    start = _behind_english(page, second) if second and not _heads_a_scrap(page, second.end(), limit) else start
    note = _SEAL_NOTE.match(page.text, start, limit)
    start = note.end() if note and note.end() < limit else start
    while start < limit and page.text[start] in _COLON:
        start += 1
    return _of_one_value(page, start, limit, page.line(label.start).box.height)


def _heads_a_scrap(page: Print, start: int, limit: int) -> bool:
    """Whether nothing but a sign hardly read stands behind a word: then the word is the value, a foreigner's name."""
    return limit - start == 1 and page.glyphs[start].score < HARDLY_READ


def _behind_english(page: Print, label: re.Match[str]) -> int:
    """Where the value behind a label in Latin letters begins: the letters right before its digits are its own."""
    letters = _OWN_LETTERS.search(page.text, label.start(), label.end()) if label.end() < len(page.text) else None
    own = letters is not None and page.text[label.end()].isdigit()
    return letters.start() if letters is not None and own else label.end()


def beside_two_lines(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the value of a label that a narrow cell breaks in two: on the row of either line, whichever is nearer."""
    if not label.tail[1]:
        return beside(page, label, labels)
    first, last = label.tail
    lower = replace(label, start=first, end=last, tail=(0, 0), row=page.row_of[first])
    right = page.page_box(label.places).right
    upper = beside(page, label, labels)
    if not upper and (level := nearby(page, replace(label, tail=(0, 0)), labels)):
        return level  # on a curled page it may stand in the row above
    found = [places for places in (upper, beside(page, lower, labels)) if places]
    return min(found, key=lambda places: abs(page.page_box(places).left - right), default=())


def _of_one_value(page: Print, start: int, limit: int, label_height: float) -> tuple[int, ...]:
    """Places from `start` on that make one value: no other column, no print of another size, no echo from a seal."""
    held: list[int] = []
    lines = page.segments_of_rows[page.row_of[start]] if start < limit else ()
    spans = (range(max(first, start), min(last, limit)) for first, last in lines)
    pieces = _from_above([piece for piece in spans if piece], page)
    if len(pieces) > 1 and is_stray(page, pieces[0], pieces[1], label_height):
        pieces = pieces[1:]
    for piece in pieces:
        if held and _gap(page, held[-1], piece[0]) > _WIDE_GAP:
            break
        if not held or belongs(page, held, piece):
            held += piece[read_twice(page, held, piece) :]
    return tuple(held)


def _from_above(pieces: list[range], page: Print) -> list[range]:
    """Put two lines of a cell that stand in one row of the page in their order: 米热古丽·艾合买 and below it 提."""
    for place in range(len(pieces) - 1):
        one, other = (page.line(piece[0]).box for piece in pieces[place : place + 2])
        narrower = min(one.width, other.width)
        if min(one.right, other.right) - max(one.left, other.left) > _STACKED * narrower and other.top < one.top:
            pieces[place : place + 2] = pieces[place + 1], pieces[place]
    return pieces


def read_twice(page: Print, held: Sequence[int], piece: Sequence[int]) -> int:
    """Return how many digits at a line's beginning are the last ones of the line before it, which it overlaps."""
    if not held or _gap(page, held[-1], piece[0]) >= 0:
        return 0
    before, behind = page.raw(held[-_MOST_READ_TWICE:]), page.raw(piece)
    counts = (count for count in range(_MOST_READ_TWICE, 0, -1) if behind[:count] == before[-count:])
    return next((count for count in counts if behind[:count].isdigit()), 0)


def leading_piece(page: Print, places: Sequence[int]) -> tuple[int, ...]:
    """Return the places up to the first gap that is wider than the spacing of letters."""
    for index in range(1, len(places)):
        if _gap(page, places[index - 1], places[index]) > _SPACED:
            return tuple(places[:index])
    return tuple(places)


def chunked(page: Print) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the pieces of each row that stand apart by more than two heights of their print."""
    pieces = []
    for (row_start, end), lines in zip(page.rows, page.segments_of_rows, strict=True):
        first = row_start
        for start, _ in lines[1:]:
            if _gap(page, start - 1, start) > _APART:
                pieces.append((first, start))
                first = start
        pieces.append((first, end))
    return tuple(pieces)


def continued(page: Print, places: Sequence[int], labels: Sequence[Label]) -> tuple[int, ...]:
    """Return a value with its next line, where one stands right under it and no label claims that row before it."""
    if not places:
        return ()
    box = page.page_box(places)
    row = page.row_of[places[-1]] + 1
    while row < len(page.rows) and page.rows[row][1] - page.rows[row][0] == 1:
        row += 1  # one letter of a seal
    if row >= len(page.rows):
        return ()
    row_spans = page.segments_of_rows[row]
    below = [span for span in row_spans if _is_under(page, span, box.left, box.right, box.bottom)]
    following = [span for span in below if _continues(page, places, span)]
    if len(following) != 1 or any(label.row == row and label.start <= following[0][0] for label in labels):
        return ()
    if len(places) < _SHORTEST_WRAPPED or any(_stands_before(page, span, following[0]) for span in row_spans):
        return ()
    return (*places, *range(*following[0]))


def _stands_before(page: Print, span: tuple[int, int], value: tuple[int, int]) -> bool:
    """Print in front of a line, near enough to be its own label, found as one or not."""
    one, other = page.line(span[0]).box, page.line(value[0]).box
    return span != value and one.left < other.left and other.left - one.right < _LABEL_REACH * other.height


def _continues(page: Print, places: Sequence[int], span: tuple[int, int]) -> bool:
    """The next line of a value begins where the value began, is of its size and is no longer than it."""
    first, following = page.page_box(places), page.line(span[0]).box
    size = page.line(places[0]).box.height
    aligned = abs(first.left - following.left) <= _ALIGNED * size and following.right <= first.right + size
    return aligned and max(size, following.height) <= OTHER_SIZE * min(size, following.height)


def under(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the places of the nearest print below a label that is no label itself."""
    box = page.page_box(label.places)
    held = {index for other in labels for index in other.places}
    for row in range(label.row + 1, len(page.rows)):
        for span in page.segments_of_rows[row]:
            if span[0] not in held and _is_under(page, span, box.left, box.right, box.bottom):
                return tuple(range(*span))
    return ()


def right_under(page: Print, label: Label, labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the print that stands right under a label and begins where it begins: labels of columns stand so."""
    places = under(page, label, labels)
    if not places:
        return ()
    one, other = page.page_box(label.places), page.page_box(places)
    aligned = abs(one.left - other.left) <= _ALIGNED * other.height
    return places if aligned and other.top - one.bottom < _CLOSE * other.height else ()


def is_label_again(text: str) -> bool:
    """Tell whether print under a label is that label again, in English."""
    return bool(_LABEL_AGAIN.fullmatch(text))


def number_further(page: Print, label: Label, places: Sequence[int], labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the nearest number to the right of a label, where letters of a seal stand between the two; or nothing."""
    if any(page.text[place].isdigit() for place in places):
        behind = page.segment_at(places[0])[1]
        holds_it = any(char.isdigit() for char in page.text[places[0] : behind])
        return () if holds_it else tuple(place for place in places if place >= behind)
    return nearby(page, label, labels, holds=_NUMBER)


def nearby(
    page: Print, label: Label, labels: Sequence[Label], *, holds: re.Pattern[str] | None = None
) -> tuple[int, ...]:
    """Return the nearest print to the right of a label that shares some of its height, for values far off the line.

    Only print that `holds` something, where that is asked for.
    """
    box = page.page_box(label.places)
    held = {index for other in labels for index in other.places}
    best: tuple[float, tuple[int, int]] | None = None
    for span in page.segments:
        other = page.line(span[0]).box
        shared = min(box.bottom, other.bottom) - max(box.top, other.top)
        distance = other.left - box.right
        if holds is not None and not holds.search(page.text[slice(*span)]):
            continue
        if span[0] in held or shared < 0.25 * box.height or not -box.height < distance < _FAR_REACH * box.height:
            continue
        if (best is None or distance < best[0]) and not _label_between(page, label, span[0], labels):
            best = (distance, span)
    return tuple(range(*best[1])) if best else ()


def follows_another_label(page: Print, place: int, field: str, labels: Sequence[Label]) -> bool:
    """Tell whether another field's label has a place for its own: right before it, or in a cell of several lines."""
    held = {index for label in labels for index in label.places}
    box = page.line(place).box
    for label in labels:
        if field in label.fields or not (label.fields or _fills_its_line(page, label)):
            continue
        level = abs(page.line(label.start).box.centre[1] - box.centre[1]) < _FAR_BELOW * 1.5 * box.height
        if level and _right_before(page, label, place):
            return True
        if level and _ends_its_line(page, label) and place in stacked(page, label.places, held):
            return True
    return False


def _ends_its_line(page: Print, label: Label) -> bool:
    """Whether nothing stands behind a label in its line: else that is the value, and what stands below is none."""
    return not any(char.isalnum() for char in page.text[label.end : page.segment_at(label.end - 1)[1]])


def _fills_its_line(page: Print, label: Label) -> bool:
    """Whether a label stands in a cell of its own; spaced out, as 院　系, it may be read as two lines."""
    return page.segment_at(label.start)[0] == label.start and page.segment_at(label.end - 1)[1] == label.end


def _right_before(page: Print, label: Label, place: int) -> bool:
    if label.row != page.row_of[place] or label.end > place:
        return False
    return not any(char.isalnum() for char in page.text[label.end : place])


def _label_between(page: Print, label: Label, place: int, labels: Sequence[Label]) -> bool:
    """Whether print behind a label has a nearer one in the label's row: an empty cell takes no value of the next."""
    start = page.line(place).box.left
    between = [other for other in labels if other.row == label.row and other.start >= label.end]
    return any(page.page_box(range(other.start, other.end)).right <= start for other in between)


def _gap(page: Print, left: int, right: int) -> float:
    """Distance between two neighbouring characters of a row, in heights of their print; 0 within one line."""
    one, other = page.line(left).box, page.line(right).box
    if one is other:
        return 0.0
    return (other.left - one.right) / max(min(one.height, other.height), 1.0)


def _is_under(page: Print, span: tuple[int, int], left: float, right: float, bottom: float) -> bool:
    box = page.line(span[0]).box
    shared = min(right, box.right) - max(left, box.left)
    drop = box.top - bottom
    return shared > 0.4 * min(right - left, box.width) and -0.5 * box.height < drop < _FAR_BELOW * box.height
