"""Counts uploads on every road: kept or refused, and how long that took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from models.errors import CertcheckError
from services.meters import upload_seconds, uploads, uploads_refused


@dataclass(slots=True, kw_only=True)
class Met:
    """What came of an upload, told by whoever takes it in."""

    created: bool = True


@contextmanager
def metered(road: str) -> Iterator[Met]:
    """Count what the block takes in; what it raises of ours is a refusal."""
    began = time.monotonic()
    met = Met()
    try:
        yield met
    except CertcheckError as error:
        refuse(road, error.code)
        raise
    upload_seconds.labels(road).observe(time.monotonic() - began)
    uploads.labels(road, "created" if met.created else "known").inc()


def refuse(road: str, code: str) -> None:
    """Count an upload that was refused, by an error's code."""
    uploads_refused.labels(road, code).inc()
