"""Names below a watched folder: any bytes, written as text that can be kept, and read back from it.

What is no UTF-8 stands in a key as `%XX`, and `%` itself as `%25`.
"""

import os
import re
from urllib.parse import unquote_to_bytes

_UNFINISHED = re.compile(
    r"(?i)^[.~]|\.(part|partial|tmp|temp|crdownload|filepart|download)$|^(thumbs\.db|desktop\.ini)$"
)


def is_unfinished(name: str) -> bool:
    """Tell whether a name is that of a file which its writer will rename, or of what systems leave in folders."""
    return _UNFINISHED.search(name) is not None


def key_of(name: str) -> str:
    """Write one name as it stands in a key."""
    return "".join(_kept(character) for character in name)


def parts_of(key: str) -> tuple[str, ...]:
    """Read the names back from a key."""
    return tuple(os.fsdecode(unquote_to_bytes(key)).split("/"))


def shown(name: str) -> str:
    """Return a file's name for people: what is no UTF-8 is GB 18030, as Windows writes Chinese names to old shares."""
    return os.fsencode(name).decode("gb18030", "replace") if _has_bytes(name) else name


def _has_bytes(name: str) -> bool:
    return any(0xDC80 <= ord(character) <= 0xDCFF for character in name)


def _kept(character: str) -> str:
    if character == "%":
        return "%25"
    return f"%{ord(character) - 0xDC00:02X}" if 0xDC80 <= ord(character) <= 0xDCFF else character
