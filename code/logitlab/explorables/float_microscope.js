const WORDS = {
  "en": {
    "title": "Float microscope",
    "prompt": [
      "The label is 1, so the loss is −ln σ(z). Drag the ring. Where does each of the four ways",
      "leave the true loss? Then press the button: which of them learns from a start at z = −60?"
    ],
    "figure": [
      "Loss against the score z, computed in four ways: two break off at their limits, the",
      "clipped one is flat on the far left, the fused one goes on."
    ],
    "zAxis": "score z",
    "lossAxis": "loss",
    "z": "score z",
    "handle": "score z on the curve",
    "dtype": "format",
    "float16": "float16",
    "float32": "float32",
    "float64": "float64",
    "zoom": "scores up to",
    "far": "±1100",
    "middle": "±120",
    "near": "±20",
    "steps": "training steps",
    "train": "Start at −60, train 200 steps",
    "naive": "naive: −ln(1/(1 + e⁻ᶻ))",
    "clipped": "clipped: the same, p kept between 10⁻¹⁵ and 1 − 10⁻¹⁵",
    "shifted": "shifted: −ln softmax of z and 0, after subtracting the larger",
    "fused": "fused: max(−z, 0) + log1p(exp(−|z|))",
    "naiveName": "naive",
    "clippedName": "clipped",
    "shiftedName": "shifted",
    "loss": "loss",
    "error": "relative error",
    "slope": "gradient",
    "end": "z after {steps} steps",
    "rounding": "rounding",
    "lost": "⚠ {value}",
    "note": "⚠ marks a 0, ∞ or nan where the format has a better number.",
    "said": [
      "{dtype}, z = {z}. Losses: naive {naive}, clipped {clipped}, shifted {shifted}, fused",
      "{fused}."
    ],
    "reset": "Reset"
  }
};

import { element } from "./shared/dom.js";
import { floatText, FORMATS, isLost, relativeError, train, truth, WAYS } from "./shared/floats.js";
import { range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const Z = { low: -1100, high: 1100, step: 0.1, digits: 1 };
const STEPS = { low: 0, high: 200, step: 1, digits: 0 };
const REACH = { far: 1100, middle: 120, near: 20 };
const NAMES = Object.keys(WAYS);
const CUT_OFF = ["naive", "clipped", "shifted"]; // the fused one never breaks off
const COLUMNS = ["loss", "error", "slope", "end"]; // of the table
const LOOKS = {
  naive: "ink",
  clipped: "target dashed thick",
  shifted: "score dashed",
  fused: "loss pale-line"
};

function write(cell, content) {
  if (cell.textContent === content) return;
  cell.textContent = content;
  cell.classList.toggle("lost-cell", content.startsWith("⚠"));
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["z", "dtype", "steps", "zoom"]);
  const { words } = s;
  const figure = s.chart({
    x: [-120, 120],
    y: [-8, 130],
    height: 250,
    margin: { left: 58 },
    xLabel: words.zAxis,
    yLabel: words.lossAxis,
    label: words.figure
  });
  const curves = Object.fromEntries(
    ["fused", ...CUT_OFF].map((way) => [way, figure.path(LOOKS[way])])
  );
  const labels = Object.fromEntries(CUT_OFF.map((way) => [way, figure.text("note")]));
  const drawRing = s.handle(figure, "z", {
    ...Z,
    className: "loss",
    label: words.handle,
    onDrag: ({ x }) => Math.round(10 * x) / 10,
    taps: [figure]
  });

  // One block of rows for each way: its name, then what it computes.
  const table = s.block("table", "ways-table", s.view);
  const top = element(element(table, "thead"), "tr");
  const heads = COLUMNS.map((name) => element(top, "th", { scope: "col" }, words[name]));
  const cells = {};
  for (const way of NAMES) {
    const body = element(table, "tbody");
    const title = element(body, "tr");
    element(title, "th", { scope: "rowgroup", colspan: COLUMNS.length }, words[way]);
    const row = element(body, "tr");
    cells[way] = COLUMNS.map((name) => {
      const attributes =
        name === "loss" ? { "data-number": way } : { "data-cell": `${way}-${name}` };
      return element(row, "td", attributes);
    });
  }
  s.block("p", "ways-note", s.view).textContent = words.note;
  s.slider("z", Z);
  s.choice("dtype", Object.keys(FORMATS));
  s.choice("zoom", Object.keys(REACH));
  s.slider("steps", STEPS);
  s.button("train", () => s.set({ z: -60, steps: 200, zoom: "middle" }));

  let drawn = "";
  function drawCurves(reach, dtype) {
    const wanted = [reach, dtype, figure.view.width].join(" ");
    if (drawn === wanted) return;
    drawn = wanted;
    figure.setX([-reach, reach]);
    figure.setY([-0.06 * reach, 1.08 * reach]);
    const { round } = FORMATS[dtype];
    const scores = range(-reach, reach, 400);
    for (const way of NAMES) {
      const points = scores
        .map((x) => [x, WAYS[way](round(x), round)[0]])
        .filter(([, y]) => y < 2 * reach);
      curves[way].draw(points);
      if (way !== "fused") drawLabel(way, points[0], points.length === scores.length, reach);
    }
  }

  // A curve is named at its left end, where it leaves the true one: two break off there, the
  // clipped one goes on, too low.
  function drawLabel(way, [x, y], isWhole, reach) {
    const leaves = way === "clipped" ? isWhole && y < 0.8 * reach : !isWhole;
    const place = { naive: { dx: 8 }, clipped: { dx: 4, dy: -7 }, shifted: { dx: 8, dy: -8 } };
    labels[way].draw(x, y, leaves ? words[`${way}Name`] : "", place[way]);
  }

  function numbers() {
    const dtype = model.get("dtype");
    const steps = model.get("steps");
    const { round, epsilon } = FORMATS[dtype];
    const z = round(model.get("z"));
    const [trueLoss, trueSlope] = truth(z);
    const flagged = (value, lost) =>
      lost ? fill(words.lost, { value: floatText(value) }) : floatText(value);
    const rows = {};
    for (const way of NAMES) {
      const [loss, slope] = WAYS[way](z, round);
      const end = train(way, z, round, steps);
      rows[way] = {
        loss: flagged(loss, isLost(loss, trueLoss, round)),
        error: relativeError(loss, trueLoss, epsilon) ?? words.rounding,
        slope: flagged(slope, isLost(slope, trueSlope, round)),
        end: Number.isFinite(end) ? number(end, 2) : flagged(end, true)
      };
    }
    return { z, dtype, steps, loss: trueLoss, rows };
  }

  function draw() {
    const { z, dtype, steps, loss, rows } = numbers();
    drawCurves(REACH[model.get("zoom")], dtype);
    drawRing(z, loss);
    write(heads[COLUMNS.indexOf("end")], fill(words.end, { steps }));
    for (const way of NAMES) {
      COLUMNS.forEach((name, i) => {
        write(cells[way][i], rows[way][name]);
      });
    }
  }

  return s.onDraw(draw, () => {
    const { z, dtype, rows } = numbers();
    const losses = Object.fromEntries(NAMES.map((way) => [way, rows[way].loss]));
    return fill(words.said, { dtype, z: number(z, 1), ...losses });
  });
}

export default { render };
