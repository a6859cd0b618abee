"""Lays parts of a picture, each turned its own way, below each other on one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.page import BgrImage, Patch, Transform
from pipeline.image.boxes import Matrix
from pipeline.image.flatten import LONGEST_SIDE_PX, Plan

GAP_SHARE = 0.03
"""Room between two parts, as a share of the page's width: their lines are never taken for one row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Planned parts of one page, each moved to where it lies on the page."""

    parts: tuple[Plan, ...]
    """Their sizes are their own, their matrices lead to the page."""
    tops_px: tuple[int, ...]
    width_px: int
    height_px: int

    @property
    def scale(self) -> float:
        """Pixels of the page to one of the picture, in the mean."""
        return float(np.mean([np.sqrt(abs(np.linalg.det(part.matrix[:2, :2]))) for part in self.parts]))

    def drawn(self, image: BgrImage) -> BgrImage:
        """Draw the page; what no part covers looks like the first one's paper."""
        drawn = [
            replace(part, matrix=_moved(part.matrix, -top)).drawn(image)
            for part, top in zip(self.parts, self.tops_px, strict=True)
        ]
        page = np.empty((self.height_px, self.width_px, 3), dtype=np.uint8)
        page[:] = np.median(drawn[0][::4, ::4].reshape(-1, 3), axis=0)
        for part, top in zip(drawn, self.tops_px, strict=True):
            page[top : top + part.shape[0], : part.shape[1]] = part
        return page

    def transform(self, shrink: Matrix) -> Transform:
        """Return the way from upload pixels, which `shrink` takes to those of the picture, to the page."""
        return Transform(
            tuple(
                Patch.of(part.matrix @ shrink, (0.0, float(top), float(part.width_px), float(top + part.height_px)))
                for part, top in zip(self.parts, self.tops_px, strict=True)
            )
        )


def laid_out(plans: Sequence[Plan]) -> Layout:
    """Lay planned parts below each other, shrunk alike where the page would be longer than a page needs."""
    width = max(plan.width_px for plan in plans)
    gap = GAP_SHARE * width
    height = sum(plan.height_px for plan in plans) + gap * (len(plans) - 1)
    scale = min(1.0, LONGEST_SIDE_PX / max(width, height))
    scaled = [_scaled(plan, scale) for plan in plans]
    tops, below = [], 0
    for plan in scaled:
        tops.append(below)
        below += plan.height_px + round(scale * gap)
    return Layout(
        parts=tuple(replace(plan, matrix=_moved(plan.matrix, top)) for plan, top in zip(scaled, tops, strict=True)),
        tops_px=tuple(tops),
        width_px=max(plan.width_px for plan in scaled),
        height_px=tops[-1] + scaled[-1].height_px,
    )


def _scaled(plan: Plan, scale: float) -> Plan:
    matrix = np.diag([scale, scale, 1.0]) @ plan.matrix
    return Plan(
        matrix=matrix, width_px=max(1, round(scale * plan.width_px)), height_px=max(1, round(scale * plan.height_px))
    )


def _moved(matrix: Matrix, down_px: float) -> Matrix:
    shift = np.array([(1.0, 0.0, 0.0), (0.0, 1.0, down_px), (0.0, 0.0, 1.0)])
    moved: Matrix = shift @ matrix
    return moved
