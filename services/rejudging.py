"""Judging again in bulk: every dossier that was made under other knowledge, from what the ledger keeps.

No picture is read again, and a text only where its page may be or say something else now. A preview writes nothing.
Otherwise reports and dossiers are appended where they say something new, a batch a transaction, and each dossier is
noted to hold under what is known now: a run that was stopped goes on where it was when it is started again. Whatever a
worker finishes or an applicant changes in the meantime wins, and its case is judged once more as it then stands.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import datetime

from models.errors import NotFound
from models.levels import DeskPolicy
from models.page import PageText
from models.report import Dossier, MadeUnder, Report
from pipeline.again import judge_again
from pipeline.dossier_changes import changes_between
from pipeline.grounds import application_digest
from services.basis import basis_of
from services.desk.by_rule import policy_for
from services.education import earlier_education, keep_proven_again
from services.keepers import Keepers, Knowledge
from services.processing import put_together
from services.rejudging_causes import causes_of
from services.rejudging_tally import Tally
from services.rejudging_traits import keep_traits_again, sightings_of
from storage.cases import CaseFilter, JudgedCase, KeptCase
from storage.corrections import ByField

BATCH = 200
"""Dossiers a transaction: a batch holds SQLite's one write lock for some tenths of a second."""
ATTEMPTS = 3
"""Times that a case is read anew because it moved on meanwhile; one that moves so often is judged by its own jobs."""
BATCHES_AHEAD_OF_A_WORKER = 2

JudgeBatch = Callable[[tuple[str, ...]], Tally]


def wanted_cases(
    *,
    knowledge: Knowledge,
    application_ids: Sequence[str] = (),
    touched_since: datetime | None = None,
    backfill_id: str = "",
) -> CaseFilter:
    """Return the filter of all cases that are to be judged again; those named by id whatever they were made under."""
    return CaseFilter(
        application_ids=tuple(application_ids),
        touched_since=touched_since,
        backfill_id=backfill_id,
        unlike="" if application_ids else basis_of(knowledge).digest,
    )


def count_cases(wanted: CaseFilter, *, keepers: Keepers, limit: int | None = None) -> int:
    """Return how many dossiers a run will judge again.

    Raises:
        NotFound: an application is named that is unknown.
        StorageUnavailable: the database does not answer.
    """
    for application_id in wanted.application_ids:
        keepers.records.application(application_id)
    count = keepers.cases.count(wanted)
    return count if limit is None else min(count, limit)


def rejudge(
    wanted: CaseFilter,
    judge_batch: JudgeBatch,
    *,
    keepers: Keepers,
    limit: int | None = None,
    pool: Executor | None = None,
    workers: int = 1,
) -> Iterator[Tally]:
    """Judge the wanted cases again, batch by batch in the order of their ids, and give what each batch came to.

    With a pool, as many batches at once as it has workers; `judge_batch` must then be a function that it can send.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    batches = _batches(wanted, keepers, limit)
    if pool is None:
        yield from (judge_batch(batch) for batch in batches)
        return
    ahead: deque[Future[Tally]] = deque()
    try:
        for batch in batches:
            ahead.append(pool.submit(judge_batch, batch))
            if len(ahead) >= workers * BATCHES_AHEAD_OF_A_WORKER:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        for waiting in ahead:
            waiting.cancel()


def rejudge_batch(application_ids: Sequence[str], *, keepers: Keepers, knowledge: Knowledge, writes: bool) -> Tally:
    """Judge these cases again and return what became of them; nothing is kept unless `writes`.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    tally, left = Tally(), tuple(application_ids)
    for attempt in range(ATTEMPTS):
        judged = _judge_cases(left, tally, keepers=keepers, knowledge=knowledge)
        if not writes:
            kept = frozenset(judged)
        else:
            kept = frozenset(_keep([one for _, one in judged.values()], keepers=keepers, knowledge=knowledge))
        for application_id in kept:
            _count(*judged[application_id], tally, knowledge)
            if writes:
                keep_traits_again(*judged[application_id], keepers=keepers, knowledge=knowledge)
                _keep_proven_again(judged[application_id][1], keepers)
        left = tuple(application_id for application_id in judged if application_id not in kept)
        if not left or attempt == ATTEMPTS - 1:
            break
    tally.overtaken_count += len(left)
    return tally


def _batches(wanted: CaseFilter, keepers: Keepers, limit: int | None) -> Iterator[tuple[str, ...]]:
    after, left = "", limit
    while left is None or left > 0:
        batch = keepers.cases.find(wanted, after=after, limit=BATCH if left is None else min(BATCH, left))
        if not batch:
            return
        yield batch
        after, left = batch[-1], None if left is None else left - len(batch)


def _judge_cases(
    application_ids: Sequence[str], tally: Tally, *, keepers: Keepers, knowledge: Knowledge
) -> dict[str, tuple[KeptCase, JudgedCase]]:
    judged = {}
    corrections = keepers.corrections.standing(application_ids)
    for kept in keepers.cases.read(application_ids):
        try:
            one = _judged(kept, corrections, keepers=keepers, knowledge=knowledge)
        except NotFound as error:
            tally.count_failure(kept.case.application.application_id, error.code)
        else:
            judged[kept.case.application.application_id] = kept, one
    return judged


def _keep(judged: Sequence[JudgedCase], *, keepers: Keepers, knowledge: Knowledge) -> Iterator[str]:
    """Keep cases, those together of which one policy of the desk holds."""
    by_policy: dict[DeskPolicy, list[JudgedCase]] = {}
    for one in judged:
        policy = policy_for(one.case.application, one.reports, keepers=keepers, knowledge=knowledge)
        by_policy.setdefault(policy, []).append(one)
    for policy, some in by_policy.items():
        yield from keepers.cases.keep(some, basis=basis_of(knowledge), policy=policy)


def _judged(
    kept: KeptCase, corrections: Mapping[str, ByField], *, keepers: Keepers, knowledge: Knowledge
) -> JudgedCase:
    case = kept.case
    reports = tuple(
        _report_again(report, kept, corrections.get(report.document_id), keepers=keepers, knowledge=knowledge)
        for report in case.reports
    )
    sightings = sightings_of(kept, reports, keepers=keepers, knowledge=knowledge)
    earlier = earlier_education(case.application, keepers=keepers)
    dossier = put_together(case.application, reports, knowledge=knowledge, sightings=sightings, earlier=earlier)
    # What is judged again here is what was judged: papers that wait go on waiting.
    dossier = replace(dossier, waiting_count=kept.dossier.waiting_count)
    is_same = not kept.is_behind and _is_same(reports, case.reports) and _says_the_same(kept.dossier, dossier)
    return JudgedCase(
        case=case, reports=reports, dossier=None if is_same else dossier, sightings=sightings, earlier=earlier
    )


def _keep_proven_again(judged: JudgedCase, keepers: Keepers) -> None:
    if judged.dossier is not None:
        keep_proven_again(judged.case.application, judged.dossier, keepers=keepers)


def _report_again(
    report: Report, kept: KeptCase, corrections: ByField | None, *, keepers: Keepers, knowledge: Knowledge
) -> Report:
    def text() -> PageText:
        found = keepers.records.text(report.sha256, report.engine)
        if found is None:
            raise NotFound(f"expected the kept text of document {report.document_id}, met none")
        return found

    return judge_again(
        report,
        application=kept.case.application,
        types=knowledge.types,
        alphabet=knowledge.alphabet,
        text=text,
        under=held_under(report, kept),
        corrections=corrections,
    )


def held_under(report: Report, kept: KeptCase) -> MadeUnder | None:
    """Return under what a report was last found to hold, which may be later than when it was made."""
    basis = kept.basis
    if basis is None or not basis.is_whole or kept.is_behind:
        return report.grounds.under if report.grounds else None
    return MadeUnder(
        reading_code=basis.reading_code,
        anchors=basis.anchors,
        definition=dict(basis.definitions).get(report.classification.type_code or "", ""),
        judging_code=basis.judging_code,
        alphabet=basis.alphabet,
        application=application_digest(kept.case.application),
    )


def _is_same(new: Sequence[Report], old: Sequence[Report]) -> bool:
    return all(one is other for one, other in zip(new, old, strict=True))


def _says_the_same(old: Dossier, new: Dossier) -> bool:
    return replace(new, reports=(), changes=old.changes) == old


def _count(kept: KeptCase, judged: JudgedCase, tally: Tally, knowledge: Knowledge) -> None:
    new_reports = sum(new is not old for new, old in zip(judged.reports, kept.case.reports, strict=True))
    before = kept.dossier.verdict
    after = judged.dossier.verdict if judged.dossier else before
    causes = causes_of(kept, judged, knowledge=knowledge, held_under=held_under) if after is not before else ()
    tally.count(
        kept.case.application.application_id,
        before=before,
        after=after,
        causes=causes,
        is_new=judged.dossier is not None,
        changes=changes_between(kept.dossier, replace(judged.dossier, reports=())) if judged.dossier else (),
        new_reports=new_reports,
    )
