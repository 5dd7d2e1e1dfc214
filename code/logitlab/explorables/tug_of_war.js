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
  range
} from "./shared/maths.js";
import { sideBySide, sigmoid, standardize, total } from "./shared/maths.js";
import { fill, number, stage, small } from "./shared/stage.js";
const [LIMIT, LONGEST] = [5, 100]; // of b and w; of a walk, in steps
const FLOOR = -9; // a gap below this power of ten is drawn here
const PARAMETER = { low: -LIMIT, high: LIMIT, step: 0.05, digits: 3 };
const RATE = { low: 0.02, high: 0.6, step: 0.02, digits: 2 };
const LEVER = -1.5; // where the square stands, in standard deviations
const RANGE = [50, 84];

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
  const score = (to) => logit(clamp(to.y, 0.002, 0.998));
  const look = { ...PARAMETER, className: "probability" };
  const drawB = s.handle(figure, "b", { ...look, label: words.bHandle, onDrag: score });
  const turn = (to) => (score(to) - model.get("b")) / LEVER;
  const drawW = s.handle(figure, "w", {
    ...look,
    label: words.wHandle,
    square: true,
    onDrag: turn
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
  const ropes = [1, 2].map(() => [balance.path("gradient rope"), balance.path("ink filled")]);
  const write = s.readouts(["nll", "gap", "pull_b", "pull_w", "steps"]);

  function state() {
    const line = { b: model.get("b"), w: model.get("w") };
    const onB = pulls(u, y, line);
    const onW = onB.map((pull, i) => pull * u[i]);
    const end = model.get("trail").at(-1);
    const steps = end && end[2] === line.b && end[3] === line.w ? end[1] : 0;
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
  for (const count of [1, 10, 100]) s.button(`descend${count}`, () => walk(1, descend, count));
  s.button("newton", () => walk(2, ({ line }) => newtonStep(u, y, line, { limit: LIMIT }), 1));
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
  Object.entries({ b: PARAMETER, w: PARAMETER, rate: RATE }).forEach((each) => s.slider(...each));

  function drawTrace(now) {
    const height = (value) => Math.max(Math.log10(value), FLOOR);
    [words.descent, words.newtons].forEach((name, i) => {
      const own = model.get("trail").filter(([method]) => method === i + 1);
      const points = own.map(([, step, , , above]) => [step, height(above)]);
      walks[i].draw(points);
      const [x, y] = points[Math.min(points.length, i ? 3 : 12) - 1] ?? [0, 0];
      names[i].draw(x, y, points.length ? name : "", { dx: 10, dy: i ? 5 : -5 });
    });
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
    [now.onW, now.onB].forEach((each, i) => {
      const [down, up] = [-1, 1].map((sign) => total(each.filter((pull) => pull * sign > 0)));
      const [net, row] = [down + up, i + 1];
      ropes[i][0].draw([
        [down, row],
        [up, row]
      ]);
      ropes[i][1].draw(
        [
          [net - 0.5, row],
          [net, row + 0.35],
          [net + 0.5, row],
          [net, row - 0.35]
        ],
        true
      );
    });
    drawTrace(now);
    write.nll(number(lowest + now.gap, 4));
    write.gap(small(now.gap, 4));
    [write.pull_b, write.pull_w].forEach((pull, i) => pull(number([now.pullB, now.pullW][i], 4)));
    write.steps(String(now.steps));
  }

  return s.onDraw(draw, () => {
    const { line, pullB, pullW, gap: above } = state();
    const values = Object.entries({ ...line, pullB, pullW, nll: lowest + above });
    return fill(words.said, Object.fromEntries(values.map(([name, v]) => [name, number(v, 3)])));
  });
}

export default { render };
