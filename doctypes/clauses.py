"""Clauses: a few words of print with one blank, such as 毕业于{} or {}出生, found wherever a letter says them.

Letters have no wording of their own: what one of them says in a sentence stands in another order in the next. A clause
is the least that tells what a value is. Those of a field are tried in order; the first that yields a value counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from doctypes.printed import Print, folded
from models.doctype import ValueKind

BLANK = "{}"
_MARKS = str.maketrans(dict.fromkeys(",。、;:!", ","))
"""Marks that part clauses and are taken for each other."""
_LEFT_OUT = frozenset("_\"'“”《》<>~")
"""The line under a blank, and marks of quotation."""
_SEX_OR_PEOPLE = re.compile(r"[男女](?:[\W_]|$)|[\u4e00-\u9fff]{1,4}族")
_SEX_BEHIND = re.compile(r"(?:^|[\W_]|性别)[男女]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_HAN = re.compile(r"[\u4e00-\u9fff()]{4,24}")
_TITLE = 1.2
"""From how many times the height of the print below a line is a title."""
_STANDS_OFF = 0.4
_PARTING = re.compile(r"[,()]")
_FOREIGN_NAME = re.compile(r"(?<=[\u3400-\u9fff])[(1]?[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ,.'&\-]{3,}\)")
"""What stands in brackets behind a Chinese name or word and says it in Latin letters; the first bracket gets lost."""
_NUMBER_ABOVE = re.compile(r"[0-9]{4,}号?")
"""The number of a letter, which stands above it without a mark behind."""

Taken = tuple[int, int]
"""Start and end of a blank in the running text."""


@dataclass(frozen=True, slots=True)
class Running:
    """The print of a page as letters run: without quotation marks and foreign names in brackets, every mark a comma."""

    text: str
    places: tuple[int, ...]
    """Place on the page of each character."""


def running(page: Print) -> Running:
    """Return the page's print as it runs."""
    parted, beside = _parted(page), _beside_the_letter(page)
    kept: list[tuple[str, int]] = []
    for place, char in enumerate(page.plain):
        if place in beside:
            continue
        if place in parted:
            kept.append((",", place))
        if char not in _LEFT_OUT:
            kept.append((char, place))
    text = "".join(char for char, _ in kept)
    asides = {at for match in _FOREIGN_NAME.finditer(text) for at in range(*match.span())}
    said = [one for at, one in enumerate(kept) if at not in asides]
    return Running("".join(char for char, _ in said).translate(_MARKS), tuple(place for _, place in said))


def _parted(page: Print) -> frozenset[int]:
    """Places before which a comma was lost: commas at the ends of lines are, and no name ends in 女汉族."""
    text = page.plain
    before = {start for start, end in page.segments if _SEX_OR_PEOPLE.match(text, start, end)}
    behind = {end for _, end in page.segments if end < len(text) and _SEX_BEHIND.search(text, max(0, end - 3), end)}
    return frozenset(before | behind | _below_titles(page))


def _below_titles(page: Print) -> set[int]:
    """Places of print right under a line that is larger and stands off: what a title says is no part of a sentence."""
    found = set()
    for (above, end), (start, _) in pairwise(page.rows):
        if not _ALL_HAN.fullmatch(page.plain, above, end):
            continue
        title, box = page.line(above).box, page.line(start).box
        if title.height >= _TITLE * box.height and box.top - title.bottom > _STANDS_OFF * box.height:
            found.add(start)
    return found


def _beside_the_letter(page: Print) -> frozenset[int]:
    """Places of print in a column of its own, as of a paper beside the letter: the widest column is the letter.

    The lines of a letter overlap in width, so whatever stands behind a gap that no line crosses is none of it.
    """
    columns: list[tuple[float, float, list[int]]] = []
    for start, end in sorted(page.segments, key=lambda span: page.line(span[0]).box.left):
        box = page.line(start).box
        if columns and box.left < columns[-1][1] + box.height:
            left, right, held = columns[-1]
            columns[-1] = left, max(right, box.right), [*held, *range(start, end)]
        else:
            columns.append((box.left, box.right, list(range(start, end))))
    widest = max(columns, key=lambda column: column[1] - column[0], default=None)
    return frozenset(place for column in columns if column is not widest for place in column[2])


def in_clause(letter: Running, clause: str, kind: ValueKind, *, faulty: bool = False) -> tuple[int, ...]:
    """Return the places of the first blank of this clause that holds a sound, or else a faulty, value; or none.

    A clause that ends or begins with its blank goes as far as the kind finds a value, or to the next mark.
    """
    left, right = (folded(part).translate(_MARKS) for part in clause.split(BLANK))
    if left and right:
        taken = _between(letter.text, left, right, kind.max_length)
    else:
        taken = _behind(letter.text, left, kind) if left else _before(letter.text, right, kind)
    for start, end in taken:
        found = kind.parse(letter.text[start:end]) if start < end else None
        if found is not None and bool(found.fault) == faulty:
            # A name is what a letter leads up to: 兹证明陈嘉禾 is taken, and 陈嘉禾 is pointed at.
            lead = max(0, letter.text[start:end].rfind(found.value))
            return letter.places[start + lead : end]
    return ()


def _between(text: str, left: str, right: str, longest: int) -> Iterator[Taken]:
    """From each ending back to the nearest beginning; no clause ends in between, but for the colon behind a label."""
    end = text.find(right)
    while end >= 0:
        start = text.rfind(left, max(0, end - longest - len(left)), end) + len(left)
        if start >= len(left):
            start += right == "," and text[start : start + 1] == ","
            if "," not in text[start:end]:
                yield start, end
        end = text.find(right, end + 1)


def _behind(text: str, left: str, kind: ValueKind) -> Iterator[Taken]:
    for match in re.finditer(re.escape(left) + ",?", text):
        at, following = match.end(), text[match.end() : match.end() + kind.max_length]
        if kind.find is not None:
            yield from ((at, at + stop) for start, stop in kind.find(following) if start == 0)
        run = re.match(r"[0-9A-Za-z]+(?![0-9A-Za-z()/\-])", following)
        if run:
            yield at, at + run.end()
        parting = _PARTING.search(following)
        stop = parting.start() if parting else len(following)
        if kind.find is None or not _HAN.search(following[:stop]):
            yield at, at + stop


def _before(text: str, right: str, kind: ValueKind) -> Iterator[Taken]:
    for match in re.finditer(",?" + re.escape(right), text):
        first, end = max(0, match.start() - kind.max_length), match.start()
        leading = text[first:end]
        if kind.find is not None:
            yield from ((first + start, end) for start, stop in kind.find(leading) if stop == len(leading))
            continue
        partings = list(_PARTING.finditer(leading))
        start = first + (partings[-1].end() if partings else 0)
        yield start, end
        above = list(_NUMBER_ABOVE.finditer(text, start, end))
        if above:
            yield above[-1].end(), end
