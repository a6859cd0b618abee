"""Stock paddleocr with the weights that we use: ONNX Runtime on the CPU, its defaults, the turning of pages off."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ReadLines = Callable[[Path], list[str]]
"""Reads a picture and gives its lines of print in paddleocr's own order, from the top."""


def stock_reader() -> ReadLines:
    """Load the engine once; page orientation, unwarping and text-line orientation are off."""
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    # Whoever only times our own side must not load this engine.
    from paddleocr import PaddleOCR  # noqa: PLC0415

    from pipeline.models_folder import model_folders  # noqa: PLC0415

    with model_folders() as folders, TemporaryDirectory() as root:
        engine = PaddleOCR(
            engine="onnxruntime",
            text_detection_model_name=folders.detector.name,
            text_detection_model_dir=str(folders.detector.folder),
            text_recognition_model_name=folders.recogniser.name,
            text_recognition_model_dir=str(_with_symbols(folders.recogniser.folder, Path(root))),
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            use_textline_orientation=False,
        )
    return lambda page: list(engine.predict(str(page))[0]["rec_texts"])


def _with_symbols(folder: Path, root: Path) -> Path:
    """Copy a recogniser and write its symbols into its recipe, where paddleocr's own decoder looks for them."""
    import onnxruntime  # noqa: PLC0415

    weights = folder / "inference.onnx"
    symbols = onnxruntime.InferenceSession(str(weights)).get_modelmeta().custom_metadata_map["character"].splitlines()
    recipe = json.loads((folder / "inference.yml").read_text(encoding="utf-8"))
    recipe["PostProcess"]["character_dict"] = symbols
    (root / "inference.yml").write_text(json.dumps(recipe), encoding="utf-8")
    (root / "inference.onnx").symlink_to(weights.resolve())
    return root
