"""Labels of two letters that are lines of their own, one of which was guessed: 姓者 for 姓名."""

from collections.abc import Iterable, Iterator

from doctypes.printed import Print

_LETTERS = 2
_GUESSED = 0.6
"""Certainty of a letter below which it may be any other."""


def may_be_half_read(page: Print, texts: Iterable[str]) -> list[str]:
    """Return the labels of which such a line may be the only one: 选名 may be 姓名 or 别名, and is neither."""
    fitting: dict[tuple[int, int], list[str]] = {}
    for text in texts if any(_guessed(page)) else ():
        for span in half_read(page, text):
            fitting.setdefault(span, []).append(text)
    only = {held[0]: None for held in fitting.values() if len(held) == 1}
    shared = {text for held in fitting.values() if len(held) > 1 for text in held}
    return [text for text in only if text not in shared]


def half_read(page: Print, label: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the lines that may be a label of two letters, the one that differs guessed."""
    for start, end in _guessed(page) if len(label) == _LETTERS else ():
        lost = [place for place in range(_LETTERS) if page.plain[start + place] != label[place]]
        if len(lost) == 1 and page.glyphs[start + lost[0]].score < _GUESSED:
            yield start, end


def _guessed(page: Print) -> Iterator[tuple[int, int]]:
    """Yield the lines of two letters of which one may be any other."""
    for start, end in page.segments:
        if end - start == _LETTERS and any(page.glyphs[place].score < _GUESSED for place in range(start, end)):
            yield start, end
