"""One browser and one server for all tests of a process, in whatever folder they are.

Imported when a test asks for them: those of the module need neither.
"""

import os

import pytest


def pytest_xdist_auto_num_workers():
    """One worker more than there are cores, since each waits for its browser now and then."""
    return min(os.cpu_count() + 1, 6)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of this process."""
    from browsing import started_browser

    with started_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def site():
    """The address at which the built site is served."""
    from browsing import served_site

    with served_site() as address:
        yield address
