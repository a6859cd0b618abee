"""Numbers of things in English: one is told as one."""


def counted(count: int, one: str, many: str = "") -> str:
    """Write so many of a thing; `many` where its plural has another ending than an s.

    >>> counted(1, "job"), counted(0, "job"), counted(2, "entry", "entries")
    ('1 job', '0 jobs', '2 entries')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
