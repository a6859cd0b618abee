"""Type faces: a missing package is named, and no face is asked for a character it lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.drawing import names, places, schools, typefaces
from fixtures.drawing.typefaces import LAST_RESORT, PACKAGES, TypefacesMissing, face_for


@pytest.fixture
def no_fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    typefaces._installed.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    yield
    typefaces._installed.cache_clear()


@pytest.mark.usefixtures("no_fontconfig")
def test_a_machine_without_fontconfig_is_told_what_to_install() -> None:
    with pytest.raises(TypefacesMissing, match="apt install fontconfig"):
        face_for(LAST_RESORT, "样张")


def test_a_machine_without_faces_is_told_which_packages_to_install(no_fontconfig: None, tmp_path: Path) -> None:
    listing = tmp_path / "fc-list"
    listing.write_text("#!/bin/sh\n", encoding="utf-8")
    listing.chmod(0o755)

    with pytest.raises(TypefacesMissing) as met:
        face_for(LAST_RESORT, "样张")

    assert all(package in str(met.value) for package in PACKAGES.values())
    assert met.value.exit_code == 2


@pytest.mark.usefixtures("typefaces")
@pytest.mark.parametrize("family", sorted(PACKAGES))
def test_every_character_that_the_kit_writes_has_a_glyph(family: str) -> None:
    words = [names.SURNAMES, names.GIVEN_MEN, names.GIVEN_WOMEN, names.GIVEN_RARE, *names.RARE_SURNAMES]
    words += [place.name + place.city + place.province for place in places.HOME + places.AWAY + places.FAR_WEST]
    words += [school.name for school in schools.SCHOOLS] + ["〇○·（）：，。0123456789X"]
    for word in words:
        assert all(ord(letter) in face_for(family, word).characters for letter in word)
