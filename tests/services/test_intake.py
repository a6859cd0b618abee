"""How papers and jobs are named."""

import time
import uuid

from services.intake import document_of, job_id_of


def id_of(application_id: str = "A", sha256: str = "0" * 64, declared_type: str | None = None) -> str:
    return document_of(application_id, file="a.jpg", sha256=sha256, declared_type=declared_type).document_id


def test_ids_are_uuids_of_the_seventh_version_and_begin_with_the_time() -> None:
    before = time.time_ns() // 1_000_000
    named = uuid.UUID(id_of())
    after = time.time_ns() // 1_000_000

    assert (named.version, named.variant) == (7, uuid.RFC_4122)
    assert before <= named.int >> 80 <= after


def test_different_papers_and_their_jobs_have_different_ids() -> None:
    papers = [
        id_of(application_id, f"{number:064x}", declared_type)
        for application_id in ("A", "B")
        for declared_type in (None, "id_card")
        for number in range(500)
    ]

    assert len({*papers, *map(job_id_of, papers)}) == 2 * len(papers)
    assert all(job_id_of(paper)[:13] == paper[:13] and len(job_id_of(paper)) == len(paper) for paper in papers)
