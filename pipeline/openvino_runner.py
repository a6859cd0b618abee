"""Runs a model on OpenVINO in the place of paddlex's own runner: input arrays in, a list of output arrays out."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino

FloatArray = npt.NDArray[np.float32]

KEPT_SHAPES = 256
"""How many prepared operations OpenVINO keeps for shapes it has met; its own default of 5,000 lets a worker grow."""


class OpenVinoRunner:
    """One compiled model; belongs to one thread. `adapt` changes the model before it is compiled."""

    def __init__(self, weights: Path, *, threads: int | None = None, adapt: Callable[[Any], Any] | None = None) -> None:
        compiled = _compiled(weights, adapt, threads=threads, streams=1)
        self._request = compiled.create_infer_request()

    def __call__(self, x: Sequence[FloatArray] | FloatArray) -> list[npt.NDArray[Any]]:
        """Run one batch (N × C × H × W, or a list that holds it) and give a copy of each output."""
        batch = x if isinstance(x, np.ndarray) else x[0]
        results = self._request.infer([np.ascontiguousarray(batch)], share_inputs=True, share_outputs=False)
        return list(results.values())

    def close(self) -> None:
        """Do nothing: the model goes with its last reference."""


class RowByRowRunner:
    """One compiled model that takes the rows of a batch side by side, one a core; belongs to one thread.

    Small models gain: 19 lines took 147 ms on two cores, against 200 to 223 ms with both cores on each batch, because
    no core waits for another. A row runs without the padding that its batch gave it, cut to a multiple of
    `width_step_px` and no narrower than `narrowest_px`: every new width costs OpenVINO half as much again (measured: 20
    against 13 ms for 320 px of recognition).
    """

    def __init__(
        self,
        weights: Path,
        *,
        width_step_px: int,
        narrowest_px: int,
        adapt: Callable[[Any], Any],
        threads: int | None = None,
    ) -> None:
        cores = threads or os.cpu_count() or 1
        compiled = _compiled(weights, adapt, threads=cores, streams=cores)
        self._queue = openvino.AsyncInferQueue(compiled, cores)
        self._queue.set_callback(self._keep)
        self._width_step_px = width_step_px
        self._narrowest_px = narrowest_px
        self._outputs: dict[int, list[npt.NDArray[Any]]] = {}

    def __call__(self, x: Sequence[FloatArray] | FloatArray) -> list[list[npt.NDArray[Any]]]:
        """Run one batch (N × C × H × W, or a list that holds it) and give, for each output, a copy for each row."""
        batch = x if isinstance(x, np.ndarray) else x[0]
        self._outputs.clear()
        rows = [self._without_padding(row) for row in batch]
        for place, row in enumerate(rows):
            self._queue.start_async([row], place, share_inputs=True)
        self._queue.wait_all()
        held = [self._outputs[place] for place in range(len(rows))]
        return [list(each) for each in zip(*held, strict=True)]

    def close(self) -> None:
        """Do nothing: the model goes with its last reference."""

    def _keep(self, request: Any, place: int) -> None:
        self._outputs[place] = [tensor.data[0].copy() for tensor in request.output_tensors]

    def _without_padding(self, row: FloatArray) -> FloatArray:
        """Cut a row where only padding follows: padding is exactly 0, which no pixel of 8 bits ever becomes."""
        inked = np.flatnonzero(row[0, 0])
        least = max(self._narrowest_px, int(inked[-1]) + 1 if len(inked) else 0)
        width = -(-least // self._width_step_px) * self._width_step_px
        lacking = max(0, width - row.shape[2])
        cut = np.pad(row, ((0, 0), (0, 0), (0, lacking))) if lacking else row[:, :, :width]
        return np.ascontiguousarray(cut[np.newaxis])


def _compiled(weights: Path, adapt: Callable[[Any], Any] | None, *, threads: int | None, streams: int) -> Any:
    core = openvino.Core()
    model = core.read_model(weights)
    return core.compile_model(model if adapt is None else adapt(model), "CPU", _settings(core, threads, streams))


def _settings(core: openvino.Core, threads: int | None, streams: int) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "NUM_STREAMS": streams,
        "INFERENCE_PRECISION_HINT": _precision(core),
        "CPU_RUNTIME_CACHE_CAPACITY": KEPT_SHAPES,
    }
    if threads is not None:
        settings["INFERENCE_NUM_THREADS"] = threads
    return settings


def _precision(core: openvino.Core) -> str:
    """Name the shortest floats that the processor multiplies in hardware.

    On 24 drawn pages bf16 read as many printed values as f32 (176 of 184) in 60 % of the time. One line in fifty came
    out with a full-width sign for a half-width one, or a traditional character for a simplified one; no digit changed.
    """
    return "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
