"""Labels of a page, found by their text: in one line of print, misread by a letter, or broken over two lines of a cell.

A label is found in the row it is printed in, never by the number of that row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from doctypes.cells import broken, has_its_own_row
from doctypes.half_read_labels import half_read, may_be_half_read
from doctypes.printed import Print, folded
from models.doctype import DocumentType

_SHORTEST_MISREAD = 4
"""Length from which a label may have a letter misread."""
_HEADS_OF_RECORDS = frozenset({"变更事项", "变更项目", "更正项目", "变更更正项目", "项目"})
_SHORT_VALUE = 3
"""Longest value, in characters, between two labels of one row that were read as one line: 姓名陈嘉禾性别女."""
_NAMES_GO_ON = re.compile(
    "(?:中等|高等|高级)?(?:职业|专科|专业)?(?:技术|技工|师范|医学|卫生|医药|中医药|中医)?(?:大学|学院|学校|中学|医院)"
)
"""What makes a word before it part of a name: 民族 in 湖北民族大学, 职业 in 职业技术学院 are no labels."""
_ENDS_OF_NAMES = ("学院", "学校", "院校", "医院")
_MEANS_ANOTHER = "原现曾旧前后非本各双次兼"
"""Letters that make another label of the one behind them: 原姓名."""
_HALVES = 2
_NAME, _OF_A_PRESIDENT = "名", frozenset("校院长姓()")
_SCRAP = 2
"""Longest scrap, in characters, between the halves of a label."""
_PEOPLE, _OF_PEOPLES = "民族", "医"
"""民族医学 is a category of physicians and holds no label."""
_MAJOR = "专业"
_RANK = re.compile("技术(?:职务|职称|干部|人员|[少中大]校|[一二三四五六七八九十\\d]{1,3}级?)")
"""What follows 专业 in the rank of an officer who is no commander: 专业技术十级 is a value and holds no label."""
_Wanted = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Label to (fields beside or below it, fields below it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label met on a page."""

    text: str
    """As the definition has it, folded; the print may be misread."""
    fields: tuple[str, ...]
    """Fields whose value stands by it; none for a label that only ends the value before it."""
    start: int
    end: int
    row: int
    below: tuple[str, ...] = ()
    """Fields whose value may stand under it."""
    tail: tuple[int, int] = (0, 0)
    """(start, end) of its second line, where a narrow cell breaks it."""
    recorded: bool = False
    """It stands in a table of changes, which says what something once became and not what the paper says."""

    @property
    def places(self) -> tuple[int, ...]:
        """All of its print."""
        return (*range(self.start, self.end), *range(*self.tail))


def find_labels(page: Print, doctype: DocumentType) -> tuple[Label, ...]:
    """Find the labels of a type, longest first, none inside another; in order of their places.

    Labels printed to the letter are found before misread ones, which are looked for only where a field has none yet:
    医师级别 is no misread 医师类别.
    """
    wanted = _wanted(doctype)
    found: list[Label] = []
    taken = [False] * len(page.text)
    found += _in_two_lines(page, wanted, taken)
    passes = (
        (_exact, _may_be_printed(page, wanted)),
        (_misread, _may_be_misread(page, wanted)),
        (half_read, may_be_half_read(page, wanted)),
    )
    for spans, texts in passes:
        known = {field for label in found for field in label.fields} if spans is not _exact else set()
        for text in texts:
            fields, below = wanted[text]
            if fields and known.issuperset(fields):
                continue
            for start, end in spans(page, text):
                if spans is _exact and any(_opens(page, start, other) for other in _longer(doctype, text)):
                    continue
                label = Label(text=text, fields=fields, below=below, start=start, end=end, row=page.row_of[start])
                if not any(taken[start:end]) and _stands_as_label(page, label, found):
                    found.append(label)
                    taken[start:end] = [True] * (end - start)
    records = [span for span in page.segments if page.plain[slice(*span)] in _HEADS_OF_RECORDS]
    found = [replace(label, recorded=_in_a_record(page, label, records)) for label in found] if records else found
    return tuple(sorted(found, key=lambda label: label.start))


def _may_be_printed(page: Print, texts: Iterable[str]) -> list[str]:
    """The labels of which every letter stands somewhere on a page; of those of a type they are a third."""
    printed = frozenset(page.plain)
    return [text for text in texts if _letters(text) <= printed]


@lru_cache(maxsize=4096)
def _letters(text: str) -> frozenset[str]:
    return frozenset(char for char in text if char.isalnum())


def _may_be_misread(page: Print, texts: Iterable[str]) -> list[str]:
    """The labels long enough to be misread of whose first two letters one is among the first two of a line."""
    # With one letter misread, lost or doubled, one of the first two is still among the first two.
    opening = page.openings
    return [text for text in texts if len(text) >= _SHORTEST_MISREAD and (text[0] in opening or text[1] in opening)]


def _in_a_record(page: Print, label: Label, heads: Sequence[tuple[int, int]]) -> bool:
    """Whether a label stands in the column under the head of a table of changes."""
    own = page.page_box(label.places)
    for start, _ in heads:
        head = page.line(start).box
        if head.bottom <= own.centre[1] and head.left < own.centre[0] < head.right:
            return True
    return False


def _in_two_lines(page: Print, wanted: _Wanted, taken: list[bool]) -> Iterator[Label]:
    for text, head, tail in broken(page, wanted):
        places = (*range(*head), *range(*tail))
        if not _are_two(page, wanted, text, head, tail) and not any(taken[place] for place in places):
            for place in places:
                taken[place] = True
            fields, below = wanted[text]
            row = page.row_of[head[0]]
            yield Label(text=text, fields=fields, below=below, start=head[0], end=head[1], row=row, tail=tail)


def _are_two(page: Print, wanted: _Wanted, text: str, head: tuple[int, int], tail: tuple[int, int]) -> bool:
    """Whether both lines are labels of their own, as 专业 over 类别: the first of another field, or the second in a row
    of its own. 校(院)长 over 姓名 before one value are one."""
    first, second = page.plain[slice(*head)], page.plain[slice(*tail)]
    if first not in wanted or second not in wanted:
        return False
    return wanted[first] != wanted[text] or has_its_own_row(page, tail, head)


@lru_cache(maxsize=64)
def _wanted(doctype: DocumentType) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Label to (fields beside or below it, fields below it), longest label first."""
    beside_of: dict[str, list[str]] = {folded(label): [] for label in doctype.stop_labels}
    below_of: dict[str, list[str]] = {}
    for spec in doctype.fields:
        for label in spec.labels:
            beside_of.setdefault(folded(label), []).append(spec.name)
        for label in spec.below:
            below_of.setdefault(folded(label), []).append(spec.name)
    texts = sorted({*beside_of, *below_of}, key=lambda text: (-len(text), text))
    return {
        text: (tuple(dict.fromkeys([*beside_of.get(text, ()), *below_of.get(text, ())])), tuple(below_of.get(text, ())))
        for text in texts
    }


@lru_cache(maxsize=4096)
def _longer(doctype: DocumentType, label: str) -> tuple[str, ...]:
    """The labels that begin with this one."""
    return tuple(text for text in _wanted(doctype) if len(text) > len(label) and text.startswith(label))


def _opens(page: Print, start: int, label: str) -> bool:
    """Whether a label is printed from a place on with one letter in its midst misread: 毕业目期 is no 毕业."""
    window = page.plain[start : start + len(label)]
    if len(label) < _SHORTEST_MISREAD or len(window) < len(label) or window[-1] != label[-1] or window == label:
        return False
    if page.segment_at(start)[1] < start + len(label):
        return False
    return sum(one != other for one, other in zip(window, label, strict=True)) == 1


def _exact(page: Print, label: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of a label within a row, to the letter or with a speck in its midst."""
    for written in (label, *_half_bracketed(label)):
        start = page.plain.find(written)
        while start >= 0:
            end = start + len(written)
            if page.row_of[start] == page.row_of[end - 1]:
                yield start, end
            start = page.plain.find(written, end)
    yield from _specked(page, label)
    yield from _parted(page, label)


@lru_cache(maxsize=4096)
def _half_bracketed(label: str) -> tuple[str, ...]:
    """A label that names the seal, 学校(盖章), as it is read with one of its brackets lost."""
    place = label.find("(")
    if place < 1 or not label.endswith("章)"):
        return ()
    return label[:-1], label[:place] + label[place + 1 :]


def _parted(page: Print, label: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of a label of two letters set wide whose halves are lines of their own.

    A scrap may stand between them, 类|20|别, and the colon that it is defined with may be lost.
    """
    word = label.rstrip(":")
    if len(word) != _HALVES:
        return
    for place, (start, end) in enumerate(page.segments):
        if page.plain[start:end] == word[0]:
            for first, last in page.segments[place + 1 : place + 3]:
                scrap = first - end
                whole = last - first == 1 if not scrap else scrap <= _SCRAP
                if page.row_of[first] == page.row_of[start] and page.plain[first] == word[1] and whole:
                    yield start, first + 1


def _specked(page: Print, label: str) -> Iterable[tuple[int, int]]:
    text, places = page.without_specks
    found = text.find(label) if len(text) < len(page.text) else -1
    while found >= 0:
        start, end = places[found], places[found + len(label) - 1] + 1
        if end - start > len(label) and page.segment_at(start)[1] >= end:
            yield start, end
        found = text.find(label, found + len(label))


def _misread(page: Print, label: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of a label that opens a line, with one letter misread, lost or doubled."""
    # With one letter misread, lost or doubled, one of the first two is still among the first two. Ink that was not read
    # in front of what stands in the last one's place is the last one: 出具单湖北省教育厅.
    for start in sorted({start for char in label[:2] for start in page.openings.get(char, ())}):
        row_end = page.rows[page.row_of[start]][1]
        for length in (len(label), len(label) + 1, len(label) - 1):
            window = page.plain[start : min(start + length, row_end)]
            lost = window[:-1] == label[:-1] and page.glyphs[start + len(window) - 1].follows_unread
            if window != label and not lost and Levenshtein.distance(window, label, score_cutoff=1) <= 1:
                yield start, start + len(window)
                break


def _stands_as_label(page: Print, label: Label, found: Sequence[Label]) -> bool:
    """A label opens its line of print, is followed by a colon, or soon follows another label in its row."""
    start, _ = page.segment_at(label.start)
    if label.text == _MAJOR and _RANK.match(page.plain, label.end):
        return False
    if _is_a_value(page, label, found) or (label.text == _NAME and _is_under_a_presidents(page, label)):
        return False
    if label.text == _PEOPLE and (
        page.plain.startswith(_OF_PEOPLES, label.end) or _NAMES_GO_ON.match(page.plain, label.end)
    ):
        return False
    opens = label.start == start or _only_marks(page.text[start : label.start])
    if opens or page.text[label.end : label.end + 1] == ":" or _follows_a_scrap(page, label):
        return True
    if _NAMES_GO_ON.match(page.plain, label.end) or page.plain[: label.start].endswith(("中等", "高等")):
        return False  # 学历层次:中等专业 has one label.
    before = [other for other in found if other.row == label.row and other.end <= label.start]
    named = label.text.endswith(_ENDS_OF_NAMES)  # 学校名称长沙医学院 has one, too.
    return bool(before) and not named and label.start - max(other.end for other in before) <= _SHORT_VALUE


def _is_a_value(page: Print, label: Label, found: Sequence[Label]) -> bool:
    """Whether two letters, one of which was guessed, stand right behind another label: 王族 may be a name."""
    if len(label.text) != _HALVES or page.plain[label.start : label.end] == label.text:
        return False
    before = [one.end for one in found if one.row == label.row and one.end <= label.start]
    return bool(before) and not any(map(str.isalnum, page.plain[max(before) : label.start]))


def _is_under_a_presidents(page: Print, label: Label) -> bool:
    """Whether 名 is the end of 校(院)长姓名, broken over the lines of its cell."""
    box = page.page_box(label.places)
    for start, end in page.segments:
        above = page.line(start).box
        over = min(above.right, box.right) - max(above.left, box.left) > box.width / 2
        if over and abs(box.top - above.bottom) < box.height and set(page.plain[start:end]) <= _OF_A_PRESIDENT:
            return True
    return False


def _follows_a_scrap(page: Print, label: Label) -> bool:
    """Whether one letter of a pattern on the paper was read as one with a label that fills the rest of its line."""
    start, end = page.segment_at(label.start)
    scrap = label.start - start == 1 and page.plain[start] not in _MEANS_ANOTHER
    return scrap and label.end == end and page.row_of[min(end, len(page.text) - 1)] == label.row


def _only_marks(text: str) -> bool:
    return all(not char.isalnum() for char in text)
