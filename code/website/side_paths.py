"""Side paths: pages below ``chapters/deeper/``, each a section of its chapter in ``_toc.yml``.

In the contents they are a folded group below their chapter. The road from page to page passes
them by; each of them leads back to its chapter, and on to the next side path of the same.
"""

import re

from sphinx.locale import _

FOLDER = "chapters/deeper/"


def _entries(href):
    """A pattern for a run of entries of the contents; an open page has its sections below it."""
    return re.compile(
        rf'(?:<li class="toctree-l[12](?: current)?"><a class="[^"]*" href="{href}">'
        r"(?:(?!</a>).)*</a>(?:<ul[^>]*>.*?</ul>\s*)?</li>\s*)+",
        re.DOTALL,
    )


FROM_THE_ROAD = _entries('[^"#]*deeper/[^"]*')
# of the open page, Sphinx writes "#", and its neighbours in the folder without the folder
FROM_A_SIDE_PATH = _entries('(?:#|[^"#/]+)')


def is_side_path(docname):
    return docname.startswith(FOLDER)


def fold_contents(contents, on_side_path):
    """The contents with each run of side paths as one fold, open on a side path itself."""

    def folded(match):
        here = on_side_path and 'href="#"' in match[0]
        entries = match[0].replace('href="#"', 'href="#" aria-current="page"')
        return (
            f'<li><details class="deeper-pages"{" open" if here else ""}>'
            f"<summary>{_('Deeper')}</summary><ul>\n{entries}</ul></details></li>\n"
        )

    return (FROM_A_SIDE_PATH if on_side_path else FROM_THE_ROAD).sub(folded, contents)


def lead_past(app, pagename, templatename, context, doctree):
    """Set where a page leads: on the road past the side paths, on a side path back to the road."""
    toctree = context["toctree"]
    on_side_path = is_side_path(pagename)
    context["toctree"] = lambda **options: fold_contents(toctree(**options), on_side_path)
    relations = app.builder.relations
    if pagename not in relations:
        return

    def link(docname):
        title = app.builder.render_partial(app.env.titles[docname])["title"]
        return {"link": app.builder.get_relative_uri(pagename, docname), "title": title}

    parent, before, after = relations[pagename]
    if on_side_path:
        is_next = after and is_side_path(after) and relations[after][0] == parent
        context["chapter"] = context["prev"] = link(parent)
        context["next"] = link(after) if is_next else None
        return
    while before and is_side_path(before):
        before = relations[before][1]
    while after and is_side_path(after):
        after = relations[after][2]
    context["prev"] = before and link(before)
    context["next"] = after and link(after)


def setup(app):
    app.connect("html-page-context", lead_past)
