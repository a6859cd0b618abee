"""What holds for every test: on a busy machine an example may take its time, for timings decide nothing.

Tests that draw need Debian's type faces, and say so where those are missing.
"""

import os

import pytest
from hypothesis import settings

from fixtures.drawing.typefaces import TypefacesMissing, face_for

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def typefaces() -> None:
    """Skip where no Chinese type faces are installed; in CI that is a failure."""
    try:
        face_for("Noto Serif CJK SC", "样张")
    except TypefacesMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
