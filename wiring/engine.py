"""Makes the OCR engine, in the process that reads. Kept apart so that this process imports nothing else of wiring."""

from pathlib import Path

from pipeline.ocr import OcrEngine


def make_engine(*, models_dir: str | None, threads: int | None) -> OcrEngine:
    """Load the engine; takes seconds and some hundred megabytes.

    Raises:
        EngineUnavailable: the models cannot be loaded.
    """
    # Only the reading process may load the engine.
    from pipeline.ocr_paddle import PaddleEngine  # noqa: PLC0415

    return PaddleEngine(models_dir=Path(models_dir) if models_dir else None, threads=threads)
