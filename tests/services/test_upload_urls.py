"""Signed forms: keys that say whose an upload is, are never used twice, and are read back as they were meant."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError, NotFound
from services.arrival_keys import Destination, new_key, read_key
from services.intake import put_application
from services.keepers import Keepers
from services.upload_urls import make_upload_url
from tests.support.houses import memory_house
from tests.support.landing import LandingPlace
from tests.support.people import APPLICATION

ID = APPLICATION.application_id


@pytest.fixture
def keepers() -> Keepers:
    house = memory_house(max_upload_bytes=1000)
    put_application(APPLICATION, keepers=house)
    return house


def make(keepers: Keepers, body: object, application_id: str = ID) -> str:
    made = make_upload_url(application_id, json.dumps(body).encode(), arrivals=LandingPlace(), keepers=keepers)
    return made.key


def test_each_form_has_a_key_of_its_own(keepers: Keepers) -> None:
    keys = [make(keepers, {"file": "陈嘉禾身份证.JPG", "declared_type": "id_card"}) for _ in range(2)]

    assert keys[0] != keys[1]
    assert read_key(keys[0], prefix="") == Destination(application_id=ID, declared_type="id_card", file="upload.jpg")


@given(file=st.text(max_size=300), prefix=st.sampled_from(["", "in/", "a"]))
def test_a_key_is_read_back_whatever_the_file_is_called(file: str, prefix: str) -> None:
    key = new_key(Destination(application_id=ID, declared_type=None, file=file), prefix=prefix)

    read = read_key(key, prefix=prefix)

    assert (read.application_id, read.declared_type) == (ID, None)
    assert len(key) < 200
    assert key.isascii()
    assert len(file) < 20 or file not in key


@pytest.mark.parametrize("body", [[], {"declared_type": "nonsense"}, {"file": 5}, {"key": "a"}, {"file": "x" * 2000}])
def test_what_is_no_request_for_a_form_is_refused(keepers: Keepers, body: object) -> None:
    with pytest.raises(InputError, match="expected"):
        make(keepers, body)


def test_there_is_no_form_for_an_application_that_is_unknown(keepers: Keepers) -> None:
    with pytest.raises(NotFound):
        make(keepers, {}, application_id="HB2")
