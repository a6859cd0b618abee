"""`/api/documents`: one upload, where its work stands, what it came to, and its picture."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from models.job import Job
from services.desk.seeing import seen_report
from services.intake import withdraw_document
from services.report_json import document_json
from services.review import document_of, image_of
from web.callers import caller_of
from web.house import House, house_of, note_seen

router = APIRouter(prefix="/api/documents")
_House = Annotated[House, Depends(house_of)]
_JPEG_START = b"\xff\xd8\xff"


@router.get("/{document_id}")
def get(document_id: str, request: Request, house: _House) -> JSONResponse:
    """Return one document with its job, and with its part of the report where it has been judged."""
    document, report, job = document_of(document_id, keepers=house.keepers)
    report = seen_report(report, document.application_id, account=caller_of(request).account, keepers=house.keepers)
    note_seen(document.application_id, request, house=house)
    known: dict[str, object] = {
        "document_id": document.document_id,
        "application_id": document.application_id,
        "file": document.file,
        "sha256": document.sha256,
        "declared_type": document.declared_type,
        "withdrawn": document.withdrawn,
        "job": _job(job),
    }
    return JSONResponse({**known, **(document_json(report) if report else {"state": "waiting"})})


@router.delete("/{document_id}")
def delete(document_id: str, house: _House) -> JSONResponse:
    """Take a paper back: it counts no more, and can still be looked up."""
    changed = withdraw_document(document_id, reason="taken back", keepers=house.keepers)
    return JSONResponse({"document_id": document_id, "withdrawn": True, "changed": changed})


@router.get("/{document_id}/image")
def image(document_id: str, house: _House) -> Response:
    """Return the uploaded bytes, such that no browser takes them for anything but a picture."""
    content = image_of(document_id, keepers=house.keepers)
    is_jpeg = content.startswith(_JPEG_START)
    headers = {
        "Content-Disposition": "inline" if is_jpeg else "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type="image/jpeg" if is_jpeg else "application/octet-stream", headers=headers)


def _job(job: Job) -> dict[str, object]:
    failure = job.failure
    return {
        "job_id": job.job_id,
        "correlation_id": job.correlation_id,
        "state": job.state.value,
        "lane": job.lane.value,
        "attempt": job.attempt,
        "updated_at": job.updated_at.isoformat(),
        "failure": {"code": failure.code, "disposition": failure.disposition.value} if failure else None,
    }
