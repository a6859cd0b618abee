"""Clauses: a few words of print with one blank, such as 毕业于{} or {}出生, found wherever a letter says them.

Letters have no wording of their own: what one of them says in a sentence stands in another order in the next. A clause
is the least that tells what a value is. Those of a field are tried in order; the first that yields a value counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from doctypes.lost_commas import commas_read_as_dots, lost_commas, with_lost_words
from doctypes.printed import Print, folded
from models.doctype import ValueKind

BLANK = "{}"
_BREAK = "\n"
_MARKS = str.maketrans({**dict.fromkeys(",。、;:!", ","), "於": "于"})
"""Marks that part clauses and are taken for each other; 於 is a way to write 于 in whatever a letter says."""
_LEFT_OUT = frozenset("_\"'“”《》<>~✓✔√")
"""The line under a blank, marks of quotation, and what somebody ticked off with a pen."""
_SEX_RUN_ON = re.compile(f"[男女](?:[,({_BREAK}]|$)")
_BETWEEN_DATES = re.compile("(?<=[0-9年月日])~(?=[0-9一二])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_HAN = re.compile(r"[\u4e00-\u9fff()]{4,24}")
_TITLE = 1.2
"""From how many times the height of the print below a line is a title."""
_STANDS_OFF = 0.4
_CLAUSE_ENDS = re.compile(f"[,{_BREAK}]")
_PARTING = re.compile(f"[,(){_BREAK}]")
_FOREIGN_NAME = re.compile(r"(?<=[\u3400-\u9fff])[(1]?[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ,.'&\-]{3,}\)")
"""What stands in brackets behind a Chinese name or word and says it in Latin letters; the first bracket gets lost."""
_LISTED = re.compile("(?:、[\u4e00-\u9fff]{2,12})+(?=[,。;.])")
_INSET = 2.5
"""How far, in heights of its print, a heading stands in at both ends; a paragraph's first line stands in by two."""
_NEXT_LABEL = re.compile("学历|学习[形方]式|学制|培养层次|层次|毕业证|证书")
"""What a letter says behind a major, where the mark between them was lost."""
_LABEL_GOES_ON = re.compile("时间|日期|年月|证[书号编]|院校|学校|证明")
"""What makes the words behind a blank a label of what follows, as 毕业时间2012年 is, or a title: 中专学历证明."""
_OF_A_TITLE = "证明"
_NUMBER_ABOVE = re.compile(r"[0-9]{4,}号?")
"""The number of a letter, which stands above it without a mark behind."""

_ANY_WORD = "的"
"""A character that no value printed in few signs holds."""

Taken = tuple[int, int]
"""Start and end of a blank in the running text."""


@dataclass(frozen=True, slots=True)
class Running:
    """The print of a page as letters run: without quotation marks and foreign names in brackets, every mark a comma."""

    text: str
    places: tuple[int, ...]
    """Place on the page of each character."""
    lines: tuple[int, ...] = ()
    """Where in the text the lines of print begin."""


def running(page: Print) -> Running:
    """Return the page's print as it runs."""
    parted, beside = lost_commas(page) | _below_titles(page), beside_the_letter(page)
    dots = commas_read_as_dots(page)
    headings = _headings(page, beside)
    kept: list[tuple[str, int]] = []
    for place, char in enumerate(page.plain):
        if place in parted:
            kept.append((",", place))
        if place in beside:
            continue
        if place in headings:
            kept.append((_BREAK, place))
        if char == "~" and _BETWEEN_DATES.match(page.plain, place):
            kept.append(("至", place))
        elif char not in _LEFT_OUT:
            kept.append(("," if place in dots else char, place))
    text = "".join(char for char, _ in kept)
    asides = {at for match in _FOREIGN_NAME.finditer(text) for at in range(*match.span())}
    said = with_lost_words([one for at, one in enumerate(kept) if at not in asides])
    starts = {start for start, _ in page.segments}
    return Running(
        "".join(char for char, _ in said).translate(_MARKS),
        tuple(place for _, place in said),
        tuple(at for at, (_, place) in enumerate(said) if place in starts),
    )


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


def _headings(page: Print, beside: frozenset[int]) -> frozenset[int]:
    """Places before which a heading begins or ends: it stands in from both ends of the line below it."""
    found: set[int] = set()
    rows = [held for row in page.rows if (held := [place for place in range(*row) if place not in beside])]
    boxes = [page.page_box(row) for row in rows]
    for row, box, below in zip(rows, boxes, boxes[1:], strict=False):
        inset = _INSET * page.line(row[0]).box.height
        if box.left - below.left > inset and below.right - box.right > inset:
            found.update((row[0], row[-1] + 1))
    return frozenset(found)


def beside_the_letter(page: Print, rows: range | None = None) -> frozenset[int]:
    """Places of print in a column of its own, as of a paper beside the letter: the widest column is the letter.

    The lines of a letter overlap in width, so whatever stands behind a gap that no line crosses is none of it; nor is a
    letter or mark by itself, which a pattern on the paper is read as. `rows` are those of the letter where it is known
    which they are: the number at the foot of a diploma reaches over the gap between its photo and its words.
    """
    spans = page.segments if rows is None else [span for row in rows for span in page.segments_of_rows[row]]
    columns: list[tuple[float, float, list[int]]] = []
    for start, end in sorted(spans, key=lambda span: page.line(span[0]).box.left):
        box = page.line(start).box
        if columns and box.left < columns[-1][1] + box.height:
            left, right, held = columns[-1]
            columns[-1] = left, max(right, box.right), [*held, *range(start, end)]
        else:
            columns.append((box.left, box.right, list(range(start, end))))
    widest = max(columns, key=lambda column: column[1] - column[0], default=None)
    strays = {
        start
        for start, end in spans
        if end - start == 1 and page.text[start].isascii() and not page.text[start].isdigit()
    }
    return frozenset(place for column in columns if column is not widest for place in column[2]) | strays


def said(letter: Running, clauses: Sequence[str], kind: ValueKind) -> tuple[int, ...]:
    """Return the places of what the first of these clauses that says a sound, or else a faulty, value says; or none."""
    for faulty in (False, True):
        found = [places for clause in clauses if (places := in_clause(letter, clause, kind, faulty=faulty))]
        if found:
            # 届临床医学专业 stands within 我校2020届临床医学专业: the least that a clause takes is the value.
            return min((other for other in found if set(other) < set(found[0])), key=len, default=found[0])
    return ()


def with_its_list(page: Print, places: tuple[int, ...], kind: ValueKind) -> tuple[int, ...]:
    """Return a value with what is listed behind it: marks are taken for each other, but 拔罐、刮痧 is one value.

    Only kinds list things that have neither a shape nor a list of their own.
    """
    if kind.find or kind.words or "、" not in kind.characters:
        return places
    listed = _LISTED.match(page.plain, places[-1] + 1)
    if listed is None or not (found := kind.parse(listed.group()[1:])) or found.repaired:
        return places
    return (*places, *range(*listed.span()))


def may_be_longer(page: Print, places: Sequence[int], kind: ValueKind) -> bool:
    """Tell whether a word with the character behind it is one, too: of 针灸推拿学,学习形式 a reader makes one 学."""
    behind = places[-1] + 1
    same_line = behind < len(page.text) and page.glyphs[behind].line == page.glyphs[places[-1]].line
    return same_line and page.plain[places[0] : behind + 1] in kind.words


def unread_number(letter: Running, clauses: Sequence[str]) -> tuple[int, ...]:
    """Return the places of a long number behind a clause that ends with its blank; or none.

    A number that is no value of its kind is unreadable, not absent: somebody has to look.
    """
    for clause in clauses:
        left, right = _sides(clause)
        found = re.search(re.escape(left) + ",?([0-9A-Za-z]{8,})", letter.text) if left and not right else None
        if found:
            return letter.places[slice(*found.span(1))]
    return ()


def sex_run_on(letter: Running, name: tuple[int, ...]) -> tuple[int, ...]:
    """Return the place of a sex that no mark parts from the name before it, as in 陈嘉禾女，; or none."""
    at = letter.places.index(name[-1]) + 1
    return letter.places[at : at + 1] if _SEX_RUN_ON.match(letter.text, at) else ()


def in_clause(letter: Running, clause: str, kind: ValueKind, *, faulty: bool = False) -> tuple[int, ...]:
    """Return the places of the first blank of this clause that holds a sound, or else a faulty, value; or none.

    A clause that ends or begins with its blank goes as far as the kind finds a value, or to the next mark.
    """
    left, right = _sides(clause)
    if left not in letter.text or (right != "," and right not in letter.text):
        return ()  # as most do; the mark that ends a value may be lost
    if left and right:
        taken = _between(letter.text, left, right, kind)
    else:
        taken = _behind(letter.text, left, kind) if left else _before(letter, right, kind)
    for start, end in taken:
        found = kind.parse(letter.text[start:end]) if start < end else None
        if found is not None and bool(found.fault) == faulty:
            # A name is what a letter leads up to: 兹证明陈嘉禾 is taken, and 陈嘉禾 is pointed at.
            lead = max(0, letter.text[start:end].rfind(found.value))
            return letter.places[start + lead : end]
    return ()


@lru_cache(maxsize=4096)
def _sides(clause: str) -> tuple[str, str]:
    """What stands before and behind a clause's blank, as letters run."""
    left, right = (folded(part).translate(_MARKS) for part in clause.split(BLANK))
    return left, right


def _between(text: str, left: str, right: str, kind: ValueKind) -> Iterator[Taken]:
    """From each ending back to the nearest beginning; no clause ends in between, but for the colon behind a label."""
    end = text.find(right)
    while end >= 0:
        start = _beginning(text, left, end, kind.max_length)
        if start >= 0:
            start += right == "," and text[start : start + 1] == ","
            if not _CLAUSE_ENDS.search(text, start, end) and not text.startswith(_OF_A_TITLE, end + len(right)):
                yield start, end
        end = text.find(right, end + 1)
    if right == "," and left != ",":
        # The mark that ends a value is lost as often as any: then it ends where its kind ends it.
        yield from ((at, at + _leading(text[at : at + kind.max_length], kind)) for at in _ends_of(text, left))


def _beginning(text: str, left: str, end: int, longest: int) -> int:
    """Where the blank before an ending begins, or -1: in 专业中等专业毕业 the rest of 中等专业 is no beginning."""
    first = max(0, end - longest - len(left))
    place = text.rfind(left, first, end)
    if place + len(left) == end and (earlier := text.rfind(left, first, place)) >= 0:
        place = earlier
    return place + len(left) if place >= 0 else -1


def _behind(text: str, left: str, kind: ValueKind) -> Iterator[Taken]:
    for at in _ends_of(text, left):
        following = text[at : at + kind.max_length]
        yield at, at + _leading(following, kind)
        run = re.match(r"[0-9A-Za-z]+(?![0-9A-Za-z()/\-])", following)
        if run:
            yield at, at + run.end()
        parting = _PARTING.search(following)
        stop = parting.start() if parting else len(following)
        if kind.find is None or not _HAN.search(following[:stop]):
            yield at, at + stop


def _ends_of(text: str, left: str) -> Iterator[int]:
    return (match.end() for match in re.finditer(re.escape(left) + "[,.]?", text))


def _leading(following: str, kind: ValueKind) -> int:
    """Where the value ends that a text begins with: as its kind finds one, or where the few signs of its kind do.

    A word of the kind's list ends where the label of what is said next begins.
    """
    if kind.find is not None:
        return next((stop for start, stop in kind.find(following) if start == 0), 0)
    if kind.words:
        ends = (match.start() for match in _NEXT_LABEL.finditer(following))
        return next((end for end in ends if following[:end] in kind.words), 0)
    signs = _signs(kind.characters)
    run = signs.match(following) if signs else None
    return run.end() if run else 0


@lru_cache(maxsize=64)
def _signs(characters: str) -> re.Pattern[str] | None:
    signs = re.compile(f"[{characters}]+") if characters else None
    return None if signs is None or signs.match(_ANY_WORD) else signs


def _before(letter: Running, right: str, kind: ValueKind) -> Iterator[Taken]:
    text = letter.text
    for match in re.finditer(",?" + re.escape(right), text):
        if _LABEL_GOES_ON.match(text, match.end()):
            continue
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
        # A heading, or a scrap of a seal, has no mark behind it either.
        yield from ((at, end) for at in reversed(letter.lines) if start < at < end)
