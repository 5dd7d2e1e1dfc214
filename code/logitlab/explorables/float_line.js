const WORDS = {
  "en": {
    "title": "Float line",
    "prompt": [
      "This small format has only these numbers. Drag the handle: where does your number land, and",
      "where do the marks stand closest?"
    ],
    "figure": [
      "A number line. The marks are the numbers that the format has, the arrow leads from your",
      "number to the nearest of them. After each power of 2 the gaps double."
    ],
    "axis": "number line",
    "handle": "the number to be stored",
    "value": "number",
    "digits": "binary digits",
    "zoom": "zoom in",
    "out": "Whole line",
    "in": "Zoom in",
    "subnormals": "fill the gap next to 0",
    "fine": "Fine controls",
    "stored": "your number as it is stored",
    "gap": "gap to the next mark",
    "stored_as": "stored {stored}",
    "gap_is": "gap {gap}",
    "said": "{value} is stored as {stored}. The gap there is {gap}.",
    "reset": "Reset"
  }
};

import { clamp, range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const DIGITS = { low: 2, high: 8, step: 1, digits: 0 };
const VALUE = { low: 0, high: 8, step: 0.01, digits: 3 };
const SMALLEST = -3; // the least power of 2 of these formats
const TOP = 8;
const CLOSE = 3; // px: marks that are closer become a band
const LEVEL = { value: 0.78, mark: 0.3 };

const short = (value) => String(Number(value.toFixed(10)));
// all digits, or as many as one reads at a glance
function glance(value) {
  const digits = Math.max(3, 2 - Math.floor(Math.log10(value || 1)));
  const text = number(value, digits);
  return Number(text) === value ? short(value) : `≈ ${text}`;
}
const fraction = (power) => (power < 1 ? `1/${1 / power}` : String(power));

function gapAt(value, digits, subnormals) {
  if (value < 2 ** SMALLEST && !subnormals) return 2 ** SMALLEST;
  const power = Math.max(Math.floor(Math.log2(value)), SMALLEST);
  return 2 ** (power - digits + 1);
}

// Halfway between two marks, the one whose last digit is 0.
function nearest(value, gap) {
  const steps = value / gap;
  const whole = Math.round(steps);
  return gap * (Math.abs(steps % 1) === 0.5 && whole % 2 ? whole - 1 : whole);
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["value", "digits", "zoom", "left", "subnormals"]);
  const { words } = s;
  const figure = s.chart({
    x: [0, TOP],
    y: [0, 1.1],
    height: 190,
    rows: [],
    xLabel: words.axis,
    yLabel: "",
    label: words.figure,
    margin: { left: 16, right: 16 }
  });
  const bands = figure.bars("score"); // marks without a gap that one could see
  const marks = figure.segments("score thin");
  const powers = figure.segments("score thick");
  const way = figure.arrows("ink thin");
  const level = figure.path("muted dashed thin");
  const here = figure.dots("score big");
  s.ghost(here);
  const [stored, gapText] = ["stored", "gap"].map((name) => {
    const text = figure.text("note strong");
    text.node.dataset.number = name;
    return text;
  });
  // The view follows the number where it would leave it.
  const width = (zoom = model.get("zoom")) => TOP / 2 ** zoom;
  const place = (value, zoom) => clamp(value - (value / TOP) * width(zoom), 0, TOP - width(zoom));
  const move = (value) => {
    const left = model.get("left");
    const inside = value >= left && value <= left + width();
    s.set({ value: Number(value.toFixed(3)), ...(inside ? {} : { left: place(value) }) });
    return {};
  };
  const drawRing = s.handle(figure, "value", {
    ...VALUE,
    className: "probability",
    label: words.handle,
    onDrag: ({ x }) => clamp(x, ...figure.view.x),
    write: move,
    taps: [figure]
  });

  const slide = tween(s.redraw);
  let from = null;
  const zoomTo = (zoom) => {
    from = [model.get("left"), model.get("zoom"), zoom];
    slide.start();
    s.set({ zoom, left: place(model.get("value"), zoom) });
  };
  s.button("in", () => zoomTo(Math.min(model.get("zoom") + 1, 6))).classList.add("explorable-main");
  s.button("out", () => zoomTo(0));
  s.slider("digits", DIGITS);
  s.fold("fine");
  s.slider("value", { ...VALUE, write: move });
  const zoomed = (zoom) => ({ zoom, left: place(model.get("value"), zoom) });
  s.slider("zoom", { low: 0, high: 6, step: 0.1, digits: 1, write: zoomed });
  s.toggle("subnormals");

  // All marks of one power of 2, each [from, to, gap].
  function rows(digits, subnormals) {
    const powersOf2 = range(SMALLEST, 2, 2 - SMALLEST);
    const all = powersOf2.map((k) => [2 ** k, 2 ** (k + 1), 2 ** (k - digits + 1)]);
    const gap = 2 ** (SMALLEST - digits + 1);
    return subnormals ? [[0, 2 ** SMALLEST, gap], ...all] : all;
  }

  // A press zooms through all widths on the way.
  function look() {
    const [zoom, left] = [model.get("zoom"), model.get("left")];
    const t = from?.[2] === zoom ? slide.share() : 1;
    if (t === 1) from = null;
    const mix = (a, b) => a + t * (b - a);
    const low = from ? mix(from[0], left) : left;
    const limits = [low, low + width(from ? mix(from[1], zoom) : zoom)];
    figure.setX(limits);
    return limits;
  }

  function draw() {
    const value = model.get("value");
    const digits = model.get("digits");
    const [left, right] = look();
    const [unit] = figure.scale();
    const gap = gapAt(value, digits, model.get("subnormals"));
    const at = nearest(value, gap);
    const all = rows(digits, model.get("subnormals"));
    const tight = all.filter(([, , step]) => step * unit < CLOSE);
    const tall = LEVEL.mark - 0.06;
    bands.draw(tight.map(([a, b]) => [a, 0, b, tall]));
    const lines = all
      .filter(([, , step]) => step * unit >= CLOSE)
      .flatMap(([a, b, step]) => range(a, b, Math.round((b - a) / step)))
      .filter((x) => x >= left && x <= right);
    marks.draw(lines.map((x) => [x, 0, x, tall]));
    powers.draw([0, ...all.map(([, b]) => b)].map((x) => [x, 0, x, LEVEL.mark]));
    level.draw([
      [left, LEVEL.value],
      [right, LEVEL.value]
    ]);
    way.draw([[at, LEVEL.value - 0.06, LEVEL.mark + 0.08]]);
    here.draw([[at, LEVEL.mark]]);
    drawRing(value, LEVEL.value, short(value));
    const side = at > (left + right) / 2 ? { dx: -14, anchor: "end" } : { dx: 14 };
    stored.draw(at, LEVEL.mark, fill(words.stored_as, { stored: glance(at) }), {
      dy: -22,
      ...side
    });
    gapText.draw(at, LEVEL.mark, fill(words.gap_is, { gap: fraction(gap) }), { dy: -4, ...side });
  }

  return s.onDraw(draw, () => {
    const value = model.get("value");
    const gap = gapAt(value, model.get("digits"), model.get("subnormals"));
    const told = { value: number(value, 2), stored: short(nearest(value, gap)), gap: short(gap) };
    return fill(words.said, told);
  });
}

export default { render };
