"""The scripts that bring the explorables of a page to life, on the pages that have any."""

import json
import re
from collections import Counter

from ..explorables import Explorable, linker
from .static import write_static

FOLDER = "explorables"


def _scripts():
    """The text of every script: one of what explorables share, and one for each.

    A shared module that only one explorable needs goes into the script of that one.
    """
    explorables = sorted(linker.SHARED.parent.glob("*.js"))
    needed = {module: linker.imported(module) for module in explorables}
    users = Counter(name for names in needed.values() for name in names)
    of_host = linker.imported(linker.SHARED / "host.js")

    def is_common(name):
        return users[name] > 1 or name in of_host

    def linked(names):
        return [linker.script(linker.SHARED / f"{name}.js") for name in names]

    scripts, shared = {}, list(of_host)
    rules = {cls.__module__.rpartition(".")[2]: cls.rules() for cls in Explorable.__subclasses__()}
    for module, names in needed.items():
        own = [name for name in names if not is_common(name)]
        check = json.dumps(rules[module.stem], separators=(",", ":"))
        parts = [*linked(own), linker.script(module), f"logitlab.{module.stem}.rules = {check};\n"]
        scripts[f"{FOLDER}/{module.name}"] = "".join(parts)
        shared += [name for name in names if is_common(name) and name not in shared]
    common = ["const logitlab = {};\n", *linked([*shared, "host"])]
    scripts[f"{FOLDER}/shared.js"] = "".join(common)
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
