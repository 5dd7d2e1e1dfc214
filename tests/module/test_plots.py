"""The helpers of the plots: a table of a figure's numbers, and images of few paths."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from logitlab import figures


@pytest.fixture
def shown(monkeypatch):
    """What a cell would show: a function that makes a table, and gives its HTML."""

    def show(*arguments):
        outputs = []
        monkeypatch.setattr(figures, "display", lambda data, raw: outputs.append(data))
        figures.table(*arguments)
        (data,) = outputs
        return data["text/html"]

    return show


def test_a_table_shows_thousandths_without_zeros_that_a_whole_column_ends_in(shown):
    text = shown("c", {"z": [-1.0, 0, 2], "p": [1 / 3, 0.5, -0.0001], "T": [0.5, 2.25, np.inf]})
    rows = [line for line in text.splitlines() if line.startswith('<tr><th scope="row">')]
    assert rows == [
        '<tr><th scope="row">−1</th><td>0.333</td><td>0.50</td></tr>',
        '<tr><th scope="row">0</th><td>0.500</td><td>2.25</td></tr>',
        '<tr><th scope="row">2</th><td>0.000</td><td>inf</td></tr>',
    ]


def test_a_table_shows_words_as_they_are(shown):
    text = shown("a < b", {"x & y": ["<i>", "10000"], "n": np.array([3, 4])})
    assert "<caption>a &lt; b</caption>" in text
    assert '<th scope="col">x &amp; y</th>' in text
    assert '<th scope="row">&lt;i&gt;</th><td>3</td>' in text
    assert '<th scope="row">10000</th><td>4</td>' in text


def test_columns_of_different_length_are_named():
    message = "“p” has 2 and “score z”, the first, has 3"
    with pytest.raises(ValueError, match=message):
        figures.table("c", {"score z": [1, 2, 3], "q": [1, 2, 3], "p": np.zeros(2)})


# ---------------------------------------------------------------- light drawings


def test_images_are_a_path_for_each_shade():
    shades = np.zeros((2, 64))
    shades[0, :3], shades[0, 3] = 0.5, -1  # what is below 0 is not drawn
    shades[1, 63] = 1
    fig, ax = plt.subplots()
    figures.images(ax, [(0, 0), (10, 0)], shades, "black")
    *paths, first, second = ax.patches
    plt.close(fig)
    assert [path.get_alpha() for path in paths] == [0.5, 1]
    assert paths[0].get_path().get_extents().extents.tolist() == [0, 0, 3, 1]
    assert paths[1].get_path().get_extents().extents.tolist() == [17, 7, 18, 8]
    assert [frame.get_xy() for frame in (first, second)] == [(0, 0), (10, 0)]
