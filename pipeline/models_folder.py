"""Finds the models on this machine and lays them out as paddleocr wants them. Nothing is ever downloaded.

The bundled weights lie in the `rapidocr` wheel as plain ONNX files; its code is never imported. A folder of other
weights holds `detection/` and `recognition/`, each with `inference.onnx` and `inference.yml`.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.errors import ModelsMissing
from pipeline.crop_batches import CROP_HEIGHT_PX, NARROWEST_PX

WHEEL = "rapidocr"
DETECTOR_FILE = "PP-OCRv6_det_small.onnx"
RECOGNISER_FILE = "PP-OCRv6_rec_small.onnx"

DETECTOR_RECIPE: dict[str, Any] = {
    "Global": {"model_name": "PP-OCRv6_small_det"},
    "PreProcess": {
        "transform_ops": [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"DetResizeForTest": {"resize_long": 960}},
            {
                "NormalizeImage": {
                    "mean": [0.485, 0.456, 0.406],
                    "order": "hwc",
                    "scale": "1./255.",
                    "std": [0.229, 0.224, 0.225],
                }
            },
            {"ToCHWImage": None},
        ]
    },
    "PostProcess": {
        "name": "DBPostProcess",
        "thresh": 0.3,
        "box_thresh": 0.3,
        "max_candidates": 3000,
        "unclip_ratio": 1.5,
    },
}
RECOGNISER_RECIPE: dict[str, Any] = {
    "Global": {"model_name": "PP-OCRv6_small_rec"},
    "PreProcess": {
        "transform_ops": [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"RecResizeImg": {"image_shape": [3, CROP_HEIGHT_PX, NARROWEST_PX]}},
        ]
    },
    # The symbols are in the weights' own metadata, and 18,708 of them take seconds to parse from here.
    "PostProcess": {"name": "CTCLabelDecode", "character_dict": ["-"]},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """One model as paddleocr opens it."""

    name: str
    folder: Path
    weights: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolders:
    """All the models an engine needs."""

    detector: ModelFolder
    recogniser: ModelFolder


@contextmanager
def model_folders(models_dir: Path | None = None) -> Iterator[ModelFolders]:
    """Lay the models out for as long as the engine takes to open them.

    Raises:
        ModelsMissing: a model file is not there, or does not name its model.
    """
    if models_dir is not None:
        detector, recogniser = _given(models_dir / "detection"), _given(models_dir / "recognition")
        yield ModelFolders(detector=detector, recogniser=recogniser)
        return
    with TemporaryDirectory(prefix="certcheck-models-") as root:
        yield ModelFolders(
            detector=_laid_out(Path(root) / "detection", _bundled(DETECTOR_FILE), DETECTOR_RECIPE),
            recogniser=_laid_out(Path(root) / "recognition", _bundled(RECOGNISER_FILE), RECOGNISER_RECIPE),
        )


def _bundled(name: str) -> Path:
    path = Path(str(metadata.distribution(WHEEL).locate_file(f"{WHEEL}/models/{name}")))
    if not path.is_file():
        raise ModelsMissing(f"expected the model {name} in the {WHEEL} wheel, met none")
    return path


def _given(folder: Path) -> ModelFolder:
    weights, recipe = folder / "inference.onnx", folder / "inference.yml"
    for path in (weights, recipe):
        if not path.is_file():
            raise ModelsMissing(f"expected the model file {path}, met none")
    named = re.search(r"^\s*model_name:\s*(\S+)", recipe.read_text(encoding="utf-8"), re.MULTILINE)
    if named is None:
        raise ModelsMissing(f"expected Global.model_name in {recipe}, met none")
    return ModelFolder(name=named[1], folder=folder, weights=weights)


def _laid_out(folder: Path, weights: Path, recipe: dict[str, Any]) -> ModelFolder:
    folder.mkdir()
    (folder / "inference.onnx").symlink_to(weights)
    # JSON is YAML too.
    (folder / "inference.yml").write_text(json.dumps(recipe), encoding="utf-8")
    return ModelFolder(name=recipe["Global"]["model_name"], folder=folder, weights=weights)
