const WORDS = {
  "en": {
    "title": "Watch it learn",
    "prompt": "Take one step, then run. Ask about a picture, or draw a digit of your own.",
    "pictures": [
      "The ten weight pictures, one for each digit. Below each, a bar shows the share that the",
      "model gives this digit for the image asked about."
    ],
    "figure": [
      "Mean surprise against the number of steps, on 300 images it learns from (solid) and 100",
      "others (dashed)."
    ],
    "stepAxis": "steps",
    "lossAxis": "mean surprise, nats",
    "lnTen": "ln 10",
    "others": "dashed: 100 others",
    "loss": "loss, 300 images",
    "right": "of the 100 others",
    "rightOf": "{n} of these 100 right",
    "tie": "a tie: no answer so far",
    "one": "1 step",
    "run": "Run",
    "pause": "Pause",
    "zero": "Back to step 0",
    "draw": "Draw in the frame, or choose a picture.",
    "clear": "Clear",
    "pad": "Draw a digit here. Arrow keys move the pen, Space puts ink there.",
    "sheet":
      "Choose a picture. Arrow keys go from one to the next. Now: number {image}, a {truth}.",
    "fine": "Step size, and which picture by number",
    "step": "step",
    "rate": "step size",
    "image": "picture",
    "said": [
      "Step {step}. Loss {loss}, {right}. For the image asked about, the model says {digit} with",
      "{percent}%."
    ],
    "reset": "Reset"
  }
};

import { setAttributes, shades, svg } from "./shared/chart.js";
import { imageRows, softmaxDescent, takeSteps } from "./shared/digits.js";
import { labels } from "./shared/labels.js";
import { clamp, dot, range, softmax, softmaxGrade } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { calm, tween } from "./shared/tween.js";

const STEP = { low: 0, high: 200, step: 1, digits: 0 };
const BUDGET = 2; // ms of a frame for steps not yet taken
const EDGE = 4; // steps
const PACE = 16; // ms for a step that plays
const DIGITS = range(0, 9, 9);
const PIXELS = range(0, 63, 63);
const INKS = "0123456789ABCDEFG";
const PEN = 1.25; // pixels, how far the ink of the pen reaches
const BAR = [8.6, 1.1]; // below a weight picture: where, and how high
const TILE = 9; // a small picture with its gap
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const place = (k) => [10.4 * (k % 5) + 1.2, k < 5 ? 0.2 : 14.2]; // a pixel is 1 wide
const tile = (i) => [TILE * (i % 10), TILE * Math.floor(i / 10)];
const square = ([x, y], side) => `M${x} ${y}h${side}v${side}h${-side}z`;

async function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["step", "rate", "image", "drawn"]);
  const { words } = s;
  const images = imageRows(model.get("test"));
  const digits = model.get("test_labels");
  const descend = softmaxDescent(imageRows(model.get("train")), model.get("labels"), 10);

  const look = { viewBox: "0 0 52 27.4", role: "img", "aria-label": words.pictures };
  const frame = s.block("div", "explorable-chart", s.view);
  const pictures = svg(frame, "svg", { class: "pictures large", ...look });
  const [speaking, against] = ["score", "loss"].map((name) => shades(pictures, name));
  const bars = svg(pictures, "path", { class: "probability" });
  const texts = DIGITS.map(place).map(([x, y], k) => {
    svg(pictures, "path", { class: "frame", d: square([x, y], 8) });
    const text = svg(pictures, "text", { x: x + 4, y: y + 12.1, "text-anchor": "middle" });
    text.textContent = k;
    return text;
  });
  const figure = s.chart({
    x: [-EDGE, STEP.high + EDGE], // the dot is seen whole
    y: [0, 3.2],
    height: 190,
    ratio: 0.5,
    xLabel: words.stepAxis,
    yLabel: words.lossAxis,
    label: words.figure
  });
  const start = figure.path("muted dashed thin");
  const curves = ["thick", "dashed"].map((kind) => figure.path(`loss ${kind}`));
  s.ghost(curves[0]);
  const here = figure.dots("loss big");
  const [lnTen, others] = [0, 1].map(() => figure.text("note"));
  const loss = figure.text("note strong");
  loss.node.dataset.number = "loss";

  const turn = tween(s.redraw);
  s.button("one", () => {
    if (model.get("step") === STEP.high) return;
    turn.start();
    s.set({ step: model.get("step") + 1 });
  });
  s.player("step", { ...STEP, pace: PACE, word: "run" });
  s.slider("step", STEP);

  // A button with a drawing in it: arrow keys go(across, down), Space and Enter press().
  const asking = s.block("div", "asking");
  function drawing(size, label, { go, press, touch }) {
    const button = document.createElement("button");
    setAttributes(button, { type: "button", "aria-label": label });
    asking.append(button);
    const root = svg(button, "svg", { viewBox: `-0.6 -0.6 ${size + 1.2} ${size + 1.2}` });
    setAttributes(root, { class: "pictures large", "aria-hidden": "true" });
    button.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow && event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (arrow) go(...arrow);
      else if (press) press();
    });
    const at = (event) => {
      const pointer = new DOMPoint(event.clientX, event.clientY);
      const { x, y } = pointer.matrixTransform(root.getScreenCTM().inverse());
      touch(clamp(x, 0, size - 0.01), clamp(y, 0, size - 0.01));
    };
    if (press) {
      button.style.touchAction = "none"; // a finger draws, and does not scroll the page
      button.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
      button.addEventListener("pointerdown", (event) => {
        button.setPointerCapture(event.pointerId);
        at(event);
      });
      button.addEventListener("pointermove", (event) => {
        if (button.hasPointerCapture(event.pointerId)) at(event);
      });
    } else button.addEventListener("click", at);
    return { button, root };
  }

  // What is asked about: a drawing of 64 pixels, or an image. An address may hold another text.
  const drawn = () => {
    const inks = Array.from(model.get("drawn"), (ink) => INKS.indexOf(ink));
    return inks.length === 64 && !inks.includes(-1) ? inks : null;
  };
  let pen = [3, 3];
  function ink(x, y) {
    const inks = drawn() ?? PIXELS.map(() => 0);
    const wet = inks.map((old, i) => {
      const far = Math.hypot((i % 8) + 0.5 - x, (i >> 3) + 0.5 - y);
      return Math.max(old, Math.round(16 * clamp(1.6 * (1 - far / PEN), 0, 1)));
    });
    s.set({ drawn: wet.map((value) => INKS[value]).join("") });
  }
  const pad = drawing(8, words.pad, {
    touch: ink,
    press: () => ink(pen[0] + 0.5, pen[1] + 0.5),
    go(across, down) {
      pen = [clamp(pen[0] + across, 0, 7), clamp(pen[1] + down, 0, 7)];
      s.redraw();
    }
  });
  const inked = shades(pad.root, "ink", 16);
  svg(pad.root, "path", { class: "frame", d: square([0, 0], 8) });
  const penMark = svg(pad.root, "path", { class: "frame" });
  const choose = (image) => s.set({ image: clamp(image, 0, 99), drawn: "" });
  const sheet = drawing(10 * TILE - 1, "", {
    touch: (x, y) => choose(10 * Math.floor(y / TILE) + Math.floor(x / TILE)),
    go: (across, down) => choose(model.get("image") + across + 10 * down)
  });
  const grid = ([left, top], values) =>
    PIXELS.map((i) => [left + (i % 8), top + (i >> 3), values[i + 1]]);
  shades(sheet.root, "ink")(images.flatMap((image, i) => grid(tile(i), image)));
  const wrong = svg(sheet.root, "path", { class: "loss outline" });
  const chosen = svg(sheet.root, "path", { class: "ink outline" });
  const right = s.block("p", "ways-note", asking);
  right.dataset.number = "right";
  s.block("p", "ways-note", asking).textContent = words.draw;
  const clear = s.button("clear", () => s.set({ drawn: "" }));
  asking.append(clear);
  s.fold("fine");
  s.slider("rate", { low: 0.1, high: 4, step: 0.1, digits: 1 });
  s.slider("image", { low: 0, high: 99, step: 1, digits: 0 });

  // The steps are kept, so that going back costs nothing. Many new ones take several frames.
  let kept = { rate: NaN };
  function learned(step) {
    if (kept.rate !== model.get("rate")) kept = { rate: model.get("rate"), steps: [descend()] };
    takeSteps(kept.steps, step + 1, BUDGET, (last) => descend(last, kept.rate));
    const state = kept.steps[step] ?? kept.steps.at(-1);
    state.test ??= softmaxGrade(state.W, images, digits);
    return state;
  }

  function drawPictures({ W, largest }, p) {
    const cells = DIGITS.flatMap((k) => {
      const sizes = W[k].map((weight) => weight / (largest || 1));
      return grid(place(k), sizes);
    });
    speaking(cells);
    against(
      cells.map(([x, y, size]) => [x, y, -size]),
      0.22
    ); // smaller squares
    const row = DIGITS.map((k) => {
      const [x, y] = place(k);
      return `M${x} ${y + BAR[0]}h${(8 * p[k]).toFixed(2)}v${BAR[1]}h${(-8 * p[k]).toFixed(2)}z`;
    });
    setAttributes(bars, { d: row.join("") });
    DIGITS.forEach((k) => {
      texts[k].setAttribute("class", largest && p[k] === Math.max(...p) ? "chosen" : "");
    });
  }

  let shown = null;
  function draw() {
    const now = learned(model.get("step"));
    const at = kept.steps.indexOf(now);
    if (at < model.get("step")) {
      s.redraw(); // goes on in the next frame
      if (calm() && shown) return;
    }
    const own = drawn();
    const image = own ? [1, ...own.map((value) => value / 16)] : images[model.get("image")];
    const t = at ? turn.share() : 1;
    const old = kept.steps[at - 1];
    const mix = (from, to) => from + t * (to - from);
    const W = t < 1 ? now.W.map((row, k) => row.map((w, j) => mix(old.W[k][j], w))) : now.W;
    const p = softmax(W.map((weights) => dot(weights, image)));
    drawPictures({ W, largest: now.largest }, p);
    inked(grid([0, 0], image));
    setAttributes(penMark, { d: square(pen, 1) });
    const misses = now.test.P.flatMap((share, i) =>
      share.indexOf(Math.max(...share)) === digits[i] ? [] : square(tile(i), 8)
    );
    setAttributes(wrong, { d: now.largest ? misses.join("") : "" }); // a tie is no answer
    setAttributes(chosen, { d: own ? "" : square(tile(model.get("image")), 8) });
    clear.hidden = !own;
    const truth = digits[model.get("image")];
    const label = fill(words.sheet, { image: model.get("image"), truth });
    setAttributes(sheet.button, { "aria-label": label });

    start.draw([
      [0, Math.log(10)],
      [STEP.high, Math.log(10)]
    ]);
    lnTen.draw(STEP.high, Math.log(10), words.lnTen, { dx: -4, dy: -6, anchor: "end" });
    const past = kept.steps.slice(0, at + 1);
    const tested = past.map(({ test }, step) => [step, test?.loss]); // only what was shown was
    const graded = tested.filter(([, loss]) => loss !== undefined);
    const falling = past.map(({ loss }, step) => [step, loss]);
    curves[0].draw(falling);
    curves[1].draw(graded);
    here.draw([t < 1 ? [at - 1 + t, mix(old.loss, now.loss)] : [at, now.loss]]);
    const free = labels(figure);
    for (const curve of [falling, graded]) free.curve(curve);
    const levels = [1.7, 1.2, 0.6, 0.2].map((y) => [STEP.high, y, { dx: -4, anchor: "end" }]);
    free.put(others, at ? words.others : "", levels, { mayGo: true });
    const n = Math.round(100 * now.test.accuracy);
    const best = p.indexOf(Math.max(...p));
    shown = {
      loss: number(now.loss, 2),
      right: now.largest ? fill(words.rightOf, { n }) : words.tie,
      digit: best,
      percent: number(100 * p[best], 0)
    };
    const late = at > 150; // above both curves
    loss.draw(
      at,
      now.loss,
      shown.loss,
      late ? { dx: 6, dy: -22, anchor: "end" } : { dx: 9, dy: -9 }
    );
    if (right.textContent !== shown.right) right.textContent = shown.right;
  }

  return s.onDraw(draw, () => fill(words.said, { ...shown, step: model.get("step") }));
}

export default { render };
