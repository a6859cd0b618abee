"""A house with applicants whose papers are judged, for tests of judging them again."""

from dataclasses import dataclass, replace

from models.case import Upload
from models.report import Verdict
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from services.rejudging import rejudge, rejudge_batch, wanted_cases
from services.rejudging_tally import Tally
from storage.memory import MemoryQueue
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from tests.support.recorded import recorded_pages

DIPLOMA_JPEG, CARD_JPEG = b"\xff\xd8\xff diploma", b"\xff\xd8\xff card"
STATED = replace(APPLICATION, licences=())
TEXTS = {DIPLOMA_JPEG: page_text(DIPLOMA), CARD_JPEG: recorded_pages()["id_card"][0]}


@dataclass
class House:
    keepers: Keepers
    reader: RecordedReader
    knowledge: Knowledge

    def put(self, number: int, *papers: bytes, **stated: object) -> str:
        application = replace(STATED, application_id=f"HB{number:04}", **stated)  # type: ignore[arg-type]
        put_application(application, keepers=self.keepers)
        for place, paper in enumerate(papers or (DIPLOMA_JPEG,)):
            upload = Upload(file=f"{place}.jpg", content=paper)
            accept_upload(application.application_id, upload, keepers=self.keepers)
        self.work()
        return application.application_id

    def work(self) -> None:
        queue = self.keepers.queue
        assert isinstance(queue, MemoryQueue)
        queue.listen(self._run, lanes=(), threads=1)
        queue.answer_all()

    def rejudge(self, knowledge: Knowledge | None = None, *, writes: bool = True, **wanted: object) -> Tally:
        knowledge = knowledge or self.knowledge
        tally = Tally()
        cases = wanted_cases(knowledge=knowledge, **wanted)  # type: ignore[arg-type]
        for batch in rejudge(
            cases,
            lambda ids: rejudge_batch(ids, keepers=self.keepers, knowledge=knowledge, writes=writes),
            keepers=self.keepers,
        ):
            tally.add(batch)
        return tally

    def verdict(self, application_id: str) -> Verdict:
        dossier = self.keepers.records.dossier_of(application_id)
        assert dossier is not None
        return dossier.verdict

    def _run(self, job_id: str) -> None:
        run_job(
            job_id,
            keepers=self.keepers,
            knowledge=self.knowledge,
            reader=self.reader,
            worker="w",
            lease_seconds=60,
        )


def moves(tally: Tally) -> dict[tuple[str, str, tuple[str, ...]], int]:
    return {(before.value, after.value, causes): move.count for (before, after, causes), move in tally.by_gravity()}
