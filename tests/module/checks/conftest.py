"""What the tests of the checks share: time enough on a busy machine."""

import pytest

from logitlab.checks import points, running


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    """Let no clock decide: the limit is for loops without end, and one test makes it short."""
    monkeypatch.setattr(running, "TIME_LIMIT", 120.0)


@pytest.fixture(autouse=True)
def no_points():
    """Each test begins as a kernel does."""
    points.forget()
