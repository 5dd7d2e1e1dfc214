const WORDS = {
  "en": {
    "title": "Family portrait",
    "prompt": [
      "Five S-shaped curves, two on each other, all with slope ¼ in the middle. How much is left",
      "of each, far to the left? Drag the handle, tap a curve, change the lens."
    ],
    "figure": "Five S-shaped curves against z. The chosen one is drawn thick.",
    "z": "z",
    "member": "curve",
    "logistic": "logistic",
    "tanh": "tanh",
    "arctan": "arctan",
    "normal": "normal CDF",
    "clipped": "clipped line",
    "lens": "lens",
    "height": "height",
    "log": "logarithm",
    "log_odds": "log-odds",
    "value": "height f(z)",
    "probe": "z",
    "slider": "The handle as a slider",
    "probeHandle": "z on the chosen curve",
    "one_in": "1 in {n}",
    "exactly": "{value}, exactly",
    "said": "{member} at z = {z}: {value}",
    "reset": "Reset"
  }
};

import { setAttributes, svg } from "./shared/chart.js";
import { labels } from "./shared/labels.js";
import { clamp, logit, normalCdf, range, sigmoid } from "./shared/maths.js";
import { fill, grouped, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const Z = { low: -8, high: 8, step: 0.1, digits: 2 };
const NORMAL_SCALE = Math.sqrt(2 * Math.PI) / 4;
const DECADES = 8; // that the lens of the logarithm shows
const ODDS = 9; // log-odds up to this size are shown
const [LOW, HIGH] = [-0.08, 1.06]; // of the chart, on which the lenses put the curves at 0 to 1
const NARROW = 420; // px: a narrower chart has no room for all names
const [LEFT, TOP] = [96, 14]; // px, room for the axis of each lens
// Where the curves are named through the lens of the logarithm and that of the log-odds: at x, at a
// height or on the curve, and so many px beside it, or above where that is taken.
const SHOWN = [
  ["arctan", [-7.9, null, 2, 15], [-7.9, null, 2, 18]],
  ["logistic", [-7.9, null, 2, 22, -38], [-7.6, null, 10, 10]],
  ["normal", [-7.9, null, 4, 22], [-5.6, null, 12, 2]],
  ["clipped", [-1.9, 0.3, 8, 4], [-1.9, 0.1, 8, 4]]
];

// Each member moved and stretched to run from 0 to 1 with slope 1/4 at 0. All are symmetric,
// 1 - f(z) = f(-z), so the small tail is always computed as a small number.
const MEMBERS = {
  logistic: sigmoid,
  // (1 + tanh(z/2)) / 2, written with e^z so that the lower tail keeps its digits
  tanh: (z) => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : (1 + Math.tanh(z / 2)) / 2),
  // 1/2 + arctan(pi z / 4) / pi, and far to the left the same without the loss of digits
  arctan(z) {
    const far = z < -1;
    const angle = far ? Math.atan(-4 / (Math.PI * z)) : Math.PI / 2 + Math.atan((Math.PI * z) / 4);
    return angle / Math.PI;
  },
  normal: (z) => normalCdf(NORMAL_SCALE * z),
  clipped: (z) => clamp(0.5 + z / 4, 0, 1)
};
const NAMES = Object.keys(MEMBERS);

function logOdds(value, z) {
  const p = value(z);
  return p > 0.25 && p < 0.75 ? logit(p) : Math.log(p) - Math.log(value(-z));
}

// Where a lens puts a curve on the chart, whose heights run from 0 to 1, and its ticks.
const LENSES = {
  height: {
    place: (value, z) => value(z),
    ticks: [0, 0.25, 0.5, 0.75, 1].map((p) => [p, String(p)])
  },
  log: {
    place: (value, z) => 1 + Math.log10(value(z)) / DECADES,
    ticks: [0, 2, 4, 6].map((power) => [1 - power / DECADES, power])
  },
  log_odds: {
    place: (value, z) => 0.5 + logOdds(value, z) / (2 * ODDS),
    ticks: [-8, -4, 0, 4, 8].map((odds) => [0.5 + odds / (2 * ODDS), number(odds, 0)])
  }
};

// Tails differ by many factors of ten, so a small value is said as "1 in so many".
function chance(value, words) {
  if (value === 0 || value === 1) return fill(words.exactly, { value });
  if (value >= 0.1) return number(value, 3);
  return fill(words.one_in, { n: grouped(Number((1 / value).toPrecision(2))) });
}

function infinite(value) {
  if (Number.isFinite(value)) return number(value, 2);
  return value > 0 ? "∞" : "−∞";
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["member", "probe", "lens"]);
  const { words } = s;
  const figure = s.chart({
    x: [Z.low, Z.high],
    y: [LOW, HIGH],
    height: 420,
    rows: [],
    margin: { left: LEFT, top: TOP },
    xLabel: words.z,
    yLabel: "",
    label: words.figure
  });
  const grid = figure.segments("grid");
  const ticks = [0, 1, 2, 3, 4].map(() => svg(figure.root, "text", { "text-anchor": "end" }));
  const zs = range(Z.low, Z.high, 240);
  const others = NAMES.map(() => figure.path("muted thin"));
  const curve = figure.path("probability thick");
  const line = figure.path("score dashed thin");
  const value = figure.text("note strong");
  const names = SHOWN.map(() => figure.text("note"));
  const drawProbe = s.handle(figure, "probe", {
    ...Z,
    className: "score",
    label: words.probeHandle,
    onDrag: ({ x }) => x
  });
  s.choice("member", NAMES);
  s.choice("lens", Object.keys(LENSES));
  s.fold("slider");
  s.slider("probe", Z);

  const morph = tween(s.redraw);
  let [from, to] = [null, null];
  const far = (y) => clamp(y, -9, 9); // ±∞ runs off the chart
  const placed = (lens, member, z) => far(LENSES[lens].place(MEMBERS[member], z));
  // On the way from one lens to the other.
  function placeOf(member, z, share) {
    const now = placed(to, member, z);
    if (share === 1) return now;
    const then = placed(from, member, z);
    return then + share * (now - then);
  }

  // A tap chooses the curve that is closest to it.
  figure.onTap(({ x, y }) => {
    const z = clamp(x, Z.low, Z.high);
    const distance = (member) => Math.abs(placeOf(member, z, 1) - y);
    s.set({ member: NAMES.reduce((a, b) => (distance(b) < distance(a) ? b : a)), probe: z });
  });

  function numbers() {
    const f = MEMBERS[model.get("member")];
    const z = model.get("probe");
    const odds = model.get("lens") === "log_odds";
    return odds ? { log_odds: infinite(logOdds(f, z)) } : { value: chance(f(z), words) };
  }

  let drawn = "";
  let drawnCurve = [];
  function draw() {
    const [member, z, lens] = ["member", "probe", "lens"].map((trait) => model.get(trait));
    if (to && lens !== to) {
      from = to;
      morph.start();
    }
    to = lens;
    const share = morph.share();
    // The curves change with the choices, and not with the probe.
    const wanted = [member, lens, share, figure.view.axes].join();
    if (wanted !== drawn) {
      const points = (name) => zs.map((x) => [x, placeOf(name, x, share)]);
      drawnCurve = points(member);
      NAMES.forEach((name, i) => {
        others[i].draw(points(name));
      });
      curve.draw(drawnCurve);
      const marks = LENSES[lens].ticks;
      grid.draw(marks.map(([y]) => [Z.low, y, Z.high, y]));
      ticks.forEach((tick, i) => {
        const [y, name] = marks[i] ?? [0, ""];
        const power = lens === "log" && name !== "";
        const text = power && name ? fill(words.one_in, { n: grouped(10 ** name) }) : String(name);
        tick.textContent = power && !name ? "1" : text;
        setAttributes(tick, { x: LEFT - 7, y: TOP + (HIGH - y) * figure.scale()[1] + 4 });
      });
      drawn = wanted;
    }
    const free = labels(figure);
    free.curve(drawnCurve);
    const y = clamp(placeOf(member, z, share), -0.04, 1.04);
    free.knob(z, y);
    line.draw([
      [z, LOW],
      [z, HIGH]
    ]);
    const [[word, shown]] = Object.entries(numbers());
    value.node.dataset.number = word;
    // Curves rise, so below on the right there is room, and above on the left.
    const sides = [
      [{ dx: 10 }, [26, 40, 54, -14, -28, -42]],
      [{ dx: -12, anchor: "end" }, [-12, -26, -40, 26, 40, 54]]
    ];
    if (z > 0) sides.reverse();
    const around = sides.flatMap(([side, levels]) => levels.map((dy) => [z, y, { ...side, dy }]));
    // A curve that rises leaves these two corners free.
    around.push([Z.low, HIGH, { dx: 6, dy: 20 }]);
    around.push([Z.high, LOW, { dx: -6, dy: -14, anchor: "end" }]);
    free.put(value, shown, around);
    const narrow = figure.view.width < NARROW;
    names.forEach((text, i) => {
      const [word, ...places] = SHOWN[i];
      const [x, height, dx, dy, above = dy] = places[["log", "log_odds"].indexOf(lens)] ?? [
        0, 0, 0, 0
      ];
      const hidden =
        word === member || lens === "height" || share < 1 || (lens !== "log" && narrow);
      const content = hidden ? "" : words[word];
      const along = [x, x + 0.8, x + 1.6].map((x) => [x, height ?? placed(lens, word, x)]);
      free.put(
        text,
        content,
        [dy, above].flatMap((dy) => along.map((place) => [...place, { dx, dy }])),
        { mayGo: true }
      );
    });
    drawProbe(z, y, `${number(z, 2)}, ${words[word]} ${shown}`);
  }

  return s.onDraw(draw, () => {
    const member = words[model.get("member")];
    const [value] = Object.values(numbers());
    return fill(words.said, { value, member, z: number(model.get("probe"), 2) });
  });
}

export default { render };
