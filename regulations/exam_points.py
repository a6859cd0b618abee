"""Which examination point a probation institution belongs to, as far as a regulation's table knows it. Pure.

The table is silent about an institution it does not know, and about a name that speaks of two places.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.case import Application
from regulations.regulation import ExamPoint

_BRACKETED = re.compile(r"\([^()]*\)")
_PROVINCE = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{0,3}考区(?=.))?")
_KIND_OF_POINT = re.compile(r"(?:考点|考区|报名点)$")
_KIND_OF_PLACE = re.compile(r"(?:土家族苗族自治州|土家族自治县|自治州|自治县|林区|地区|市|县|区|州)$")
_SHORTEST_STEM = 2
"""Of 房县, 房 alone would be met in any name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPoint:
    """An examination point that is not that of the probation institution."""

    stated: str
    institution: str
    right: str | None
    """The point of the institution, where the table knows it."""
    takes_only: tuple[str, ...]
    """The institutions that the stated point takes, where it takes no others."""
    because: str


def wrong_point(application: Application, points: Sequence[ExamPoint]) -> WrongPoint | None:
    """Hold the examination point stated against the probation institution stated; None where they may go together.

    A point that names its institutions takes no others, known or not. Where a point is not in the table, only an
    institution that another one names contradicts it.
    """
    stated, institution = application.exam_point, application.probation.institution
    if not stated or not institution:
        return None
    chosen, right = point_named(stated, points), point_of(institution, points)
    decides = chosen if chosen and chosen.institutions else right
    if decides is None or chosen == right or not (chosen or decides.institutions):
        return None
    return WrongPoint(
        stated=stated,
        institution=institution,
        right=right.name if right else None,
        takes_only=tuple(names[0] for names in chosen.institutions) if chosen else (),
        because=decides.because,
    )


def point_named(stated: str, points: Sequence[ExamPoint]) -> ExamPoint | None:
    """Return the point that a name stands for; a county's point is that of its city."""
    table, text = _table(tuple(points)), plain_name(stated)
    named = table.by_name.get(_stem(text))
    if named is not None:
        return named
    places = {
        point.name: point for place, point in table.places if text.startswith(place) or _stem(text) == _stem(place)
    }
    held = {point.name: point for name, point in table.by_name.items() if name in text}
    return next((next(iter(found.values())) for found in (places, held) if len(found) == 1), None)


def point_of(institution: str, points: Sequence[ExamPoint]) -> ExamPoint | None:
    """Return the point that names an institution, or that of the place with which its name begins."""
    table, text = _table(tuple(points)), plain_name(institution)
    if text in table.by_institution:
        return table.by_institution[text]
    found = [(place, point) for place, point in table.places if text.startswith(place)]
    if not found or any(point is not found[0][1] for _, point in found):
        return None
    rest = text.removeprefix(max((place for place, _ in found), key=len))
    # 武汉市第三医院松滋医院 would lie in the second of its places.
    speaks_of_another = any(point is not found[0][1] and _stem(place) in rest for place, point in table.places)
    return None if speaks_of_another else found[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The points by what is looked up; names are plain ones."""

    by_name: Mapping[str, ExamPoint]
    by_institution: Mapping[str, ExamPoint]
    places: tuple[tuple[str, ExamPoint], ...]


@lru_cache(maxsize=8)
def _table(points: tuple[ExamPoint, ...]) -> _Table:
    return _Table(
        by_name={_stem(plain_name(name)): point for point in points for name in (point.name, *point.also)},
        by_institution={plain_name(name): point for point in points for names in point.institutions for name in names},
        places=tuple((plain_name(place), point) for point in points for place in point.districts),
    )


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a name of an institution, a place or a point as it is compared.

    >>> plain_name("湖北省 武汉同济医院（光谷院区）"), plain_name("湖北考区武汉市考点")
    ('武汉同济医院', '武汉市')
    """
    written = "".join(unicodedata.normalize("NFKC", name).split())
    return _KIND_OF_POINT.sub("", _PROVINCE.sub("", _BRACKETED.sub("", written)))


@lru_cache(maxsize=4096)
def _stem(place: str) -> str:
    stem = _KIND_OF_PLACE.sub("", place)
    return stem if len(stem) >= _SHORTEST_STEM else place
