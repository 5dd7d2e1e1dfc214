const WORDS = {
  "en": {
    "title": "Surprise meter",
    "prompt": "The true answer is yes. How steep is each loss at the start? Drag it, then race.",
    "figure": [
      "Three losses of a true answer, one below the other on the same scale: cross-entropy,",
      "squared error, 0–1 loss. A ball stands on each, with a short line as steep as the loss."
    ],
    "logitAxis": "score z of the true answer",
    "probabilityAxis": "probability p of the true answer",
    "loss": "loss",
    "ce": "cross-entropy −ln p",
    "se": "squared error (1 − p)²",
    "step01": "0–1 loss",
    "learned_cross_entropy": "score with cross-entropy",
    "learned_squared_error": "score with squared error",
    "at": "z = {z}",
    "z": "start at score",
    "axis": "draw against the",
    "logit": "score",
    "probability": "probability",
    "steps": "steps",
    "race": "Race",
    "pause": "Pause",
    "fine": "Another axis, another start",
    "handle": "score at the start, on the curve of cross-entropy",
    "said": "From {z}, after {steps} steps: cross-entropy at {ce}, squared error at {se}.",
    "reset": "Reset"
  }
};

import { setNumber } from "./shared/chart.js";
import { clamp, logit, range, sigmoid, softplus } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const Z = { low: -8, high: 8, step: 0.1, digits: 2 };
const STEPS = { low: 0, high: 100, step: 1, digits: 0 };
const PACE = 25; // ms for a step of the race
// Cross-entropy, squared error and 0–1 loss, in this order in each of these lists.
const NAMES = ["ce", "se", "step01"];
const CLASSES = ["loss", "gradient", "ink"];
const NUMBERS = ["learned_cross_entropy", "learned_squared_error"];
const FLOORS = [0, -3.5, -7]; // where a loss of 0 is drawn, one lane below the other
const LOSSES = [(z) => softplus(-z), (z) => sigmoid(-z) ** 2, (z) => (z > 0 ? 0 : 1)];
const SLOPES = [(z) => -sigmoid(-z), (z) => -2 * sigmoid(z) * sigmoid(-z) ** 2, () => 0];
const JUMP = 2; // the place of the 0–1 loss, which jumps
const NAMED = [5.5, -2.5, -6]; // where each curve is named: there, nothing else is ever written
const Y = [-8.4, 8.6];
const REACH = { logit: 1.6, probability: 0.09 }; // of the line that is as steep, to each side

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["z", "axis", "steps"]);
  const { words } = s;
  const figure = s.chart({
    x: [Z.low, Z.high],
    y: Y,
    height: 450,
    ratio: 1.2,
    rows: [
      [8, "8"],
      [6, "6"],
      [4, "4"],
      [2, "2"],
      ...FLOORS.map((floor) => [floor, "0"]),
      ...FLOORS.slice(1).map((floor) => [floor + 1, "1"])
    ],
    xLabel: words.logitAxis,
    yLabel: words.loss,
    label: words.figure
  });
  const curves = CLASSES.map((name) => figure.path(`${name} thin`));
  const steep = CLASSES.map((name) => figure.path(`${name} thick`));
  const starts = CLASSES.map((name) => figure.dots(`${name} pale-line`));
  const balls = CLASSES.map((name) => figure.dots(`${name} big`));
  const labels = CLASSES.map(() => figure.text("note"));
  const ats = CLASSES.map((_, i) => {
    const text = figure.text("note");
    setNumber(text, NUMBERS[i]); // with the 0–1 loss, the start
    return text;
  });
  const isLogit = () => model.get("axis") === "logit";
  const xOf = (z) => (isLogit() ? z : sigmoid(z));
  const drawHandle = s.handle(figure, "z", {
    ...Z,
    className: "loss",
    label: words.handle,
    taps: [figure],
    write: (z) => ({ z, steps: 0 }),
    ways: { y: -1 }, // a higher score lies lower on the curve
    onDrag: ({ x }) => (isLogit() ? x : logit(clamp(x, 3e-4, 1 - 3e-4)))
  });

  s.player("steps", { ...STEPS, pace: PACE, word: "race" }).classList.add("explorable-main");
  s.slider("steps", STEPS);
  s.fold("fine");
  s.choice("axis", ["logit", "probability"]);
  s.slider("z", { ...Z, write: (z) => ({ z, steps: 0 }) });

  // Where each learner is after the steps of gradient descent, of size 1.
  const learned = () =>
    SLOPES.map((slope) => {
      let at = model.get("z");
      for (let step = 0; step < model.get("steps"); step += 1) at -= slope(at);
      return at;
    });

  let drawn = "";
  function drawCurves() {
    const axis = model.get("axis");
    figure.setX(isLogit() ? [Z.low, Z.high] : [0, 1], words[`${axis}Axis`]);
    const wanted = [axis, figure.view.axes].join();
    if (wanted === drawn) return;
    drawn = wanted;
    // Against p, equal steps in p near 0 and 1 and equal steps in z in between would both be seen.
    const zs = isLogit() ? range(Z.low, Z.high, 200) : range(2e-4, 1 - 2e-4, 300).map(logit);
    const jump = [
      [Z.low, 1],
      [0, 1],
      [0, 0],
      [Z.high, 0]
    ].map(([z, y]) => [isLogit() ? z : z / (2 * Z.high) + 0.5, y + FLOORS[JUMP]]);
    LOSSES.forEach((loss, i) => {
      curves[i].draw(i === JUMP ? jump : zs.map((z) => [xOf(z), loss(z) + FLOORS[i]]));
      labels[i].draw(figure.view.x[1], NAMED[i], words[NAMES[i]], { dy: -6, anchor: "end" });
    });
  }

  // A line through a ball, as steep as the curve that is drawn there.
  function tangent(i, z) {
    const [x, y] = [xOf(z), LOSSES[i](z) + FLOORS[i]];
    const slope = isLogit() ? SLOPES[i](z) : SLOPES[i](z) / (sigmoid(z) * sigmoid(-z));
    const [unitX, unitY] = figure.scale();
    const reach = REACH[model.get("axis")] / Math.hypot(1, (slope * unitY) / unitX);
    return [-reach, reach].map((dx) => [x + dx, y + slope * dx]);
  }

  function draw() {
    drawCurves();
    const z = model.get("z");
    const after = learned();
    const moved = model.get("steps") > 0;
    LOSSES.forEach((loss, i) => {
      const at = [xOf(after[i]), loss(after[i]) + FLOORS[i]];
      starts[i].draw(moved && i > 0 ? [[xOf(z), loss(z) + FLOORS[i]]] : []);
      balls[i].draw(i > 0 || moved ? [at] : []);
      steep[i].draw(tangent(i, after[i]));
      // below the curve, where nothing else is written
      ats[i].draw(...at, fill(words.at, { z: number(after[i], 2) }), below(at, i));
    });
    drawHandle(xOf(z), LOSSES[0](z));
  }

  // On the left the curve of cross-entropy falls steeply, so its number stands beside the ball.
  function below([, y], i) {
    if (i !== 0 || y < 0.2) return { dy: 24, anchor: "middle" };
    return y > 1.5 ? { dx: 16, dy: 5 } : { dx: -14, dy: 20, anchor: "end" };
  }

  return s.onDraw(draw, () => {
    const [ce, se] = learned().map((at) => number(at, 2));
    return fill(words.said, { z: number(model.get("z"), 2), steps: model.get("steps"), ce, se });
  });
}

export default { render };
