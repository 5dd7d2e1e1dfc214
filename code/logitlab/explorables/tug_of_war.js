const WORDS = {
  "en": {
    "title": "Tug of war",
    "prompt": [
      "Every launch pulls the curve toward its label. Drag the ring and the square until the",
      "pulls balance, or press the buttons. How many steps does each method need?"
    ],
    "figure": [
      "Probability of distress against temperature, with an arrow for each of the 23 launches,",
      "from the curve to its label 0 or 1."
    ],
    "balanceFigure": [
      "The total pull to the left and to the right, on w and on b. A diamond marks the",
      "difference."
    ],
    "trailFigure": [
      "How far the NLL lies above its lowest value, after each step, as a power of ten."
    ],
    "temperature": "temperature, °F",
    "probability": "probability of distress",
    "balance": "← down · total pull · up →",
    "step": "step",
    "power": "gap = 10 to the power",
    "b": "b: score at 69.57 °F",
    "w": "w: score per 6.90 °F",
    "rate": "step size of gradient descent",
    "bHandle": "ring: b, the score at the mean temperature",
    "wHandle": "square: w, the change of the score per 6.90 °F",
    "nll": "NLL, in nats (a sum)",
    "gap": "above the lowest NLL",
    "pull_b": "total pull on b",
    "pull_w": "total pull on w",
    "steps": "steps since the start",
    "descend1": "Gradient descent ×1",
    "descend10": "×10",
    "descend100": "×100",
    "newton": "Newton ×1",
    "zero": "Back to b = w = 0",
    "descent": "gradient descent",
    "newtons": "Newton",
    "said": [
      "b is {b}, w is {w}. The total pulls are {pullB} on b and {pullW} on w. The NLL is {nll}",
      "nats."
    ],
    "reset": "Reset"
  }
};

import {
  clamp,
  logisticFit,
  logisticObjective,
  logit,
  newtonStep,
  pulls,
  range,
  sideBySide,
  sigmoid,
  standardize,
  total
} from "./shared/maths.js";
import { fill, number, small, stage } from "./shared/stage.js";

const LIMIT = 5; // of b and w
const LONGEST = 100; // walk, in steps
const FLOOR = -9; // a gap below this power of ten is drawn here
const PARAMETER = { low: -LIMIT, high: LIMIT, step: 0.05, digits: 3 };
const RATE = { low: 0.02, high: 0.6, step: 0.02, digits: 2 };
const LEVER = -1.5; // where the square stands, in standard deviations
const RANGE = [50, 84];
// A step of the trail is [method, step, b, w, gap]; the start of a walk has the method 0.
const DESCENT = 1;
const NEWTON = 2;

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["b", "w", "rate", "trail"]);
  const { words } = s;
  const y = model.get("target");
  const { mean, deviation, values: u } = standardize(model.get("temperature"));
  const place = sideBySide(model.get("temperature"), 0.45).map((t, i) => [t, y[i]]);
  const lowest = logisticObjective(u, y, logisticFit(u, y, {}, 12));
  const gap = (line) => Math.max(logisticObjective(u, y, line) - lowest, 0);

  const figure = s.chart({
    x: RANGE,
    y: [-0.06, 1.06],
    height: 300,
    xLabel: words.temperature,
    yLabel: words.probability,
    label: words.figure
  });
  const launches = figure.dots("target big");
  const arrows = figure.arrows("gradient");
  const curve = figure.path("probability thick");
  const scoreAt = (y) => logit(clamp(y, 0.002, 0.998));
  const look = { ...PARAMETER, className: "probability" };
  const drawB = s.handle(figure, "b", {
    ...look,
    label: words.bHandle,
    onDrag: ({ y }) => scoreAt(y)
  });
  const drawW = s.handle(figure, "w", {
    ...look,
    label: words.wHandle,
    square: true,
    onDrag: ({ y }) => (scoreAt(y) - model.get("b")) / LEVER
  });
  const balance = s.chart({
    x: [-17, 17],
    y: [0.4, 2.6],
    rows: [
      [1, "w"],
      [2, "b"]
    ],
    height: 140,
    xLabel: words.balance,
    yLabel: "",
    label: words.balanceFigure
  });
  const rope = () => ({ line: balance.path("gradient rope"), knot: balance.path("ink filled") });
  const ropeW = rope();
  const ropeB = rope();
  const write = s.readouts(["nll", "gap", "pull_b", "pull_w", "steps"]);

  function state() {
    const line = { b: model.get("b"), w: model.get("w") };
    const onB = pulls(u, y, line);
    const onW = onB.map((pull, i) => pull * u[i]);
    const [, last, b, w] = model.get("trail").at(-1) ?? [];
    const steps = b === line.b && w === line.w ? last : 0; // 0: the walk does not end here
    return { line, onB, onW, steps, pullB: total(onB), pullW: total(onW), gap: gap(line) };
  }

  // Steps by a rule. A walk that does not begin where the last one ends is a new one.
  function walk(method, rule, count) {
    const trail = [...model.get("trail")];
    for (let i = 0; i < count; i += 1) {
      const now = state();
      if (!now.steps) trail.push([0, 0, now.line.b, now.line.w, now.gap]);
      if (now.steps >= LONGEST) trail.pop();
      const next = rule(now);
      trail.push([method, now.steps + 1, next.b, next.w, gap(next)]);
      s.set({ ...next, trail: [...trail] });
    }
  }

  const moved = (from, pull) => clamp(from + model.get("rate") * pull, -LIMIT, LIMIT);
  const descend = ({ line, pullB, pullW }) => ({
    b: moved(line.b, pullB),
    w: moved(line.w, pullW)
  });
  const newton = ({ line }) => newtonStep(u, y, line, { limit: LIMIT });
  for (const count of [1, 10, 100])
    s.button(`descend${count}`, () => walk(DESCENT, descend, count));
  s.button("newton", () => walk(NEWTON, newton, 1));
  s.button("zero", () => s.set({ b: 0, w: 0 }));
  const trace = s.chart({
    x: [-2, 102],
    y: [FLOOR - 0.5, 1.6],
    height: 230,
    xLabel: words.step,
    yLabel: words.power,
    label: words.trailFigure
  });
  const walks = ["loss", "score big", "ink big"].map((name) => trace.dots(name));
  const names = ["descent", "newtons"].map(() => trace.text("note"));
  s.slider("b", PARAMETER);
  s.slider("w", PARAMETER);
  s.slider("rate", RATE);

  // All that pulls down, all that pulls up, and a knot where they leave the rope.
  function drawRope({ line, knot }, row, pullsOn) {
    const down = total(pullsOn.filter((pull) => pull < 0));
    const up = total(pullsOn.filter((pull) => pull > 0));
    const net = down + up;
    line.draw([
      [down, row],
      [up, row]
    ]);
    const diamond = [
      [net - 0.5, row],
      [net, row + 0.35],
      [net + 0.5, row],
      [net, row - 0.35]
    ];
    knot.draw(diamond, true);
  }

  function drawTrace(now) {
    const height = (value) => Math.max(Math.log10(value), FLOOR);
    // `named` is the number of the point at which the name of the walk stands.
    const drawWalk = (method, walk, label, name, named, dy) => {
      const own = model.get("trail").filter((step) => step[0] === method);
      const points = own.map(([, step, , , above]) => [step, height(above)]);
      walk.draw(points);
      if (points.length)
        label.draw(...points[Math.min(points.length, named) - 1], name, { dx: 10, dy });
      else label.draw(0, 0, "");
    };
    drawWalk(DESCENT, walks[0], names[0], words.descent, 12, -5);
    drawWalk(NEWTON, walks[1], names[1], words.newtons, 3, 5);
    walks[2].draw([[now.steps, height(now.gap)]]);
  }

  function draw() {
    const now = state();
    const { b, w } = now.line;
    launches.draw(place);
    arrows.draw(
      now.onB.map((pull, i) => [place[i][0], y[i] - pull, y[i] - clamp(pull, -0.03, 0.03)])
    );
    curve.draw(range(...RANGE, 120).map((t) => [t, sigmoid(b + (w * (t - mean)) / deviation)]));
    drawB(mean, sigmoid(b));
    drawW(mean + LEVER * deviation, sigmoid(b + w * LEVER));
    drawRope(ropeW, 1, now.onW);
    drawRope(ropeB, 2, now.onB);
    drawTrace(now);
    write.nll(number(lowest + now.gap, 4));
    write.gap(small(now.gap, 4));
    write.pull_b(number(now.pullB, 4));
    write.pull_w(number(now.pullW, 4));
    write.steps(String(now.steps));
  }

  return s.onDraw(draw, () => {
    const now = state();
    return fill(words.said, {
      b: number(now.line.b, 3),
      w: number(now.line.w, 3),
      pullB: number(now.pullB, 3),
      pullW: number(now.pullW, 3),
      nll: number(lowest + now.gap, 3)
    });
  });
}

export default { render };
