"""How a picture looks, in few bytes, and when two looks are of one picture.

Pages of one form look alike to a short hash, whoever fills them in: of 91 pairs of registration forms of different
people three were within 6 bits of each other. So the hash only finds candidates, and 32 x 32 points decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SIDE = 32
NEAR_BITS = 6
"""Of 64, by which the hash of one picture may differ when it is saved again, made smaller or altered a little."""
SAME_PICTURE = 0.985
"""Correlation of the points. Measured on 455 pairs of drawn pages of one type and different people: 0.975 at most; the
same pages saved again, halved or with a word painted over: 0.993 at least (November 2026)."""
BANDS = 4
_BITS_A_BAND = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is kept of a picture."""

    bits: str
    """Perceptual hash of 64 bits, as 16 hex digits."""
    points: bytes
    """`SIDE` x `SIDE` values -128..127, row by row: the shrunk picture without its large shades."""


def is_near(one: str, other: str) -> bool:
    """Tell whether two hashes are near enough to look closer.

    >>> is_near("00000000000000ff", "0000000000000000"), is_near("000000000000003f", "0000000000000000")
    (False, True)
    """
    return (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR_BITS


def is_same_picture(one: Look, other: Look) -> bool:
    """Tell whether two looks are of one picture, saved again, made smaller or altered in a small part.

    Cropping, turning and another photo of the same paper are not seen.
    """
    return same_pictures(one, (other,)) == (other,)


def same_pictures(one: Look, others: Sequence[Look]) -> tuple[Look, ...]:
    """Return those of many looks that are of the same picture as one, in their order."""
    near = [other for other in others if is_near(one.bits, other.bits)]
    if not near:
        return ()
    points = _centred(b"".join(other.points for other in near), len(near))
    likeness = points @ _centred(one.points, 1)[0]
    return tuple(other for other, score in zip(near, likeness, strict=True) if score >= SAME_PICTURE)


def bands(bits: str) -> tuple[str, ...]:
    """Return the keys under which a hash is kept: each of its four parts of 16 bits with its place."""
    return tuple(f"{place}:{bits[place * 4 : place * 4 + 4]}" for place in range(BANDS))


def near_bands(bits: str) -> tuple[str, ...]:
    """Return the keys under which every hash of at most 7 different bits is found.

    Of seven differences over four parts one part has one at most, and all parts with one are tried: 68 keys.
    """
    found = []
    for place in range(BANDS):
        part = int(bits[place * 4 : place * 4 + 4], 16)
        found += [f"{place}:{part ^ flip:04x}" for flip in (0, *(1 << bit for bit in range(_BITS_A_BAND)))]
    return tuple(found)


def _centred(points: bytes, count: int) -> npt.NDArray[np.float32]:
    """Rows of points, each about zero and of length one, so that their products are correlations; blank ones are 0."""
    rows = np.frombuffer(points, dtype=np.int8).astype(np.float32).reshape(count, -1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
