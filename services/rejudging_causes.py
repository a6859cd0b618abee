"""Why a verdict moved: what a dossier rests on is exchanged one thing at a time, old for new, and each step is watched.

First how reports are put together, then the switches of the rules one by one, then the reports themselves, those with
the same cause at once. Each step at which the verdict moves names its cause; where two things changed that one step
cannot tell apart, it names both.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.basis import Basis
from models.report import MadeUnder, Report, Verdict
from regulations.regulation import Regulation, RuleState
from services.basis import basis_of
from services.keepers import Knowledge
from services.processing import put_together
from storage.cases import JudgedCase, KeptCase

APPLICATION = "application"
"""The applicant has stated something else."""
PAPERS = "papers"
"""A paper has been judged since, and no dossier made of it."""
REGULATION = "regulation"
"""Who must hand in what."""
CODE = "code"
"""Thresholds, rules and wordings that stand in the code."""
ALPHABET = "alphabet"
"""The characters that the engine can print."""
LEDGER = "ledger"
"""What other applicants have handed in."""
UNRECORDED = "unrecorded"
"""The dossier is older than the first record of what dossiers rest on."""

HeldUnder = Callable[[Report, KeptCase], MadeUnder | None]


def causes_of(kept: KeptCase, judged: JudgedCase, *, knowledge: Knowledge, held_under: HeldUnder) -> tuple[str, ...]:
    """Return the causes that moved the verdict, in the order in which they did.

    A cause is one of the words above, `definition:TYPE` or `rule:WORD`.
    """
    causes: dict[str, None] = {}
    verdict = kept.dossier.verdict
    for names, after in _steps(kept, judged, knowledge, held_under):
        if after is not verdict:
            causes |= dict.fromkeys(names)
        verdict = after
    return tuple(causes)


def _steps(
    kept: KeptCase, judged: JudgedCase, knowledge: Knowledge, held_under: HeldUnder
) -> Iterator[tuple[tuple[str, ...], Verdict]]:
    reports = list(kept.case.reports)

    def verdict(regulation: Regulation | None) -> Verdict:
        known = replace(knowledge, regulation=regulation)
        return put_together(
            kept.case.application,
            reports,
            knowledge=known,
            sightings=judged.sightings,
            earlier=judged.earlier,
        ).verdict

    for names, regulation in _regulations(kept, knowledge):
        yield names, verdict(regulation)
    for names, places in _exchanges(kept, judged, knowledge, held_under).items():
        for place in places:
            reports[place] = judged.reports[place]
        yield names, verdict(knowledge.regulation)


def _regulations(kept: KeptCase, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], Regulation | None]]:
    """The regulation of today with the switches of before, and then each switch that was turned since."""
    regulation, basis = knowledge.regulation, kept.basis
    if regulation is None or basis is None:
        yield _of_assembling(kept, knowledge), regulation
        return
    rules = {word: RuleState(state) for word, state in basis.rules}
    yield _of_assembling(kept, knowledge), replace(regulation, rules=dict(rules))
    for word in sorted({*rules, *regulation.rules}):
        state = regulation.rules.get(word)
        if state == rules.get(word):
            continue
        if state is None:
            del rules[word]
        else:
            rules[word] = state
        yield (f"rule:{word}",), replace(regulation, rules=dict(rules))


def _of_assembling(kept: KeptCase, knowledge: Knowledge) -> tuple[str, ...]:
    names = []
    now, was = basis_of(knowledge), kept.basis
    if kept.is_changed:
        names.append(APPLICATION)
    elif kept.is_behind:
        names.append(PAPERS)
    if was is None:
        names.append(UNRECORDED)
    else:
        names += [REGULATION] if was.regulation != now.regulation else []
        names += [CODE] if was.judging_code != now.judging_code else []
    return tuple(names) or (LEDGER,)


def _exchanges(
    kept: KeptCase, judged: JudgedCase, knowledge: Knowledge, held_under: HeldUnder
) -> dict[tuple[str, ...], list[int]]:
    """Places of the reports that are new, by their causes; what the applicant stated first, then the rest as met."""
    found: dict[tuple[str, ...], list[int]] = {}
    for place, (old, new) in enumerate(zip(kept.case.reports, judged.reports, strict=True)):
        if new is not old:
            names = _of_report(old, new, held_under(old, kept), kept.basis, knowledge)
            found.setdefault(names, []).append(place)
    return dict(sorted(found.items(), key=lambda one: APPLICATION not in one[0]))


def _of_report(
    old: Report, new: Report, was: MadeUnder | None, basis: Basis | None, knowledge: Knowledge
) -> tuple[str, ...]:
    if was is None or old.grounds is None or new.grounds is None:
        return (UNRECORDED,)
    now = new.grounds.under
    definitions = _definitions(old, new, was, basis, knowledge)
    if _reads_otherwise(old, new):
        return (*definitions, *((CODE,) if was.reading_code != now.reading_code else ())) or (CODE,)
    names = [APPLICATION] if was.application != now.application else []
    names += definitions
    names += [ALPHABET] if was.alphabet != now.alphabet else []
    names += [CODE] if was.judging_code != now.judging_code else []
    return tuple(names) or (CODE,)


def _reads_otherwise(old: Report, new: Report) -> bool:
    if old.grounds is None or new.grounds is None or old.grounds.contrary != new.grounds.contrary:
        return True
    said = [report.extraction.readings if report.extraction else None for report in (old, new)]
    return old.classification != new.classification or said[0] != said[1]


def _definitions(
    old: Report, new: Report, was: MadeUnder, basis: Basis | None, knowledge: Knowledge
) -> tuple[str, ...]:
    """Types whose definitions have changed: the page's own, and where it is weighed otherwise those near to it."""
    kinds = (old.classification, new.classification)
    near = dict.fromkeys(kind.type_code for kind in kinds if kind.type_code)
    if old.classification != new.classification:
        near |= dict.fromkeys(kind.runner_up for kind in kinds if kind.runner_up)
    before = dict(basis.definitions) if basis is not None and basis.is_whole else {}
    before[old.classification.type_code or ""] = was.definition
    return tuple(f"definition:{code}" for code in _changed(tuple(near), before, knowledge))


def _changed(codes: Sequence[str], before: dict[str, str], knowledge: Knowledge) -> Iterator[str]:
    for code in codes:
        doctype = knowledge.types.get(code)
        if code in before and before[code] != (doctype.digest if doctype else ""):
            yield code
