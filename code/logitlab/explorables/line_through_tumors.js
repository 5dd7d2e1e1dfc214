const WORDS = {
  "en": {
    "title": "A line through tumors",
    "prompt":
      "Drag the ends of the line until few tumors lie on the wrong side. Then let it learn.",
    "figure": [
      "Worst texture against worst radius of 569 tumors, triangles for malignant. A straight line",
      "is the boundary; the shade to the right of it grows with the probability of malignant."
    ],
    "radius": "worst radius x₁",
    "texture": "worst texture x₂",
    "benign": "benign",
    "bad": "malignant",
    "edge": "{p}%",
    "lowHandle": "lower end of the line: the radius at texture 20",
    "highHandle": "upper end of the line: the radius at texture 40",
    "low": "radius at texture 20",
    "high": "radius at texture 40",
    "weight": "weight of the radius",
    "learn": "Let it learn",
    "pause": "Pause",
    "fine": "The ends of the line as sliders",
    "accuracy": "on their own side",
    "surprise": "mean surprise, in nats",
    "said":
      "{accuracy} of the tumors lie on their own side, and the mean surprise is {surprise} nats.",
    "reset": "Reset"
  }
};

import { clamp, clipPolygon, logit, residual, standardize, surprise } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { calm } from "./shared/tween.js";

const X = [6, 37];
const Y = [11, 50];
const FRAME = [
  [X[0], Y[0]],
  [X[1], Y[0]],
  [X[1], Y[1]],
  [X[0], Y[1]]
];
const LOW = 20; // the textures at which the line is held
const HIGH = 40;
const END = { low: 6, high: 36, step: 0.25, digits: 2 };
const WEIGHT = { low: 0.05, high: 4, step: 0.05, digits: 2 };
const SHADES = [0.1, 0.5, 0.9]; // probabilities at which it gets darker
const NAME = 84; // px of a name in a corner
const PERCENT = 32; // px of a name at the lower edge
const RATE = 3; // on the gradient of the mean, features standardized
const STEPS = 6; // of gradient descent in a frame
const STILL = 1e-4; // a gradient shorter than this: it has learned

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["low", "high", "weight"]);
  const { words } = s;
  const y = model.get("malignant");
  const features = ["radius", "texture"].map((name) => standardize(model.get(name)));
  const rows = y.map((_, i) => [1, features[0].values[i], features[1].values[i]]);
  const points = y.map((_, i) => [model.get("radius")[i], model.get("texture")[i]]);
  const groups = [0, 1].map((label) => points.filter((_, i) => y[i] === label));

  const figure = s.chart({
    x: X,
    y: Y,
    height: 400,
    ratio: 0.86,
    xLabel: words.radius,
    yLabel: words.texture,
    label: words.figure
  });
  const shades = SHADES.map(() => figure.path("probability-fill"));
  const benign = figure.dots("muted");
  const malignant = figure.dots("target cross", "m-3 2.4h6l-3 -5.4z");
  const boundary = figure.path("probability thick");
  s.ghost(boundary);
  const names = ["benign", "bad"].map(() => figure.text("note"));
  const edges = [0, 1].map(() => figure.text("note"));
  const ends = { low: LOW, high: HIGH };
  const draws = Object.keys(ends).map((name) =>
    s.handle(figure, name, {
      ...END,
      className: "probability",
      label: words[`${name}Handle`],
      onDrag: ({ x }) => x
    })
  );

  const line = () => Object.fromEntries(["low", "high", "weight"].map((t) => [t, model.get(t)]));
  const write = s.readouts(["accuracy", "surprise"]);
  let parameters = null; // while it learns: bias and weights of the standardized features
  let frame = 0;
  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    learn.textContent = words.learn;
  }

  // From the line to bias and weights of the standardized features, and back.
  function toParameters({ low, high, weight }) {
    const slope = (high - low) / (HIGH - LOW);
    const [radius, texture] = features;
    const middle = radius.mean - low - slope * (texture.mean - LOW);
    return [weight * middle, weight * radius.deviation, -weight * slope * texture.deviation];
  }
  function toLine([bias, w1, w2]) {
    const [radius, texture] = features;
    const at = (t) => {
      const rest = bias + w2 * ((t - texture.mean) / texture.deviation);
      return clamp(radius.mean - (rest / w1) * radius.deviation, END.low, END.high);
    };
    const weight = clamp(w1 / radius.deviation, WEIGHT.low, WEIGHT.high);
    return { low: at(LOW), high: at(HIGH), weight };
  }

  // One step of gradient descent on the mean surprise; gives the length of the gradient.
  function step() {
    const slopes = [0, 0, 0];
    rows.forEach((row, i) => {
      const z = parameters[0] + parameters[1] * row[1] + parameters[2] * row[2];
      const error = residual(z, y[i]);
      for (const k of [0, 1, 2]) slopes[k] += (error * row[k]) / rows.length;
    });
    parameters = parameters.map((value, k) => value - RATE * slopes[k]);
    return Math.hypot(...slopes);
  }
  function steps(most) {
    for (let i = 0; i < most; i += 1) if (step() < STILL) return true;
    return false;
  }
  function go() {
    const done = steps(calm() ? 5000 : STEPS);
    s.set(toLine(parameters));
    if (done || !el.isConnected) return stop();
    frame = requestAnimationFrame(go);
  }
  const learn = s.button("learn", () => {
    if (frame) return stop();
    parameters = toParameters(line());
    learn.textContent = words.pause;
    go();
  });
  learn.classList.add("explorable-main");
  for (const event of ["pointerdown", "keydown", "input"]) {
    el.addEventListener(event, ({ target }) => target !== learn && frame && stop());
  }
  s.removes.push(stop);
  s.slider("weight", WEIGHT);
  s.fold("fine");
  for (const name of Object.keys(ends)) s.slider(name, END);

  const through = ({ low, high }) =>
    [Y[0], Y[1]].map((t) => {
      const share = (t - LOW) / (HIGH - LOW);
      return [low + share * (high - low), t];
    });
  const scoreOf = ({ low, high, weight }) => {
    const slope = (high - low) / (HIGH - LOW);
    return ([x, t]) => weight * (x - low - slope * (t - LOW));
  };

  function results() {
    const score = scoreOf(line());
    let [right, sum] = [0, 0];
    points.forEach((point, i) => {
      const z = score(point);
      sum += surprise(z, y[i]);
      if (z > 0 === (y[i] === 1)) right += 1;
    });
    return {
      accuracy: `${number((100 * right) / points.length, 1)}%`,
      surprise: number(sum / points.length, 3)
    };
  }

  function draw() {
    const now = line();
    const score = scoreOf(now);
    SHADES.forEach((p, i) => {
      shades[i].draw(
        clipPolygon(FRAME, (at) => score(at) - logit(p)),
        true
      );
    });
    const slope = (now.high - now.low) / (HIGH - LOW);
    const [wide, tall] = figure.scale();
    const lean = (Math.abs(slope) * wide) / tall; // px sideways for one px upward
    const at = (t) => now.low + slope * (t - LOW);
    // the names of the outer shades, at the lower edge, where there is room for both
    const middle = at(Y[0] + 12 / tall);
    const reach = logit(SHADES[2]) / now.weight;
    const beside = 4 + 10 * lean;
    [SHADES[0], SHADES[2]].forEach((p, i) => {
      const x = middle + (i ? reach : -reach);
      const room = i ? X[1] - x : x - X[0];
      const shown = room * wide > beside + PERCENT;
      const text = shown ? fill(words.edge, { p: number(100 * p, 0) }) : "";
      edges[i].draw(
        x,
        Y[0],
        text,
        i ? { dx: beside, dy: -7 } : { dx: -beside, dy: -7, anchor: "end" }
      );
    });
    // and those of the labels, in the upper corners, or in the lower ones where the line is there
    const corners = [
      { t: Y[1], dy: 18, line: at(Y[1] - 14 / tall) },
      { t: Y[0], dy: -25, line: at(Y[0] + 29 / tall) }
    ];
    const cornerOf = (gap) => corners.find(({ line }) => gap(line) * wide - 10 * lean > NAME);
    const [left, right] = [cornerOf((x) => x - X[0]), cornerOf((x) => X[1] - x)];
    benign.draw(groups[0]);
    malignant.draw(groups[1]);
    boundary.draw(through(now));
    names[0].draw(X[0], left?.t ?? Y[1], left ? words.benign : "", { dx: 8, dy: left?.dy });
    const end = { dx: -8, dy: right?.dy, anchor: "end" };
    names[1].draw(X[1], right?.t ?? Y[1], right ? words.bad : "", end);
    draws[0](now.low, LOW);
    draws[1](now.high, HIGH);
    const { accuracy, surprise: mean } = results();
    write.accuracy(accuracy);
    write.surprise(mean);
  }

  return s.onDraw(draw, () => fill(words.said, results()));
}

export default { render };
