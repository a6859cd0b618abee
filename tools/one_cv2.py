"""Stop unless exactly one distribution provides `cv2`: several would write over each other's folder."""

import sys
from importlib.metadata import packages_distributions

providers = sorted(set(packages_distributions().get("cv2", [])))
if providers != ["opencv-contrib-python"]:
    sys.exit(f"setup: expected exactly one cv2, from opencv-contrib-python, met {providers or 'none'}")
