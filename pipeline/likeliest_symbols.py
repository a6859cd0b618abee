"""Cuts a recogniser's output down to its two likeliest symbols a step, inside the graph.

A recogniser ends in scores for every symbol it knows, at every step: handing 16,000 numbers a step on, and sorting
them, costs a third of its time. Here symbols stand in groups; only groups with a high score are looked into.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import openvino
from openvino import opset13 as ops

GROUP = 128
LOOKED_INTO = 4
"""Groups whose every symbol counts towards the probabilities; of all others the likeliest symbol alone does. On real
print that moves no probability by a thousandth."""
_NEVER = -60.0
"""Score of the places that fill the last group up."""


def with_two_likeliest(model: Any, columns: Sequence[int]) -> Any:
    """Return a model that gives [indices, probabilities], each batch × steps × 2, likeliest first.

    `columns` are the symbols that may be read, as places in the model's own output; indices count within `columns`.

    Raises:
        ValueError: the model does not end in a linear layer and a softmax.
    """
    groups = -(-len(columns) // GROUP)
    scores = _scores(model, columns, groups)
    grouped = ops.reshape(scores, np.array([0, -1, groups, GROUP], np.int64), special_zero=True)
    best_of_group = ops.convert(ops.reduce_max(grouped, np.array([3], np.int64)), "f32")
    high = _top(best_of_group, min(LOOKED_INTO, groups))
    near = ops.gather(grouped, high.output(1), np.int64(2), batch_dims=2)
    near_scores = ops.convert(
        ops.reshape(near, np.array([0, 0, LOOKED_INTO * GROUP], np.int64), special_zero=True), "f32"
    )
    two = _top(near_scores, 2)
    summit = ops.gather(two.output(0), np.array([0], np.int64), np.int64(2))
    far = ops.subtract(_mass(best_of_group, summit), _mass(high.output(0), summit))
    total = ops.add(far, _mass(near_scores, summit))
    chances = ops.divide(ops.exp(ops.subtract(two.output(0), summit)), total)
    return openvino.Model(
        [_places(high, two).output(0), chances.output(0)], model.get_parameters(), "likeliest_symbols"
    )


def _scores(model: Any, columns: Sequence[int], groups: int) -> Any:
    """Rebuild the last linear layer for the wanted symbols alone, whole groups of them."""
    softmax = model.get_results()[0].input_value(0).get_node()
    added = _before(softmax, 0)
    product = _before(added, 0)
    if [node.get_type_name() for node in (softmax, added, product)] != ["Softmax", "Add", "MatMul"]:
        raise ValueError("expected a recogniser that ends in a linear layer and a softmax, met another")
    weights, bias = _before(product, 1).data, _before(added, 1).data
    filled = groups * GROUP
    kept_weights = np.zeros((weights.shape[0], filled), np.float32)
    kept_bias = np.full(filled, _NEVER, np.float32)
    kept_weights[:, : len(columns)] = weights[:, columns]
    kept_bias[: len(columns)] = bias.ravel()[columns]
    layer = ops.matmul(product.input_value(0), ops.constant(kept_weights), transpose_a=False, transpose_b=False)
    return ops.add(layer, ops.constant(kept_bias))


def _before(node: Any, place: int) -> Any:
    source = node.input_value(place).get_node()
    while source.get_type_name() == "Identity":
        source = source.input_value(0).get_node()
    return source


def _top(values: Any, count: int) -> Any:
    return ops.topk(values, np.int64(count), axis=-1, mode="max", sort="value", index_element_type="i32")


def _mass(scores: Any, summit: Any) -> Any:
    return ops.reduce_sum(ops.exp(ops.subtract(scores, summit)), np.array([2], np.int64), keep_dims=True)


def _places(high: Any, two: Any) -> Any:
    """Turn places among the groups looked into into places among all symbols."""
    size = ops.constant(np.int32(GROUP))
    which = ops.divide(two.output(1), size)
    within = ops.subtract(two.output(1), ops.multiply(which, size))
    return ops.add(ops.multiply(ops.gather_elements(high.output(1), which, 2), size), within)
