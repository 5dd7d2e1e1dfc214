"""Files that the site serves beside its pages."""

import hashlib
import re
from pathlib import Path

MODULE = Path(__file__).parents[1]
# by its path: who imports the package of the explorables waits for SciPy and scikit-learn
EXPLORABLE_STYLE = MODULE / "explorables" / "shared" / "explorable.css"
QUIZZES = MODULE / "data" / "quizzes"


def write_static(app, name, text):
    """Write one file below ``_static``."""
    target = Path(app.outdir) / "_static" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def write_script(app, name, text):
    """Write one script below ``_static``, without comments and indent."""
    write_static(app, name, re.sub(r"^\s*//.*\n|^\s+", "", text, flags=re.MULTILINE))


def version(app, name):
    """A short word for a file's content: with it in its address, no browser shows an old copy."""
    for folder in (Path(app.outdir) / "_static", Path(__file__).parent / "theme" / "static"):
        if (folder / name).exists():
            return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]
    raise FileNotFoundError(f"the template asks for _static/{name}, which nothing writes")
