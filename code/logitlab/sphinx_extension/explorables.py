"""The scripts that bring the explorables of a page to life, on the pages that have any."""

import re

from ..explorables import linker
from .static import write_static

FOLDER = "explorables"


def _scripts():
    """The text of every script: one of what all explorables share, and one for each."""
    shared, scripts = [], {}
    for module in [linker.SHARED / "host.js", *sorted(linker.SHARED.parent.glob("*.js"))]:
        shared += [name for name in linker.imported(module) if name not in shared]
        scripts[f"{FOLDER}/{module.name}"] = linker.script(module)
    common = [linker.script(linker.SHARED / f"{name}.js") for name in shared]
    host = scripts.pop(f"{FOLDER}/host.js")
    scripts[f"{FOLDER}/shared.js"] = "".join(["const logitlab = {};\n", *common, host])
    scripts[f"{FOLDER}/start.js"] = "logitlab.host.start(logitlab);\n"
    return scripts


def write_scripts(app):
    if app.builder.format != "html":
        return
    for name, text in _scripts().items():
        write_static(app, name, text)


def add_scripts(app, pagename, templatename, context, doctree):
    slugs = dict.fromkeys(re.findall(r'data-explorable="([\w-]+)"', context.get("body") or ""))
    if slugs:
        own = [f"{slug.replace('-', '_')}.js" for slug in slugs]
        names = ["shared.js", *own, "start.js"]
        context["explorable_scripts"] = [f"{FOLDER}/{name}" for name in names]


def setup(app):
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", add_scripts)
