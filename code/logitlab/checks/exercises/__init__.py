"""The exercises, a file a chapter, named like the chapter's notebook.

The names begin with a digit, so the files cannot be imported with ``import``; `exercises` loads
them. A new file with a list ``EXERCISES`` is found by itself.
"""

import importlib
import pkgutil
from functools import cache

from ..keeping import complete


def _chapters():
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


@cache
def _load(chapter):
    module = importlib.import_module(f"{__name__}.{chapter}")
    return [complete(exercise) for exercise in module.EXERCISES]


def find(name):
    """One exercise whose name is written out in a file, or None.

    Only the file of its chapter is loaded: a page waits for no other.
    """
    for chapter in _chapters():
        if f'name="{name}"'.encode() in pkgutil.get_data(__name__, f"{chapter}.py"):
            return next((one for one in _load(chapter) if one.name == name), None)
    return None


@cache
def exercises():
    """All exercises by name, in the order of the chapters."""
    by_name = {}
    for exercise in (exercise for chapter in _chapters() for exercise in _load(chapter)):
        if exercise.name in by_name:
            raise ValueError(
                f"two exercises are called {exercise.name!r}, in chapters "
                f"{by_name[exercise.name].chapter} and {exercise.chapter}: give one of them "
                "another name"
            )
        by_name[exercise.name] = exercise
    return by_name
