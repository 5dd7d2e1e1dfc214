"""The book's color grammar: one meaning, one color, in formulas, figures and explorables.

The hues follow Okabe and Ito's palette, which people with any common form of color blindness
can tell apart, darkened or lightened until text in them has a contrast of at least 4.5 with the
paper. Color never stands alone: a label, a shape or a dash says the same.
"""

LIGHT = {
    "score": "#0067a5",
    "probability": "#007a5e",
    "target": "#8f5a00",
    "loss": "#c43e00",
    "gradient": "#a03f78",
    "classA": "#2474a8",
    "classB": "#a35f00",
    "classC": "#6b6b00",
    "ink": "#1f2328",
    "muted": "#5a626b",
    "grid": "#d8dde2",
    "paper": "#ffffff",
}
DARK = {
    "score": "#6cb8ee",
    "probability": "#3fcfa4",
    "target": "#e8b04a",
    "loss": "#ff8f5c",
    "gradient": "#e79ac4",
    "classA": "#62b4ea",
    "classB": "#f0a848",
    "classC": "#cfcf52",
    "ink": "#e6e9ec",
    "muted": "#a3adb7",
    "grid": "#39424b",
    "paper": "#14181c",
}


def variables(colors):
    """Colors as CSS variables, for the inside of a rule: ``--score:#0067a5;...``."""
    return "".join(f"--{name}:{color};" for name, color in colors.items())


def css():
    """The palette as CSS variables: for a page, and for JupyterLab with its own dark theme.

    Paper is white, so the dark colors are for screens alone.
    """
    light, dark = variables(LIGHT), variables(DARK)
    return (
        f":root{{color-scheme:light;{light}}}\n"
        "@media screen{"
        f'html[data-theme="dark"],body[data-jp-theme-light="false"]'
        f"{{color-scheme:dark;{dark}}}}}\n"
        # a page without JavaScript has no data-theme
        "@media screen and (prefers-color-scheme:dark){"
        f"html:not([data-theme]) body:not([data-jp-theme-light]){{color-scheme:dark;{dark}}}}}\n"
    )
