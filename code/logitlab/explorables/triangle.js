const WORDS = {
  "en": {
    "title": "Triangle",
    "prompt": [
      "Drag the three handles, or the point itself. What moves the point, and what does not?"
    ],
    "figure": [
      "A triangle with the corners A, B and C. Each point in it stands for three shares that sum",
      "to 1."
    ],
    "railFigure": ["The scores of A, B and C as three handles, each on its own rail."],
    "score": "score z",
    "a": "A, without c",
    "b": "B, without c",
    "c": "C, without c",
    "shift": "c, added to all",
    "temperature": "temperature T",
    "handleA": "handle A: score of A",
    "handleB": "handle B: score of B",
    "handleC": "handle C: score of C",
    "point": "point: left and right, how far C is above B; up and down, the score of A",
    "exact": "Temperature, slopes, exact scores",
    "slopes": "show where each score would move the point",
    "share_a": "share of A",
    "share_b": "share of B",
    "share_c": "share of C",
    "log_ab": "log-odds ln(pA / pB)",
    "log_ac": "log-odds ln(pA / pC)",
    "log_bc": "log-odds ln(pB / pC)",
    "said": "A {a}, B {b}, C {c} at temperature {T}.",
    "reset": "Reset"
  }
};

import { clamp, range, softmax } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const NAMES = ["a", "b", "c"];
const SCORE = { low: -4, high: 4, step: 0.1, digits: 2 };
const GAP = { low: -8, high: 8, step: 0.2, digits: 1 };
const SHIFT = { low: -2, high: 2, step: 0.1, digits: 1 };
const HEAT = { low: 0.1, high: 10, step: 0.1, digits: 1 };
const HIGH = Math.sqrt(3) / 2; // of a triangle with sides 1
const SMALLEST = 0.002; // share that the point can be dragged to: the corners are out of reach
const STEPS = 40; // of the path from one temperature to another
const EDGES = [
  [0.5, 0.5, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5]
];
const CENTER = [1 / 3, 1 / 3, 1 / 3];
const CORNERS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1]
];
const SIDES = [
  { dx: 14, dy: 8 },
  { dy: 20, anchor: "middle" },
  { dy: 20, anchor: "middle" }
]; // of the names, with room for the share beside them

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...NAMES, "shift", "temperature", "slopes"]);
  const { words } = s;
  const scores = () => NAMES.map((name) => model.get(name) + model.get("shift"));

  const figure = s.chart({
    x: [-1, 1],
    y: [-0.15, 0.9],
    height: 388,
    ratio: 0.78,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { left: 14, top: 6, bottom: 4 }
  });
  const ties = EDGES.map(() => figure.path("muted thin dashed"));
  const outline = figure.path("ink");
  const path = figure.path("probability dashed");
  const start = figure.dots("probability");
  const arrows = NAMES.map((name) => figure.path(`class-${name} thick`));
  const corners = NAMES.map((name) => {
    const letter = figure.text(`note strong class-${name}`);
    const share = figure.text("note");
    share.node.dataset.number = `share_${name}`;
    return { letter, share };
  });

  // Shares to a place: the corners weighted by the shares. `stretch` makes all sides equally long.
  let stretch = 1;
  const place = ([pa, pb, pc]) => [((pc - pb) / 2) * stretch, pa * HIGH];
  function dragTo({ x, y }) {
    const top = y / HIGH;
    const slant = (2 * x) / stretch;
    const raw = [top, (1 - top - slant) / 2, (1 - top + slant) / 2];
    const kept = raw.map((share) => Math.max(share, SMALLEST));
    const logs = kept.map((share) => model.get("temperature") * Math.log(share));
    const middle = (Math.max(...logs) + Math.min(...logs)) / 2;
    const values = logs.map((z) => clamp(z - middle, SCORE.low, SCORE.high));
    s.set(Object.fromEntries(NAMES.map((name, k) => [name, values[k]])));
    return [gap(), model.get("a")];
  }
  // To the right the point goes from B to C, upward to A.
  const gap = () => model.get("c") - model.get("b");
  const drawPoint = s.handle(figure, "c", {
    ...GAP,
    className: "probability",
    label: words.point,
    onDrag: dragTo,
    read: gap,
    write(value) {
      const room = SCORE.high - Math.abs(value) / 2;
      const middle = clamp((model.get("b") + model.get("c")) / 2, -room, room);
      return { b: middle - value / 2, c: middle + value / 2 };
    },
    upward: { trait: "a", ...SCORE },
    taps: [figure]
  });
  s.ghost(drawPoint);

  const rails = s.chart({
    aside: true,
    x: [-0.6, 2.6],
    y: [-6.4, 6.4],
    height: 170,
    ratio: 0.5,
    xTicks: false,
    rows: [-6, -3, 0, 3, 6].map((z) => [z, number(z, 0)]),
    xLabel: "",
    yLabel: words.score,
    label: words.railFigure,
    margin: { top: 8, bottom: 6 }
  });
  const drawKnobs = NAMES.map((name, k) =>
    s.handle(rails, name, {
      ...SCORE,
      className: `class-${name}`,
      label: words[`handle${"ABC"[k]}`],
      letter: "ABC"[k],
      onDrag: ({ y }) => y - model.get("shift")
    })
  );
  s.slider("shift", SHIFT);
  s.fold("exact");
  s.slider("temperature", HEAT);
  s.toggle("slopes");
  const write = s.readouts(["log_ab", "log_ac", "log_bc"]);
  for (const name of NAMES) s.slider(name, SCORE);

  function draw() {
    const z = scores();
    const T = model.get("temperature");
    const p = softmax(z, T);
    const [sx, sy] = figure.scale();
    stretch = sy / sx;
    outline.draw(CORNERS.map(place), true);
    ties.forEach((tie, k) => {
      tie.draw([place(CENTER), place(EDGES[k])]);
    });
    // the path is an answer: it is as long as the reader has turned the temperature, from 1 on
    const heats = range(0, Math.log(T), STEPS).map(Math.exp);
    path.draw(T === 1 ? [] : heats.map((heat) => place(softmax(z, heat))));
    start.draw(T === 1 ? [] : [place(softmax(z))]);
    // More of z_k moves the point to corner k at the rate p_k (corner - p) / T. None goes past it.
    arrows.forEach((arrow, k) => {
      const rate = Math.min(p[k] / T, 1);
      const tip = p.map((share, i) => share + rate * (CORNERS[k][i] - share));
      arrow.draw(model.get("slopes") ? arrowTo(place(p), place(tip)) : []);
    });
    corners.forEach(({ letter, share }, k) => {
      const { dx = 0, ...side } = SIDES[k];
      letter.draw(...place(CORNERS[k]), "ABC"[k], { ...side, dx: dx - (k ? 20 : 0) });
      share.draw(...place(CORNERS[k]), number(p[k], 3), { ...side, dx: dx + (k ? 8 : 16) });
    });
    drawPoint(...place(p), `${number(gap(), 1)}: ${said()}`);

    NAMES.forEach((_, k) => {
      drawKnobs[k](k, z[k], number(z[k], SCORE.digits));
    });
    const logOdds = (j, k) => number((z[j] - z[k]) / T, 3);
    write.log_ab(logOdds(0, 1));
    write.log_ac(logOdds(0, 2));
    write.log_bc(logOdds(1, 2));
  }

  // An arrow from one place to another; none where it would be shorter than its head.
  function arrowTo([x0, y0], [x1, y1]) {
    const dx = (x1 - x0) / stretch;
    const dy = y1 - y0;
    const length = Math.hypot(dx, dy);
    if (length < 0.02) return [];
    const size = Math.min(0.035, length / 2) / length;
    const wing = (side) => [
      x1 - (dx - side * 0.6 * dy) * size * stretch,
      y1 - (dy + side * 0.6 * dx) * size
    ];
    return [[x0, y0], [x1, y1], wing(1), [x1, y1], wing(-1)];
  }

  function said() {
    const [a, b, c] = softmax(scores(), model.get("temperature")).map((p) => number(p, 3));
    return fill(words.said, { a, b, c, T: number(model.get("temperature"), 1) });
  }

  return s.onDraw(draw, said);
}

export default { render };
