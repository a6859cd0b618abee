"""Dossiers judged again a second and core: a changed regulation, changed applications, a changed definition.

    python -m bench.rejudge [--dossiers 300] [--runs 5] [--ledger FOLDER]

Made-up applicants with three to six papers each, from recorded text with each applicant's own name and numbers, judged
once and kept in an SQLite file. Then everything is judged again, to and fro, and the median of the runs is told three
times over: judging alone, with reading from the ledger (a preview), and with writing to it. What a core does is taken
from the process's own CPU time, as others may use the machine; the time on the wall is told beside it. A changed
regulation leaves every page as it was judged; for changed applications every statement of a name is changed, so that
every report and every verdict is a new one. A definition that weighs otherwise what was read (`expects`, `required`)
leaves texts alone; one that reads otherwise (a label) makes the pages of its type be read from their text.
"""

import argparse
import itertools
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from doctypes.loader import load_types
from doctypes.values.citizen_id import check_character
from models.case import Application, Document
from models.job import Lane
from models.page import PageText
from pipeline.run import judge
from regulations.loader import load_regulation
from services.keepers import Keepers, Knowledge
from services.processing import refresh_dossier
from services.rejudging import rejudge, rejudge_batch, wanted_cases
from services.rejudging_tally import Tally
from storage.cases import Cases, KeptCase
from tests.support.definitions import changed_regulation, changed_types
from tests.support.houses import open_house
from tests.support.people import APPLICATION, ID_NUMBER
from tests.support.recorded import recorded_pages

RESULTS = Path(__file__).parent / "results"
WANTED_PER_SECOND = 300
PAPERS = (
    "graduation_certificate",
    "chsi_registration_form",
    "id_card",
    "physician_qualification",
    "physician_practice",
    "degree_certificate",
)
DIPLOMA_NUMBER = "104861201605001234"
VERIFICATION_CODE = "A1B2C3D4E5F6G7H8"
PRACTICE_NUMBER, DEGREE_NUMBER = "110420106001234", "1048642016001234"
SURNAMES, GIVEN = "王李张刘杨黄赵吴周徐孙马朱胡郭何", "嘉禾明华建国文军志强晓丽静敏芳伟洋"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How fast dossiers are judged again in one case and one way."""

    what: str
    how: str
    per_second_a_core: float
    """Median over the runs, by CPU time."""
    per_second: float
    """Median over the runs, by the clock on the wall."""
    reports_changed: int
    verdicts_changed: int


class _Held:
    """Cases read before the clock starts."""

    def __init__(self, cases: Sequence[KeptCase]) -> None:
        self._by_id = {kept.case.application.application_id: kept for kept in cases}

    def read(self, application_ids: Sequence[str]) -> tuple[KeptCase, ...]:
        return tuple(self._by_id[application_id] for application_id in application_ids)


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--ledger", type=Path, help="folder of the ledger; one that is thrown away by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = options.ledger or Path(thrown_away)
        with open_house("sqlite", folder) as keepers:
            known = Knowledge(types=load_types(), regulation=load_regulation())
            papers = enrol(options.dossiers, keepers, known)
            rates = list(measure(keepers, known, Path(thrown_away), runs=options.runs))
    for rate in rates:
        enough = "" if rate.per_second_a_core >= WANTED_PER_SECOND else f"  below {WANTED_PER_SECOND}"
        print(
            f"{rate.what:22} {rate.how:18} {rate.per_second_a_core:7.0f} dossiers/s a core  {rate.per_second:7.0f} by "
            f"the clock  {rate.reports_changed} reports, {rate.verdicts_changed} verdicts changed{enough}"
        )
    keep(rates, options.dossiers, papers, options.runs)


def enrol(dossiers: int, keepers: Keepers, knowledge: Knowledge) -> int:
    """Keep so many applicants with their papers judged; return how many papers they have."""
    dice, pages = random.Random(2021), recorded_pages()
    numbers = itertools.count()
    for number in range(dossiers):
        application, said = _person(number, dice)
        keepers.records.put_application(application)
        for code in PAPERS[: 3 + number % 4]:
            key = f"{next(numbers):08}"
            _judge_one(_said(pages[code][0], said), application, key, keepers, knowledge)
        refresh_dossier(application.application_id, keepers=keepers, knowledge=knowledge)
    return next(numbers)


def measure(keepers: Keepers, known: Knowledge, folder: Path, *, runs: int) -> Iterator[Rate]:
    """Measure each case in each way."""
    card = (
        '\n[[requirements]]\ntracks = ["standard"]\nscope = "application"\nany_of = ["passport"]\nbecause = "degree"\n'
    )
    file = changed_regulation(folder, old="\n[[requirements]]", new=f"{card}\n[[requirements]]")
    regulation = replace(known, regulation=load_regulation(file.stem, folder=file.parent))
    types = changed_types(
        folder, "graduation_certificate", old='name = "gender"', new='name = "gender"\nexpects = "男"'
    )
    weighing = replace(known, types=load_types(types))
    (folder / "reading").mkdir()
    types = changed_types(
        folder / "reading", "graduation_certificate", old='labels = ["证书编号"', new='labels = ["证书编号", "证书编码"'
    )
    reading = replace(known, types=load_types(types))
    yield from _measured("regulation changed", keepers, itertools.cycle((regulation, known)), runs)
    _run(known, keepers, writes=True)
    yield from _measured("applications changed", keepers, itertools.repeat(known), runs, lambda: _rename(keepers))
    if runs % 2:
        # Every name as it is printed again: a false one would outweigh what a definition changes.
        _rename(keepers)
        _run(known, keepers, writes=True)
    yield from _measured("one definition weighs", keepers, itertools.cycle((weighing, known)), runs)
    _run(known, keepers, writes=True)
    yield from _measured("one definition reads", keepers, itertools.cycle((reading, known)), runs)


def _measured(
    what: str,
    keepers: Keepers,
    knowledge: Iterator[Knowledge],
    runs: int,
    prepare: Callable[[], None] = lambda: None,
) -> Iterator[Rate]:
    spent: dict[str, list[tuple[float, float, Tally]]] = {"judging alone": [], "with reading": [], "with writing": []}
    for _ in range(runs):
        prepare()
        one = next(knowledge)
        ids = keepers.cases.find(wanted_cases(knowledge=one), after="", limit=10**6)
        held: Cases = _Held(keepers.cases.read(ids))  # type: ignore[assignment]
        alone = replace(keepers, cases=held)
        spent["judging alone"].append(
            _timed(lambda: rejudge_batch(ids, keepers=alone, knowledge=one, writes=False))  # noqa: B023 - run at once
        )
        spent["with reading"].append(_timed(lambda: _run(one, keepers, writes=False)))  # noqa: B023
        spent["with writing"].append(_timed(lambda: _run(one, keepers, writes=True)))  # noqa: B023
    for how, times in spent.items():
        tally = times[-1][2]
        yield Rate(
            what=what,
            how=how,
            per_second_a_core=round(statistics.median(tally.judged_count / cpu for cpu, _, tally in times), 1),
            per_second=round(statistics.median(tally.judged_count / wall for _, wall, tally in times), 1),
            reports_changed=tally.reports_count,
            verdicts_changed=tally.moved_count,
        )


def _timed(deed: Callable[[], Tally]) -> tuple[float, float, Tally]:
    cpu, wall = time.process_time(), time.perf_counter()
    tally = deed()
    return time.process_time() - cpu, time.perf_counter() - wall, tally


def _run(knowledge: Knowledge, keepers: Keepers, *, writes: bool) -> Tally:
    tally = Tally()
    for batch in rejudge(
        wanted_cases(knowledge=knowledge),
        lambda ids: rejudge_batch(ids, keepers=keepers, knowledge=knowledge, writes=writes),
        keepers=keepers,
    ):
        tally.add(batch)
    return tally


def _rename(keepers: Keepers) -> None:
    """Turn every stated given name round, or back; the jobs that this puts in the queue are left there."""
    after = ""
    while ids := keepers.cases.find(wanted_cases(knowledge=_ANY, application_ids=()), after=after, limit=500):
        for kept in keepers.cases.read(ids):
            stated = kept.case.application
            keepers.records.put_application(replace(stated, name=stated.name[0] + stated.name[:0:-1]))
        after = ids[-1]


_ANY = Knowledge(types={}, regulation=None)
"""Under which nobody's dossier was made: every case is found."""


def _person(number: int, dice: random.Random) -> tuple[Application, dict[str, str]]:
    """Make an applicant up, and tell what each piece of recorded print is on this one's papers."""
    name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))
    # Women of one day and place, as the recorded papers are of: five hundred of each place.
    body = f"{420101 + number // 500:06}{ID_NUMBER[6:14]}{number % 500 * 2:03}"
    id_number = body + check_character(body)
    diploma = f"104861201605{number:06}"
    said = {APPLICATION.name: name, ID_NUMBER: id_number}
    said |= {DIPLOMA_NUMBER: diploma, _in_groups(DIPLOMA_NUMBER): _in_groups(diploma)}
    said |= {PRACTICE_NUMBER: f"110420106{number:06}", DEGREE_NUMBER: f"1048642016{number:06}"}
    code = f"A1B2C3D4E5{number:06}"
    said |= {VERIFICATION_CODE: code, _in_groups(VERIFICATION_CODE): _in_groups(code)}

    def own(text: str | None) -> str | None:
        return text and _replaced(text, said)

    application = replace(
        APPLICATION,
        application_id=f"HB{number:010}",
        name=name,
        id_number=id_number,
        education=tuple(
            replace(entry, certificate_number=own(entry.certificate_number), verification_code=code)
            for entry in APPLICATION.education
        ),
        licences=tuple(replace(one, certificate_number=own(one.certificate_number)) for one in APPLICATION.licences),
    )
    return application, said


def _in_groups(number: str) -> str:
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def _replaced(text: str, said: dict[str, str]) -> str:
    for old, new in said.items():
        text = text.replace(old, new)
    return text


def _said(text: PageText, said: dict[str, str]) -> PageText:
    return replace(text, lines=tuple(replace(line, text=_replaced(line.text, said)) for line in text.lines))


def _judge_one(text: PageText, application: Application, key: str, keepers: Keepers, knowledge: Knowledge) -> None:
    document = Document(
        document_id=f"d{key}", application_id=application.application_id, file=f"{key}.jpg", sha256=f"{key:0>64}"
    )
    keepers.records.add_document(document, job_id=f"j{key}", lane=Lane.LIVE)
    keepers.records.keep_text(document.sha256, text)
    job = keepers.jobs.claim(f"j{key}", worker="bench", lease_seconds=60)
    if job is None:
        raise ValueError("expected an empty ledger, met one that is in use")
    keepers.jobs.finish(job, judge(text, document=document, application=application, types=knowledge.types))


def keep(rates: Sequence[Rate], dossiers: int, papers: int, runs: int) -> None:
    """Write the result beside the bench, named by its day."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "dossiers": dossiers,
        "papers": papers,
        "runs": runs,
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "rates": [asdict(rate) for rate in rates],
    }
    path = RESULTS / f"rejudge-{result['measured_on']}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
