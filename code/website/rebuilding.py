"""After a change, the site is the same as after a clean build, and no page is written in vain.

An incremental build: Sphinx writes again the pages whose source has changed. But every page shows
the titles of all others, and links to terms, exercises and sources of others. So a change in any of
these writes all.
"""

import hashlib
from functools import cache
from pathlib import Path

from pybtex import plugin

from .running import points_of


def _shared(env):
    """What the pages show of each other, as text."""
    titles = {name: title.astext() for name, title in env.titles.items()}
    tocs = {name: toc.pformat() for name, toc in env.tocs.items()}
    domains = [sorted(map(str, domain.get_objects())) for domain in env.domains.values()]
    cite = env.get_domain("cite")
    cited = [
        sorted(map(str, cite.citation_refs)),
        [repr(source.entry) for source in cite.citations],
    ]
    exercises = getattr(env, "sphinx_exercise_registry", {})
    exercises = {name: exercise["node"][0].astext() for name, exercise in exercises.items()}
    named = [sorted(found.items()) for found in (titles, tocs, exercises, env.toc_fignumbers)]
    return repr([named, domains, cited, points_of()])


def find_outdated(app, env):
    """All pages if anything changed that pages show of each other."""
    shared = hashlib.sha256(_shared(env).encode()).hexdigest()
    before, env.logitlab_shared = getattr(env, "logitlab_shared", None), shared
    return [] if before == shared else list(env.found_docs)


def remove_pages(app, env, added, changed, removed):
    """Take pages off the site that are no longer in the book; Sphinx leaves them there."""
    for page in removed:
        for suffix in (".html", ".ipynb"):
            (Path(app.outdir) / f"{page}{suffix}").unlink(missing_ok=True)
    return []


def setup(app):
    # HACK begins, a monkeypatch: sphinxcontrib-bibtex asks for its style for each citation, and
    # pybtex reads the metadata of every installed package each time: 2.6 s of a clean build.
    plugin._load_entry_point = cache(plugin._load_entry_point)
    # HACK ends
    # last, since Sphinx numbers figures and exercises on the same occasion
    app.connect("env-get-updated", find_outdated, priority=900)
    app.connect("env-get-outdated", remove_pages)
