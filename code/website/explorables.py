"""The script that brings the explorables to life, on the pages that have any.

It is one file for all pages: a reader who goes on to the next chapter has it already.
"""

import json
from pathlib import Path

from sphinx.environment import CONFIG_OK

from .static import MODULE, fingerprint, write_static

SCRIPT = "explorables.js"
ROOMS = ("explorables", "questions")  # folders of logitlab with interactive figures


def _script():
    """All explorables, what they share, and the limits of their traits, as one script."""
    # imported here because a build after a change of a text does not need the classes
    from logitlab import questions  # noqa: F401  its classes are explorables, too
    from logitlab.explorables import Explorable, linker

    wanted = [path for room in ROOMS for path in sorted((MODULE / room).glob("*.js"))]
    wanted.append(linker.SHARED / "host.js")
    modules = dict.fromkeys(path for module in wanted for path in linker.with_imports(module))
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
    # the data too: the script holds how much of them a figure may carry
    folders = (*ROOMS, "data", "languages")
    sources = (path for room in folders for path in (MODULE / room).rglob("*.*"))
    kinds = (".csv", ".js", ".json", ".py", ".txt")
    made_of = fingerprint(path for path in sources if path.suffix in kinds)
    remembered = Path(app.doctreedir) / "explorables.fingerprint"
    unchanged = remembered.exists() and remembered.read_text("utf-8") == made_of
    if not written or not unchanged or app.env.config_status != CONFIG_OK:
        write_static(app, SCRIPT, _script())
        # asked for by the first figure that needs it; a page on file:// may load scripts alone
        model = (MODULE / "data" / "language_model.json").read_text("ascii").strip()
        write_static(app, "language_model.js", f"globalThis.courseLanguageModel = {model};\n")
        remembered.write_text(made_of, "utf-8")


def add_script(app, pagename, templatename, context, doctree):
    context["explorable_script"] = "data-explorable=" in (context.get("body") or "") and SCRIPT


def setup(app):
    app.connect("builder-inited", write_explorables)
    app.connect("html-page-context", add_script)
