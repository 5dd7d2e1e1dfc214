"""The tests of the built site: `make site` first, or `make test`, which builds it."""

import pytest
from browsing import BLANK, SITE, WIDE, Visit

# what stands in the storage of a browser before a page comes
STORE = """(items) => {
  localStorage.clear();
  for (const [name, text] of Object.entries(items)) localStorage.setItem(name, text);
}"""


@pytest.fixture
def visit(site, browser):
    """A function that opens a page of the site in a fresh context: nothing stored, nothing cached.

    ``scheme`` is "http", or "file" for a page opened by double click; options as for
    Playwright's ``Browser.new_context``.
    """
    visits = []

    def open_page(path, scheme="http", **options):
        opened = Visit(browser, **options)
        visits.append(opened)
        return opened.go(f"{site}/{path}" if scheme == "http" else (SITE / path).as_uri())

    yield open_page
    for opened in visits:
        opened.context.close()


@pytest.fixture(scope="module")
def reader(site, browser):
    """A function that opens a page of the site in a context that goes on from page to page.

    It is three times as fast as ``visit``, for tests that leave nothing behind, or that say what is
    ``stored``, as ``{name: text}``.
    """
    visits = {}

    def open_page(path, scheme="http", theme="light", viewport=WIDE, script=True, stored=None):
        kind = (scheme, theme, script)
        if kind not in visits:
            visits[kind] = Visit(browser, color_scheme=theme, java_script_enabled=script)
        opened = visits[kind]
        opened.page.set_viewport_size(viewport)
        address = site if scheme == "http" else SITE.as_uri()
        if stored is not None:
            opened.go(f"{address}/{BLANK}").page.evaluate(STORE, stored)
        return opened.go(f"{address}/{path}")

    yield open_page
    for opened in visits.values():
        opened.context.close()
