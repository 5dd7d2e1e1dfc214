"""Where the site stands, and what follows: its address, the page for a missing page, old names.

GitHub Pages serves the site of ``github.com/owner/name`` at ``owner.github.io/name/``. It answers
a wrong address at any depth with ``404.html``, so the links of that page begin at the root.
"""

import html
import posixpath
import re
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.errors import ExtensionError
from sphinx.locale import _

MISSING = "404"


def site_of(repository):
    """The address of the site, from that of the repository."""
    owner, name = repository.rstrip("/").split("/")[-2:]
    home = f"{owner}.github.io".lower()
    return f"https://{home}/" + (f"{name}/" if name.lower() != home else "")


def set_address(app, config):
    """Tell Sphinx the address of the site; it makes canonical links of it."""
    config.html_baseurl = site_of(config.html_theme_options["repository_url"])


def missing_page(app):
    return [(MISSING, {"title": _("This page is not here")}, f"{MISSING}.html")]


def lead_from_the_root(app, pagename, templatename, context, doctree):
    """Let the links of the page for a missing page work at any depth."""
    if pagename == MISSING:
        root = urlsplit(app.config.html_baseurl).path
        pathto, toctree = context["pathto"], context["toctree"]
        context["pathto"] = lambda *args: root + pathto(*args)
        context["toctree"] = lambda **options: toctree(**options).replace('href="', f'href="{root}')


def _redirect(old, new, title, language):
    """A page that leads on at once, or by a click where the browser is told not to."""
    folder = posixpath.dirname(old) or "."
    target = html.escape(posixpath.relpath(new, folder))
    icon = posixpath.relpath("_static/logo.svg", folder)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Refresh" content="0; url={target}">\n<title>{title}</title>\n'
        # without an icon of its own, a browser asks for /favicon.ico, which is not there
        f'<link rel="icon" href="{icon}" type="image/svg+xml">\n'
        f'<main><h1><a href="{target}">{title}</a></h1></main>\n</html>\n'
    )


def write_redirects(app, error):
    """Write a page for each old name in ``moved_pages`` of _config.yml, which leads to the new one.

    Raises
    ------
    ExtensionError
        If the new name is no page, or if a page has the old name.
    """
    if error or app.builder.format != "html":
        return
    for old, new in app.config.moved_pages.items():
        if new not in app.env.all_docs:
            raise ExtensionError(f"moved_pages: {old} leads to {new}, and there is no such page")
        if old in app.env.all_docs:
            raise ExtensionError(f"moved_pages: {old} is a page of the book")
        title = html.escape(app.env.titles[new].astext())
        page = Path(app.outdir) / page_of(old)
        page.write_text(_redirect(page_of(old), page_of(new), title, app.config.language), "utf-8")


def add_moved_sections(app, pagename, templatename, context, doctree):
    """Give a page the ids of the sections that have left it, each with its new place."""
    context["moved_sections"] = []
    for old, new in app.config.moved_sections.items():
        page, _, section = old.partition("#")
        if page != pagename:
            continue
        target, _, place = new.partition("#")
        if target not in app.env.all_docs:
            raise ExtensionError(f"moved_sections: {old} leads to {new}, and there is no such page")
        title = app.env.titles[target].astext()
        href = f"{app.builder.get_relative_uri(pagename, target)}#{place}"
        context["moved_sections"].append({"id": section, "href": href, "title": title})


def check_moved_sections(app, error):
    """Check what ``moved_sections`` of _config.yml says: one old id on its page, and a new one.

    Raises
    ------
    ExtensionError
        If there is no such page or place, or if the old page still has a section of that id.
    """
    if error or app.builder.format != "html":
        return
    for old, new in app.config.moved_sections.items():
        for kind, address in (("old", old), ("new", new)):
            page, _, place = address.partition("#")
            file = Path(app.outdir) / page_of(page)
            text = file.read_text("utf-8") if page in app.env.all_docs else ""
            if (count := text.count(f' id="{place}"')) != 1:
                raise ExtensionError(
                    f"moved_sections: {old} leads to {new}; on the {kind} page the id {place} "
                    f"stands {count} times, not once"
                )


def page_of(docname):
    return f"{docname}.html"


def chapter_number(docname):
    """The number of a chapter, from 0 on; None for any other page."""
    name = re.fullmatch(r"chapters/(\d\d)_\w+", docname)
    return int(name[1]) if name else None


def setup(app):
    app.add_config_value("moved_pages", {}, "html")
    app.add_config_value("moved_sections", {}, "html")
    app.connect("config-inited", set_address)
    app.connect("html-collect-pages", missing_page)
    app.connect("html-page-context", lead_from_the_root)
    app.connect("html-page-context", add_moved_sections)
    app.connect("build-finished", write_redirects)
    app.connect("build-finished", check_moved_sections)
