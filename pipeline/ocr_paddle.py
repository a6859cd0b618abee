"""Keeps the promise of `pipeline.ocr` with paddleocr, its predictors run by OpenVINO. The only module that imports it.

paddleocr's predictors are not safe to share: concurrent calls on one instance are reported to corrupt text without an
error (PaddleOCR issue 18268). An engine therefore belongs to the thread that first uses it, and says so at once.
"""

import gc
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# Without this, paddlex asks model hubs whether they answer before it opens a local folder.
os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")

from paddleocr import TextDetection, TextRecognition

from models.errors import CertcheckError, EngineUnavailable
from models.page import BgrImage, Box
from pipeline.crop_batches import NARROWEST_PX, Crop, batches_of
from pipeline.ctc import BLANK, SPACE, decode_steps
from pipeline.engine_name import engine_name
from pipeline.image.ink import holds_ink
from pipeline.likeliest_symbols import with_two_likeliest
from pipeline.models_folder import ModelFolder, model_folders
from pipeline.ocr import ReadCrop
from pipeline.openvino_runner import OpenVinoRunner, RowByRowRunner
from pipeline.symbols import stands_on_papers

Steps = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]
"""Per step of the recogniser its two likeliest symbols, and their probabilities."""

WIDTH_STEP_PX = 64
PASSING_SESSION = {
    # paddlex opens every model by ONNX Runtime first; that session is dropped at once and must cost little.
    "intra_op_num_threads": 1,
    "inter_op_num_threads": 1,
    "enable_cpu_mem_arena": False,
    "graph_optimization_level": 0,
}


class EngineShared(CertcheckError):
    """An engine was used from a second thread."""

    code = "engine_shared"


class PaddleEngine:
    """PP-OCR detection and recognition; see `pipeline.ocr.OcrEngine`.

    `models_dir` names a folder of other weights (see `pipeline.models_folder`), `threads` bounds the threads of one
    call; None leaves both to their defaults.
    """

    def __init__(self, *, models_dir: Path | None = None, threads: int | None = None) -> None:
        """Load the models; takes a few seconds.

        Raises:
            EngineUnavailable: a model is missing or cannot be opened.
        """
        self._owner: int | None = None
        try:
            self._name = engine_name(models_dir)
            with model_folders(models_dir) as folders:
                self._detector = _detector(folders.detector, threads)
                self._recogniser, self._symbols = _recogniser(folders.recogniser, threads)
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineUnavailable(f"expected models that open, met {type(error).__name__}: {error}") from error
        gc.collect()
        self._alphabet = frozenset(symbol for symbol in self._symbols if symbol.strip())

    @property
    def name(self) -> str:
        """Engine, weights and version; text is kept under this name."""
        return self._name

    @property
    def alphabet(self) -> frozenset[str]:
        """Every character the recogniser can print."""
        return self._alphabet

    def find_lines(self, image: BgrImage, *, long_side_px: int) -> tuple[Box, ...]:
        """Find lines of print; see `pipeline.ocr.OcrEngine.find_lines`.

        Raises:
            EngineUnavailable: the model cannot be run.
            EngineShared: another thread has used this engine.
        """
        self._claim()
        found = _predict(self._detector, image, limit_side_len=long_side_px, limit_type="resize_long")
        boxes = (_box(corners) for corners in found[0]["dt_polys"])
        return tuple(box for box in boxes if holds_ink(image, box))

    def read_lines(self, crops: Sequence[BgrImage]) -> tuple[ReadCrop, ...]:
        """Read crops; see `pipeline.ocr.OcrEngine.read_lines`.

        Raises:
            EngineUnavailable: the model cannot be run.
            EngineShared: another thread has used this engine.
        """
        self._claim()
        read: dict[int, ReadCrop] = {}
        for batch in batches_of(crops, width_step_px=WIDTH_STEP_PX):
            for crop, steps in zip(batch, self._steps_of(batch), strict=True):
                read[crop.place] = self._decoded(crop, steps)
        return tuple(read[place] for place in range(len(crops)))

    def _steps_of(self, batch: Sequence[Crop]) -> list[Steps]:
        images = [crop.image for crop in batch]
        results = _predict(self._recogniser, images, batch_size=len(images))
        return [result["rec_text"] for result in results]

    def _decoded(self, crop: Crop, steps: Steps) -> ReadCrop:
        best, chances = steps
        on_crop = len(best) * crop.scaled_width_px / crop.padded_width_px
        return decode_steps(best, chances, symbols=self._symbols, steps_on_crop=on_crop)

    def _claim(self) -> None:
        caller = threading.get_ident()
        if self._owner is None:
            self._owner = caller
        if self._owner != caller:
            raise EngineShared("expected one engine a thread, met one engine used from two threads")


def _keep_steps(outputs: Sequence[npt.NDArray[Any]], **_: object) -> tuple[list[Steps], list[float]]:
    """Stand in the place of paddlex's decoder, and hand the steps on undecoded."""
    indices, chances = outputs
    return list(zip(indices, chances, strict=True)), [0.0] * len(indices)


def _detector(model: ModelFolder, threads: int | None) -> Any:
    detector = TextDetection(
        model_name=model.name, model_dir=str(model.folder), engine="onnxruntime", engine_config=PASSING_SESSION
    )
    detector.paddlex_predictor.runner = OpenVinoRunner(model.weights, threads=threads)
    return detector


def _recogniser(model: ModelFolder, threads: int | None) -> tuple[Any, tuple[str, ...]]:
    recogniser = TextRecognition(
        model_name=model.name, model_dir=str(model.folder), engine="onnxruntime", engine_config=PASSING_SESSION
    )
    predictor = recogniser.paddlex_predictor
    symbols = _symbols_of(predictor)
    columns = [0, *(place for place in range(1, len(symbols)) if stands_on_papers(symbols[place]))]
    predictor.runner = RowByRowRunner(
        model.weights,
        width_step_px=WIDTH_STEP_PX,
        narrowest_px=NARROWEST_PX,
        adapt=lambda whole: with_two_likeliest(whole, columns),
        threads=threads,
    )
    predictor.post_op = _keep_steps
    return recogniser, tuple(symbols[place] for place in columns)


def _symbols_of(predictor: Any) -> tuple[str, ...]:
    """Return what the recogniser prints, in the order of its outputs: the weights say so, or else `inference.yml`."""
    named = predictor.runner.session.get_modelmeta().custom_metadata_map.get("character")
    printed = named.splitlines() if named else predictor.config["PostProcess"]["character_dict"]
    return (BLANK, *printed, SPACE)


def _predict(predictor: Any, *inputs: Any, **settings: Any) -> list[Any]:
    try:
        results: list[Any] = predictor.predict(*inputs, **settings)
    except (RuntimeError, MemoryError) as error:
        raise EngineUnavailable(f"expected a model that runs, met {type(error).__name__}: {error}") from error
    return results


def _box(corners: npt.NDArray[np.int16]) -> Box:
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return Box((a, b, c, d))
