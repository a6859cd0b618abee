"""Every stated value of every honest dossier changed by one step, one at a time: does one come out `clear`?

    python -m bench.single_changes SET KEPT [SET KEPT ...] [--each 2] [--seed 1]

KEPT is the folder of text that `certcheck eval SET --kept KEPT` left, so that nothing is read again. A value is changed
in the application, against which papers were found to agree, and then in the print of one paper, as if that had been
printed and read so with the same certainty. What still agrees with what was stated is no change, nor is what nobody
would print; a former name that the dossier proves is another honest dossier. None must be `clear`.
"""

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from doctypes.printed import folded
from doctypes.values import KINDS
from doctypes.values.numerals import unified
from doctypes.values.schools import BY_NAME
from fixtures.drawing.applications import another_value
from fixtures.drawing.names import another_name, look_alike_of
from models.case import Application, Document
from models.doctype import ValueKind
from models.extraction import PageFacts
from models.page import PageText, TextLine
from models.report import Comparison, Report, Verdict
from pipeline.dossier import assemble
from pipeline.run import weigh
from pipeline.understanding import understand
from services.applications import parse_application
from services.dossier_truth import TrueDossier, read_dossiers
from services.keepers import Knowledge
from services.truth import read_truth
from wiring.bootstrap import build_knowledge
from wiring.config import read_config

_TEXT = TypeAdapter(PageText)
_NUMERALS = ("0123456789", "〇一二三四五六七八九")
_WORDS = (("男", "女"), ("本", "专"), ("硕", "博"))
_NAMES = frozenset({"name", "bearer_name", "bilingual_name"})
_TOLD_BY_A_CODE = "verification_code"
"""What the QR code beside it says counts, and print that was hardly read is nothing against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One thing changed, and what came of it."""

    dossier: str
    where: str
    """`application`, or the file of the paper."""
    field: str
    before: str
    after: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """An honest dossier, its papers understood."""

    truth: TrueDossier
    stated: Mapping[str, Any]
    texts: Mapping[str, PageText]
    """By file."""
    facts: Mapping[str, PageFacts]
    known: Knowledge


def main() -> None:
    """Make all trials of the sets, count them, and name every one that came out clear."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET KEPT")
    parser.add_argument("--each", type=int, default=2, help="changes of each value")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    known, dice = build_knowledge(read_config()), random.Random(options.seed)
    trials: list[Trial] = []
    for folder, kept in zip(options.sets[::2], options.sets[1::2], strict=True):
        for case in _cases(folder, kept, known):
            trials += trials_of(case, each=options.each, dice=dice)
    for trial in (one for one in trials if one.verdict is Verdict.CLEAR):
        print(f"clear: {trial.dossier} {trial.field} {trial.before} -> {trial.after} in {trial.where}")
    for where, held in (("stated", True), ("printed", False)):
        verdicts = Counter(one.verdict.value for one in trials if (one.where == "application") is held)
        print(f"{where}: {sum(verdicts.values())} changes, {verdicts['clear']} clear, {dict(sorted(verdicts.items()))}")


def trials_of(case: _Case, *, each: int, dice: random.Random) -> Iterator[Trial]:
    """Change every value of a dossier so many times, in the application and on each paper, and judge it each time."""
    reports = _judged(case, case.stated, case.facts)
    agreeing = {one.path: one for report in reports for one in report.comparisons if one.outcome.agrees}
    for one in agreeing.values():
        for after in _others(one, each, dice):
            if all(_agrees(kind, found, after) for kind, found in _printed_of(case, reports, one.path)):
                continue  # 中西医结合 stated against licences, which have 中医 for both
            yield _trial(case, "application", one, after, _changed(case.stated, one.path, after), case.facts)
    for report in reports:
        for one in report.comparisons:
            for _ in range(each if one.outcome.agrees else 0):
                yield from _printed_otherwise(case, report, one, dice)


def _printed_of(case: _Case, reports: Sequence[Report], path: str) -> list[tuple[str, str]]:
    """Kind and value of everything that the papers print of what was stated there."""
    return [
        (case.known.types[report.classification.type_code or ""].field(one.field).kind, one.found)
        for report in reports
        for one in report.comparisons
        if one.path == path and one.found
    ]


def _printed_otherwise(case: _Case, report: Report, one: Comparison, dice: random.Random) -> Iterator[Trial]:
    reading = report.extraction.reading(one.field) if report.extraction else None
    spec = case.known.types[report.classification.type_code or ""].field(one.field)
    after = _reprinted(reading.raw, KINDS[spec.kind], dice) if reading and reading.raw else None
    if one.field == _TOLD_BY_A_CODE or after in case.stated.get("former_names", ()) or after in _proved_before(case):
        return
    parsed = KINDS[spec.kind].parse(after) if after else None
    if reading is None or after is None or parsed is None or parsed.fault or parsed.repaired:
        return  # a year 6007, a level 专芳
    if _agrees(spec.kind, parsed.value, one.expected):
        return
    text = _with_print(case.texts[report.file], reading.raw, after)
    if text is not None:
        changed = understand(text, types=case.known.types, declared_type=None)
        again = changed.extraction.reading(one.field) if changed.extraction else None
        if again and again.value == reading.value and after not in again.raw:
            return  # the page prints it in another place, too, from where it was read now
        facts = {**case.facts, report.file: changed}
        yield _trial(case, report.file, one, after, case.stated, facts)


def _proved_before(case: _Case) -> set[str | None]:
    """The names that papers of the dossier say the person had before."""
    extractions = (facts.extraction for facts in case.facts.values())
    return {extraction.reading("former_name").value for extraction in extractions if extraction}


def _agrees(kind: str, value: str, expected: str | None) -> bool:
    return KINDS[kind].compare(value, expected or "").outcome.agrees


def _trial(
    case: _Case, where: str, one: Comparison, after: str, stated: Mapping[str, Any], facts: Mapping[str, PageFacts]
) -> Trial:
    application, reports = parse_application(stated), _judged(case, stated, facts)
    regulation = case.known.regulation_for(application)
    verdict = assemble(application, reports, regulation=regulation, complete=False).verdict
    return Trial(
        dossier=case.truth.dossier,
        where=where,
        field=one.field,
        before=one.expected or "",
        after=after,
        verdict=verdict,
    )


def _judged(case: _Case, stated: Mapping[str, Any], facts: Mapping[str, PageFacts]) -> list[Report]:
    application = parse_application(stated)
    return [_weighed(case.known, application, file, one) for file, one in facts.items()]


def _weighed(known: Knowledge, application: Application, file: str, facts: PageFacts) -> Report:
    document = Document(document_id=file, application_id=application.application_id, file=file, sha256="")
    return weigh(facts, document=document, application=application, types=known.types, alphabet=known.alphabet)


def _others(one: Comparison, each: int, dice: random.Random) -> list[str]:
    before = folded(one.expected or "")
    ways: dict[str, Callable[[], str | None]] = {"name": lambda: look_alike_of(before, dice=dice)}
    drawn = [ways.get(one.field, lambda: None)() or _other(one.field, before, dice) for _ in range(each)]
    return list(dict.fromkeys(after for after in drawn if after and after != before))


def _other(field: str, before: str, dice: random.Random) -> str | None:
    whole = before if not field.endswith("_on") or len(before) > len("2016-06") else f"{before}-01"
    try:
        return another_value(field, whole, dice=dice)
    except (ValueError, IndexError):
        return None  # a value that this kit has no second of


def _changed(stated: Mapping[str, Any], path: str, after: str) -> dict[str, Any]:
    copy: dict[str, Any] = deepcopy(dict(stated))
    holder: Any = copy
    steps = path.replace("[", ".").replace("]", "").split(".")
    for step in steps[:-1]:
        holder = holder[int(step) if step.isdigit() else step]
    holder[steps[-1]] = after
    return copy


def _reprinted(raw: str, kind: ValueKind, dice: random.Random) -> str | None:
    """Return other print of the same length: another character of a name or number, another word; None if none is.

    What is no word of its kind is left alone: readers are known to make such, and nobody prints 临丹 for 临床.
    """
    if kind.name in _NAMES:
        return (look_alike_of(raw, dice=dice) if dice.random() < 0.5 else None) or another_name(raw, dice=dice)
    words = BY_NAME.keys() if kind.name == "school" else kind.words
    if words:
        alike = sorted(word for word in words if len(word) == len(raw) and word != raw)
        return dice.choice(alike) if alike else None
    changes = [change for place, char in enumerate(raw) for change in _steps(place, char, dice)]
    if not changes:
        return None
    place, char = dice.choice(changes)
    return raw[:place] + char + raw[place + 1 :]


def _steps(place: int, char: str, dice: random.Random) -> Iterator[tuple[int, str]]:
    for numerals in _NUMERALS:
        if char in numerals:
            yield place, dice.choice([other for other in numerals if other != char])
    for one, other in _WORDS:
        if char in (one, other):
            yield place, other if char == one else one


def _with_print(text: PageText, before: str, after: str) -> PageText | None:
    """Return a page on which every way of reading has the other print; None where no line holds the old whole."""
    swap = partial(_swapped, before=before, after=after)
    lines = tuple(map(swap, text.lines))
    if lines == text.lines:
        return None
    return replace(text, lines=lines, again=tuple(tuple(map(swap, way)) for way in text.again))


def _swapped(line: TextLine, *, before: str, after: str) -> TextLine:
    plain = line.text if len(folded(line.text)) != len(line.text) else folded(line.text)
    # Ways of reading print one numeral in several ways, and 二○一三年 is the print of 二〇一三年.
    place = unified(plain).find(unified(before))
    if place < 0:
        return line
    text = plain[:place] + after + plain[place + len(before) :]
    # What the reader weighed beside a character was weighed of the print that stood there.
    seconds = zip(text, line.text, line.alternatives, strict=False)
    alternatives = tuple(second if new == old else ("", 0.0) for new, old, second in seconds)
    return replace(line, text=text, alternatives=alternatives)


def _cases(folder: Path, kept: Path, known: Knowledge) -> Iterator[_Case]:
    texts = {path.stem: path for path in kept.rglob("*.json")}
    for truth in read_dossiers(folder, read_truth(folder)):
        shas = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in truth.files}
        if truth.changed is None and all(sha in texts for sha in shas.values()):
            pages = {file: _TEXT.validate_json(texts[sha].read_bytes()) for file, sha in shas.items()}
            facts = {file: understand(page, types=known.types, declared_type=None) for file, page in pages.items()}
            stated = json.loads((folder / truth.application).read_text("utf-8"))
            yield _Case(truth=truth, stated=stated, texts=pages, facts=facts, known=known)


if __name__ == "__main__":
    main()
