"""The reference of `logitlab`: pages below chapters/reference/, made of the docstrings.

Sphinx's own extensions do it: autodoc reads the docstrings, napoleon their NumPy style, linkcode
links the source. Here stands what they ask of a project.
"""

import inspect
import re
import sys

from .address import chapter_number

CHAPTER = re.compile(r"\b([Cc]hapter (\d+))\b")


def _chapters(app):
    """The page of each chapter, by its number."""
    names = app.env.found_docs
    return {number: name for name in names if (number := chapter_number(name)) is not None}


def link_chapters(app, what, name, obj, options, lines):
    """Let the chapter that a docstring names be a link to it."""
    pages = _chapters(app)

    def link(match):
        page = pages.get(int(match[2]))
        return f":doc:`{match[1]} </{page}>`" if page else match[0]

    # books have chapters, too: they stand below "References"
    end = next((i for i, line in enumerate(lines) if "References" in line), len(lines))
    lines[:end] = [CHAPTER.sub(link, line) for line in lines[:end]]


def leave_out_widget_options(app, what, name, obj, options, signature, returned):
    """A figure takes its traits by name; what else a widget takes is nobody's concern."""
    if what == "class" and "explorables" in obj.__module__:
        return "", None
    return None


def source_of(app):
    """A function that gives the address of the lines that define an object."""
    options = app.config.html_theme_options
    tree = f"{options['repository_url'].rstrip('/')}/blob/{options['repository_branch']}/code"

    def resolve(domain, info):
        if domain != "py" or info["module"] not in sys.modules:
            return None
        obj = sys.modules[info["module"]]
        for part in info["fullname"].split("."):
            obj = getattr(obj, part, None)
        try:
            obj = inspect.unwrap(obj.fget if isinstance(obj, property) else obj)
            file = inspect.getsourcefile(obj)
            lines, first = inspect.getsourcelines(obj)
        except (TypeError, OSError):  # a constant, or a trait
            return None
        path = re.sub(r".*(?=\blogitlab/)", "", file)
        return f"{tree}/{path}#L{first}-L{first + len(lines) - 1}"

    return resolve


def configure(app, config):
    config.napoleon_google_docstring = False
    config.napoleon_use_rtype = False
    config.autodoc_typehints = "none"  # the docstrings say more: shapes and units
    config.autodoc_member_order = "bysource"
    config.linkcode_resolve = source_of(app)


def setup(app):
    for extension in ("autodoc", "napoleon", "linkcode"):
        app.setup_extension(f"sphinx.ext.{extension}")
    app.connect("config-inited", configure)
    app.connect("autodoc-process-docstring", link_chapters)
    app.connect("autodoc-process-signature", leave_out_widget_options)
