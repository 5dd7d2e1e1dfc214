"""What tests with a browser share: one Chromium, a server for the built site, a record of a visit.

The pages are listed when the tests are collected, so a new page or a new explorable is picked up
by the general tests by itself.
"""

import re
import threading
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"

# Everything comes from the site itself, and nothing that stands in a page is a script or a style.
# The second part lets a page run Python, which is WebAssembly: no text becomes a script by it.
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"

# No test is decided by the clock: this only ends one that hangs, also on a busy machine.
TIMEOUT = 300_000  # ms
expect.set_options(timeout=TIMEOUT)

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
BLANK = "robots.txt"  # a file of the site without any script, to be at its origin
OPEN_ALL_FOLDS = "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"


# ---------------------------------------------------------------- what stands in the built site


@cache
def source(path):
    """The HTML of one built page, as it is before any script runs."""
    return (SITE / path).read_text("utf-8")


@cache
def read_page(path):
    """The same, parsed."""
    return BeautifulSoup(source(path), "lxml")


def built_pages():
    """Every page of the built site, as paths below it, but for those that only lead to another."""
    paths = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    pages = [path for path in paths if 'http-equiv="Refresh"' not in source(path)]
    # shown at any depth, so its links begin at the root of the server: tests/site/test_robust.py
    pages = [path for path in pages if path != "404.html"]
    # Without a site one name is left, so that the tests run, and fail with what to do.
    return pages or ["index.html"]


PAGES = built_pages()
CHAPTERS = [path for path in PAGES if path.startswith("chapters/")]
NUMBERED = [path for path in CHAPTERS if re.match(r"chapters/\d\d_", path)]


def built_explorables():
    """Every interactive figure of the site: (path of its page, its name, its place on the page)."""
    return [
        (path, name, place)
        for path in (PAGES if SITE.exists() else [])
        for place, name in enumerate(re.findall(r'data-explorable="([\w-]+)"', source(path)))
    ] or [("index.html", "none", 0)]


# ---------------------------------------------------------------- servers


class _QuietHandler(SimpleHTTPRequestHandler):
    # Named here because Windows may have another opinion, and a module needs the right one.
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, format, *arguments):
        pass


@cache  # asked for each file of each page; to read the settings takes a twentieth of a second
def root_path():
    """Where GitHub Pages serves the site: below the name of its repository."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    return f"/{urlsplit(config['repository']['url']).path.split('/')[-1]}"


class StrictHandler(_QuietHandler):
    """Answers with a strict policy for content."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class _PagesHandler(StrictHandler):
    """Answers as GitHub Pages does."""

    def translate_path(self, path):
        inside = path.startswith(f"{root_path()}/")
        return super().translate_path(path.removeprefix(root_path()) if inside else "/nowhere")

    def send_error(self, code, message=None, explain=None):
        page = (SITE / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing when the browser leaves a page before an answer has arrived."""


@contextmanager
def served(folder, handler=_QuietHandler):
    """Serve a folder on a free port of this machine; gives the address without a final slash."""
    server = _QuietServer(("127.0.0.1", 0), partial(handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def served_site(site=SITE):
    """Serve a built site as GitHub Pages does; gives its address."""
    if not (site / "index.html").exists():
        pytest.fail(f"{site / 'index.html'} is missing. Build it: make site", pytrace=False)
    with served(site, _PagesHandler) as address:
        yield f"{address}{root_path()}"


# ---------------------------------------------------------------- the browser

# No request of Chromium's own, so that the record of requests holds only those of the page.
QUIET_CHROMIUM = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def started_browser():
    """Start a Chromium, and close it at the end."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET_CHROMIUM)
        yield started
        started.close()


# the blocks that wait for their layout, as the stylesheet and page.js choose them
LATER_BLOCKS = (
    ":is(section[id] ~ section[id], section[id] ~ section[id] section) > :not(section, :empty)"
)
LATER_FIGURES = "[data-explorable]:not([data-ready], [data-still])"


class Visit:
    """A page and what has happened on it since it was opened.

    It has a browser context of its own, or is one more page of the given ``context``.
    """

    def __init__(self, browser, context=None, **options):
        # With reduced motion nothing scrolls on its own while a test looks for a place.
        usual = {"viewport": WIDE, "color_scheme": "light", "reduced_motion": "reduce"}
        self.context = context or browser.new_context(**{**usual, **options})
        self.context.set_default_timeout(TIMEOUT)
        self.page = self.context.new_page()
        self.complaints = []  # page errors, console errors and warnings, files that did not load
        self.requests = []  # every address that was asked for
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._miss)

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _miss(self, request):
        if request.failure != "net::ERR_ABORTED":  # that only says that the page was left
            self.complaints.append(f"could not load {request.url}: {request.failure}")

    def go(self, address, **options):
        """Open an address, and forget what happened on the page before."""
        self.complaints.clear()
        self.requests.clear()
        self.page.goto(address, **options)
        return self

    def wait_until_drawn(self):
        """Wait for two frames: a change is drawn in the first one after it."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def wait_until_live(self, waiting=f"{LATER_FIGURES}, {LATER_BLOCKS}:not(.laid-out)"):
        """Wait until all blocks are laid out and all explorables have started or stay still."""
        self.page.wait_for_function("(waiting) => !document.querySelector(waiting)", arg=waiting)

    def resize(self, viewport):
        """Give the page another size, and wait until the page has followed."""
        self.page.set_viewport_size(viewport)
        self.wait_until_drawn()

    def assert_quiet(self):
        """Assert that nothing went wrong, and that nothing was asked of another machine."""
        assert not self.complaints, "the console must stay empty:\n" + "\n".join(self.complaints)
        assert self.requests, "the page was never asked for"
        local = ("http://127.0.0.1:", "file:", "data:", "blob:")
        foreign = [address for address in self.requests if not address.startswith(local)]
        assert not foreign, "no page may ask another machine for anything:\n" + "\n".join(foreign)
