"""Ranking power by ranks equals what counting every pair gives."""

from hypothesis import given
from hypothesis import strategies as st

from models.extraction import FieldStatus
from services.marks import FieldMark
from services.ranking import ranking

MARKS = st.lists(st.tuples(st.sampled_from((0.0, 0.2, 0.5, 0.9)), st.booleans()), max_size=40)


def mark(confidence: float, is_right: bool) -> FieldMark:
    found = "甲" if is_right else "乙"
    return FieldMark(field="name", expected="甲", found=found, status=FieldStatus.READ, confidence=confidence)


@given(throws=MARKS)
def test_ranks_count_what_pairs_would(throws: list[tuple[float, bool]]) -> None:
    good = [confidence for confidence, is_right in throws if is_right]
    bad = [confidence for confidence, is_right in throws if not is_right]

    measured = ranking(mark(*throw) for throw in throws)

    assert (measured.right, measured.wrong) == (len(good), len(bad))
    if not good or not bad:
        assert measured.auroc is None
    else:
        pairs = sum((one > other) + 0.5 * (one == other) for one in good for other in bad)
        assert measured.auroc is not None
        assert abs(measured.auroc - pairs / (len(good) * len(bad))) < 1e-12


def test_what_was_not_found_is_not_ranked() -> None:
    missed = FieldMark(field="name", expected="甲", found=None, status=FieldStatus.ABSENT, confidence=0.0)

    assert ranking([missed, mark(0.5, True)]).wrong == 0


def test_a_hundred_thousand_marks_take_no_square_of_time() -> None:
    marks = [mark(number % 1000 / 1000, number % 7 > 0) for number in range(100_000)]

    assert ranking(marks).right + ranking(marks).wrong == 100_000
