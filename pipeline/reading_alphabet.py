"""Which characters the recogniser can print, taken from its weights without loading them as a model.

The process that judges never loads the engine, and yet must know that a name holds a character no reading can show. An
ONNX file is one protobuf message whose field 14 holds pairs of key and value; the symbols stand under `character`.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

from models.errors import ModelsMissing
from pipeline.symbols import stands_on_papers

METADATA_FIELD = 14
KEY_FIELD, VALUE_FIELD = 1, 2
VARINT, EIGHT_BYTES, COUNTED, FOUR_BYTES = 0, 1, 2, 5
"""Protobuf's wire types."""


def reading_alphabet(weights: Path) -> frozenset[str]:
    """Return every character that a recogniser's weights can print; empty where the file does not say.

    Raises:
        ModelsMissing: the file cannot be read, or is no ONNX model.
    """
    try:
        with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            for start, end in _counted_fields(content, 0, len(content), METADATA_FIELD):
                key, value = (_first(content, start, end, wanted) for wanted in (KEY_FIELD, VALUE_FIELD))
                if key == b"character":
                    return frozenset(symbol for symbol in value.decode("utf-8").splitlines() if _is_read(symbol))
    except (OSError, ValueError, IndexError) as error:
        raise ModelsMissing(f"expected an ONNX model {weights.name}, met {type(error).__name__}") from error
    return frozenset()


def _is_read(symbol: str) -> bool:
    return bool(symbol.strip()) and stands_on_papers(symbol)


def _first(content: mmap.mmap, start: int, end: int, wanted: int) -> bytes:
    for field_start, field_end in _counted_fields(content, start, end, wanted):
        return content[field_start:field_end]
    return b""


def _counted_fields(content: mmap.mmap, start: int, end: int, wanted: int) -> Iterator[tuple[int, int]]:
    """Find the fields of one number that carry a length, skipping all others unread."""
    place = start
    while place < end:
        tag, place = _varint(content, place)
        field, wire_type = tag >> 3, tag & 7
        if wire_type == VARINT:
            _, place = _varint(content, place)
        elif wire_type == EIGHT_BYTES:
            place += 8
        elif wire_type == FOUR_BYTES:
            place += 4
        elif wire_type == COUNTED:
            length, place = _varint(content, place)
            if field == wanted:
                yield place, place + length
            place += length
        else:
            raise ValueError("expected a protobuf wire type, met another")


def _varint(content: mmap.mmap, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
