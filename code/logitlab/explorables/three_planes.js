const WORDS = {
  "en": {
    "title": "Three planes",
    "prompt": "Drag until each species has a region of its own. Can you bend a boundary?",
    "promptXor": "Drag until each class has both of its corners. Can you bend the boundary?",
    "figure": [
      "Petal width against petal length of 150 irises, with the regions in which each species is",
      "the most probable, darker the more probable it is."
    ],
    "figureXor": [
      "Four points at the corners of a rectangle, two of each class at opposite corners, with the",
      "regions in which each class is the more probable, darker the more probable it is."
    ],
    "weightsFigure": "The weights of each class as a handle: of x₁ to the right, of x₂ upward.",
    "weightLength": "weight of x₁",
    "weightWidth": "weight of x₂",
    "length": "petal length x₁, cm",
    "width": "petal width x₂, cm",
    "first": "feature x₁",
    "second": "feature x₂",
    "setosa": "A setosa",
    "versicolor": "B versicolor",
    "virginica": "C virginica",
    "classA": "A",
    "classB": "B",
    "a_length": "A, weight of x₁",
    "a_width": "A, weight of x₂",
    "a_bias": "A, bias",
    "b_length": "B, weight of x₁",
    "b_width": "B, weight of x₂",
    "b_bias": "B, bias",
    "c_length": "C, weight of x₁",
    "c_width": "C, weight of x₂",
    "c_bias": "C, bias",
    "setosaHandle": "A: its weights of x₁ and of x₂",
    "versicolorHandle": "B: its weights of x₁ and of x₂",
    "virginicaHandle": "C: its weights of x₁ and of x₂",
    "data": "data",
    "iris": "iris",
    "xor": "XOR, two classes",
    "fit": "Fit with a penalty",
    "zero": "All 0",
    "numbers": "Sliders for the weights and biases",
    "surprise": "mean surprise",
    "accuracy": "correct",
    "said": "Mean surprise {surprise} nats, {accuracy} correct.",
    "reset": "Reset"
  }
};

import { element } from "./shared/dom.js";
import { labels } from "./shared/labels.js";
import { clipPolygon, logSoftmax, range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const SPECIES = ["setosa", "versicolor", "virginica"];
const PARTS = ["length", "width", "bias"];
const NAMES = ["a", "b", "c"].flatMap((name) => PARTS.map((part) => `${name}_${part}`));
const KNOB = { low: -4, high: 4, step: 0.05, digits: 2 };
const X = [0.3, 7.4];
const Y = [-0.4, 2.9];
const FRAME = [
  [X[0], Y[0]],
  [X[1], Y[0]],
  [X[1], Y[1]],
  [X[0], Y[1]]
];
const SURE = [0.65, 0.85, 0.96]; // shares from which on a region is a shade darker
const STACKED = 4; // px: nearer, one handle hides another
const TINY = 1e-300; // so that odds of nothing have a logarithm
const COLUMNS = range(...X, 24);
const ROWS = range(...Y, 28);
const XOR = [
  [1.5, 0.4, 0],
  [5.9, 2.0, 0],
  [1.5, 2.0, 1],
  [5.9, 0.4, 1]
];
// The look of each class: its color, and its mark.
const CLASSES = [
  { color: "class-a", sign: "●" },
  { color: "class-b", sign: "■", shape: "square" },
  { color: "class-c", sign: "✕", shape: "cross", mark: "m-3 -3l6 6m0 -6l-6 6" }
];

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...NAMES, "data"]);
  const { words } = s;
  const petals = model.get("petals");
  const middle = [0, 1].map((axis) => petals.reduce((sum, x) => sum + x[axis], 0) / petals.length);
  const all = { iris: petals.map((x, i) => [...x, model.get("species")[i]]), xor: XOR };
  const byClass = (points) => CLASSES.map((_, k) => points.filter((point) => point[2] === k));
  const groups = { iris: byClass(all.iris), xor: byClass(all.xor) };

  const legend = s.block("p", "legend", s.view);
  const names = CLASSES.map(({ color }) => element(legend, "span", { class: color }));
  const figure = s.chart({
    x: X,
    y: Y,
    height: 350,
    xLabel: words.length,
    yLabel: words.width,
    label: words.figure
  });
  const shades = CLASSES.map(({ color }) => SURE.map(() => figure.path(`${color} surer`)));
  const regions = CLASSES.map(({ color }) => figure.path(`${color} region`));
  s.ghost(...regions);
  const dots = CLASSES.map(({ color, shape = "", mark }) => figure.dots(`${color} ${shape}`, mark));

  const compass = s.chart({
    aside: true,
    x: [KNOB.low, KNOB.high],
    y: [KNOB.low, KNOB.high],
    height: 155,
    ratio: 0.54,
    rows: [-4, 0, 4].map((w) => [w, number(w, 0)]),
    xLabel: words.weightLength,
    yLabel: words.weightWidth,
    label: words.weightsFigure,
    margin: { top: 10 }
  });
  const sticks = CLASSES.map(({ color }) => compass.path(color));
  const namesOf = (k) => NAMES.slice(3 * k, 3 * k + 3); // length, width, bias
  const weights = (k) => namesOf(k).map((name) => model.get(name));
  const knobs = SPECIES.map((name, k) => {
    const [lengthName, widthName] = namesOf(k);
    return s.handle(compass, lengthName, {
      ...KNOB,
      className: CLASSES[k].color,
      label: words[`${name}Handle`],
      letter: "ABC"[k],
      square: CLASSES[k].shape === "square",
      onDrag: ({ x, y }) => [x, y],
      upward: { trait: widthName, ...KNOB }
    });
  });
  const stacked = compass.text("note strong"); // the letters of handles that lie on one spot
  const { show } = s.phases(["prompt", "promptXor"]);
  const write = s.readouts(["surprise", "accuracy"]);
  const glideTo = (values) =>
    s.glide(Object.fromEntries(NAMES.map((name, i) => [name, values[i]])));
  const zeros = NAMES.map(() => 0);
  s.button("fit", () => glideTo(model.get("data") === "iris" ? model.get("fitted") : zeros));
  s.button("zero", () => glideTo(zeros));
  s.choice("data", ["iris", "xor"]);
  s.fold("numbers");
  const sliders = NAMES.map((name) => s.slider(name, KNOB));

  // The classes that take part, with the plane of each: its score at any point.
  function planes() {
    const classes = model.get("data") === "iris" ? [0, 1, 2] : [0, 1];
    return classes.map((k) => {
      const [length, width, bias] = weights(k);
      return ([x, y]) => bias + length * (x - middle[0]) + width * (y - middle[1]);
    });
  }

  function results() {
    const scoreOf = planes();
    const points = all[model.get("data")];
    let sum = 0;
    let right = 0;
    for (const point of points) {
      const truth = point[2];
      const z = scoreOf.map((plane) => plane(point));
      sum -= logSoftmax(z)[truth];
      if (z.indexOf(Math.max(...z)) === truth) right += 1;
    }
    const accuracy = `${number((100 * right) / points.length, 1)}%`;
    return { surprise: number(sum / points.length, 3), accuracy };
  }

  // For each class and each place of a grid, the logarithm of the odds against the class.
  function oddsAgainst(scoreOf) {
    const powers = ROWS.map((y) =>
      COLUMNS.map((x) => {
        const z = scoreOf.map((score) => score([x, y]));
        const top = Math.max(...z);
        return z.map((score) => Math.max(Math.exp(score - top), TINY));
      })
    );
    const others = (all, k) => all.reduce((sum, power, j) => (j === k ? sum : sum + power), 0);
    return scoreOf.map((_, k) =>
      powers.map((row) => row.map((all) => Math.log(others(all, k) / all[k])))
    );
  }

  // The places where a class has at least a share of SURE: a convex one for each, since the sum
  // over the rivals j of class k of e^(z_j - z_k) is convex. Row by row, from end to end.
  function surer(rows) {
    return SURE.map((share) => {
      const level = Math.log(1 / share - 1);
      const inside = (value) => value <= level;
      const end = (row, last, beyond) => {
        if (row[beyond] === undefined) return COLUMNS[last];
        const part = (level - row[last]) / (row[beyond] - row[last]);
        return COLUMNS[last] + part * (COLUMNS[beyond] - COLUMNS[last]);
      };
      const left = [];
      const right = [];
      rows.forEach((row, i) => {
        const first = row.findIndex(inside);
        if (first < 0) return;
        const last = row.findLastIndex(inside);
        left.push([end(row, first, first - 1), ROWS[i]]);
        right.unshift([end(row, last, last + 1), ROWS[i]]);
      });
      return [...left, ...right];
    });
  }

  // Of handles on one spot only the last is seen: the others are named beside it.
  function drawStack(count) {
    const [wide, tall] = compass.scale();
    const places = CLASSES.slice(0, count).map((_, k) => weights(k));
    const near = ([x, y], [at, up]) => Math.hypot((x - at) * wide, (y - up) * tall) < STACKED;
    const stacks = places.map((one) => places.flatMap((two, k) => (near(one, two) ? [k] : [])));
    const most = stacks.findLast((stack) => stack.length > 1) ?? [];
    const [x, y] = places[most.at(-1) ?? 0];
    const names = most.map((k) => "ABC"[k]).join(", ");
    const free = labels(compass);
    for (const place of places) free.knob(...place);
    const beside = [
      [x, y, { dx: 18, dy: 5 }],
      [x, y, { dx: -18, dy: 5, anchor: "end" }]
    ];
    free.put(stacked, names, beside, { mayGo: true });
  }

  function draw() {
    const scoreOf = planes();
    const against = oddsAgainst(scoreOf);
    const iris = model.get("data") === "iris";
    figure.setX(X, iris ? words.length : words.first);
    figure.setY(Y, iris ? words.width : words.second);
    figure.setLabel(iris ? words.figure : words.figureXor);
    CLASSES.forEach(({ sign }, k) => {
      const part = k < scoreOf.length;
      const others = scoreOf.filter((_, j) => j !== k);
      const ahead = (polygon, other) => clipPolygon(polygon, (at) => scoreOf[k](at) - other(at));
      regions[k].draw(part ? others.reduce(ahead, FRAME) : [], true);
      const sure = part ? surer(against[k]) : SURE.map(() => []);
      sure.forEach((points, i) => {
        shades[k][i].draw(points, true);
      });
      dots[k].draw(groups[model.get("data")][k]);
      dots[k].node.classList.toggle("big", !iris);
      const name = words[(iris ? SPECIES : ["classA", "classB"])[k]];
      const text = part ? `${sign} ${name}` : "";
      if (names[k].textContent !== text) names[k].textContent = text;
      const [length, width] = weights(k);
      sticks[k].draw(
        part
          ? [
              [0, 0],
              [length, width]
            ]
          : []
      );
      knobs[k].node.style.visibility = part ? "visible" : "hidden";
      knobs[k](length, width);
      for (const field of sliders.slice(3 * k, 3 * k + 3)) {
        field.classList.toggle("explorable-elsewhere", !part);
      }
    });
    show(iris ? 0 : 1);
    drawStack(scoreOf.length);
    const { surprise, accuracy } = results();
    write.surprise(surprise);
    write.accuracy(accuracy);
  }

  return s.onDraw(draw, () => fill(words.said, results()));
}

export default { render };
