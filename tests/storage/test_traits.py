"""The promise of the ledger of traits, over every keeper of the records."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from models.look import SIDE, Look
from models.trait import Trait, TraitKind
from services.keepers import Keepers
from tests.support.people import APPLICATION

A, B, C = "A1", "B1", "C1"
NUMBER = Trait(
    kind=TraitKind.CERTIFICATE_NUMBER, family="diploma", value="104861201605001234", document_id="d", sha256="s"
)


def known(keepers: Keepers, *ids: str) -> None:
    for one in ids:
        keepers.records.put_application(replace(APPLICATION, application_id=one))


def keep(keepers: Keepers, one: str, *traits: Trait, holder: str = "") -> tuple[str, ...]:
    version = keepers.records.case_file(one).version
    return keepers.records.keep_traits(one, holder or f"holder of {one}", frozenset(traits), version=version)


def met(keepers: Keepers, one: str) -> list[tuple[str, str, str, str]]:
    found = keepers.records.sightings_of(one)
    return [(sighting.kind, sighting.met_on, sighting.application_id, sighting.document_id) for sighting in found]


def version(keepers: Keepers, one: str) -> int:
    return keepers.records.case_file(one).version


def picture(seed: int) -> Look:
    throws = np.random.default_rng(seed)
    points = throws.integers(-90, 90, SIDE * SIDE).astype(np.int8)
    return Look(bits=throws.bytes(8).hex(), points=points.tobytes())


def look_trait(sha256: str, look: Look, *, family: str = "id_card") -> Trait:
    return Trait(kind=TraitKind.LOOK, family=family, value=look.bits, document_id=f"d{sha256}", sha256=sha256)


@pytest.mark.parametrize("kind", [TraitKind.CERTIFICATE_NUMBER, TraitKind.VERIFICATION_CODE, TraitKind.SHA256])
def test_a_trait_is_met_under_another_applicant_by_both(keepers: Keepers, kind: TraitKind) -> None:
    known(keepers, A, B, C)
    trait = replace(NUMBER, kind=kind)

    assert keep(keepers, A, trait) == ()
    assert keep(keepers, C, replace(trait, value="another")) == ()
    assert keep(keepers, B, replace(trait, document_id="e")) == (A,)

    assert met(keepers, A) == [(kind, "d", B, "e")]
    assert met(keepers, B) == [(kind, "e", A, "d")]
    assert met(keepers, C) == []


def test_who_is_met_falls_behind_and_the_same_again_changes_nothing(keepers: Keepers) -> None:
    known(keepers, A, B)
    keep(keepers, A, NUMBER)
    before = version(keepers, A), version(keepers, B)

    keep(keepers, B, NUMBER)
    again = keep(keepers, B, NUMBER)

    assert again == ()
    assert (version(keepers, A), version(keepers, B)) == (before[0] + 1, before[1])


def test_what_is_taken_away_leaves_the_other_behind_too(keepers: Keepers) -> None:
    known(keepers, A, B)
    keep(keepers, A, NUMBER)
    keep(keepers, B, NUMBER)

    assert keep(keepers, B) == (A,)
    assert met(keepers, A) == []


def test_one_holder_with_two_applications_meets_nobody(keepers: Keepers) -> None:
    known(keepers, A, B)
    keep(keepers, A, NUMBER, holder="the same")

    assert keep(keepers, B, NUMBER, holder="the same") == ()
    assert met(keepers, A) == met(keepers, B) == []
    assert keep(keepers, B, NUMBER, holder="another by now") == (A,)


def test_two_papers_of_one_applicant_are_no_reuse(keepers: Keepers) -> None:
    known(keepers, A)

    keep(keepers, A, NUMBER, replace(NUMBER, document_id="e"))

    assert met(keepers, A) == []


def test_equal_numbers_of_two_families_are_two_numbers(keepers: Keepers) -> None:
    known(keepers, A, B)
    keep(keepers, A, replace(NUMBER, family="vocational/黄冈市卫生学校"))

    assert keep(keepers, B, replace(NUMBER, family="vocational/荆门市卫生学校")) == ()


def test_a_code_that_only_an_application_states_is_met(keepers: Keepers) -> None:
    known(keepers, A, B)
    stated = Trait(kind=TraitKind.VERIFICATION_CODE, family="", value="A1B2C3D4E5F6G7H8")
    keep(keepers, A, stated)

    keep(keepers, B, replace(stated, document_id="e", sha256="s"))

    assert met(keepers, A) == [("verification_code", "", B, "e")]


def test_traits_of_an_older_version_are_not_kept(keepers: Keepers) -> None:
    known(keepers, A, B)
    keep(keepers, B, NUMBER)
    old = version(keepers, A)
    keepers.records.put_application(replace(APPLICATION, application_id=A, name="林若溪"))

    assert keepers.records.keep_traits(A, "a", frozenset({NUMBER}), version=old) == ()
    assert met(keepers, A) == []


def test_looks_are_kept_by_content_and_the_first_stays(keepers: Keepers) -> None:
    keepers.records.keep_look("1" * 64, picture(1))
    keepers.records.keep_look("1" * 64, picture(2))

    assert keepers.records.looks_of(["1" * 64, "2" * 64]) == {"1" * 64: picture(1)}


def test_of_near_looks_only_those_of_one_picture_are_met(keepers: Keepers) -> None:
    known(keepers, A, B, C)
    look = picture(1)
    near = Look(bits=f"{int(look.bits, 16) ^ 0x8001_0040_0200_0801:016x}", points=look.points)
    mate = Look(bits=near.bits, points=picture(2).points)
    for sha256, one in (("1", look), ("2", near), ("3", mate)):
        keepers.records.keep_look(sha256, one)

    keep(keepers, A, look_trait("1", look))
    assert keep(keepers, C, look_trait("3", mate)) == ()
    assert keep(keepers, B, look_trait("2", near)) == (A,)

    assert met(keepers, A) == [("look", "d1", B, "d2")]


def test_far_looks_and_looks_of_other_types_are_not_met(keepers: Keepers) -> None:
    known(keepers, A, B, C)
    look = picture(1)
    far = Look(bits=f"{int(look.bits, 16) ^ 0xFF:016x}", points=look.points)
    for sha256, one in (("1", look), ("2", far)):
        keepers.records.keep_look(sha256, one)

    keep(keepers, A, look_trait("1", look))

    assert keep(keepers, B, look_trait("2", far)) == ()
    assert keep(keepers, C, look_trait("1", look, family="passport")) == ()


def test_of_many_who_come_at_once_everybody_is_met(keepers: Keepers) -> None:
    everybody = [f"M{number}" for number in range(8)]
    known(keepers, *everybody)

    def come(one: str) -> None:
        while not keepers.records.sightings_of(one):
            keep(keepers, one, NUMBER)

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(come, everybody))

    assert all(len(met(keepers, one)) == len(everybody) - 1 for one in everybody)
