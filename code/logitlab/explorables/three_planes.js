const WORDS = {
  "en": {
    "title": "Three planes",
    "prompt": "Drag until each species lies in a region of its own. Can you bend a boundary?",
    "figure": [
      "Petal width against petal length of 150 irises, with the regions in which each species is",
      "the most probable."
    ],
    "figureXor": [
      "Four points at the corners of a rectangle, two of each class at opposite corners, with the",
      "regions in which each class is the more probable."
    ],
    "length": "petal length x₁, cm",
    "width": "petal width x₂, cm",
    "first": "feature x₁",
    "second": "feature x₂",
    "setosa": "setosa",
    "versicolor": "versicolor",
    "virginica": "virginica",
    "classA": "class A",
    "classB": "class B",
    "a_length": "setosa, per cm length",
    "a_width": "setosa, per cm width",
    "a_bias": "setosa, bias",
    "b_length": "versicolor, per cm length",
    "b_width": "versicolor, per cm width",
    "b_bias": "versicolor, bias",
    "c_length": "virginica, per cm length",
    "c_width": "virginica, per cm width",
    "c_bias": "virginica, bias",
    "setosaHandle": "setosa: drag its two weights; keys change the one of length",
    "versicolorHandle": "versicolor: drag its two weights; keys change the one of length",
    "virginicaHandle": "virginica: drag its two weights; keys change the one of length",
    "data": "data",
    "iris": "iris",
    "xor": "XOR, two classes",
    "fit": "Fit",
    "zero": "All weights 0",
    "numbers": "Sliders for the weights and biases",
    "surprise": "mean surprise, in nats",
    "accuracy": "correct answers",
    "said": "Mean surprise {surprise} nats, {accuracy} correct.",
    "reset": "Reset"
  }
};

import { clamp, clipPolygon, logSoftmax } from "./shared/maths.js";
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
const REACH = [0.78, 0.36]; // cm of arrow for one unit of weight
const XOR = [
  [1.5, 0.4, 0],
  [5.9, 2.0, 0],
  [1.5, 2.0, 1],
  [5.9, 0.4, 1]
];
// The look of each class: its color, its mark, and where its name stands beside its ring.
const CLASSES = [
  { color: "class-a", side: { dx: -13, dy: -11, anchor: "end" } },
  { color: "class-b", shape: "square", side: { dy: 27, anchor: "middle" } },
  { color: "class-c", shape: "cross", mark: "m-3 -3l6 6m0 -6l-6 6", side: { dx: 13, dy: -11 } }
];

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...NAMES, "data"]);
  const { words } = s;
  const petals = model.get("petals");
  const middle = [0, 1].map((axis) => petals.reduce((sum, x) => sum + x[axis], 0) / petals.length);
  const all = { iris: petals.map((x, i) => [...x, model.get("species")[i]]), xor: XOR };
  const byClass = (points) => CLASSES.map((_, k) => points.filter((point) => point[2] === k));
  const groups = { iris: byClass(all.iris), xor: byClass(all.xor) };

  const figure = s.chart({
    x: X,
    y: Y,
    height: 360,
    xLabel: words.length,
    yLabel: words.width,
    label: words.figure
  });
  const regions = CLASSES.map(({ color }) => figure.path(`${color} region`));
  const dots = CLASSES.map(({ color, shape = "", mark }) => figure.dots(`${color} ${shape}`, mark));
  const arrows = CLASSES.map(({ color }) => figure.path(color));
  const labels = SPECIES.map(() => figure.text("note"));
  const namesOf = (k) => NAMES.slice(3 * k, 3 * k + 3); // length, width, bias
  const weights = (k) => namesOf(k).map((name) => model.get(name));
  const knobs = SPECIES.map((name, k) => {
    const [lengthName, widthName] = namesOf(k);
    const kept = (value) => clamp(value, KNOB.low, KNOB.high);
    const setLength = (value) => s.set({ [lengthName]: kept(value) });
    return figure.handle({
      className: CLASSES[k].color,
      label: words[`${name}Handle`],
      square: CLASSES[k].shape === "square",
      onDrag: ({ x, y }) =>
        s.set({
          [lengthName]: kept((x - middle[0]) / REACH[0]),
          [widthName]: kept((y - middle[1]) / REACH[1])
        }),
      onStep: (direction, size) => setLength(weights(k)[0] + direction * size * KNOB.step),
      onEnd: (end) => setLength(end < 0 ? KNOB.low : KNOB.high)
    });
  });
  const write = s.readouts(["surprise", "accuracy"]);
  const glideTo = (values) =>
    s.glide(Object.fromEntries(NAMES.map((name, i) => [name, values[i]])));
  const zeros = NAMES.map(() => 0);
  s.button("fit", () => glideTo(model.get("data") === "iris" ? model.get("fitted") : zeros));
  s.button("zero", () => glideTo(zeros));
  s.choice("data", ["iris", "xor"]);
  s.fold("numbers");
  for (const name of NAMES) s.slider(name, KNOB);

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
    return { surprise: number(sum / points.length, 4), accuracy };
  }

  function draw() {
    const scoreOf = planes();
    const iris = model.get("data") === "iris";
    const names = iris ? SPECIES : ["classA", "classB"];
    figure.setX(X, iris ? words.length : words.first);
    figure.setY(Y, iris ? words.width : words.second);
    figure.setLabel(iris ? words.figure : words.figureXor);
    CLASSES.forEach(({ side }, k) => {
      const part = k < scoreOf.length;
      const others = scoreOf.filter((_, j) => j !== k);
      const ahead = (polygon, other) => clipPolygon(polygon, (at) => scoreOf[k](at) - other(at));
      const polygon = part ? others.reduce(ahead, FRAME) : [];
      const [length, width] = weights(k);
      const tip = [middle[0] + REACH[0] * length, middle[1] + REACH[1] * width];
      regions[k].draw(polygon, true);
      dots[k].draw(groups[model.get("data")][k]);
      dots[k].node.classList.toggle("big", !iris);
      arrows[k].draw(part ? [middle, tip] : []);
      const name = part ? words[names[k]] : "";
      const y = clamp(tip[1], Y[0] + 0.5, Y[1] - 0.5);
      labels[k].draw(clamp(tip[0], ...X), y, name, side);
      knobs[k].node.style.visibility = part ? "visible" : "hidden";
      const spoken = `${number(length, 2)}, ${number(width, 2)}`;
      knobs[k].draw(...tip, { ...KNOB, value: length, spoken });
    });
    const { surprise, accuracy } = results();
    write.surprise(surprise);
    write.accuracy(accuracy);
  }

  return s.onDraw(draw, () => fill(words.said, results()));
}

export default { render };
