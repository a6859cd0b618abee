"""Real servers for tests, named by the environment: absent on a laptop they are skipped, in CI they fail."""

import os

import pytest


def server_url(name: str) -> str:
    """Return the URL under which a server is to be tested."""
    url = os.environ.get(name, "")
    if url:
        return url
    if os.environ.get("CI"):
        pytest.fail(f"expected {name} to be set where CI is, met none")
    pytest.skip(f"no {name}")
