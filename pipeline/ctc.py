"""Turns a recogniser's steps into characters, each with its certainty, its place and its rival (CTC, greedy).

Symbol 0 is the blank, the last symbol is the space. Spaces are dropped: on certificates they are layout.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.ocr import ReadCrop

BLANK = ""
SPACE = " "


def decode_steps(
    best: npt.NDArray[np.int64],
    chances: npt.NDArray[np.float32],
    *,
    symbols: Sequence[str],
    steps_on_crop: float,
) -> ReadCrop:
    """Decode one crop.

    `best` and `chances` are steps × 2: the two likeliest symbols of each step and their probabilities, best first.
    `steps_on_crop` says how many of the steps lie on the crop itself; the rest is padding on its right.
    """
    runs = [
        (start, end)
        for start, end in _runs(best[:, 0])
        if start < steps_on_crop + 1 and symbols[best[start, 0]] not in (BLANK, SPACE)
    ]
    text, scores, centres, rivals = [], [], [], []
    for start, end in runs:
        peak = start + int(chances[start:end, 0].argmax())
        text.append(symbols[best[peak, 0]])
        scores.append(float(chances[peak, 0]))
        centres.append(min(1.0, (start + end) / 2 / steps_on_crop))
        rivals.append(_rival(best[start:end], chances[start:end], symbols))
    return ReadCrop(text="".join(text), scores=tuple(scores), centres=tuple(centres), alternatives=tuple(rivals))


def _runs(winners: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return [start, end) of each stretch of one and the same symbol, blanks left out."""
    if not len(winners):
        return []
    edges = np.flatnonzero(np.diff(winners)) + 1
    bounds = [0, *edges.tolist(), len(winners)]
    return [(a, b) for a, b in pairwise(bounds) if winners[a] != 0]


def _rival(best: npt.NDArray[np.int64], chances: npt.NDArray[np.float32], symbols: Sequence[str]) -> tuple[str, float]:
    """Return the likeliest second choice that is a visible symbol; empty where every step's second choice is none."""
    order = np.argsort(-chances[:, 1])
    for step in order:
        symbol = symbols[best[step, 1]]
        if symbol.strip():
            return symbol, float(chances[step, 1])
    return "", 0.0
