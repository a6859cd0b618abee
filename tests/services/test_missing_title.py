"""What a missing paper is called on pages."""

from models.report import MissingMaterial
from services.words_zh import missing_title


def test_a_missing_paper_is_named_with_its_level_and_with_every_paper_that_would_do() -> None:
    either = MissingMaterial(
        type_code="household_register", because="", any_of=("household_register", "name_change_proof")
    )

    assert missing_title(either) == "《户口簿》或《公安机关更名或更正证明》"
    assert (
        missing_title(MissingMaterial(type_code="degree_certificate", because="", level="硕士")) == "学位证书（硕士）"
    )
