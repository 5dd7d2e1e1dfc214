"""Sitemap, Atom feed and JSON-LD: a map of the pages, the changes, and what each page is.

Search engines read ``sitemap.xml`` and the structured data of https://schema.org, readers of feeds
``changes.xml``. Sphinx has extensions for a site's map, but they ask git about each page or bring
a second copy of its address; here it is a list of addresses.
"""

import json
import re
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.locale import _

from .pages import SOLVED

RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)\n(.*?)(?=^## |\Z)", re.M | re.S)
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
TEACHES = ["sigmoid", "logit", "likelihood", "logistic regression", "softmax", "cross-entropy"]


def tagline():
    """What the course is, in a line."""
    return _(
        "How machines guess, and how good their guesses are: "
        "a free course for people who never had statistics"
    )


def _address(app, page):
    return app.config.html_baseurl + app.builder.get_target_uri(page)


def sitemap(addresses):
    """The map of the site, as https://www.sitemaps.org describes it."""
    urls = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def feed(changelog, title, home):
    """The releases of a changelog as an Atom feed, the newest first."""
    releases = RELEASE.findall(changelog)
    entries = "".join(
        f"<entry><title>{escape(title)} {number}</title><id>{escape(home)}#{number}</id>"
        f'<link href="{escape(home)}"/><updated>{day}T00:00:00Z</updated>'
        f"<content>{escape(text.strip())}</content></entry>\n"
        for number, day, text in releases
    )
    newest = releases[0][1] if releases else "1970-01-01"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(title)}: changes</title><id>{escape(home)}</id>\n"
        f'<link href="{escape(home)}changes.xml" rel="self"/>\n'
        f"<updated>{newest}T00:00:00Z</updated>\n"
        f"<author><name>{escape(title)}</name></author>\n{entries}</feed>\n"
    )


def structured_data(app, pagename, description):
    """What a page is, in the words of https://schema.org: the course, or a part of it."""
    course = {
        "@type": "Course",
        "@id": _address(app, app.config.root_doc),
        "name": app.config.html_title,
        "description": tagline(),
        "provider": {"@type": "Organization", "name": app.config.author},
    }
    shared = {"inLanguage": app.config.language, "isAccessibleForFree": True, "license": LICENSE}
    if pagename == app.config.root_doc:
        online = {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": "PT8H"}
        offer = {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "USD"}
        more = {"teaches": TEACHES, "hasCourseInstance": online, "offers": offer}
        return {"@context": "https://schema.org", **course, **shared, **more}
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": app.env.titles[pagename].astext(),
        "description": description,
        "url": _address(app, pagename),
        "isPartOf": course,
        **shared,
    }


def describe(app, pagename, templatename, context, doctree):
    """Say what a page is to machines, and where the course comes from to people."""
    repository = app.config.html_theme_options["repository_url"].rstrip("/")
    branch = app.config.html_theme_options["repository_branch"]
    context["tagline"] = tagline()
    context["origin"] = [
        (_("Version {}").format(version("logitlab")), f"{repository}/releases"),
        (_("Source"), repository),
        (_("Changes"), f"{repository}/blob/{branch}/CHANGELOG.md"),
        (_("How to cite"), f"{repository}/blob/{branch}/CITATION.cff"),
    ]
    if pagename in app.env.all_docs:
        data = json.dumps(structured_data(app, pagename, context["description"]))
        context["structured_data"] = data.replace("<", "\\u003c")  # it stands in a <script>


def write_files(app, error):
    if error or app.builder.format != "html":
        return
    pages = [page for page in sorted(app.env.all_docs) if not page.startswith(SOLVED)]
    home = app.config.html_baseurl
    files = {
        "sitemap.xml": sitemap(_address(app, page) for page in pages),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {home}sitemap.xml\n",
    }
    changelog = Path(app.srcdir) / "CHANGELOG.md"
    if changelog.exists():  # the small books of the tests have none
        files["changes.xml"] = feed(changelog.read_text("utf-8"), app.config.html_title, home)
    for name, text in files.items():
        (Path(app.outdir) / name).write_text(text, "utf-8")


def setup(app):
    app.connect("html-page-context", describe, priority=600)  # after the page has its description
    app.connect("build-finished", write_files)
