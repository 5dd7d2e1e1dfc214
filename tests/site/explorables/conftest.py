"""The fixture of the interactive figures: one of them on its page, in its first state."""

import pytest
from browsing import WIDE

from .figure import Figure


@pytest.fixture(scope="module")
def show(reader):
    """A function that returns a figure in its first state.

    A chapter takes half a second to load, so where Reset can bring the first state back, it does.
    """
    last = {}

    def open_figure(path, name, place, scheme="http", viewport=WIDE):
        wanted = (path, place, scheme, viewport)
        if last.get("wanted") == wanted and last["figure"].is_still_there():
            figure = last["figure"]
            figure.reset()
            figure.page.evaluate("() => document.activeElement.blur()")
            if figure.look() == last["look"]:
                figure.center_on_screen()
                return figure
        figure = Figure(reader(path, scheme, viewport=viewport), place)
        last.update(wanted=wanted, figure=figure, look=figure.look())
        return figure

    return open_figure
