"""The four levels of 资格审核, the regions they decide for, and what a year and region settle about deciding."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The four levels of 资格审核, lowest first."""

    REGISTRATION_POINT = "registration_point"
    EXAM_POINT = "exam_point"
    PROVINCE = "province"
    NATION = "nation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the country: province, examination point in it, registration point in that. Empty parts mean all."""

    province: str = ""
    exam_point: str = ""
    registration_point: str = ""

    def covers(self, place: "Region") -> bool:
        """Whether an application of this place is seen from here.

        One without a registration point is seen by every one of its examination point; one without an examination
        point by the province alone; one that names no province belongs to whichever asks.
        """
        return (
            (not self.province or place.province in ("", self.province))
            and (not self.exam_point or place.exam_point == self.exam_point)
            and (not self.registration_point or place.registration_point in ("", self.registration_point))
        )

    @property
    def path(self) -> str:
        """Province, examination point and registration point with slashes between; `-` stands for all of a kind."""
        parts = [self.province or "-", self.exam_point or "-", self.registration_point or "-"]
        while parts and parts[-1] == "-":
            parts.pop()
        return "/".join(parts)


EVERYWHERE = Region()
"""The whole country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPolicy:
    """What a year and region settle about deciding."""

    levels: tuple[Level, ...] = tuple(Level)
    """Those that decide, lowest first."""
    clear_passes: bool = False
    """`clear` is accepted without a person, but for the share that is reviewed blindly."""
    blind_share: float = 0.0
    """Share of dossiers, 0..1, whose verdict is hidden from the first who decides."""

    def first(self, place: Region) -> Level:
        """Return the level at which an application begins: without an examination point nobody below sees it."""
        if place.exam_point:
            return self.levels[0]
        return next((level for level in self.levels if level in (Level.PROVINCE, Level.NATION)), self.levels[-1])

    def above(self, level: Level) -> Level | None:
        """Return the next level up that decides; None at the highest."""
        order = list(Level)
        return next((one for one in self.levels if order.index(one) > order.index(level)), None)

    def below(self, level: Level) -> Level | None:
        """Return the next level down that decides; None at the lowest."""
        order = list(Level)
        return next((one for one in reversed(self.levels) if order.index(one) < order.index(level)), None)
