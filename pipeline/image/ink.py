"""Tells a box that holds print from one that holds nothing."""

import cv2
import numpy as np

from models.page import BgrImage, Box

FAINTEST = 6.0
"""Grey levels between the lightest and darkest twentieth of a box. JPEG noise on plain paper stays below."""


def holds_ink(image: BgrImage, box: Box) -> bool:
    """Say whether anything at all stands out within a box.

    On a perfectly even picture, which no camera takes but a broken file may hold, the detector sees lines everywhere.
    """
    rows = slice(max(0, int(box.top)), int(box.bottom) + 1)
    columns = slice(max(0, int(box.left)), int(box.right) + 1)
    grey = cv2.cvtColor(image[rows, columns], cv2.COLOR_BGR2GRAY)
    dark, light = np.percentile(grey, (3, 97))
    return bool(light - dark >= FAINTEST)
