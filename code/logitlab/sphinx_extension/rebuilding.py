"""After a change, the pages are the same as after a clean build, and no page is written in vain.

Sphinx writes anew the pages whose source has changed. But every page shows the titles of all
others, and links to terms, exercises and sources of others. So a change in any of these writes all.
"""

import hashlib
from functools import cache

from pybtex import plugin


def _shared(env):
    """What the pages show of each other, as text."""
    titles = {name: title.astext() for name, title in env.titles.items()}
    tocs = {name: toc.pformat() for name, toc in env.tocs.items()}
    domains = [sorted(map(str, domain.get_objects())) for domain in env.domains.values()]
    cited = [sorted(map(str, env.get_domain("cite").citation_refs))]
    return repr([sorted(titles.items()), sorted(tocs.items()), domains, cited])


def find_outdated(app, env):
    """All pages if anything changed that pages show of each other."""
    shared = hashlib.sha256(_shared(env).encode()).hexdigest()
    before, env.logitlab_shared = getattr(env, "logitlab_shared", None), shared
    return [] if before == shared else list(env.found_docs)


def setup(app):
    # sphinxcontrib-bibtex asks for its style once for each citation, and pybtex looks for it in
    # every package that is installed
    plugin._load_entry_point = cache(plugin._load_entry_point)
    app.connect("env-updated", find_outdated)
