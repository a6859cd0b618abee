import pytest

from models.extraction import Classification, Extraction, FieldStatus, PageFacts, Reading
from models.page import Box, Quality
from pipeline.cut_neighbours import cuts_a_neighbour

READ = Extraction(
    type_code="id_card",
    digest="d",
    readings=(
        Reading(field="name", status=FieldStatus.READ, value="陈嘉禾", box=Box.upright(100, 100, 300, 140)),
        Reading(field="id_number", status=FieldStatus.READ, value="1", box=Box.upright(100, 500, 700, 540)),
    ),
)


def facts(*cut: Box) -> PageFacts:
    quality = Quality(score=0.7, causes=("incomplete",), cut_off=cut)
    return PageFacts(
        engine="e", is_legible=True, classification=Classification(type_code="id_card", score=1.0), quality=quality
    )


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ((Box.upright(760, 90, 900, 130), Box.upright(760, 200, 900, 240)), True),
        ((Box.upright(200, 700, 900, 740),), True),
        ((Box.upright(500, 300, 900, 340),), False),
        ((Box.upright(760, 90, 900, 130), Box.upright(500, 300, 900, 340)), False),
    ],
    ids=["a column beside the paper", "a line below it", "a line of its own", "one of each"],
)
def test_only_what_stands_beyond_all_that_was_read_is_of_a_neighbour(cut: tuple[Box, ...], expected: bool) -> None:
    assert cuts_a_neighbour(facts(*cut), READ) is expected
