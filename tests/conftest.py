"""One browser and one server for all tests of a process, in whatever folder they are.

Imported when a test asks for them: those of the module need neither.
"""

import os
import sys

import pytest

# HACK begins: jsonschema imports this package if it is installed, which takes 1.7 s of each
# process, for addresses with letters beyond ASCII. No schema here has any.
sys.modules["rfc3987_syntax"] = None
# HACK ends


def pytest_xdist_auto_num_workers(config):
    """For ``--numprocesses auto`` one worker more than there are cores: each waits for a browser.

    The tests of the module wait for nothing, and ask for ``logical``.
    """
    return min(os.cpu_count(), 5) + (config.option.numprocesses == "auto")


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
