"""The worked example of CONTRIBUTING.md needs a browser; a release needs the built site."""

from browsing import browser, site  # noqa: F401  fixtures
