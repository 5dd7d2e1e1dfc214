"""The pages of the assignments and their solutions, in every view of them."""

import pytest
from browsing import PAGES
from views import ask_in_every_view


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.startswith("chapters/assignments/")]
)
def test_an_assignment_in_every_view(path, reader, subtests):
    ask_in_every_view(reader(path), subtests)
