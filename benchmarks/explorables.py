"""How long one interaction with an explorable takes to draw, on a slow phone.

Chromium runs at a quarter of its speed. A key is pressed 200 times on the first handle of each
explorable, or its first slider, and each drawing is timed: the script that runs in its animation
frame, and the same with the layout that follows. What asks before it moves is answered first; what
has nothing to drag is left out. The peer in the same run, with its layout, is the usual way to draw
the dots of *Bend the S*: 569 circle elements, moved one by one.

    python benchmarks/explorables.py
"""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import quantiles
from threading import Thread

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import chromium  # noqa: E402

SLOWDOWN = 4
PRESSES = 200
KNOBS = "[role=slider]:visible, input[type=range]:enabled:visible"

TIME_FRAMES = """
window.times = [];
const plain = requestAnimationFrame;
window.requestAnimationFrame = (callback) => plain((now) => {
  const start = performance.now();
  callback(now);
  const drawn = performance.now();
  document.body.getBoundingClientRect();
  window.times.push([drawn - start, performance.now() - start]);
});
"""

PEER = """
() => {
  const svg = document.body.appendChild(
    document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  const circles = Array.from({ length: 569 }, () => svg.appendChild(
    document.createElementNS("http://www.w3.org/2000/svg", "circle")));
  const times = [];
  for (let press = 0; press < 200; press += 1) {
    const start = performance.now();
    circles.forEach((circle, i) => {
      circle.setAttribute("cx", ((i * 7 + press) % 600).toFixed(1));
      circle.setAttribute("cy", ((i * 3 + press) % 300).toFixed(1));
      circle.setAttribute("r", 2);
    });
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  svg.remove();
  return times;
}
"""


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments):
        pass


def serve(folder):
    """Serve a folder on a free port; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def percentile_95(times):
    """The time that 95 of 100 drawings do not exceed."""
    return quantiles(times, n=20)[-1]


def main():
    """Print one line for each explorable."""
    site = ROOT / "_build" / "html"
    address = serve(site)
    pages = [page for page in sorted(site.rglob("*.html")) if "data-explorable" in page.read_text()]
    print("drawing at 4x slowdown, 95th percentile in ms    script  with layout  of 569 circles")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.add_init_script(TIME_FRAMES)
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN}
        )
        measured = {"quiz", "myths"}  # which have nothing to drag
        for file in pages:
            page.goto(f"{address}/{file.relative_to(site).as_posix()}")
            peer = percentile_95(page.evaluate(PEER))
            for root in page.locator("[data-explorable]").all():
                name = root.get_attribute("data-explorable")
                if name in measured:
                    continue
                measured.add(name)
                expect(root).to_have_attribute("data-ready", "")
                page.evaluate("() => new Promise(requestAnimationFrame)")  # it is drawn then
                asks = root.locator(".explorable-main:visible")
                if not root.locator(KNOBS).count() and asks.count():
                    asks.first.click()
                if not root.locator(KNOBS).count():
                    continue
                root.locator(KNOBS).first.focus()
                page.evaluate("window.times.length = 0")
                for press in range(PRESSES):
                    page.keyboard.press("ArrowLeft" if press // 25 % 2 else "ArrowRight")
                times = page.evaluate("window.times")
                script, both = (percentile_95(column) for column in zip(*times, strict=True))
                print(f"{name:44} {script:10.2f} {both:12.2f} {both / peer:15.2f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
