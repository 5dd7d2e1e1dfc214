"""The exercises, a file a chapter, named like the chapter's notebook.

The names begin with a digit, so the files cannot be imported with ``import``; `exercises` loads
them. A new file with a list ``EXERCISES`` is found by itself.
"""

import importlib
import pkgutil
from functools import cache


@cache
def exercises():
    """All exercises by name, in the order of the chapters."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    chapters = [importlib.import_module(f"{__name__}.{name}") for name in names]
    by_name = {}
    for exercise in (exercise for chapter in chapters for exercise in chapter.EXERCISES):
        if exercise.name in by_name:
            raise ValueError(
                f"two exercises are called {exercise.name!r}, in chapters "
                f"{by_name[exercise.name].chapter} and {exercise.chapter}: give one of them "
                "another name"
            )
        by_name[exercise.name] = exercise
    return by_name
