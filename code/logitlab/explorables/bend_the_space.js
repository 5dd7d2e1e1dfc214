const WORDS = {
  "en": {
    "title": "Bend the space",
    "prompt":
      "No straight cut parts the moons. Train the network, then fold: what became of the cut?",
    "figure": [
      "Two moons of fifty dots and fifty squares that reach into each other, a grid, and the cut",
      "where the network says one half. Folded, every point stands where the two hidden units put",
      "it, and the cut is straight."
    ],
    "curve": "Mean surprise against the steps of training: it falls, fast at first.",
    "plane": "first feature of the plane",
    "planeUp": "second feature",
    "hidden": "first hidden unit",
    "hiddenUp": "second hidden unit",
    "between": "on the way",
    "stepAxis": "steps of training",
    "lossAxis": "surprise",
    "fold": "fold",
    "step": "steps of training",
    "stepHandle": "steps of training, on the curve of the surprise",
    "doFold": "Fold / unfold",
    "train": "Train",
    "pause": "Pause",
    "fine": "Steps as a slider",
    "right": "points on the right side of the cut",
    "loss": "mean surprise, in nats",
    "score": "{n} of {all} right",
    "said": "Fold {fold}. After {step} steps, {right} and the mean surprise is {loss}.",
    "reset": "Reset"
  }
};

import { dot, range, surprise } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const STEP = { low: 0, high: 800, step: 10, digits: 0 };
const FOLD = { low: 0, high: 1, step: 0.01, digits: 2 };
const NUMBERS = 9; // that describe the network, one after the other
const X = [-1.7, 2.7];
const Y = [-1.55, 1.75];
const SQUARE = { x: 0.5, y: 0.05, wide: 1.85, high: 1.3 }; // where the hidden units' square lies
const EVERY = 25; // ms between two pictures of the training
const FURTHER = 60;
const FAR = 9; // from a hidden unit's middle: tanh is 1 there as far as a reader can see

// The network after so many steps, as functions of a point of the plane.
function networkOf(weights, step) {
  const from = NUMBERS * Math.round(step / STEP.step);
  const [v11, v12, v21, v22, c1, c2, w1, w2, b] = weights.slice(from, from + NUMBERS);
  const hidden = ([x, y]) => [Math.tanh(x * v11 + y * v21 + c1), Math.tanh(x * v12 + y * v22 + c2)];
  const score = (h) => dot([w1, w2], h) + b;
  // the point of the plane that the hidden layer takes to h: the same steps backward
  const source = (h) => {
    const [a1, a2] = [Math.atanh(h[0]) - c1, Math.atanh(h[1]) - c2];
    const det = v11 * v22 - v12 * v21;
    return [(a1 * v22 - a2 * v21) / det, (a2 * v11 - a1 * v12) / det];
  };
  // the straight cut w₁h₁ + w₂h₂ + b = 0 in the square, dense toward its ends
  function cut() {
    const length = Math.hypot(w1, w2);
    const middle = [(-b * w1) / length ** 2, (-b * w2) / length ** 2];
    const along = [-w2 / length, w1 / length];
    const ends = along.map((a, k) =>
      [(-1 - middle[k]) / a, (1 - middle[k]) / a].sort((p, q) => p - q)
    );
    const low = Math.max(ends[0][0], ends[1][0]);
    const high = Math.min(ends[0][1], ends[1][1]);
    const points = range(-FAR, FAR, 160).map((u) => {
      const t = low + ((high - low) * (1 + Math.tanh(u))) / 2;
      const h = middle.map((m, k) => m + t * along[k]);
      return { at: source(h), h };
    });
    // toward the ends of the square it runs straight on in the plane
    for (const [end, before] of [
      [points[0], points[1]],
      [points.at(-1), points.at(-2)]
    ]) {
      end.at = end.at.map((x, k) => x + FURTHER * (x - before.at[k]));
    }
    return points;
  }
  return { hidden, score, source, cut };
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["step", "fold"]);
  const { words } = s;
  const flat = model.get("points");
  const points = range(0, flat.length / 2 - 1, flat.length / 2 - 1).map((i) => [
    flat[2 * i],
    flat[2 * i + 1]
  ]);
  const weights = model.get("weights");
  const lines = [
    ...range(...X, 11).map((x) => range(...Y, 24).map((y) => [x, y])),
    ...range(...Y, 8).map((y) => range(...X, 30).map((x) => [x, y]))
  ];

  const figure = s.chart({
    x: X,
    y: Y,
    height: 390,
    ratio: 0.7,
    xTicks: false,
    rows: [],
    xLabel: words.plane,
    yLabel: words.planeUp,
    label: words.figure,
    margin: { left: 26, bottom: 26, top: 4, right: 4 }
  });
  const grid = lines.map(() => figure.path("grid"));
  const border = figure.path("ink thick");
  s.ghost(border);
  const moons = [figure.dots("class-a dense"), figure.dots("class-b dense square")];

  s.slider("fold", FOLD);
  const folding = tween(s.redraw);
  let way = [0, 0];
  s.button("doFold", () => {
    const fold = model.get("fold");
    way = [fold, fold < 0.5 ? 1 : 0];
    folding.start();
    s.set({ fold: way[1] });
  });

  s.player("step", { ...STEP, pace: EVERY, word: "train" });

  const valley = s.chart({
    aside: true,
    x: [0, STEP.high],
    y: [0, 0.8],
    height: 176,
    ratio: 0.4,
    xLabel: words.stepAxis,
    yLabel: words.lossAxis,
    label: words.curve,
    margin: { top: 8 }
  });
  const curve = valley.path("loss thick");
  const loss = valley.text("note");
  loss.node.dataset.number = "loss";
  const drawKnob = s.handle(valley, "step", {
    ...STEP,
    className: "loss",
    label: words.stepHandle,
    ways: { y: -1 }, // up is back: the curve falls
    onDrag: ({ x }) => STEP.step * Math.round(x / STEP.step),
    taps: [valley]
  });
  const right = s.block("p", "verdict");
  right.dataset.number = "right";
  s.fold("fine");
  s.slider("step", STEP);

  // Mean surprise and points on the right side after each step; worked out once.
  const graded = [];
  function grade(step) {
    const place = Math.round(step / STEP.step);
    graded[place] ??= (() => {
      const net = networkOf(weights, step);
      const z = points.map((point) => net.score(net.hidden(point)));
      const sum = z.reduce((total, score, i) => total + surprise(score, i % 2), 0);
      const count = z.filter((score, i) => score >= 0 === (i % 2 === 1)).length;
      return { loss: sum / z.length, right: count };
    })();
    return graded[place];
  }

  const texts = () => {
    const now = grade(model.get("step"));
    return {
      right: fill(words.score, { n: now.right, all: points.length }),
      loss: number(now.loss, 2)
    };
  };

  function draw() {
    const step = model.get("step");
    const net = networkOf(weights, step);
    const target = model.get("fold");
    const share = target === way[1] ? folding.share() : 1; // a drag meanwhile ends the way
    const fold = share < 1 ? way[0] + share * (target - way[0]) : target;
    const mix = ([x, y], [h1, h2]) => [
      (1 - fold) * x + fold * (SQUARE.x + SQUARE.wide * h1),
      (1 - fold) * y + fold * (SQUARE.y + SQUARE.high * h2)
    ];
    const moved = (point) => mix(point, net.hidden(point));
    grid.forEach((line, i) => {
      line.draw(lines[i].map(moved));
    });
    border.draw(net.cut().map(({ at, h }) => mix(at, h)));
    moons.forEach((moon, label) => {
      moon.draw(points.filter((_, i) => i % 2 === label).map(moved));
    });
    const names = { 0: [words.plane, words.planeUp], 1: [words.hidden, words.hiddenUp] };
    const [across, up] = names[fold] ?? [words.between, ""];
    figure.setX(X, across);
    figure.setY(Y, up);
    const { right: told, loss: height } = texts();
    right.textContent = told;
    const now = grade(step);
    curve.draw(range(0, step, step / STEP.step || 1).map((x) => [x, grade(x).loss]));
    drawKnob(step, now.loss);
    const side = step > 600 ? { dx: -14, dy: -10, anchor: "end" } : { dx: 15, dy: 5 };
    loss.draw(step, now.loss, height, step > 30 && step <= 600 ? { dx: 14, dy: -10 } : side);
  }

  return s.onDraw(draw, () => {
    const fold = number(model.get("fold"), 2);
    return fill(words.said, { fold, step: model.get("step"), ...texts() });
  });
}

export default { render };
