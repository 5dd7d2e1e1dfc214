const WORDS = {
  "en": {
    "title": "Surprise meter",
    "prompt": [
      "The true answer is yes. Drag the ring: the model's logit for yes. Where does each loss",
      "pull hard, and where does it let go? Then let three learners move for 100 steps."
    ],
    "figure": [
      "Three losses against the logit or the probability of the true answer: cross-entropy,",
      "squared error and 0-1 loss. A bar at each shows its pull."
    ],
    "lower": "The pulls of the three losses on the logit.",
    "logitAxis": "logit z of the true answer",
    "probabilityAxis": "probability p of the true answer",
    "loss": "loss",
    "pull": "pull on z",
    "ce": "cross-entropy",
    "se": "squared error",
    "step01": "0-1 loss",
    "cross_entropy": "cross-entropy −ln p",
    "squared_error": "squared error (1 − p)²",
    "zero_one": "0-1 loss",
    "pull_cross_entropy": "its pull 1 − p",
    "pull_squared_error": "its pull 2p(1 − p)²",
    "pull_zero_one": "its pull",
    "learned_cross_entropy": "z then, cross-entropy",
    "learned_squared_error": "z then, squared error",
    "z": "logit z",
    "p": "probability p",
    "axis": "draw against the",
    "logit": "logit",
    "probability": "probability",
    "steps": "steps of gradient descent",
    "handle": "logit z on the cross-entropy curve",
    "said": [
      "Logit {z}. Cross-entropy {ce}, its pull {pullCe}. Squared error {se}, its pull {pullSe}.",
      "After {steps} steps: {afterCe} and {afterSe}."
    ],
    "reset": "Reset"
  }
};

import { clamp, logit, range, sigmoid, softplus } from "./shared/maths.js";
import { fill, number, small, stage } from "./shared/stage.js";

const Z = { low: -10, high: 10, step: 0.1, digits: 2 };
const P = { low: 0.0001, high: 0.9999, step: 0.0001, digits: 4 };
// Cross-entropy, squared error and 0-1 loss, in this order in each of these lists.
const NAMES = ["cross_entropy", "squared_error", "zero_one"];
const CLASSES = ["loss", "gradient dashed", "ink thin"];
const COLORS = ["loss", "gradient", "ink"];
const LOSSES = [(z) => softplus(-z), (z) => sigmoid(-z) ** 2, (z) => (z > 0 ? 0 : 1)];
const PULLS = [(z) => sigmoid(-z), (z) => 2 * sigmoid(z) * sigmoid(-z) ** 2, () => 0];
const STEP = 2; // the place of the 0-1 loss, a step
// Where each curve is named: [x, y, pixels down].
const PLACES = {
  logit: [
    [-6, 7.4, 0],
    [-9.8, 1, 18],
    [-9.8, 1, -8]
  ],
  probability: [
    [0.08, 3, 0],
    [0.02, 0.1, 0],
    [0.515, 0.9, 0]
  ]
};
const TOP = { logit: 10.5, probability: 6.5 }; // of the upper chart, in nats
const REACH = { logit: 2.5, probability: 0.18 }; // the length of a bar for a pull of 1

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["z", "axis", "steps"]);
  const { words } = s;
  const upper = s.chart({
    x: [-10, 10],
    y: [-0.5, 10.5],
    height: 270,
    xLabel: words.logitAxis,
    yLabel: words.loss,
    label: words.figure
  });
  const lower = s.chart({
    x: [-10, 10],
    y: [-0.06, 1.12],
    height: 170,
    xLabel: words.logitAxis,
    yLabel: words.pull,
    label: words.lower
  });
  const curves = CLASSES.map((name) => upper.path(name));
  const slopes = CLASSES.map((name) => lower.path(name));
  const bars = COLORS.map((name) => upper.segments(`${name} rope`));
  const here = COLORS.map((name) => lower.dots(`${name} big`));
  const learners = COLORS.map((name) => upper.dots(`${name} big`));
  const labels = COLORS.map(() => upper.text("note"));
  const line = lower.path("score dashed");
  const isLogit = () => model.get("axis") === "logit";
  const xOf = (z) => (isLogit() ? z : sigmoid(z));
  const drawHandle = s.handle(upper, "z", {
    ...Z,
    className: "score",
    label: words.handle,
    taps: [upper, lower],
    onDrag: ({ x }) => (isLogit() ? x : logit(clamp(x, 4e-5, 1 - 4e-5)))
  });
  const pullNames = NAMES.map((name) => `pull_${name}`);
  const pairs = NAMES.flatMap((name, i) => [name, pullNames[i]]);
  const write = s.readouts([...pairs, "learned_cross_entropy", "learned_squared_error"]);
  s.slider("z", Z);
  s.slider("p", { ...P, read: () => sigmoid(model.get("z")), write: (p) => ({ z: logit(p) }) });
  s.slider("steps", { low: 0, high: 100, step: 1, digits: 0 });
  s.choice("axis", ["logit", "probability"]);

  // Where each learner is after the steps of gradient descent, of size 1.
  function learned(z) {
    return PULLS.map((pull) => {
      let at = z;
      for (let step = 0; step < model.get("steps"); step += 1) at += pull(at);
      return at;
    });
  }

  let drawn = "";
  function drawCurves() {
    const limits = isLogit() ? [-10, 10] : [0, 1];
    const height = [isLogit() ? -0.5 : -0.3, TOP[model.get("axis")]];
    for (const chart of [upper, lower]) chart.setX(limits, words[`${model.get("axis")}Axis`]);
    upper.setY(height);
    const wanted = [model.get("axis"), upper.view.axes, lower.view.axes].join();
    if (wanted === drawn) return;
    drawn = wanted;
    // Against p, equal steps in p near 0 and 1 and equal steps in z in between would both be seen.
    const zs = isLogit() ? range(-10, 10, 200) : range(0.0005, 0.9995, 200).map(logit);
    const jump = [
      [-10, 1],
      [0, 1],
      [0, 0],
      [10, 0]
    ].map(([z, y]) => [isLogit() ? z : z / 20 + 0.5, y]);
    const names = [words.ce, words.se, words.step01];
    LOSSES.forEach((loss, i) => {
      const [x, y, dy] = PLACES[model.get("axis")][i];
      curves[i].draw(i === STEP ? jump : zs.map((z) => [xOf(z), loss(z)]));
      slopes[i].draw(zs.map((z) => [xOf(z), PULLS[i](z)]));
      labels[i].draw(x, y, names[i], { dy });
    });
  }

  function draw() {
    drawCurves();
    const z = model.get("z");
    const pulls = PULLS.map((pull) => pull(z));
    const after = learned(z);
    LOSSES.forEach((loss, i) => {
      const x = xOf(z);
      const y = Math.min(loss(z), TOP[model.get("axis")]);
      bars[i].draw([[x, y, x + REACH[model.get("axis")] * pulls[i], y]]);
      here[i].draw([[x, pulls[i]]]);
      learners[i].draw([[xOf(after[i]), loss(after[i])]]);
    });
    line.draw([
      [xOf(z), 0],
      [xOf(z), 1.1]
    ]);
    drawHandle(xOf(z), LOSSES[0](z));
    NAMES.forEach((name, i) => {
      const text = i === STEP ? String : small; // a whole number there
      write[name](text(LOSSES[i](z)));
      write[pullNames[i]](text(pulls[i]));
    });
    write.learned_cross_entropy(number(after[0], 2));
    write.learned_squared_error(number(after[1], 2));
  }

  return s.onDraw(draw, () => {
    const z = model.get("z");
    const [ce, se] = LOSSES.map((loss) => small(loss(z)));
    const [pullCe, pullSe] = PULLS.map((pull) => small(pull(z)));
    const [afterCe, afterSe] = learned(z).map((at) => number(at, 2));
    const steps = model.get("steps");
    return fill(words.said, { z: number(z, 2), ce, se, pullCe, pullSe, steps, afterCe, afterSe });
  });
}

export default { render };
