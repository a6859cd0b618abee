"""The registration system: puts applications and sends papers, and tries again until it is told that they are kept."""

import http.client
import json
import socket
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tests.chaos import null_engine
from tests.chaos.house import TOKEN, House
from tests.chaos.plan import Paper, Plan

PATIENCE_SECONDS = 90
TRY_SECONDS = 12
PAUSE_SECONDS = 0.3
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A paper that was answered 202."""

    paper: Paper
    application_id: str
    content: bytes
    document_id: str
    job_id: str
    tries: int


def application_id_of(plan: Plan, applicant: int) -> str:
    """Name an applicant of a run."""
    return f"{plan.form.upper()[:3]}{plan.seed}A{applicant}"


def put_application(house: House, plan: Plan, applicant: int) -> None:
    """State what an applicant states, until it is kept."""
    application_id = application_id_of(plan, applicant)
    stated = {
        "application_id": application_id,
        "name": "陈嘉禾",
        "id_type": "居民身份证",
        "id_number": _id_number(plan.seed * 7 + applicant),
    }
    body = json.dumps(stated).encode()
    _until(house, 200, "PUT", f"/api/applications/{application_id}", body, {"Content-Type": "application/json"})


def send(house: House, plan: Plan, paper: Paper) -> Kept:
    """Upload a paper until it is accepted.

    Raises:
        AssertionError: it is refused, or not accepted in bounded time.
    """
    application_id = application_id_of(plan, paper.applicant)
    content = null_engine.page(paper.deed, seconds=paper.read_seconds, salt=paper.salt, size_bytes=paper.size_bytes)
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{paper.salt}.jpg"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    path = f"/api/applications/{application_id}/documents"
    if paper.is_torn:
        _tear(house, path, body, headers)
    answer, tries = _until(house, 202, "POST", path, body, headers)
    told = json.loads(answer)
    return Kept(
        paper=paper,
        application_id=application_id,
        content=content,
        document_id=told["document_id"],
        job_id=told["job_id"],
        tries=tries,
    )


def _until(
    house: House, status: int, method: str, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[bytes, int]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    tries = 0
    while True:
        tries += 1
        with suppress(OSError, http.client.HTTPException):
            met, answer = _ask(house, method, path, body, headers)
            if met == status:
                return answer, tries
            # 503 is what a door says whose house is not whole; anything else is a finding.
            assert met == 503, f"expected {status} or 503, met {met}: {answer[:300]!r}"
        assert time.monotonic() < deadline, f"expected {method} {path} to be taken within {PATIENCE_SECONDS} s"
        time.sleep(PAUSE_SECONDS)


def _ask(house: House, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=TRY_SECONDS)
    try:
        connection.request(method, path, body, {**headers, "Authorization": f"Bearer {TOKEN}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _tear(house: House, path: str, body: bytes, headers: Mapping[str, str]) -> None:
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {TOKEN}"]
    lines += [f"{name}: {value}" for name, value in headers.items()] + [f"Content-Length: {len(body)}", "", ""]
    with suppress(OSError), socket.create_connection(("127.0.0.1", house.port), timeout=TRY_SECONDS) as connection:
        connection.sendall("\r\n".join(lines).encode() + body[: len(body) // 2])


def _id_number(number: int) -> str:
    digits = f"42010619930518{number % 1000:03d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[weighed % 11]
