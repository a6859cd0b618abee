"""How long something took, as the command line and the alarms tell it: one form, so that its rows compare."""


def duration(seconds: float) -> str:
    """Write how long something took, in its two largest units.

    >>> duration(4.6), duration(125), duration(3 * 3600 + 300), duration(90_000)
    ('4 s', '2 min 05', '3 h 05', '1 d 1 h')
    """
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02}"
    if whole < 86_400:
        return f"{whole // 3600} h {whole % 3600 // 60:02}"
    return f"{whole // 86_400} d {whole % 86_400 // 3600} h"
