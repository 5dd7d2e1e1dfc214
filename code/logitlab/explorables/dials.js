const WORDS = {
  "en": {
    "title": "Dials",
    "prompt": "Drag the dials. Which of them matter when there is no fur?",
    "figure": [
      "Wires lead from two features, fur and pointed ears, to three sums, for cat, dog and bird.",
      "On each wire is a dial, its weight. A thick wire adds much to the score, a dashed one takes",
      "away. Between the wires of a sum stands its bias, with which it starts, and beside it a bar",
      "shows the score."
    ],
    "furName": "fur",
    "earsName": "ears",
    "nameA": "cat",
    "nameB": "dog",
    "nameC": "bird",
    "fur": "fur x₁",
    "ears": "pointed ears x₂",
    "a_fur": "cat, weight of fur",
    "a_ears": "cat, weight of ears",
    "a_bias": "cat, bias",
    "b_fur": "dog, weight of fur",
    "b_ears": "dog, weight of ears",
    "b_bias": "dog, bias",
    "c_fur": "bird, weight of fur",
    "c_ears": "bird, weight of ears",
    "c_bias": "bird, bias",
    "starts": "starts at {bias}",
    "shift": "added to all three",
    "score_a": "score of cat",
    "score_b": "score of dog",
    "score_c": "score of bird",
    "dial": "dial of {name}",
    "fine": "Fine controls: weights and biases",
    "said": "Scores: cat {a}, dog {b}, bird {c}.",
    "reset": "Reset"
  }
};

import { fill, number, stage } from "./shared/stage.js";

const CLASSES = ["a", "b", "c"]; // cat, dog and bird
const FEATURES = ["fur", "ears"];
const FEATURE = { low: 0, high: 1, step: 0.05, digits: 2 };
const DIAL = { low: -2, high: 2, step: 0.1, digits: 1 };
const TRACK = [3, 5.8]; // where a dial can be dragged, from −2 to 2
const ROWS = [5, 3, 1]; // the heights of the sums
const SPREAD = 0.42; // of a sum's two wires, above and below
const SOURCES = [4, 2]; // the heights of the features
const ZERO = 8.3; // where the bars of the scores begin
const UNIT = 0.17; // the width of one unit of score
const WIDEST = 10; // px, of a wire that adds 2

function render({ model, el }) {
  const weights = CLASSES.flatMap((letter) => FEATURES.map((feature) => `${letter}_${feature}`));
  const biases = CLASSES.map((letter) => `${letter}_bias`);
  const s = stage({ model, el }, WORDS, [...FEATURES, "shift", ...weights, ...biases]);
  const { words } = s;
  const figure = s.chart({
    x: [0, 10],
    y: [0, 6],
    height: 360,
    ratio: 1,
    xTicks: false,
    rows: [],
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { top: 2, right: 4, bottom: 2, left: 4 }
  });
  const axis = figure.segments("muted thin");
  const at = (value) => TRACK[0] + ((value + 2) / 4) * (TRACK[1] - TRACK[0]);
  const wires = CLASSES.flatMap((letter, k) =>
    FEATURES.map((feature, i) => {
      const name = `${letter}_${feature}`;
      return {
        name,
        feature,
        i,
        k,
        y: ROWS[k] + (i ? -SPREAD : SPREAD),
        wire: figure.path(`class-${letter}`),
        track: figure.path("muted thin"),
        middle: figure.path("muted thin"),
        weight: figure.text("note")
      };
    })
  );
  const sources = FEATURES.map((feature) => ({
    feature,
    dot: figure.dots("ink big"),
    name: figure.text("note")
  }));
  const starts = CLASSES.map(() => figure.text("note"));
  const bars = CLASSES.map((letter) => ({
    bar: figure.bars(`class-${letter}`),
    name: figure.text("note"),
    text: figure.text("note strong")
  }));
  bars.forEach(({ text }, k) => {
    text.node.dataset.number = `score_${CLASSES[k]}`;
  });
  s.ghost(...bars.map(({ bar }) => bar));
  const knobs = wires.map(({ name, k }) =>
    s.handle(figure, name, {
      ...DIAL,
      className: `class-${CLASSES[k]}`,
      label: fill(words.dial, { name: words[name] }),
      onDrag: ({ x }) => ((x - TRACK[0]) / (TRACK[1] - TRACK[0])) * 4 - 2
    })
  );
  for (const feature of FEATURES) s.slider(feature, FEATURE);
  s.slider("shift", DIAL);
  s.fold("fine");
  for (const name of [...weights, ...biases]) s.slider(name, DIAL);

  const scores = () =>
    CLASSES.map((letter) => {
      const parts = FEATURES.map(
        (feature) => model.get(`${letter}_${feature}`) * model.get(feature)
      );
      return parts[0] + parts[1] + model.get(`${letter}_bias`) + model.get("shift");
    });

  function draw() {
    wires.forEach(({ name, feature, i, k, y, wire, track, middle, weight }, n) => {
      const value = model.get(name);
      const adds = value * model.get(feature);
      wire.draw([
        [1.1, SOURCES[i]],
        [TRACK[0] - 0.5, y],
        [TRACK[1] + 0.9, y],
        [TRACK[1] + 1.25, ROWS[k]]
      ]);
      const width = 1 + (Math.abs(adds) / 2) * (WIDEST - 1);
      Object.assign(wire.node.style, {
        opacity: 0.45,
        strokeWidth: `${width.toFixed(1)}px`,
        strokeDasharray: adds < 0 ? `${(6 + width).toFixed(1)} 4` : "none"
      });
      track.draw([
        [TRACK[0], y],
        [TRACK[1], y]
      ]);
      middle.draw([
        [at(0), y - 0.13],
        [at(0), y + 0.13]
      ]);
      weight.draw(TRACK[1] + 0.55, y, number(value, 1), { dy: i ? 19 : -11, anchor: "middle" });
      knobs[n](at(value), y);
    });
    sources.forEach(({ feature, dot, name }, i) => {
      dot.draw([[1.1, SOURCES[i]]]);
      name.draw(0, SOURCES[i], words[`${feature}Name`], { dy: i ? 26 : -16 });
    });
    axis.draw(ROWS.map((y) => [ZERO, y - 0.4, ZERO, y + 0.26]));
    scores().forEach((z, k) => {
      const y = ROWS[k];
      const bias = number(model.get(biases[k]), 1);
      starts[k].draw(at(0), y, fill(words.starts, { bias }), { dy: 4, anchor: "middle" });
      bars[k].bar.draw([[ZERO, y - 0.22, ZERO + UNIT * z, y + 0.22]]);
      bars[k].name.draw(ZERO, y, words[`name${"ABC"[k]}`], { dx: -6, dy: -20, anchor: "end" });
      bars[k].text.draw(ZERO, y, number(z, 2), { dx: 4, dy: -20 });
    });
  }

  return s.onDraw(draw, () => {
    const [a, b, c] = scores().map((z) => number(z, 2));
    return fill(words.said, { a, b, c });
  });
}

export default { render };
