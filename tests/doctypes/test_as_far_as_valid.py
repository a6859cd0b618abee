"""Definitions with faults: what is valid of them is understood, and every fault is named with its place."""

from pydantic import BaseModel, ConfigDict, Field

from models.as_far_as_valid import as_far_as_valid


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    words: tuple[int, ...] = Field(default=(1,), min_length=1)


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    parts: tuple[Part, ...] = ()


def test_what_is_sound_is_taken_whole() -> None:
    whole = Whole(code="a", parts=(Part(name="x"),))

    assert as_far_as_valid(Whole, {"code": "a", "parts": [{"name": "x"}]}) == (whole, ())


def test_what_is_faulty_is_left_out_and_all_of_it_named() -> None:
    parts = [{"nam": "x"}, {"name": "y", "words": [1, "two"]}, {"name": "z", "words": ["two"]}, {"name": "w"}]

    found, faults = as_far_as_valid(Whole, {"code": "a", "kode": "b", "parts": parts})

    assert found is not None
    assert [(part.name, part.words) for part in found.parts] == [("y", (1,)), ("z", (1,)), ("w", (1,))]
    places = ["parts.0.name", "parts.0.nam", "parts.1.words.1", "parts.2.words.0", "parts.2.words", "kode"]
    assert [fault.split(":")[0] for fault in faults] == places


def test_a_definition_without_what_it_must_have_is_none() -> None:
    found, faults = as_far_as_valid(Whole, {"parts": []})

    assert found is None
    assert faults == ("code: expected a value, met none",)


def test_faults_say_what_was_expected_and_met() -> None:
    _, faults = as_far_as_valid(Whole, {"code": 1, "kode": "b", "parts": [{"name": "x", "words": []}]})

    assert faults == (
        "code: expected text, met 1",
        "parts.0.words: expected at least one entry, met []",
        "kode: expected no such key, met it",
    )
