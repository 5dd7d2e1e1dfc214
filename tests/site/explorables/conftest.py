"""The fixture of the interactive figures: one of them on its page, in its first state."""

import pytest
from browsing import SITE, Visit

from .figure import Figure, place_of, stop_the_clock


@pytest.fixture(scope="module")
def show(site, browser):
    """A function that returns a figure in its first state.

    A chapter takes half a second to load, so there is one tab for each scheme, and a page is loaded
    into it once for all its figures: Reset brings a first state back. Only where Reset cannot, the
    page is loaded again.
    """
    tabs = {}

    def open_figure(path, name, place, scheme="http"):
        if scheme not in tabs:
            tabs[scheme] = {"opened": Visit(browser), "path": None}
        tab = tabs[scheme]
        opened = tab["opened"]
        if tab["path"] == path and place in tab["looks"]:
            figure = tab["figures"][place]
            if figure.reset() == tab["looks"][place]:
                return figure
            tab["path"] = None
        if tab["path"] != path:
            opened.go(f"{site}/{path}" if scheme == "http" else (SITE / path).as_uri())
            tab.update(path=path, figures={}, looks={})
        figure = tab["figures"][place] = Figure(opened, place)
        tab["looks"][place] = figure.look()
        return figure

    yield open_figure
    for tab in tabs.values():
        tab["opened"].context.close()


@pytest.fixture
def timed(visit):
    """A function that returns a figure with its motion, in a page whose clock the test moves."""

    def open_figure(name):
        path, _, place = place_of(name)
        figure = Figure(visit(path, reduced_motion="no-preference"), place)
        stop_the_clock(figure.page)
        return figure

    return open_figure
