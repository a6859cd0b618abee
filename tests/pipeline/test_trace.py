"""A trace tells kinds and places, and nothing of what an error said."""

from pipeline.trace import MOST_FRAMES, place_of, trace_of


def test_every_call_and_every_error_behind_is_told_without_a_word_of_theirs() -> None:
    lines = trace_of(_caught(_wrapping)).splitlines()

    assert lines[0] == "RuntimeError"
    assert [line.rsplit(":", 1)[1] for line in lines if line.startswith("  ")] == ["_caught", "_wrapping", "_wrapping"]
    assert lines[3] == "ValueError"
    assert all("tests/pipeline/test_trace.py:" in line for line in lines if line.startswith("  "))
    assert "陈" not in "".join(lines)


def test_a_recursion_is_cut_to_its_innermost_calls() -> None:
    lines = trace_of(_caught(_endless)).splitlines()

    assert len(lines) == MOST_FRAMES + 1
    assert lines[-1].endswith(":_endless")


def test_the_files_of_a_package_are_told_from_the_package_on() -> None:
    def fail() -> None:
        import click  # noqa: PLC0415

        click.Choice(()).convert("x", None, None)

    lines = trace_of(_caught(fail)).splitlines()

    assert lines[0] == "click.exceptions.BadParameter"
    assert any(line.startswith("  click/types.py:") for line in lines)
    assert place_of(_caught(fail)).startswith("click/")


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert trace_of(ValueError()) == "ValueError"
    assert place_of(ValueError()) == "an unknown place"


def _caught(deed: object) -> Exception:
    try:
        deed()  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001 - the test looks at whatever comes
        return error
    raise AssertionError("expected an error")


def _wrapping() -> None:
    try:
        raise ValueError("陈嘉禾")
    except ValueError as error:
        raise RuntimeError("陈嘉禾 again") from error


def _endless() -> None:
    _endless()
