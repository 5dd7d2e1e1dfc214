"""What the tests of the checks share: time enough on a busy machine."""

import pytest
from threadpoolctl import threadpool_limits

from logitlab.checks import running

# On small matrices several BLAS threads mostly wait for each other: with another test process
# beside this one, training on the digits took ten times as long. The answers train when they are
# imported, so a fixture would come too late.
ONE_THREAD = threadpool_limits(limits=1)


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    """Let no clock decide: the limit is for loops without end, and one test makes it short."""
    monkeypatch.setattr(running, "TIME_LIMIT", 120.0)
