"""The Open Graph image of each page: the picture beside a posted link, 1200 by 630 pixels.

The logo's curve, the number of the chapter, the title; large, since it is seen as a thumbnail.
"""

import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from sphinx.environment import CONFIG_OK
from sphinx.locale import _

from logitlab.palette import DARK

from .address import chapter_number

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
FINE = 3  # the drawing is made larger and scaled down, for smooth edges
# not by importing Matplotlib, which takes longer than to draw the cards of a small book
FONTS = Path(find_spec("matplotlib").origin).with_name("mpl-data") / "fonts" / "ttf"
FOLDER = "_static/cards"


@cache
def _font(name, size):
    return ImageFont.truetype(FONTS / f"{name}.ttf", size)


@cache
def _background():
    """Paper, and the curve of the logo with its knob along the foot."""
    card = Image.new("RGB", (WIDTH, HEIGHT), DARK["paper"])
    low, high = HEIGHT - 70, HEIGHT - 250
    top = high - 40
    band = Image.new("RGB", (FINE * WIDTH, FINE * (HEIGHT - top)), DARK["paper"])
    draw = ImageDraw.Draw(band)

    def disk(x, y, radius, color):
        x, y, radius = FINE * x, FINE * (y - top), FINE * radius
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)

    for x in range(0, FINE * WIDTH + 1, 4):
        share = 1 / (1 + math.exp(-(x / FINE - WIDTH / 2) / 70))
        disk(x / FINE, low + (high - low) * share, 8, DARK["probability"])
    disk(WIDTH / 2, (low + high) / 2, 27, DARK["target"])
    disk(WIDTH / 2, (low + high) / 2, 14, DARK["paper"])
    card.paste(band.resize((WIDTH, HEIGHT - top), Image.Resampling.BOX), (0, top))
    return card


def _lines(title, font):
    """The title in lines that fit."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def card(title, above):
    """The card of a page: its title, and in small letters above it where it belongs."""
    picture = _background().copy()
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, 70), above, DARK["target"], _font("DejaVuSans", 40))
    for size in (96, 80, 64):
        font = _font("DejaVuSans-Bold", size)
        lines = _lines(title, font)
        if len(lines) <= 2:
            break
    for i, line in enumerate(lines):
        draw.text((MARGIN, 135 + 1.15 * size * i), line, DARK["ink"], font)
    return picture


def _words(file):
    """What a card that was drawn before says."""
    if not file.exists():
        return None
    with Image.open(file) as picture:
        return picture.text.get("Title")


def add_card(app, pagename, templatename, context, doctree):
    if app.builder.format != "html" or pagename not in app.env.all_docs:
        return
    above = app.config.html_title
    if pagename == app.config.root_doc:
        above = _("Sigmoid · Logits · Softmax · Cross-entropy")
    elif (number := chapter_number(pagename)) is not None:
        above += " · " + _("Chapter {}").format(number)
    name = f"{FOLDER}/{pagename.replace('/', '-')}.png"
    target = Path(app.outdir) / name
    title = app.env.titles[pagename].astext()
    if app.env.config_status != CONFIG_OK or _words(target) != f"{above}: {title}":
        target.parent.mkdir(parents=True, exist_ok=True)
        words = PngInfo()
        words.add_itxt("Title", f"{above}: {title}")
        card(title, above).save(target, pnginfo=words)
    context["card"] = app.config.html_baseurl + name


def setup(app):
    app.connect("html-page-context", add_card)
