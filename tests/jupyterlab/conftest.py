"""The tests in JupyterLab need a browser, and no built site."""

from browsing import browser  # noqa: F401  a fixture
