"""How heavy and how fast the site is, beside stock pages with the same content.

One run builds two peers, serves all with gzip, and visits them in Chromium: on slow 4G (1.6 Mbit/s,
150 ms there and back) and at a quarter of the machine's speed.

- Jupyter Book 1 as it comes: its own theme and extensions, MathJax, and the same chapter. It asks
  other machines for scripts; those requests are counted, and answered with nothing.
- anywidget as it comes: the same explorable in the page that `ipywidgets.embed` writes. Its scripts
  come from a CDN; here they are counted, and answered with nothing, so it never starts.

    python benchmarks/site.py            # the table, with the limits
    python benchmarks/site.py --pages    # and a line for every page
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
sys.path.insert(0, str(ROOT / "tests"))
import chromium  # noqa: E402

CHAPTER, NEXT = "chapters/05_softmax.html", "chapters/06_cross_entropy.html"
FIRST_SCREEN = "chapters/00_start.html"
VISITS = 5
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 94e3}
LIMITS = {
    "first visit, kB": 200,
    "next chapter, kB": 60,
    "requests to others": 0,
    "LCP, s": 1.5,
    "CLS": 0.02,
    "blocking, ms": 50,
    "explorable live, s": 2,
}

# Largest contentful paint, layout shifts and long tasks, as the browser tells of them. A task
# blocks for what it takes beyond 50 ms after the first contentful paint (web.dev/articles/tbt).
OBSERVE = """
window.seen = { lcp: 0, cls: 0, blocking: 0, ready: 0 };
const firstPaint = () =>
  performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity;
const watch = (type, use) => new PerformanceObserver((list) => list.getEntries().forEach(use))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
watch("layout-shift", (entry) => entry.hadRecentInput || (seen.cls += entry.value));
watch("longtask", ({ startTime, duration }) => {
  seen.blocking += Math.max(0, startTime + duration - Math.max(startTime, firstPaint()) - 50);
});
new MutationObserver(() => {
  if (!seen.ready && document.querySelector("[data-ready]")) seen.ready = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


@cache
def packed(path):
    """A file as a host sends it: what is text, with gzip."""
    data = path.read_bytes()
    text = path.suffix in (".html", ".css", ".js", ".svg", ".json", ".ipynb")
    return (gzip.compress(data, 6), "gzip") if text else (data, "identity")


class Handler(SimpleHTTPRequestHandler):
    """Sends files with gzip, and lets the browser keep them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Send one file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, encoding = packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *arguments):
        """Say nothing."""


def serve(folder):
    """Serve a folder on a free port; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Handler(*a, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def stock_book(folder):
    """Build two chapters with Jupyter Book as it comes; return the folder of its pages."""
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    (folder / "_config.yml").write_text(
        "title: Stock\nexecute: {execute_notebooks: 'off'}\nonly_build_toc_files: true\n"
        "bibtex_bibfiles: [chapters/references.bib]\n"
        "parse: {myst_enable_extensions: [amsmath, attrs_inline, colon_fence, deflist,"
        " dollarmath]}\nsphinx: {extra_extensions: [sphinx_exercise]}\n"
    )
    names = [re.sub(r"\.html$", "", name) for name in (FIRST_SCREEN, CHAPTER, NEXT)]
    chapters = "".join(f"  - file: {name}\n" for name in names[1:])
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {names[0]}\nchapters:\n{chapters}")
    command = Path(sys.executable).with_name("jupyter-book")
    subprocess.run([command, "build", folder], check=True, capture_output=True)
    return folder / "_build" / "html"


def stock_widget(folder):
    """Write one explorable as the page that ipywidgets embeds; return the name of the page."""
    from ipywidgets.embed import embed_minimal_html

    from logitlab.explorables import BendTheS

    embed_minimal_html(folder / "widget.html", views=[BendTheS()], title="Stock widget")
    return "widget.html"


class Browser:
    """A Chromium as slow as a cheap phone in a train."""

    def __init__(self, playwright):
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        # not by Playwright's routes, which would switch off the browser's memory of files
        arguments += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        self.chromium = playwright.chromium.launch(executable_path=chromium.find(), args=arguments)

    def visit(self, address, *names):
        """Visit pages one after the other; return for each what it weighed and how fast it was."""
        context = self.chromium.new_context(viewport={"width": 412, "height": 823})
        page = context.new_page()
        page.add_init_script(OBSERVE)
        protocol = context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.send("Network.emulateNetworkConditions", SLOW_4G)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        sizes, others = [], []
        protocol.on("Network.loadingFinished", lambda event: sizes.append(event))

        page.on("request", lambda request: others.append(request.url))
        for name in names:
            sizes.clear()
            others.clear()
            page.goto(f"{address}/{name}", wait_until="load")
            page.wait_for_timeout(2500)  # what starts late
            seen = page.evaluate("window.seen")
            weight = sum(event["encodedDataLength"] for event in sizes) / 1000
            ours = urlsplit(address).netloc
            yield weight, sum(urlsplit(url).netloc not in (ours, "") for url in others), seen
        context.close()


def typical(browser, address, name):
    """What the browser sees on a page: medians of several visits, since no two are alike."""
    visits = [seen for _ in range(VISITS) for _, _, seen in browser.visit(address, name)]
    return {what: median(seen[what] for seen in visits) for what in visits[0]}


def measure(browser, address, first_screen, *chapters):
    """The column of the table for one site."""
    (weight, others, _), *following = browser.visit(address, *chapters)
    times = typical(browser, address, chapters[0])
    return {
        "first visit, kB": weight,
        "next chapter, kB": following[0][0] if following else None,
        "requests to others": others,
        "LCP, s": times["lcp"] / 1000,
        "CLS": times["cls"],
        "blocking, ms": times["blocking"],
        "explorable live, s": typical(browser, address, first_screen)["ready"] / 1000 or None,
    }


def main():
    """Print the table; with --pages, a line for each page too."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        scratch = Path(scratch)
        stock = stock_book(scratch / "book")
        widget = stock_widget(scratch)
        browser = Browser(playwright)
        ours = measure(browser, serve(SITE), FIRST_SCREEN, CHAPTER, NEXT)
        book = measure(browser, serve(stock), FIRST_SCREEN, CHAPTER, NEXT)
        alone = measure(browser, serve(scratch), widget, widget)
        print(f"{'':20}{'limit':>8}{'here':>9}{'stock':>9}{'ratio':>8}{'anywidget':>11}")
        for name, limit in LIMITS.items():
            here, peer, single = ours[name], book[name], alone[name]
            ratio = f"{here / peer:8.2f}" if here is not None and peer else f"{'–':>8}"
            texts = ["–" if value is None else f"{value:.2f}" for value in (here, peer, single)]
            print(f"{name:20}{limit:>8}{texts[0]:>9}{texts[1]:>9}{ratio}{texts[2]:>11}")
        if "--pages" in sys.argv:
            every_page(browser)


def every_page(browser):
    """Print what each page weighs and how fast it is: on a first visit, and after another."""
    print(f"\n{'':58}first  next others  LCP   CLS blocking")
    address = serve(SITE)
    pages = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html"))]
    for name in pages:
        before = CHAPTER if name != CHAPTER else NEXT
        ((first, others, seen),) = browser.visit(address, name)
        _, (following, _, _) = browser.visit(address, before, name)
        times = f"{seen['lcp'] / 1000:5.2f} {seen['cls']:5.3f} {seen['blocking']:6.0f}"
        print(f"{name:58}{first:5.0f} {following:5.0f} {others:6} {times}", flush=True)


if __name__ == "__main__":
    main()
