"""Tallies of batches are one tally."""

from hypothesis import given
from hypothesis import strategies as st

from models.report import Change, ChangeKind, Verdict
from services.rejudging_tally import EXAMPLES, Tally

counts = st.lists(
    st.tuples(
        st.sampled_from(list(Verdict)), st.sampled_from(list(Verdict)), st.sampled_from((("code",), ("regulation",)))
    ),
    max_size=30,
)


@given(counts, st.integers(0, 30))
def test_tallies_of_batches_add_up(cases: list[tuple[Verdict, Verdict, tuple[str, ...]]], cut: int) -> None:
    def tallied(some: list[tuple[Verdict, Verdict, tuple[str, ...]]], start: int = 0) -> Tally:
        tally = Tally()
        for number, (before, after, causes) in enumerate(some, start=start):
            changes = (
                Change(kind=ChangeKind.VERDICT, code=after.value),
                Change(kind=ChangeKind.FINDING_RAISED, code=causes[0]),
            )
            tally.count(
                f"HB{number}", before=before, after=after, causes=causes, is_new=True, changes=changes, new_reports=2
            )
        return tally

    whole, parts = tallied(cases), tallied(cases[:cut])
    parts.add(tallied(cases[cut:], start=min(cut, len(cases))))

    assert parts == whole
    said = {**whole.moves, **whole.sayings}
    assert all(len(move.examples) == min(move.count, EXAMPLES) for move in said.values())
    assert {kind for kind, _ in whole.sayings} <= {ChangeKind.FINDING_RAISED}
