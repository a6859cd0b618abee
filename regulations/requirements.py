"""What is still missing, and why: the papers a regulation asks of an application, less those that are there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.case import Application, Education, Track
from models.report import MissingMaterial
from regulations.conditions import CONDITIONS
from regulations.regulation import AskedLike, Regulation, Reminder, Requirement, Scope

_TOP_UP_LEVEL = "专升本"
"""Which leads to 本科."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that is there."""

    type_code: str
    level: str | None = None
    """As printed, of education (专科) or of a physician (执业助理医师); None where it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One paper asked of one applicant."""

    requirement: int
    """Place in the regulation's requirements."""
    any_of: tuple[str, ...]
    level: str | None
    because: str
    entry: int | None
    """Place of the entry of education it is asked for; None where it is asked of the application."""


def missing_materials(
    application: Application,
    papers: Sequence[Paper],
    regulation: Regulation,
    *,
    proofs_wanted: Sequence[Sequence[str]] = (),
) -> tuple[MissingMaterial, ...]:
    """Name each paper that is asked for and not there, in the order of the regulation.

    One paper meets one demand, and none of another level than its own. `proofs_wanted` holds, for each difference in
    identity that nothing settles, the type codes that would. An application that names no track is asked only for
    those, since what else it needs cannot be known.
    """
    lacking = unmet(tuple(demands(application, regulation)), papers)
    return tuple(
        MissingMaterial(type_code=one.any_of[0], because=one.because, any_of=one.any_of, level=one.level)
        for one in (*lacking, *_identity_demands(application, regulation, proofs_wanted))
    )


def demands(application: Application, regulation: Regulation) -> Iterator[Demand]:
    """Yield what is asked of an application, whatever is there, apart from proofs of identity."""
    track = track_asked_like(application, regulation)
    listed = first_of_each_level(application.education)
    for requirement in regulation.requirements:
        if requirement.scope is Scope.IDENTITY or not _is_meant(requirement, application, track):
            continue
        for place, entry in _entries(listed, requirement):
            if holds(requirement.when, application, entry):
                yield _demand(requirement, place, entry)


def track_asked_like(application: Application, regulation: Regulation) -> Track | None:
    """Return the track whose papers an applicant is asked for."""
    rule = rule_asked_like(application, regulation)
    return rule.like if rule else application.track


def rule_asked_like(application: Application, regulation: Regulation) -> AskedLike | None:
    """Return the rule by which an applicant is asked for the papers of another track, where one fits."""
    for rule in regulation.asked_like:
        # Which examination is stated matters only to a rule of some of them.
        of_category = application.exam_category is None or application.exam_category in rule.categories
        if application.track is rule.track and of_category and holds(rule.when, application, Education()):
            return rule
    return None


def reminders_for(application: Application, regulation: Regulation) -> tuple[Reminder, ...]:
    """Return the conditions that a reviewer must look into because no paper shows them."""
    return tuple(
        reminder
        for reminder in regulation.reminders
        if application.track in (None, *reminder.tracks)
        and application.exam_category in reminder.categories
        and holds(reminder.when, application, Education())
    )


def holds(words: Sequence[str], application: Application, entry: Education) -> bool:
    """Tell whether all of these conditions hold."""
    return all(CONDITIONS[word](application, entry) for word in words)


def unmet(asked: Sequence[Demand], papers: Sequence[Paper]) -> list[Demand]:
    """Return the demands left over when each paper goes to one, as many as can be met.

    It is a matching, grown along augmenting paths.
    """
    taker: dict[int, int] = {}
    over = [index for index in range(len(asked)) if not _met(index, asked, papers, taker, set())]
    return [asked[index] for index in over]


def first_of_each_level(education: Sequence[Education]) -> tuple[tuple[int, Education], ...]:
    """Return entries with their places; of entries that state one level only the first."""
    kept: dict[str, tuple[int, Education]] = {}
    for place, entry in enumerate(education):
        plain = replace(entry, level="本科") if entry.level == _TOP_UP_LEVEL else entry
        kept.setdefault(plain.level or f"{place}", (place, plain))
    return tuple(kept.values())


def _is_meant(requirement: Requirement, application: Application, track: Track | None) -> bool:
    """An examination that is not stated is every one, unless the requirement is of certain ones."""
    return track in requirement.tracks and (
        application.exam_category in requirement.categories
        or (application.exam_category is None and requirement.is_of_every_category)
    )


def _entries(
    listed: tuple[tuple[int, Education], ...], requirement: Requirement
) -> tuple[tuple[int | None, Education], ...]:
    if requirement.scope is Scope.EDUCATION:
        return listed or ((None, Education()),)
    of_level = [(place, entry) for place, entry in listed if requirement.level and entry.level == requirement.level]
    return tuple(of_level) or ((None, Education(level=requirement.level)),)


def _demand(requirement: Requirement, place: int | None, entry: Education) -> Demand:
    """Where the applicant has named which of the papers is to come, that one is awaited."""
    return Demand(
        requirement=requirement.place,
        any_of=(entry.proof,) if entry.proof in requirement.any_of else requirement.any_of,
        level=requirement.level or entry.level,
        because=requirement.because,
        entry=place,
    )


def _identity_demands(
    application: Application, regulation: Regulation, wanted: Sequence[Sequence[str]]
) -> Iterator[Demand]:
    for requirement in regulation.requirements:
        of_track = application.track is None or application.track in requirement.tracks
        if requirement.scope is Scope.IDENTITY and of_track:
            for codes in _fewest(requirement.any_of, wanted):
                yield Demand(
                    requirement=requirement.place, any_of=codes, level=None, because=requirement.because, entry=None
                )


def _fewest(accepted: Sequence[str], wanted: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """One paper where one settles every difference, else one for each kind of difference."""
    each = [tuple(code for code in accepted if not codes or code in codes) or tuple(accepted) for codes in wanted]
    of_all = tuple(code for code in accepted if all(code in codes for codes in each))
    return [of_all] if each and of_all else list(dict.fromkeys(each))


def _met(index: int, asked: Sequence[Demand], papers: Sequence[Paper], taker: dict[int, int], tried: set[int]) -> bool:
    for place, paper in enumerate(papers):
        if place in tried or not _fits(paper, asked[index]):
            continue
        tried.add(place)
        if place not in taker or _met(taker[place], asked, papers, taker, tried):
            taker[place] = index
            return True
    return False


def _fits(paper: Paper, demand: Demand) -> bool:
    is_of_level = None in (paper.level, demand.level) or paper.level == demand.level
    return paper.type_code in demand.any_of and is_of_level
