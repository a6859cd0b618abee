"""The contract of previews: what is kept of an upload is found by its content, in every keeper."""

from dataclasses import replace

from models.page import Patch, Transform
from models.preview import PreviewKind
from services.keepers import Keepers
from storage.previews import KeptPreview

ONE, OTHER = "1" * 64, "2" * 64
WHOLE = KeptPreview(
    kind=PreviewKind.WHOLE,
    blob="a" * 64,
    width_px=900,
    height_px=600,
    transform=Transform((Patch((0.5, 0, 0, 0, 0.5, 0, 0, 0, 1), (0, 0, 900, 600)), Patch())),
)
SMALL = replace(WHOLE, kind=PreviewKind.SMALL, blob="b" * 64)


def test_previews_are_found_by_content_and_kind(keepers: Keepers) -> None:
    keepers.previews.keep(ONE, [WHOLE, SMALL])
    keepers.previews.keep(OTHER, [WHOLE])

    found = keepers.previews.of([ONE, OTHER, "3" * 64])

    assert found == {
        ONE: {PreviewKind.WHOLE: WHOLE, PreviewKind.SMALL: SMALL},
        OTHER: {PreviewKind.WHOLE: WHOLE},
    }


def test_a_preview_made_anew_takes_the_place_of_the_old(keepers: Keepers) -> None:
    keepers.previews.keep(ONE, [WHOLE, SMALL])
    newer = replace(WHOLE, blob="c" * 64, width_px=450)

    keepers.previews.keep(ONE, [newer])

    assert keepers.previews.of([ONE])[ONE] == {PreviewKind.WHOLE: newer, PreviewKind.SMALL: SMALL}


def test_nothing_is_kept_of_no_previews(keepers: Keepers) -> None:
    keepers.previews.keep(ONE, [])

    assert keepers.previews.of([ONE]) == {}


def test_what_is_forgotten_is_gone_and_the_rest_stays(keepers: Keepers) -> None:
    keepers.previews.keep(ONE, [WHOLE, SMALL])
    keepers.previews.keep(OTHER, [WHOLE])

    keepers.previews.forget(ONE)
    keepers.previews.forget(ONE)

    assert keepers.previews.of([ONE, OTHER]) == {OTHER: {PreviewKind.WHOLE: WHOLE}}
