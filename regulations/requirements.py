"""What is still missing, and why: the papers a regulation asks of an application, less those that are there."""

from collections.abc import Iterator, Sequence

from models.case import Application, Education
from models.report import MissingMaterial
from regulations.conditions import CONDITIONS
from regulations.regulation import Regulation, Requirement, Scope

_Demand = tuple[tuple[str, ...], str]
"""(type codes of which one will do, the sentence it rests on)"""


def missing_materials(
    application: Application, types_present: Sequence[str], regulation: Regulation
) -> tuple[MissingMaterial, ...]:
    """Name each paper that is asked for and not there, in the order of the regulation.

    `types_present` holds one type code a paper: two diplomas are two codes, and one paper meets one demand. An
    application that names no track is asked for nothing, since what it needs cannot be known.
    """
    demands = list(_demands(application, regulation))
    unmet = _unmet(demands, types_present)
    return tuple(MissingMaterial(type_code=codes[0], because=because) for codes, because in unmet)


def _demands(application: Application, regulation: Regulation) -> Iterator[_Demand]:
    for requirement in regulation.requirements:
        if application.track not in requirement.tracks:
            continue
        for entry in _entries(application, requirement.scope):
            if all(CONDITIONS[word](application, entry) for word in requirement.when):
                yield _codes(requirement, entry), requirement.because


def _entries(application: Application, scope: Scope) -> tuple[Education, ...]:
    if scope is Scope.APPLICATION or not application.education:
        return (Education(),)
    return application.education


def _codes(requirement: Requirement, entry: Education) -> tuple[str, ...]:
    """Where the applicant has named which of the papers is to come, that one is awaited."""
    return (entry.proof,) if entry.proof in requirement.any_of else requirement.any_of


def _unmet(demands: Sequence[_Demand], types_present: Sequence[str]) -> list[_Demand]:
    """Give each paper to one demand, as many demands as can be met: a matching, grown along augmenting paths."""
    taker: dict[int, int] = {}
    unmet = [index for index in range(len(demands)) if not _met(index, demands, types_present, taker, set())]
    return [demands[index] for index in unmet]


def _met(index: int, demands: Sequence[_Demand], papers: Sequence[str], taker: dict[int, int], tried: set[int]) -> bool:
    for place, code in enumerate(papers):
        if code not in demands[index][0] or place in tried:
            continue
        tried.add(place)
        if place not in taker or _met(taker[place], demands, papers, taker, tried):
            taker[place] = index
            return True
    return False
