"""A package, so that its conftest.py does not hide the one above, which other tests import."""

import pytest

# so that a failed assertion in these tells its values, as one in a test file does
pytest.register_assert_rewrite(f"{__name__}.figure", f"{__name__}.questions")
