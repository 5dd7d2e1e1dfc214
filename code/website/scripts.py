"""The scripts of the theme, each behind the modules of logitlab that it stands on."""

import importlib.util
from pathlib import Path

from .static import MODULE, at_first, write_static
from .translation import script

SCRIPTS = Path(__file__).parent / "theme" / "script"
SHARED = MODULE / "questions" / "shared"
# What each script needs of logitlab: modules of SHARED. They bring their own imports.
NEEDS = {
    "due.js": ("schedule",),
    "forecast.js": ("honesty",),
    "predict.js": ("guesses", "aloud"),
    "review.js": ("answers", "sortable", "templates", "schedule", "aloud"),
}


def _linker():
    """The module that links scripts; by its path, because its package waits for SciPy."""
    path = MODULE / "explorables" / "linker.py"
    spec = importlib.util.spec_from_file_location("linker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_scripts(site):
    """Write each script in the language of the book, with what it needs in front of it."""
    linker = _linker()
    for path in sorted(SCRIPTS.glob("*.js")):
        text = script(path)
        if needed := NEEDS.get(path.name):
            files = [file for name in needed for file in linker.with_imports(SHARED / f"{name}.js")]
            modules = "".join(map(linker.script, dict.fromkeys(files)))
            text = f"(() => {{\nconst logitlab = {{}};\n{modules}\n{text}}})();\n"
        write_static(site, path.name, text)


def setup(app):
    app.connect("builder-inited", at_first(write_scripts))
