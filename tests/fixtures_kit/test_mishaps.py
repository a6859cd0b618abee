"""Mishaps: each leaves its mark, none hides a field, a plain scan has none, the same throw gives the same picture."""

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageOps

from fixtures.drawing import capture as capture_module
from fixtures.drawing.capture import CONDITIONS, Capture, capture
from fixtures.drawing.dice import dice_for
from fixtures.drawing.mishaps import Mishap, thrown
from fixtures.drawing.room import is_free
from fixtures.drawing.sheet import Drawing, Quad
from fixtures.drawing.shot import Shot

pytestmark = pytest.mark.usefixtures("typefaces")

BOX: Quad = ((700, 500), (900, 500), (900, 540), (700, 540))
"""A value of black ink near the middle of a white paper of 1600 by 1100 pixels."""
EDGE_BOXES = {
    f"{x}-{y}": ((x, y), (x + 160, y), (x + 160, y + 40), (x, y + 40)) for x in (8, 700, 1430) for y in (6, 520, 1050)
}
"""Values up to the very edge, where holes, staples and fingers would like to be."""
INK_LEFT = 0.5
"""Under the heaviest stain and reflection, ink still differs from the paper round it by half of what it did."""
FLATBED, BY_HAND = "skew", "photo"


def paper(boxes: dict[str, Quad]) -> Drawing:
    image = np.full((1100, 1600, 3), 250, dtype=np.uint8)
    for (left, top), _, (right, bottom), _ in boxes.values():
        image[int(top) : int(bottom), int(left) : int(right)] = 20
    return Drawing(image=image, fields=dict.fromkeys(boxes, ""), boxes=boxes)


def taken(
    mishap: Mishap | None, monkeypatch: pytest.MonkeyPatch, boxes: dict[str, Quad], throw: int = 0
) -> tuple[Capture, np.ndarray]:
    """A capture with exactly this mishap, and its grey picture as a viewer shows it."""
    befalls = frozenset() if mishap is None else frozenset({mishap})
    monkeypatch.setattr(capture_module, "thrown", lambda _condition, *, dice: befalls)
    condition = FLATBED if mishap is Mishap.STREAK else BY_HAND
    made = capture(paper(boxes), condition, dice=dice_for("mishap", throw))
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(made.content))).convert("L")
    return made, np.asarray(shown, dtype=np.float64)


def along(picture: np.ndarray, quad: Quad, stretch: float) -> float:
    """The median grey along the outline of a box drawn in or out from its middle."""
    corners = np.array(quad)
    middle = corners.mean(axis=0)
    ends = zip(corners, np.roll(corners, -1, axis=0), strict=True)
    places = [middle + (a + (b - a) * part - middle) * stretch for a, b in ends for part in np.linspace(0, 1, 20)]
    rows = np.clip([round(y) for _, y in places], 0, picture.shape[0] - 1)
    columns = np.clip([round(x) for x, _ in places], 0, picture.shape[1] - 1)
    return float(np.median(picture[rows, columns]))


@pytest.mark.parametrize("mishap", Mishap)
def test_a_mishap_shows_and_leaves_the_values_where_they_are(mishap: Mishap, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, _ = taken(None, monkeypatch, {"name": BOX})
    made, picture = taken(mishap, monkeypatch, {"name": BOX})

    assert made.content != plain.content
    assert along(picture, made.boxes["name"], 0.7) < INK_LEFT * along(picture, made.boxes["name"], 1.3)


@pytest.mark.parametrize("mishap", [Mishap.PUNCHED, Mishap.STAPLED, Mishap.FINGER])
@pytest.mark.parametrize("throw", range(3))
def test_what_is_opaque_hides_no_value(mishap: Mishap, throw: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made, picture = taken(mishap, monkeypatch, EDGE_BOXES, throw)

    for quad in made.boxes.values():
        assert along(picture, quad, 0.7) < 110


def test_a_plain_scan_has_no_mishap() -> None:
    assert all(not thrown("scan", dice=dice_for("scan", number)) for number in range(200))


def test_every_mishap_befalls_pages_by_hand_and_most_pages_have_one_at_least() -> None:
    throws = [thrown(BY_HAND, dice=dice_for("many", number)) for number in range(600)]

    counted = Counter(mishap for mishaps in throws for mishap in mishaps)

    assert set(counted) == set(Mishap)
    assert 0.4 < sum(bool(mishaps) for mishaps in throws) / len(throws) < 0.7


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_same_throw_gives_the_same_mishaps(condition: str) -> None:
    assert thrown(condition, dice=dice_for(condition)) == thrown(condition, dice=dice_for(condition))


@pytest.mark.parametrize("mishap", Mishap)
def test_the_same_mishap_gives_the_same_bytes(mishap: Mishap, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = taken(mishap, monkeypatch, {"name": BOX})
    second, _ = taken(mishap, monkeypatch, {"name": BOX})

    assert first.content == second.content


def test_room_is_where_neither_value_nor_print_stands() -> None:
    drawing = paper({"name": BOX})
    drawing.image[200:260, 200:600] = 30
    shot = Shot(image=drawing.image, boxes=drawing.boxes)

    assert is_free(shot, 1200, 800, 1300, 900)
    assert not is_free(shot, 690, 545, 720, 555)
    assert not is_free(shot, 180, 220, 300, 300)
