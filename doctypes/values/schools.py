"""Schools of Hubei that train physicians: national codes, and names they bore before.

The code is the last five digits of the ten-digit 学校标识码 and the first five of a diploma number. `confirmed` marks
codes seen in official lists; the others, and the years of renaming, are not yet confirmed: they may equate names, but
never refute a paper.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school under its present name."""

    code: str
    name: str
    former: tuple[tuple[str, int], ...] = ()
    """(earlier name, or name of a school merged into it; year from which the present name holds)."""
    confirmed: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every name, present and past."""
        return frozenset({self.name, *(name for name, _ in self.former)})


SCHOOLS = (
    School(code="10486", name="武汉大学", former=(("湖北医科大学", 2000), ("湖北医学院", 1993)), confirmed=True),
    School(code="10487", name="华中科技大学", former=(("同济医科大学", 2000), ("华中理工大学", 2000)), confirmed=True),
    School(code="10488", name="武汉科技大学", former=(("武汉冶金科技大学", 1999),), confirmed=True),
    School(code="10489", name="长江大学", former=(("湖北省卫生职工医学院", 2003),), confirmed=True),
    School(code="10496", name="武汉轻工大学", former=(("武汉工业学院", 2013),), confirmed=True),
    School(code="10507", name="湖北中医药大学", former=(("湖北中医学院", 2010),), confirmed=True),
    School(code="10517", name="湖北民族大学", former=(("湖北民族学院", 2018),)),
    School(code="10927", name="湖北科技学院", former=(("咸宁学院", 2011), ("咸宁医学院", 2002))),
    School(code="10929", name="湖北医药学院", former=(("郧阳医学院", 2010),)),
    School(code="11072", name="江汉大学"),
    School(code="11075", name="三峡大学", former=(("湖北三峡学院", 2000),)),
)

BY_CODE = MappingProxyType({school.code: school for school in SCHOOLS})
"""Five-digit code to school."""

BY_NAME = MappingProxyType({name: school for school in SCHOOLS for name in school.names})
"""Every name, present and past, to school."""


def same_school(first: str, second: str) -> bool:
    """Tell whether two names, in NFKC without spaces, are names of one school at different times.

    >>> same_school("同济医科大学", "华中科技大学"), same_school("同济医科大学", "武汉大学")
    (True, False)
    """
    school = BY_NAME.get(first)
    return school is not None and second in school.names
