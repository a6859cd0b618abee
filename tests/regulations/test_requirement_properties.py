"""What holds of every applicant: papers end the asking, more papers never lengthen it, and their order is nothing."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from models.case import Application, Education, ExamCategory, Licence, Track, VerifiedEducation
from models.materials import MATERIALS
from regulations.loader import load_regulation
from regulations.requirements import Paper, demands, missing_materials
from tests.support.people import APPLICATION

REGULATION = load_regulation()
LEVELS = (None, "中专", "专科", "本科", "专升本", "硕士", "博士")

entries = st.builds(
    Education,
    level=st.sampled_from(LEVELS),
    study_form=st.sampled_from((None, "普通全日制", "函授", "自学考试")),
    proof=st.sampled_from((None, *MATERIALS)),
    verification_code=st.sampled_from((None, "A" * 16)),
    verified=st.booleans(),
)
licences = st.builds(
    Licence,
    type=st.sampled_from(("physician_qualification", "physician_practice")),
    register_confirmed=st.sampled_from((None, True, False)),
)
earlier = st.builds(
    VerifiedEducation, found=st.booleans(), exam_category=st.sampled_from((None, *ExamCategory)), specialty=st.none()
)
papers = st.lists(
    st.builds(Paper, type_code=st.sampled_from(tuple(MATERIALS)), level=st.sampled_from(LEVELS[:4])), max_size=6
)


@st.composite
def applications(draw: st.DrawFn) -> Application:
    return replace(
        APPLICATION,
        track=draw(st.sampled_from((None, *Track))),
        exam_category=draw(st.sampled_from((None, *ExamCategory))),
        education=tuple(draw(st.lists(entries, max_size=4))),
        licences=tuple(draw(st.lists(licences, max_size=2))),
        verified_education=draw(st.none() | earlier),
    )


def missed(application: Application, present: list[Paper]) -> int:
    return len(missing_materials(application, present, REGULATION))


@given(applications())
def test_the_papers_that_are_missing_are_all_that_is_asked_for(application: Application) -> None:
    asked = missing_materials(application, [], REGULATION)
    handed_in = [Paper(type_code=one.type_code, level=one.level) for one in asked]

    assert len(asked) == len(list(demands(application, REGULATION)))
    assert missing_materials(application, handed_in, REGULATION) == ()


@given(applications(), papers, st.randoms())
def test_one_more_paper_meets_one_demand_at_most_and_order_is_nothing(
    application: Application, present: list[Paper], dice: Random
) -> None:
    before = missed(application, present[1:])
    shuffled = list(present)
    dice.shuffle(shuffled)

    after = missed(application, present)

    assert after in (before, before - 1)
    assert missed(application, shuffled) == after


@given(applications())
def test_every_paper_that_is_taken_away_is_missed(application: Application) -> None:
    asked = missing_materials(application, [], REGULATION)
    handed_in = [Paper(type_code=one.type_code, level=one.level) for one in asked]

    for place in range(len(handed_in)):
        assert missed(application, handed_in[:place] + handed_in[place + 1 :]) == 1


@given(applications())
def test_each_missing_paper_rests_on_a_sentence_of_the_regulation(application: Application) -> None:
    sentences = {requirement.because for requirement in REGULATION.requirements}

    for one in missing_materials(application, [], REGULATION):
        assert one.because in sentences
        assert one.type_code == one.any_of[0]
        assert set(one.any_of) <= set(MATERIALS)
