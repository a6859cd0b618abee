"""How times and numbers are told to people, and how they tell times to us."""

import re
from datetime import UTC, datetime, timedelta

from models.errors import InputError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_AGO = re.compile(r"(\d{1,6})([smhdw])")


def local_time(at: datetime) -> str:
    """Write a time in the zone of whoever reads it, with what that zone is ahead of UTC; `moment` reads it back."""
    return at.astimezone().isoformat(" ", "seconds")


def bytes_told(count: int) -> str:
    """Write an amount of memory.

    >>> bytes_told(350 * 1024**2), bytes_told(3 * 1024**3)
    ('350 MB', '3.0 GB')
    """
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count // 1024**2} MB"


def moment(text: str, *, now: datetime | None = None) -> datetime:
    """Read a time: ISO 8601, in the local zone where it names none, or a span before now, as `90m`, `2h` or `3d`.

    >>> moment("2h", now=datetime(2021, 2, 1, 8, tzinfo=UTC)).isoformat()
    '2021-02-01T06:00:00+00:00'
    >>> moment("2021-02-01T08:00:00+08:00").astimezone(UTC).isoformat()
    '2021-02-01T00:00:00+00:00'

    Raises:
        InputError: it is neither.
    """
    met = text.strip()
    try:
        if ago := _AGO.fullmatch(met):
            return (now or datetime.now(UTC)) - timedelta(seconds=int(ago[1]) * UNITS[ago[2]])
        return datetime.fromisoformat(met).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(f"expected a time as 2021-02-01T08:00 or a span as 2h or 3d, met {met[:40]!r}") from None
