const WORDS = {
  "en": {
    "title": "The last layer",
    "prompt": [
      "The layer takes one step with this 3, then a 5 goes through. How large is the share of the",
      "3? Drag the mark."
    ],
    "next": [
      "Choose other images: what does it call them? Backward shows the errors, and a step takes",
      "the image times the error off the weights."
    ],
    "figure": [
      "Ten columns, one for each digit. Above, the weights as a small picture. Below, a bar for",
      "the share that the digit gets, or for its error, share minus truth."
    ],
    "asked": "The image that goes through the layer.",
    "up": "share",
    "down": "error p − y",
    "way": "show",
    "forward": "Forward",
    "backward": "Backward",
    "take": "Step",
    "commit": "Take one step",
    "guess": "share of the 3, your mark",
    "markHandle": "your mark: the share of the 3, when a 5 goes through",
    "you": "you",
    "guessed": "Your mark for the share of the 3 is at {mine}.",
    "image": "image of a {image}",
    "imageHandle": "which image goes through",
    "loss": "surprise of the image, in nats",
    "error": "error of the true digit",
    "atLoss": "surprise {loss}",
    "truth": "truth",
    "weights": "weights",
    "changes": "what a step adds",
    "said": [
      "The image of a {image} after {n} steps: its digit gets the share {share}, the surprise is",
      "{loss}."
    ],
    "saidBack": "The error is {error} for the digit {image}, and its share for each other digit.",
    "reset": "Reset"
  }
};

import { asking } from "./shared/asking.js";
import { imageRows } from "./shared/digits.js";
import { svg, shades } from "./shared/chart.js";
import { clamp, dot, range, softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const IMAGE = { low: 0, high: 9, step: 1, digits: 0 };
const GUESS = { low: 0, high: 1, step: 0.01, digits: 2 };
const [TAUGHT, ASKED] = [3, 5]; // the image of the first step, and the one that goes through then
const RATE = 0.1;
const MOST = 60; // steps
const DIGITS = range(0, 9, 9);
const PIXELS = range(0, 63, 63);
const LEVELS = [0.25, 0.5, 0.75, 1]; // how dark a pixel is
const TILE = 0.84; // of a column
const BAR = 0.34; // half its width
const Y = [-1.4, 2];
const RAIL = -1.26; // where the handle runs that chooses the image
const TOP = 1.8; // of the pictures

// The weights of ten digits: one step for each image seen, against the error times the image.
function weightsAfter(seen, images) {
  const W = DIGITS.map(() => new Float64Array(65));
  for (const i of seen) {
    const p = softmax(W.map((row) => dot(row, images[i])));
    W.forEach((row, k) => {
      const error = p[k] - (k === i ? 1 : 0);
      for (let j = 0; j < 65; j += 1) row[j] -= RATE * error * images[i][j];
    });
  }
  return W;
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["image", "seen", "way", "guess", "answer"]);
  const { words } = s;
  const beyond = () => model.get("seen").length > 0 || model.get("way") === "backward";
  const { revealed, guessed, before: first, after } = asking(model, beyond);
  const images = imageRows(model.get("images"));

  const figure = s.chart({
    x: [-0.5, 9.5],
    y: Y,
    height: 380,
    ratio: 0.95,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: words.up,
    label: words.figure,
    margin: { left: 24, right: 2, top: 2, bottom: 2 }
  });
  const [zero, rail] = [1, 2].map(() => figure.path("muted thin"));
  const shades4 = (name) => LEVELS.map((level) => ({ level, ...figure.bars(name) }));
  const [speaking, against] = ["score", "loss"].map(shades4);
  for (const { level, node } of [...speaking, ...against]) {
    node.setAttribute("fill-opacity", level);
    node.setAttribute("stroke", "none");
  }
  const frames = figure.bars("hollow muted");
  const bars = figure.bars("probability");
  const errors = figure.bars("gradient");
  s.ghost(bars, errors);
  const truth = figure.bars("hollow target");
  const names = DIGITS.map(() => figure.text("note"));
  const [loss, error, tiles] = [1, 2, 3].map(() => figure.text("note"));
  const mark = figure.segments("ink thick dashed");
  const [you, came] = ["note", "note strong"].map((look) => figure.text(look));
  loss.node.dataset.number = "loss";
  error.node.dataset.number = "error";

  const drawHandle = s.handle(figure, "image", {
    ...IMAGE,
    className: "ink",
    label: words.imageHandle,
    onDrag: ({ x }) => Math.round(x),
    write: (image) => after({ image }),
    taps: [figure]
  });
  const drawMark = s.handle(figure, "guess", {
    ...GUESS,
    className: "ink",
    label: words.markHandle,
    onDrag: ({ y }) => Math.round(100 * y) / 100,
    write: (guess) => first({ guess }),
    taps: [figure]
  });

  const look = { viewBox: "0 0 8 8", role: "img", "aria-label": words.asked };
  const asked = svg(s.block("div", "explorable-chart"), "svg", {
    class: "pictures shown-digit",
    ...look
  });
  const ink = shades(asked, "ink");
  svg(asked, "path", { class: "frame", d: "M0 0h8v8h-8z" });
  const caption = s.block("p", "");
  caption.dataset.number = "image";
  const move = tween(s.redraw);
  let before = null; // the bars and weights that the last button left behind
  function change(values) {
    before = { ...now(), way: model.get("way") };
    move.start();
    s.set(after(values));
  }
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  const learn = () => {
    s.set({ answer: "checked" });
    change({ seen: [TAUGHT], image: ASKED, way: "forward" });
  };
  commit("commit", learn, () => drawHandle.node);
  into(1);
  const back = s.button("backward", () => change({ way: "backward" }));
  back.classList.add("explorable-main");
  const forth = s.button("forward", () => change({ way: "forward" }));
  const take = s.button("take", () => {
    const seen = [...model.get("seen"), model.get("image")];
    if (seen.length <= MOST) change({ seen, way: "forward" });
  });

  function now() {
    const i = model.get("image");
    const W = weightsAfter(model.get("seen"), images);
    const p = softmax(W.map((row) => dot(row, images[i])));
    return { i, W, p, errors: p.map((share, k) => share - (k === i ? 1 : 0)) };
  }

  // The pixels of ten pictures as squares, by sign and size; `high` is a picture's side upward.
  function pixels(values, largest, high, low) {
    const side = TILE / 8;
    const found = [speaking, against].map((paths) => paths.map(() => []));
    DIGITS.forEach((k) => {
      for (const j of PIXELS) {
        const size = values[k][j + 1] / largest;
        const level = Math.ceil(Math.min(1, Math.abs(size)) * LEVELS.length - 0.25);
        if (level < 1) continue;
        const x = k - TILE / 2 + side * (j % 8);
        const y = low + high - (high / 8) * (1 + (j >> 3));
        const inset = size < 0 ? side * 0.2 : 0; // a smaller square speaks against the digit
        const rise = inset * (high / TILE);
        found[size < 0 ? 1 : 0][level - 1].push([
          x + inset,
          y + rise,
          x + side - inset,
          y + high / 8 - rise
        ]);
      }
    });
    return found;
  }

  function draw() {
    const { i, W, p, errors: gaps } = now();
    const backward = model.get("way") === "backward";
    const share = before ? move.share() : 1;
    const from =
      share < 1 && before.i === i ? before : { p, errors: gaps, W, way: model.get("way") };
    const between = (a, b) => a + share * (b - a);
    const heights = backward ? gaps : p;
    const olds = from.way === "backward" ? from.errors : from.p;
    const shown = heights.map((height, k) => between(olds[k], height));
    const [wide, tall] = figure.scale();
    const high = (TILE * wide) / tall; // a picture is as high as it is wide
    const low = TOP - high;

    zero.draw([
      [-0.5, 0],
      [9.5, 0]
    ]);
    const columns = shown.map((height, k) => [k - BAR, 0, k + BAR, height]);
    bars.draw(backward ? [] : columns);
    errors.draw(backward ? columns : []);
    truth.draw(revealed() ? [[i - BAR, 0, i + BAR, 1]] : []);
    const change4 = DIGITS.map((k) => images[i].map((pixel) => -RATE * gaps[k] * pixel));
    const weights = W.map((row, k) => row.map((w, j) => between(from.W[k][j], w)));
    const values = backward ? change4 : weights;
    const largest = Math.max(
      1e-9,
      ...values.flatMap((row) => Array.from(row.subarray(1), Math.abs))
    );
    const found = pixels(values, largest, high, low);
    [speaking, against].forEach((paths, sign) => {
      paths.forEach((path, level) => {
        path.draw(found[sign][level]);
      });
    });
    frames.draw(DIGITS.map((k) => [k - TILE / 2, low, k + TILE / 2, TOP]));
    DIGITS.forEach((k) => {
      names[k].draw(k, low, String(k), { anchor: "middle", dy: 15 });
      names[k].node.classList.toggle("strong", k === i);
    });
    tiles.draw(-0.5, Y[1], backward ? words.changes : words.weights, { dx: 4, dy: 13 });
    drawHandle(i, RAIL);
    const [told, guess, seen] = [revealed(), model.get("guess"), model.get("seen")];
    const asked = guessed() && `${seen}` === `${[TAUGHT]}` && i === ASKED && !backward;
    drawMark(TAUGHT, guess);
    mark.draw(asked || !told ? [[TAUGHT - 0.5, guess, TAUGHT + 0.5, guess]] : []);
    // above the low bar beside it, and under the surprise
    you.draw(TAUGHT + 0.5, clamp(guess, 0.15, 0.9), asked ? words.you : "", { dx: 4, dy: 4 });
    const answer = asked ? number(p[TAUGHT], 2) : ""; // on the other side, where the bar ends
    came.draw(TAUGHT - 0.5, p[TAUGHT], answer, { dx: -3, dy: 5, anchor: "end" });
    drawHandle.node.classList.toggle("explorable-elsewhere", !told);
    drawMark.node.classList.toggle("explorable-elsewhere", told);
    const ends = [0, 9].map((end) => [end, RAIL]);
    rail.draw(told ? ends : []);
    caption.textContent = fill(words.image, { image: i });
    const middle = { anchor: "middle" };
    const surprise = fill(words.atLoss, { loss: number(-Math.log(p[i]), 2) });
    loss.draw(i, 1, backward || !told ? "" : surprise, { ...middle, dy: -5 });
    error.draw(i, 0.5, backward ? number(gaps[i], 2) : "", { ...middle, dy: 4 });
    for (const node of [loss.node, error.node]) node.toggleAttribute("hidden", !node.textContent);
    figure.setY(Y, backward ? words.down : words.up);
    const square = Array.from(images[i].subarray(1), (pixel, j) => [j % 8, j >> 3, pixel]);
    ink(square);
    back.hidden = backward;
    forth.hidden = !backward;
    take.disabled = seen.length >= MOST;
    show(told ? 1 : 0);
  }

  return s.onDraw(draw, () => {
    const { i, p, errors: gaps } = now();
    if (!revealed()) return fill(words.guessed, { mine: number(model.get("guess"), 2) });
    const told = { image: i, n: model.get("seen").length, share: number(p[i], 2) };
    if (model.get("way") === "backward") {
      return fill(words.saidBack, { ...told, error: number(gaps[i], 2) });
    }
    return fill(words.said, { ...told, loss: number(-Math.log(p[i]), 2) });
  });
}

export default { render };
