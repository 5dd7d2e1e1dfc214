"""The Chromium that the browser tests drive.

An installed Chromium or Chrome if there is one, else Playwright's own, else Debian's package
where the user may install it. Run as a program it installs one if need be, and says what to do
if it cannot; the tests only look for it and fail without it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The first has no window, hence no work for one: a test takes a tenth less of the processor.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
MISSING = (
    "No Chromium for the browser tests. Install one and try again: sudo apt-get install chromium "
    "(Debian, Ubuntu), or Google Chrome from https://www.google.com/chrome/."
)


def find():
    """The path of a browser, or None."""
    for command in COMMANDS:
        if path := shutil.which(command):
            return path
    for path in PLACES:
        if Path(path).exists():
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _let_the_driver_start():
    """Install what Playwright's driver needs, and a bare Debian lacks."""
    command = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        install_package("libatomic1")


def _download_playwrights_own():
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, capture_output=True, timeout=600).returncode == 0


def _install_debians_package():
    return install_package("chromium-headless-shell") or install_package("chromium")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "code" / "tools"))
    from set_up import install_package

    _let_the_driver_start()
    if not (find() or _download_playwrights_own() or _install_debians_package()):
        sys.exit(MISSING)
