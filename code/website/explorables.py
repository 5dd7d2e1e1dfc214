"""The scripts that bring the explorables to life, on the pages that have any.

What all share is one file, which a reader who goes on to the next chapter has already. Each figure
has a file of its own, so that a page brings none of the other pages' figures.
"""

import json
import re
from pathlib import Path

from sphinx.environment import CONFIG_OK

from .static import MODULE, fingerprint, write_static

SHARED = "explorables.js"
NAMED = re.compile(r'data-explorable="([\w-]+)"')  # the root of a figure, in its stored HTML
FOLDERS = ("explorables", "questions")  # folders of logitlab with interactive figures


def _file_of(figure):
    return f"figure_{figure}.js"


def by_script():
    """The class of each figure, by the name of its script."""
    # imported here because a build after a change of a text does not need the classes
    from logitlab import questions  # noqa: F401  its classes are explorables, too
    from logitlab.explorables import Explorable

    return {cls.__module__.rpartition(".")[2]: cls for cls in Explorable.__subclasses__()}


def _scripts():
    """Each script by its name: what figures share, then each figure with its traits' limits."""
    from logitlab.explorables import linker

    own = {path.stem: path for folder in FOLDERS for path in sorted((MODULE / folder).glob("*.js"))}
    roots = [*own.values(), linker.SHARED / "host.js"]
    modules = dict.fromkeys(path for root in roots for path in linker.with_imports(root))
    shared = [linker.script(module) for module in modules if module not in own.values()]
    yield SHARED, "".join(["globalThis.logitlab = {};\n", *shared])
    classes = by_script()
    for figure, path in own.items():
        limits = json.dumps(classes[figure].rules(), separators=(",", ":"))
        yield _file_of(figure), f"{linker.script(path)}logitlab.{figure}.rules = {limits};\n"


def write_explorables(site):
    """Write the scripts, and the language model, whose data make one."""
    for name, text in _scripts():
        write_static(site, name, text)
    # asked for by the first figure that needs it; a page on file:// may load scripts alone
    model = (MODULE / "data" / "language_model.json").read_text("ascii").strip()
    write_static(site, "language_model.js", f"globalThis.courseLanguageModel = {model};\n")


def renew_explorables(app):
    """Write all that, unless it stands and was made of the same files."""
    written = (Path(app.outdir) / "_static" / SHARED).exists()
    # the data too: a script holds how much of them a figure may carry
    folders = (*FOLDERS, "data", "languages")
    sources = (path for folder in folders for path in (MODULE / folder).rglob("*.*"))
    kinds = (".csv", ".js", ".json", ".py", ".txt")
    made_of = fingerprint(path for path in sources if path.suffix in kinds)
    remembered = Path(app.doctreedir) / "explorables.fingerprint"
    unchanged = remembered.exists() and remembered.read_text("utf-8") == made_of
    if not written or not unchanged or app.env.config_status != CONFIG_OK:
        write_explorables(app.outdir)
        remembered.write_text(made_of, "utf-8")


def add_scripts(app, pagename, templatename, context, doctree):
    named = NAMED.findall(context.get("body") or "")
    figures = dict.fromkeys(name.replace("-", "_") for name in named)
    context["explorable_scripts"] = [SHARED, *map(_file_of, figures)] if figures else []


def setup(app):
    app.connect("builder-inited", renew_explorables)
    app.connect("html-page-context", add_scripts)
