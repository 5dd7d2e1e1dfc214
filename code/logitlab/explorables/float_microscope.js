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

import { floatText, FORMATS, isLost, relativeError, train, truth, WAYS } from "./shared/floats.js";
import { range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const Z = { low: -1100, high: 1100, step: 0.1, digits: 1 };
const STEPS = { low: 0, high: 200, step: 1, digits: 0 };
const REACH = { far: 1100, middle: 120, near: 20 };
const NAMES = Object.keys(WAYS);
const LOOKS = {
  naive: "ink",
  clipped: "target dashed thick",
  shifted: "score dashed",
  fused: "loss pale-line"
};

function node(parent, tag, attributes = {}, content = "") {
  const made = Object.assign(document.createElement(tag), { textContent: content });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

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
    ["fused", ...NAMES.slice(0, 3)].map((way) => [way, figure.path(LOOKS[way])])
  );
  const labels = Object.fromEntries(NAMES.slice(0, 3).map((way) => [way, figure.text("note")]));
  const drawRing = s.handle(figure, "z", {
    ...Z,
    className: "loss",
    label: words.handle,
    onDrag: ({ x }) => Math.round(10 * x) / 10,
    taps: [figure]
  });

  // One block of rows for each way: its name, then what it computes.
  const table = s.block("table", "ways-table");
  const top = node(node(table, "thead"), "tr");
  const columns = ["loss", "error", "slope", "end"];
  const heads = columns.map((name) => node(top, "th", { scope: "col" }, words[name]));
  const cells = Object.fromEntries(
    NAMES.map((way) => {
      const body = node(table, "tbody");
      node(node(body, "tr"), "th", { scope: "rowgroup", colspan: 4 }, words[way]);
      const row = node(body, "tr");
      return [
        way,
        columns.map((name) =>
          node(
            row,
            "td",
            name === "loss" ? { "data-number": way } : { "data-cell": `${way}-${name}` }
          )
        )
      ];
    })
  );
  s.block("p", "ways-note").textContent = words.note;
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
      const [x, y] = points[0];
      const cut =
        way === "clipped"
          ? y < 0.8 * reach && points.length === scores.length
          : points.length < scores.length;
      const place = way === "clipped" ? { dx: 4, dy: -7 } : { dx: 8, dy: way === "naive" ? 0 : -8 };
      labels[way]?.draw(x, y, cut ? words[`${way}Name`] : "", place);
    }
  }

  function numbers() {
    const [dtype, steps] = [model.get("dtype"), model.get("steps")];
    const { round, epsilon } = FORMATS[dtype];
    const z = round(model.get("z"));
    const right = truth(z);
    const flagged = (value, lost) =>
      lost ? fill(words.lost, { value: floatText(value) }) : floatText(value);
    const rows = NAMES.map((way) => {
      const [loss, slope] = WAYS[way](z, round);
      const end = train(way, z, round, steps);
      return [
        way,
        [
          flagged(loss, isLost(loss, right[0], round)),
          relativeError(loss, right[0], epsilon) ?? words.rounding,
          flagged(slope, isLost(slope, right[1], round)),
          Number.isFinite(end) ? number(end, 2) : flagged(end, true)
        ]
      ];
    });
    return { z, dtype, steps, loss: right[0], rows };
  }

  function draw() {
    const { z, dtype, steps, loss, rows } = numbers();
    drawCurves(REACH[model.get("zoom")], dtype);
    drawRing(z, loss);
    write(heads[3], fill(words.end, { steps }));
    for (const [way, texts] of rows) texts.forEach((content, i) => write(cells[way][i], content));
  }

  return s.onDraw(draw, () => {
    const { z, dtype, rows } = numbers();
    const losses = Object.fromEntries(rows.map(([way, [loss]]) => [way, loss]));
    return fill(words.said, { dtype, z: number(z, 1), ...losses });
  });
}

export default { render };
