"""The script that brings the explorables to life, on the pages that have any.

It is one file for all pages: a reader who goes on to the next chapter has it already.
"""

import json

from ..explorables import Explorable, linker
from .static import write_script

SCRIPT = "explorables.js"


def linked_script():
    """All explorables and what they share, as one script: the object ``logitlab``."""
    explorables = sorted(linker.SHARED.parent.glob("*.js"))
    shared = [linker.SHARED / "host.js"]
    shared = {name: None for module in [*explorables, *shared] for name in linker.imported(module)}
    modules = [*(linker.SHARED / f"{name}.js" for name in [*shared, "host"]), *explorables]
    linked = "".join(linker.script(module) for module in modules)
    rules = "".join(
        f"logitlab.{cls.__module__.rpartition('.')[2]}.rules = "
        f"{json.dumps(cls.rules(), separators=(',', ':'))};\n"
        for cls in Explorable.__subclasses__()
    )
    return f"const logitlab = {{}};\n{linked}{rules}"


def add_script(app, pagename, templatename, context, doctree):
    context["explorable_script"] = "data-explorable=" in (context.get("body") or "") and SCRIPT


def setup(app):
    script = f"{linked_script()}logitlab.host.start(logitlab);\n"
    app.connect("builder-inited", lambda app: write_script(app, SCRIPT, script))
    app.connect("html-page-context", add_script)
