"""Dates that a narrow cell breaks: what is left of the last one stands under its line, wherever a row centres it."""

import re

from doctypes.printed import Print

_N = "[0-9〇○◯零一二三四五六七八九十廿卅]"
_UNDONE = re.compile(f"(?:[年月]{_N}{{0,2}}|[至到~—-]{_N}{{1,4}})$")
"""Ends within a date; a month ends one as well, so that a rest must follow."""
_REST = re.compile(f"(?=.*[年月日])(?:{_N}{{0,3}}年)?(?:{_N}{{0,3}}月)?(?:{_N}{{1,3}}日)?止?")
_DROP = 0.8
"""How far, in heights of its print, the rest may stand below the line above it, or into it where print is curled."""

Span = tuple[int, int]


def with_its_rest(page: Print, places: tuple[int, ...]) -> tuple[int, ...]:
    """Return a value that ends within a date with the one rest of a date under it; empty where there is none."""
    if not places or not _UNDONE.search(page.raw(places)):
        return ()
    rests = [
        span for span in page.segments if _REST.fullmatch(page.text[slice(*span)]) and _is_under(page, span, places)
    ]
    return (*places, *range(*rests[0])) if len(rests) == 1 else ()


def _is_under(page: Print, span: Span, places: tuple[int, ...]) -> bool:
    above, rest = page.page_box(places), page.line(span[0]).box
    size = min(page.line(places[-1]).box.height, rest.height)
    within = above.left - size <= rest.left and rest.right <= above.right + size
    lower = rest.centre[1] > above.centre[1] + size / 2
    return span[0] not in places and within and lower and abs(rest.top - above.bottom) < _DROP * size
