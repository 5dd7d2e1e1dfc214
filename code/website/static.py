"""Files that the site serves beside its pages."""

import hashlib
import re
from functools import cache
from pathlib import Path

# by its path: who imports the package of the explorables waits for SciPy
MODULE = Path(__file__).parents[1] / "logitlab"
EXPLORABLE_STYLE = MODULE / "explorables" / "shared" / "explorable.css"
QUIZZES = MODULE / "data" / "quizzes"

VERSION = re.compile(r"(?<=_static/)([\w.-]+)\?v=[0-9a-f]{8}")


def fingerprint(files):
    """A word that changes with the content of any of the files."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def write_static(site, name, text):
    """Write one file below ``_static`` of the site in a folder."""
    target = Path(site) / "_static" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def at_first(write):
    """A listener that writes to the folder of a site before there are pages."""
    return lambda app: write(app.outdir) if app.builder.format == "html" else None


def version(app, name):
    """A hash of a file's content, for its address (cache busting): no browser shows an old copy."""
    file = Path(app.outdir) / "_static" / name
    if not file.exists():
        raise FileNotFoundError(f"the template asks for _static/{name}, which nothing writes")
    return fingerprint([file])[:8]


def renew_versions(app, error):
    """Let every page ask for the shared files as they are now; few pages are written anew."""
    if error or app.builder.format != "html":
        return
    current = cache(lambda name: version(app, name))
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text("utf-8")
        renewed = VERSION.sub(lambda match: f"{match[1]}?v={current(match[1])}", text)
        if renewed != text:
            page.write_text(renewed, "utf-8")


def setup(app):
    app.connect("build-finished", renew_versions)
