const WORDS = {
  "en": {
    "title": "Attention row",
    "prompt": [
      "Who is “it”? Drag the scores until the row looks at the mouse. Then let no word fit:",
      "where do the weights go?"
    ],
    "figure": [
      "Seven words of a sentence side by side, each with a score to drag: how well its key fits",
      "the query of the word it."
    ],
    "bars": [
      "A bar for each word: its weight, the softmax of the scores. A last one for the word",
      "none."
    ],
    "scaled": "score: q · k ÷ {root}",
    "plain": "score: q · k",
    "weight": "weight",
    "nobody": "none",
    "handle": "score of {word}, before the dimension counts",
    "hidden": "{word}: −∞",
    "d": "length d",
    "1": "1",
    "4": "4",
    "16": "16",
    "64": "64",
    "256": "256",
    "1024": "1024",
    "root": "divide by √d",
    "mask": "hide what lies ahead",
    "none": "add the word “none”, score 0",
    "match0": "the",
    "match1": "cat",
    "match2": "saw",
    "match3": "a",
    "match4": "mouse",
    "match5": "it",
    "match6": "ran",
    "fine": "The handles as sliders",
    "total": "the weights of the words",
    "top": "largest weight",
    "together": "together {total}",
    "said": "The largest weight is {top}. The weights of the words add up to {total}.",
    "reset": "Reset"
  }
};

import { softmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving } from "./shared/tween.js";

const TRAITS = ["match", "d", "root", "mask", "none"];
const LENGTHS = ["1", "4", "16", "64", "256", "1024"];
const ROW = 5; // whose row is drawn: what comes later lies ahead of it
const MATCH = { low: -3, high: 3, step: 0.1, digits: 1 };
const TOP = 1.42; // of the chart of weights: room for a number on a whole bar, and the sum
const EDGE = 3.4; // of the chart of scores, in units of the matches

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, TRAITS);
  const { words } = s;
  const names = model.get("match").map((_, k) => words[`match${k}`]);
  const last = names.length; // the place of "none"
  const frame = { x: [-0.6, last + 0.6], xTicks: false, xLabel: "" };

  const figure = s.chart({
    ...frame,
    y: [-EDGE, EDGE],
    height: 176,
    yLabel: words.plain,
    label: words.figure,
    margin: { top: 8, bottom: 6, left: 46, right: 8 }
  });
  const zero = figure.path("muted thin dashed");
  const stems = figure.segments("score thin");
  const gone = figure.text("note");
  const floor = figure.dots("score big");
  const bars = s.chart({
    ...frame,
    y: [-0.26, TOP],
    height: 216,
    rows: [0, 0.5, 1].map((y) => [y, String(y)]),
    yLabel: words.weight,
    label: words.bars,
    margin: { top: 4, bottom: 6, left: 46, right: 8 }
  });
  const others = bars.bars("probability");
  const nobody = bars.bars("muted");
  s.ghost(others, nobody);
  const texts = [...names, words.nobody].map(() => bars.text("note"));
  const largest = bars.text("note strong");
  largest.node.dataset.number = "top";
  const sum = bars.text("note");
  sum.node.dataset.number = "total";

  const factor = () => (model.get("root") ? 1 : Math.sqrt(Number(model.get("d"))));
  const entry = (k) => ({
    ...MATCH,
    read: () => model.get("match")[k],
    write: (value) => ({ match: model.get("match").map((old, j) => (j === k ? value : old)) })
  });
  const knobs = names.map((word, k) =>
    s.handle(figure, `match${k}`, {
      ...entry(k),
      className: "score",
      label: fill(words.handle, { word }),
      onDrag: ({ y }) => Math.round((10 * y) / factor()) / 10
    })
  );
  figure.onTap(({ x, y }) => {
    const k = Math.min(Math.max(Math.round(x), 0), last - 1);
    const value = Math.round((10 * y) / factor()) / 10;
    s.set(entry(k).write(Math.min(Math.max(value, MATCH.low), MATCH.high)));
  });

  s.choice("d", LENGTHS);
  for (const trait of ["root", "mask", "none"]) s.toggle(trait);
  s.fold("fine");
  for (const k of names.keys()) {
    s.slider(`match${k}`, entry(k)).querySelector("output").dataset.number = `match${k}`;
  }

  const hidden = (k) => model.get("mask") && k > ROW;
  const scores = () => model.get("match").map((u, k) => (hidden(k) ? -Infinity : u * factor()));
  const arrive = arriving(s.redraw);
  const weights = () => softmax([...scores(), model.get("none") ? 0 : -Infinity]);

  function told() {
    const p = weights();
    const top = p.indexOf(Math.max(...p));
    const name = `${[...names, words.nobody][top]} ${number(p[top], 2)}`;
    return { p, top, name, total: number(total(p.slice(0, last)), 2) };
  }

  function draw() {
    const f = factor();
    const root = Math.sqrt(Number(model.get("d")));
    const label = model.get("root") ? fill(words.scaled, { root }) : words.plain;
    figure.setY([-EDGE * f, EDGE * f], label);
    zero.draw([
      [frame.x[0], 0],
      [frame.x[1], 0]
    ]);
    const z = scores();
    const seen = names.map((_, k) => k).filter((k) => !hidden(k));
    stems.draw(seen.map((k) => [k, 0, k, z[k]]));
    knobs.forEach((draw, k) => {
      draw.node.classList.toggle("absent", hidden(k));
      draw(k, model.get("match")[k] * f);
    });
    const lost = hidden(ROW + 1) ? fill(words.hidden, { word: names[ROW + 1] }) : "";
    gone.draw(ROW + 1, -EDGE * f, lost, { dy: -8, anchor: "middle" });
    floor.draw(model.get("none") ? [[last, 0]] : []);

    const { p, top, name, total: all } = told();
    const key = ["d", "root", "mask", "none"].map((trait) => model.get(trait)).join();
    const columns = arrive(key, weights()).map((share, k) => [k - 0.32, 0, k + 0.32, share]);
    others.draw(columns.slice(0, last));
    nobody.draw(columns.slice(last));
    texts.forEach((text, k) => {
      const shown = k < last || model.get("none") ? [...names, words.nobody][k] : "";
      text.draw(k, 0, shown, { dy: 18, anchor: "middle" });
    });
    largest.draw(top, p[top], name, { dy: -7, anchor: "middle" });
    const corner = { dx: -4, dy: 12, anchor: "end" };
    sum.draw(frame.x[1], TOP, fill(words.together, { total: all }), corner);
  }

  return s.onDraw(draw, () => {
    const { name, total: all } = told();
    return fill(words.said, { top: name, total: all });
  });
}

export default { render };
