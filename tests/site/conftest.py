"""The tests of the built site: `make site` first, or `make test`, which builds it."""

from browsing import browser, reader, site, visit  # noqa: F401  fixtures
