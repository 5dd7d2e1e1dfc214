"""Citations that every notebook can show.

The site makes a citation and an entry of the references from the key of a source, as in
``{cite:t}`guo2017```. JupyterLab, Colab and VS Code have no references, and would show the key. So
a stored notebook holds a link with the words of the citation, which leads to the source and ends
with its key: ``[Guo et al. (2017)](https://doi.org/10.48550/arXiv.1706.04599#guo2017)``. ``make
refresh`` writes it from the role, as ``tools/plain.py`` alone does, and here the build reads it as
that role.
"""

import re

from docutils import nodes

ROLE = re.compile(r"\{cite:([pt])\}`([^`]+)`")
_ADDRESS = r"\]\(https?://[^()\s]+#([a-z]+\d+)\)"
_ONE = rf"\[[^\[\]]+, \d{{4}}{_ADDRESS}"
IN_BRACKETS = re.compile(rf"\({_ONE}(?:; {_ONE})*\)")
IN_TEXT = re.compile(rf"\[[^\[\]]+ \(\d{{4}}\){_ADDRESS}")
KEY = re.compile(_ADDRESS)


def as_links(text, references, site):
    """A text in which each citation by a role is a link.

    Parameters
    ----------
    text : str
        Markdown.
    references : mapping of str to pybtex.database.Entry
        The sources by their keys.
    site : str
        The address of the site, for sources that cannot be read on the web.
    """

    def link(role):
        in_text = role[1] == "t"
        cited = [_link(key.strip(), references, site, in_text) for key in role[2].split(",")]
        return ", ".join(cited) if in_text else f"({'; '.join(cited)})"

    return ROLE.sub(link, text)


def as_roles(text):
    """The inverse of `as_links`. It works on the JSON of a notebook, too."""
    text = IN_BRACKETS.sub(lambda links: f"{{cite:p}}`{','.join(KEY.findall(links[0]))}`", text)
    return IN_TEXT.sub(r"{cite:t}`\1`", text)


def _link(key, references, site, in_text):
    entry = references[key]
    people = entry.persons.get("author") or entry.persons.get("editor")
    names = [
        " ".join(map(str, (*person.rich_prelast_names, *person.rich_last_names)))
        for person in people
    ]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    year = entry.fields["year"]
    doi, url = entry.fields.get("doi"), entry.fields.get("url")
    where = f"https://doi.org/{doi}" if doi else url or f"{site}chapters/references.html"
    where = where.replace("(", "%28").replace(")", "%29")
    words = f"{who} ({year})" if in_text else f"{who}, {year}"
    return f"[{words}]({where}#{key})"


def read_as_roles(app, docname, source):
    """Let Sphinx see the roles."""
    source[0] = as_roles(source[0])


def name_by_key(app, doctree, docname):
    """Let a link lead to an entry of the references by its key."""
    keys = {one.citation_id: one.key for one in app.env.get_domain("cite").citations}
    for entry in doctree.findall(nodes.citation):
        entry["ids"] += [keys[name] for name in entry["ids"] if name in keys]


def setup(app):
    app.connect("source-read", read_as_roles)
    app.connect("doctree-resolved", name_by_key)
