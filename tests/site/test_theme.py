"""The light and the dark theme, and the pages without JavaScript, which follow the system."""

import re

import pytest
from browsing import OPEN_ALL_FOLDS, PAGES, built_explorables

from logitlab import palette


def paper(page, selector="body"):
    """The color of the paper, as the palette writes it."""
    color = page.locator(selector).first.evaluate("(el) => getComputedStyle(el).backgroundColor")
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_button_switches_and_the_choice_stays(scheme, theme, visit):
    colors = {"light": palette.LIGHT["paper"], "dark": palette.DARK["paper"]}
    other = {"light": "dark", "dark": "light"}[theme]
    opened = visit(PAGES[0], scheme, color_scheme=theme)
    root = opened.page.locator("html")
    assert root.get_attribute("data-theme") == theme, "the first visit follows the system"
    assert paper(opened.page) == colors[theme]

    opened.page.get_by_role("button", name=f"Switch to the {other} theme").click()
    assert root.get_attribute("data-theme") == other
    assert paper(opened.page) == colors[other]
    opened.page.get_by_role("button", name=f"Switch to the {theme} theme").wait_for()

    opened.page.reload()
    assert root.get_attribute("data-theme") == other, "the choice must survive a reload"
    assert paper(opened.page) == colors[other]
    opened.assert_quiet()


# of each figure: its name, whether a script has started it, and its parts: text, is it to be seen
READ_FIGURES = """() => [...document.querySelectorAll("[data-explorable]")].map((figure) => {
  const read = (selector) => [...figure.querySelectorAll(selector)].map((part) => {
    const { width, height } = part.getBoundingClientRect();
    const seen = width > 0 && height > 0 && part.checkVisibility({ visibilityProperty: true });
    return [part.innerText.trim(), seen];
  });
  return {
    name: figure.dataset.explorable,
    started: "ready" in figure.dataset,
    heads: read(".explorable-title, .explorable-prompt"),
    names: read(".explorable-numbers dt"),
    values: read(".explorable-numbers dd"),
  };
})"""


@pytest.mark.parametrize("path", sorted({path for path, _, _ in built_explorables()}))
def test_explorables_are_readable_without_javascript(path, reader, subtests):
    page = reader(path, script=False).page
    page.evaluate(OPEN_ALL_FOLDS)
    for theme, colors in {"dark": palette.DARK, "light": palette.LIGHT}.items():
        page.emulate_media(color_scheme=theme)
        with subtests.test(f"{theme}: without a script, the page follows the system"):
            assert paper(page) == colors["paper"]
            assert paper(page, ".explorable") == colors["paper"]
    figures = page.evaluate(READ_FIGURES)
    assert figures, "this page was listed as one with explorables"
    for figure in figures:
        with subtests.test(f"{figure['name']}: title, prompt and numbers"):
            assert not figure["started"]
            assert len(figure["heads"]) == 2, "a title and a prompt"
            names, values = figure["names"], figure["values"]
            assert len(names) == len(values) > 0, "key_numbers() must not be empty"
            for text, seen in [*figure["heads"], *names, *values]:
                assert text and seen, f"not to be read: {text!r} of {figure}"


def luminance(color):
    """The relative luminance of WCAG, of a color as a browser says it: rgb(…) or color(srgb …)."""
    parts = [float(part) for part in re.findall(r"[\d.]+", color)[:3]]
    parts = parts if color.startswith("color(") else [part / 255 for part in parts]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_code_is_legible_without_javascript(theme, visit):
    path = "chapters/assignments/03_likelihood.html"
    page = visit(path, java_script_enabled=False, color_scheme=theme).page
    style = "(el, name) => getComputedStyle(el)[name]"
    for text, behind in [
        ("li code", "li code"),
        (".cell_input .highlight .c", ".cell_input > div"),
    ]:
        colors = [
            page.locator(text).first.evaluate(style, "color"),
            page.locator(behind).first.evaluate(style, "backgroundColor"),
        ]
        dark, light = sorted(map(luminance, colors))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text}: {colors}"
