"""The script that brings the explorables to life, on the pages that have any.

It is one file for all pages: a reader who goes on to the next chapter has it already.
"""

import json
from pathlib import Path

from sphinx.environment import CONFIG_OK

from .static import EXPLORABLE_STYLE, fingerprint, write_script

SCRIPT = "explorables.js"


def _script():
    """All explorables, what they share, and the limits of their traits, as one script."""
    # imported here because a build after a change of a text does not need the classes
    from ..explorables import Explorable, linker

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
    return f"const logitlab = {{}};\n{linked}{rules}logitlab.host.start(logitlab);\n"


def write_explorables(app):
    """Write the script, unless it stands and was made of the same files."""
    written = (Path(app.outdir) / "_static" / SCRIPT).exists()
    made_of = fingerprint(
        path for path in EXPLORABLE_STYLE.parents[1].rglob("*.*") if path.suffix in (".js", ".py")
    )
    remembered = Path(app.doctreedir) / "explorables.fingerprint"
    unchanged = remembered.exists() and remembered.read_text("utf-8") == made_of
    if not written or not unchanged or app.env.config_status != CONFIG_OK:
        write_script(app, SCRIPT, _script())
        remembered.write_text(made_of, "utf-8")


def add_script(app, pagename, templatename, context, doctree):
    context["explorable_script"] = "data-explorable=" in (context.get("body") or "") and SCRIPT


def setup(app):
    app.connect("builder-inited", write_explorables)
    app.connect("html-page-context", add_script)
