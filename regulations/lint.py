"""Every contradiction of a regulation at once: with itself, and with the instructions that it quotes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.levels import DeskPolicy
from regulations.exam_points import plain_name
from regulations.loader import HERE, read_regulation
from regulations.regulation import Regulation, Scope
from regulations.requirements import Demand, Paper, demands, reminders_for, rule_asked_like, unmet
from regulations.sample_applicants import Sample, samples

_Asked = Sequence[tuple[Sample, tuple[Demand, ...]]]
"""Applicants of every kind, and what each is asked for."""


def lint(name: str, *, folder: Path = HERE) -> tuple[str, ...]:
    """Return every fault and contradiction of one regulation; none where it is sound.

    Where the text of the instructions lies beside it (`<name>.txt`), each sentence must stand in it word for word.
    """
    regulation, faults = read_regulation(name, folder=folder)
    if regulation is None:
        return faults
    source = folder / f"{name}.txt"
    text = source.read_text(encoding="utf-8") if source.is_file() else None
    return (*faults, *_contradictions(regulation), *(() if text is None else _misquoted(regulation, text)))


def _contradictions(regulation: Regulation) -> Iterator[str]:
    everybody = list(samples(regulation))
    asked = [(sample, tuple(demands(sample.application, regulation))) for sample in everybody]
    yield from _said_twice(regulation)
    yield from _of_exam_points(regulation)
    yield from _of_asked_like(regulation, everybody)
    yield from _never_met(regulation, asked)
    superfluous = _superfluous(asked)
    for place, other in superfluous.items():
        yield f"requirements.{place}: whoever is asked by it is asked for the same paper by requirements.{other}"
    yield from _of_desk(regulation.desk)
    yield from _not_to_be_met(asked, frozenset(superfluous))


def _said_twice(regulation: Regulation) -> Iterator[str]:
    for requirement in regulation.requirements:
        for kind, words in (("any_of", requirement.any_of), ("when", requirement.when)):
            yield from (f"requirements.{requirement.place}.{kind}: {word} stands in it twice" for word in _twice(words))
    yield from (f"leads_to: {track} stands in it twice" for track in _twice([one.track for one in regulation.leads_to]))


def _of_desk(desk: DeskPolicy) -> Iterator[str]:
    if desk.clear_passes and not desk.blind_share:
        yield "desk: what is clear passes without a person, and blind_share lets nobody ever look whether that is right"


def _of_exam_points(regulation: Regulation) -> Iterator[str]:
    claims: defaultdict[str, list[str]] = defaultdict(list)
    names: list[str] = []
    for point in regulation.exam_points:
        names += {plain_name(name) for name in (point.name, *point.also)}
        claimed = {*point.districts, *(name for institution in point.institutions for name in institution)}
        for name in {plain_name(name) for name in claimed}:
            claims[name].append(point.name)
        if not claimed:
            yield f"exam_points.{point.place}: {point.name} has neither institutions nor districts"
    for name, points in claims.items():
        if len(points) > 1:
            yield f"exam_points: {name} is claimed by {' and '.join(points)}"
    yield from (f"exam_points: two points go by the name {name}" for name in _twice(names))


def _of_asked_like(regulation: Regulation, everybody: Sequence[Sample]) -> Iterator[str]:
    rules = [rule_asked_like(sample.application, regulation) for sample in everybody]
    deciding = {rule.place for rule in rules if rule}
    begins = {rule.track for rule in regulation.asked_like}
    for rule in regulation.asked_like:
        if rule.place not in deciding:
            yield f"asked_like.{rule.place}: no applicant is asked by it"
        if rule.like in begins:
            yield f"asked_like.{rule.place}: {rule.like}, too, is asked like another track"
        for track in sorted({rule.track, rule.like} & regulation.nothing_required):
            yield f"asked_like.{rule.place}: of {track} nothing is required"


def _never_met(regulation: Regulation, asked: _Asked) -> Iterator[str]:
    met = {(demand.requirement, sample.application.track) for sample, of_one in asked for demand in of_one}
    # Whoever is asked like another track is asked by that one's requirements.
    own = {place for place, _ in met}
    for requirement in regulation.requirements:
        place = f"requirements.{requirement.place}"
        if requirement.scope is Scope.IDENTITY:
            continue
        if requirement.place not in own:
            yield f"{place}: no applicant is asked by it for {requirement.any_of[0]}"
            continue
        idle = sorted(track for track in requirement.tracks if (requirement.place, track) not in met)
        yield from (f"{place}: no applicant of track {track} is asked by it" for track in idle)
    reminded = {reminder.place for sample, _ in asked for reminder in reminders_for(sample.application, regulation)}
    idle_reminders = {reminder.place for reminder in regulation.reminders} - reminded
    yield from (f"reminders.{place}: it is meant for no applicant" for place in sorted(idle_reminders))


def _superfluous(asked: _Asked) -> dict[int, int]:
    """Return requirements that ask, of everybody they ask, for the paper that another asks for; and that other."""
    covered: dict[int, set[int]] = {}
    for _, of_one in asked:
        for demand in of_one:
            others = {other.requirement for other in of_one if _asks_for_the_same(other, demand)}
            covered[demand.requirement] = covered.get(demand.requirement, others) & others
    found: dict[int, int] = {}
    for place, others in sorted(covered.items(), reverse=True):
        left = others - set(found)
        if left:
            found[place] = min(left)
    return dict(sorted(found.items()))


def _asks_for_the_same(other: Demand, demand: Demand) -> bool:
    same_place = (other.entry, other.level) == (demand.entry, demand.level)
    return other.requirement != demand.requirement and same_place and set(other.any_of) <= set(demand.any_of)


def _not_to_be_met(asked: _Asked, superfluous: frozenset[int]) -> Iterator[str]:
    """One education has one diploma, and one applicant has one licence of a kind: who is asked for two has none."""
    told: set[tuple[int, ...]] = set()
    for sample, of_one in asked:
        groups: defaultdict[tuple[int | None, str | None], list[Demand]] = defaultdict(list)
        for demand in of_one:
            groups[demand.entry, demand.level].append(demand)
        for group in groups.values():
            places = tuple(sorted({demand.requirement for demand in group}))
            papers = [Paper(type_code=code) for code in sorted({code for one in group for code in one.any_of})]
            if unmet(group, papers) and places not in told and not superfluous & set(places):
                told.add(places)
                yield (
                    f"requirements {', '.join(map(str, places))}: one applicant cannot meet them with distinct papers "
                    f"({sample.words})"
                )


def _misquoted(regulation: Regulation, text: str) -> Iterator[str]:
    quoted = [regulation.one_entry_a_level]
    quoted += [requirement.because for requirement in regulation.requirements]
    quoted += [rule.because for rule in regulation.asked_like]
    quoted += [reminder.because for reminder in regulation.reminders]
    quoted += [point.because for point in regulation.exam_points]
    quoted += [leading.because for leading in regulation.leads_to]
    for sentence in dict.fromkeys(quoted):
        if sentence not in text:
            yield f"sentences: the instructions do not hold, word for word: {sentence}"


def _twice(words: Sequence[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]
