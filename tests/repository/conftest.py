"""The worked example of an explorable needs a browser; a release needs the built site."""

from browsing import browser, site  # noqa: F401  fixtures
