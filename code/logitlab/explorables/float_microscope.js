const WORDS = {
  "en": {
    "title": "Float microscope",
    "prompt": "The label is yes. Train the four learners: who moves?",
    "next": [
      "Above: whose loss leaves the rounding line, and from which score on? Drag the handle there."
    ],
    "figure": [
      "Relative error of the loss, on a logarithmic axis, against the score z, for four ways to",
      "compute it. One stays at the level of rounding everywhere."
    ],
    "lanes": [
      "Four lanes, one for each way, over the same scores: where its learner started and where it",
      "is now."
    ],
    "errorAxis": "relative error",
    "zAxis": "score z",
    "handle": "score z, where the learners start",
    "z": "start z",
    "dtype": "format",
    "float16": "float16",
    "bfloat16": "bfloat16",
    "float32": "float32",
    "float64": "float64",
    "zoom": "scores up to",
    "far": "±1100",
    "middle": "±120",
    "near": "±20",
    "steps": "steps taken",
    "train": "Train 200 steps",
    "pause": "Pause",
    "lostRow": "∞",
    "rounding": "rounding",
    "naive": "naive",
    "clipped": "clipped",
    "shifted": "shifted",
    "fused": "fused",
    "naive_end": "naive, the score now",
    "clipped_end": "clipped, the score now",
    "shifted_end": "shifted, the score now",
    "fused_end": "fused, the score now",
    "fine": "Fine controls, all losses and scores",
    "way": "way",
    "loss": "loss at the start",
    "end": "score now",
    "lost": "⚠ {value}",
    "note": "⚠ marks a 0, ∞ or nan where the format has a better number.",
    "said": [
      "{dtype}, start {z}, {steps} steps. Scores now: naive {naive}, clipped {clipped}, shifted",
      "{shifted}, fused {fused}."
    ],
    "reset": "Reset"
  }
};

import { element } from "./shared/dom.js";
import { floatText, FORMATS, isLost, relativeError, train, truth, WAYS } from "./shared/floats.js";
import { clamp, range } from "./shared/maths.js";
import { fill, number, raised, stage } from "./shared/stage.js";

const Z = { low: -1100, high: 1100, step: 0.1, digits: 1 };
const STEPS = { low: 0, high: 200, step: 1, digits: 0 };
const REACH = { far: 1100, middle: 120, near: 20 };
const KEY = { far: 10, middle: 1, near: 0.1 }; // how far an arrow key goes
const NAMES = Object.keys(WAYS);
const [FLOOR, MOST, LOST] = [-18, 2.2, 3]; // powers of ten: larger errors are drawn at the second
const LOOKS = {
  naive: "ink",
  clipped: "target dashed thick",
  shifted: "score dashed",
  fused: "loss pale-line"
};
const DOTS = { naive: "ink", clipped: "target", shifted: "score", fused: "loss" };
const COMPARED = ["clipped", "fused"]; // whose scores stand in their lanes: the others with a ⚠
const AT_ONCE = 2; // steps that are taken together while it plays
const PACE = 16; // ms for these

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["z", "dtype", "steps", "zoom"]);
  const { words } = s;
  const margin = { left: 68, top: 10 };
  const figure = s.chart({
    x: [-120, 120],
    y: [FLOOR - 0.8, LOST + 1],
    height: 214,
    margin: { ...margin, bottom: 22 },
    rows: [-16, -12, -8, -4, 0]
      .map((k) => [k, k ? `10${raised(k)}` : "1"])
      .concat([[LOST, words.lostRow]]),
    xTicks: false,
    xLabel: "",
    yLabel: words.errorAxis,
    label: words.figure
  });
  const level = figure.path("muted thin");
  const levelName = figure.text("note");
  const line = figure.path("muted dashed thin");
  const curves = Object.fromEntries(
    ["fused", "naive", "clipped", "shifted"].map((way) => [way, figure.path(LOOKS[way])])
  );
  const lanes = s.chart({
    x: [-120, 120],
    y: [-3.6, 0.6],
    height: 164,
    margin: { ...margin, bottom: 40 },
    rows: NAMES.map((way, i) => [-i, words[way]]),
    xLabel: words.zAxis,
    yLabel: "",
    label: words.lanes
  });
  const below = lanes.path("muted dashed thin");
  const runs = NAMES.map((way) => ({
    way,
    sample: lanes.path(LOOKS[way]), // of the curve above
    track: lanes.path(LOOKS[way]),
    dot: lanes.dots(`${DOTS[way]} big`),
    text: lanes.text("note")
  }));

  const reach = () => REACH[model.get("zoom")];
  const move = (z) => s.set({ z: Number(clamp(z, -reach(), reach()).toFixed(1)) });
  const knob = figure.handle({
    className: "loss",
    label: words.handle,
    onDrag: ({ x }) => move(x),
    onStep: (direction, size) => move(model.get("z") + direction * size * KEY[model.get("zoom")]),
    onEnd: (end) => move(end * reach())
  });
  for (const chart of [figure, lanes]) chart.onTap(({ x }) => move(x));
  // the errors are asked about when it is seen who moves, or the handle has been dragged
  const { show } = s.phases(["prompt", "next"]);
  const start = model.get("z");
  const asked = () => model.get("steps") > 0 || model.get("z") !== start;

  const play = { ...STEPS, step: AT_ONCE, pace: PACE, word: "train" };
  s.player("steps", play).classList.add("explorable-main");
  s.slider("steps", STEPS);
  s.choice("dtype", Object.keys(FORMATS));
  s.fold("fine");
  s.choice("zoom", Object.keys(REACH));
  s.slider("z", Z);
  const table = s.block("table", "ways-table");
  const head = element(element(table, "thead"), "tr");
  for (const name of ["way", "loss", "end"]) element(head, "th", { scope: "col" }, words[name]);
  const body = element(table, "tbody");
  const cells = NAMES.map((way) => {
    const row = element(body, "tr");
    element(row, "th", { scope: "row" }, words[way]);
    return ["", "_end"].map((part) => element(row, "td", { "data-number": `${way}${part}` }));
  });
  s.block("p", "ways-note").textContent = words.note;

  let drawn = "";
  function drawCurves(dtype) {
    const wanted = [reach(), dtype, figure.view.width].join(" ");
    if (drawn === wanted) return;
    drawn = wanted;
    for (const chart of [figure, lanes]) chart.setX([-reach(), reach()]);
    const { round, epsilon } = FORMATS[dtype];
    const base = Math.log10(epsilon / 2);
    level.draw([
      [-reach(), base],
      [reach(), base]
    ]);
    for (const way of NAMES) {
      const points = range(-reach(), reach(), 440).map((x) => {
        const z = round(x);
        const error = relativeError(WAYS[way](z, round)[0], truth(z)[0]);
        return [x, error === Infinity ? LOST : clamp(Math.log10(error), base, MOST)];
      });
      curves[way].draw(points);
    }
  }

  function numbers() {
    const { round } = FORMATS[model.get("dtype")];
    const z = round(model.get("z"));
    const [trueLoss] = truth(z);
    const flagged = (text, lost) => (lost ? fill(words.lost, { value: text }) : text);
    return NAMES.map((way) => {
      const [loss] = WAYS[way](z, round);
      const end = train(way, z, round, model.get("steps"));
      const text = Number.isFinite(end) ? number(end, 2) : flagged(floatText(end), true);
      return { loss: flagged(floatText(loss), isLost(loss, trueLoss, round)), end, text };
    });
  }

  function draw() {
    const z = model.get("z");
    const dtype = model.get("dtype");
    drawCurves(dtype);
    show(asked() ? 1 : 0);
    for (const way of NAMES) {
      curves[way].node.classList.toggle("explorable-elsewhere", !asked());
    }
    const base = Math.log10(FORMATS[dtype].epsilon / 2);
    const far = z > 0.5 * reach(); // the handle is where the name of the line would be
    const [end, anchor] = far ? [-reach(), "start"] : [reach(), "end"];
    levelName.draw(end, base, words.rounding, { dy: 15, anchor });
    line.draw([
      [z, FLOOR - 1],
      [z, LOST + 1]
    ]);
    below.draw([
      [z, -4],
      [z, 1]
    ]);
    knob.draw(z, base, { low: -reach(), high: reach(), value: z, spoken: number(z, 1) });
    const rows = numbers();
    runs.forEach(({ way, sample, track, dot, text }, i) => {
      sample.draw([
        [-reach(), -i],
        [-0.9 * reach(), -i]
      ]);
      const { end, text: content } = rows[i];
      const at = Number.isFinite(end) ? clamp(end, -reach(), reach()) : z;
      track.draw([
        [z, -i],
        [at, -i]
      ]);
      dot.draw([[at, -i]]);
      const side = at > 0.55 * reach() ? { dx: -12, anchor: "end" } : { dx: 12 };
      const told = COMPARED.includes(way) || !Number.isFinite(end);
      text.draw(at, -i, told ? content : "", { dy: 4, ...side });
      [rows[i].loss, content].forEach((written, k) => {
        if (cells[i][k].textContent !== written) cells[i][k].textContent = written;
        cells[i][k].classList.toggle("lost-cell", written.startsWith("⚠"));
      });
    });
  }

  return s.onDraw(draw, () => {
    const ends = Object.fromEntries(numbers().map(({ text }, i) => [NAMES[i], text]));
    const told = { dtype: model.get("dtype"), z: number(model.get("z"), 1) };
    return fill(words.said, { ...told, steps: model.get("steps"), ...ends });
  });
}

export default { render };
