"""The site's own theme: its stylesheet, its logo, and what the template shows around a page's text.

Jupyter Book's default theme brings a framework, an icon font and scripts that throw errors and
fail the accessibility rules; an empty page weighs 850 kB. Our theme is one template.
"""

import re
import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.locale import _

from logitlab import palette

from . import highlighting
from .address import chapter_number
from .notes import fine_print
from .running import points_of
from .side_paths import is_side_path
from .static import EXPLORABLE_STYLE, QUIZZES, at_first, version, write_static

THEME = Path(__file__).parent / "theme"
STYLESHEET = "course.css"
LOGO = "logo.svg"
REFERENCE = "chapters/reference/functions"
SOLVED = "chapters/assignments/source/"
ITEM = r"^\s*\(?\w{1,2}[.)]?\s+"  # the number or letter before an item of a printed list
UNUSED = (
    "*.png",
    "basic.css",
    "doctools.js",
    "documentation_options.js",
    "exercise.css",
    "language_data.js",
    "mystnb.*.css",
    "pygments.css",
    "searchtools.js",
    "sphinx_highlight.js",
)


def stylesheet():
    """The one stylesheet of the site: colors, layout, explorables, code."""
    files = [EXPLORABLE_STYLE, *sorted((THEME / "style").glob("*.css"))]
    styles = [path.read_text("utf-8") for path in files]
    return "\n".join([highlighting.stylesheet(), palette.css(), *styles])


def write_look(site):
    """Write the stylesheet and the logo."""
    write_static(site, STYLESHEET, stylesheet())
    write_static(site, LOGO, (THEME / LOGO).read_text("utf-8"))


def _description(pagename, doctree):
    """The first paragraph without a formula, for search engines and link previews.

    The first of all on a side path says what it needs, and nothing of what it is about.
    """
    paragraphs = list(doctree.findall(nodes.paragraph)) if doctree else []
    paragraphs = paragraphs[is_side_path(pagename) :]
    # a heading of a table or a line before a list says too little
    told = (one for one in paragraphs if len(one.astext()) >= 40)
    paragraph = next((one for one in told if not any(one.findall(nodes.math))), None)
    if paragraph is None:
        return ""
    told = paragraph.deepcopy()
    for note in list(told.findall(fine_print)):
        note.parent.remove(note)
    text = " ".join(told.astext().split())
    return text if len(text) <= 200 else text[:197].rsplit(" ", 1)[0] + " …"


def _companions(app, pagename):
    """The way from a chapter to its assignment, from there to the solutions, and back."""
    name = pagename.rpartition("/")[2]
    way = {
        f"chapters/{name}": _("Chapter"),
        f"chapters/assignments/{name}": _("Assignment"),
        f"chapters/assignments/source/{name}/{name}": _("Solutions"),
    }
    pages = [page for page in way if page in app.env.all_docs]
    if pagename not in pages:
        return []
    place = pages.index(pagename)
    return [
        {"text": way[page], "href": app.builder.get_relative_uri(pagename, page)}
        for page in (*pages[max(0, place - 1) : place], *pages[place + 1 : place + 2])
    ]


def _plain(source):
    """Where the plain edition of a notebook stands, which code/tools/plain.py writes."""
    return source.replace("chapters/", "plain/", 1)


def _links(app, pagename):
    """Where a page can be run, edited and reported."""
    options = app.config.html_theme_options
    repository = options["repository_url"].rstrip("/")
    branch = options["repository_branch"]
    services = options["launch_buttons"]
    source = app.env.doc2path(pagename, base=False)
    owner_and_name = "/".join(repository.split("/")[-2:])
    launch = _companions(app, pagename)
    edit = f"{repository}/edit/{branch}/{source}"
    how_to_edit = None
    if source.endswith(".ipynb"):
        binder = f"{services['binderhub_url']}/v2/gh/{owner_and_name}/{branch}"
        plain = f"{owner_and_name}/blob/{branch}/{_plain(source)}"
        colab = f"{services['colab_url']}/github/{plain}"
        launch += [
            {"text": _("Run in Binder"), "href": f"{binder}?urlpath=lab/tree/{source}"},
            {"text": _("Run in Colab"), "href": colab},
            {"text": _("Download"), "href": f"{Path(source).name}", "download": True},
        ]
        how_to_edit = {
            "notebook": source,
            "repository": repository,
            "way": f"{repository}/blob/{branch}/CONTRIBUTING.md#mend-a-sentence",
            "plain": f"{repository.removesuffix(owner_and_name)}{plain}",
            "file": edit,
        }
    if chapter_number(pagename) is not None and REFERENCE in app.env.all_docs:
        href = app.builder.get_relative_uri(pagename, REFERENCE)
        launch.append({"text": _("Reference of logitlab"), "href": href})
    if not how_to_edit:
        launch.append({"text": _("Edit this page"), "href": edit})
    return {
        "how_to_edit": how_to_edit,
        "launch_links": launch,
        "issue_link": f"{repository}/issues/new?title={source}",
    }


def chapter_counts(app):
    """For each chapter how many sections it has, and how many quizzes: what progress.js counts."""
    counts = {}
    for docname in sorted(app.env.all_docs):
        if chapter_number(docname) is not None:
            name = docname.rpartition("/")[2]
            # a list with the page's title, in it a list of its sections, in it their subsections
            _, *sections = app.env.tocs[docname].children[0].children
            items = sections[0].children if sections else []
            n = sum(isinstance(item, nodes.list_item) for item in items)
            counts[name] = [n, int((QUIZZES / f"{name}.json").exists())]
    return counts


def _with_pauses(body, script):
    """Let the parser yield to the event loop between sections; `pause.js` says why."""
    first, *sections = re.split("(?=<section )", body)
    return "".join([first, *sections[:2], *(script + section for section in sections[2:])])


def linked(text, *addresses):
    """A sentence whose links are written without their addresses, with them in their order."""
    addresses = iter(addresses)
    return re.sub("<a>", lambda _: f'<a href="{escape(next(addresses))}">', text)


def fill_template(app, pagename, templatename, context, doctree):
    def static(name):
        """The address of a file of the site's own, from this page."""
        return f"{context['pathto'](f'_static/{name}', 1)}?v={version(app, name)}"

    context["static"] = static
    context["linked"] = linked
    context["description"] = _description(pagename, doctree)
    if pagename in app.env.all_docs:
        context.update(_links(app, pagename))
    if pagename == app.config.root_doc:
        context["chapter_counts"] = chapter_counts(app)
        context["exercise_points"] = points_of()
    if body := context.get("body"):
        # a wide table scrolls inside its own box instead of widening the page
        body = body.replace("<table", '<div class="table"><table')
        body = body.replace("</table>", "</table></div>")
        context["body"] = _with_pauses(body, f'<script src="{static("pause.js")}"></script>')


def name_solved(app, doctree):
    """Tell the solved version of an assignment from the one to fill in, by its title."""
    if app.env.docname.startswith(SOLVED):
        title = doctree.next_node(nodes.title)
        title += nodes.Text(_(", solved"))


def wrap_prose(app, doctree):
    """Let printed sentences wrap on a narrow screen; what stands in columns scrolls instead."""
    for block in doctree.findall(nodes.literal_block):
        if "stream" in block["classes"]:
            lines = [re.sub(ITEM, "", line) for line in block.astext().splitlines()]
            if not any(re.search(r"\S {2,}\S", line) for line in lines):
                block["classes"].append("prose")


def copy_notebooks(app, error):
    """Put each notebook beside its page, for the download link: its plain edition, if it has one.

    The course has one of each notebook; a small book, of no notebook.
    """
    if error or app.builder.format != "html":
        return
    for docname in app.env.all_docs:
        source = Path(app.env.doc2path(docname))
        if source.suffix == ".ipynb":
            plain = Path(app.srcdir) / _plain(app.env.doc2path(docname, base=False))
            source = plain if plain.exists() else source
            shutil.copyfile(source, (Path(app.outdir) / docname).with_suffix(".ipynb"))


def remove_unused(app, error):
    """Remove what Sphinx and its extensions bring for other themes."""
    for name in UNUSED:
        for file in (Path(app.outdir) / "_static").glob(name):
            file.unlink()


def setup(app):
    app.add_html_theme("course", str(THEME))
    app.add_config_value("comments_config", {}, "")  # Jupyter Book always sets it
    app.connect("builder-inited", at_first(write_look))
    app.connect("doctree-read", name_solved, priority=100)  # before Sphinx takes the titles
    app.connect("doctree-read", wrap_prose)
    app.connect("html-page-context", fill_template)
    app.connect("build-finished", copy_notebooks)
    app.connect("build-finished", remove_unused)
