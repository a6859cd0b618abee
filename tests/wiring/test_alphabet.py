"""The characters that the reader can print, found without loading a model."""

from pathlib import Path

import pytest

from models.errors import EngineUnavailable
from pipeline.reading_alphabet import reading_alphabet
from wiring.bootstrap import build_knowledge
from wiring.config import read_config


def test_the_bundled_weights_can_print_common_names_and_not_every_rare_one() -> None:
    alphabet = build_knowledge(read_config({})).alphabet

    assert len(alphabet) > 16_000
    assert {"陈", "赟", "翀", "玘"} <= alphabet
    assert "鹓" not in alphabet


@pytest.mark.parametrize("content", [b"", b"\xff" * 40, b"\x0a\xff\xff\xff\xff\x0f"])
def test_what_is_no_model_is_unavailable_or_says_nothing(tmp_path: Path, content: bytes) -> None:
    weights = tmp_path / "inference.onnx"
    weights.write_bytes(content)

    try:
        assert reading_alphabet(weights) == frozenset()
    except EngineUnavailable as error:
        assert "inference.onnx" in str(error)
