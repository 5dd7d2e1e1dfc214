const WORDS = {
  "en": {
    "title": "Two codes",
    "prompt": "Drag the tops. How low can you bring the mean length, the line across?",
    "next":
      "Solid: words too long. Dashed: words too short. Can the dashed area be the larger one?",
    "areas": [
      "One rectangle for each of the letters A, B, C and D, as wide as its share y in truth and as",
      "high as its word in the code for the shares p. A line across is their mean height H(y, p)."
    ],
    "width": "width: share y of each letter",
    "bitsAxis": "length of its word, bits",
    "natsAxis": "length of its word, nats",
    "unit": "unit",
    "bits": "bits",
    "nats": "nats",
    "cross_entropy": "mean length",
    "entropy": "with the best code",
    "crossLine": "H(y, p) {length}",
    "bestLine": "H(y) {length}",
    "commit": "Lower is impossible",
    "verdict": "You came to {mine} {unit}. The lowest is {best}.",
    "there": "You found it: {mine} {unit} is the lowest.",
    "gap": "Solid minus dashed is what lies between the two lines.",
    "swap": "Swap y and p",
    "learn": "Best code, p = y",
    "sliders": "How often each letter occurs",
    "y_A": "y of A",
    "y_B": "y of B",
    "y_C": "y of C",
    "y_D": "y of D",
    "handle": "length of the word of {name}",
    "said": "The mean length is {cross_entropy} {unit}.",
    "compared": "The mean length is {cross_entropy} {unit}, with the best code {entropy}.",
    "reset": "Reset"
  }
};

import { clamp, crossEntropy, rebalance } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const SYMBOLS = ["A", "B", "C", "D"];
const SHARE = { low: 0, high: 1, step: 0.05, digits: 2 };
const LONG = 7; // bits: longer words leave the chart
const BITS = { low: 0.1, high: LONG, step: 0.05, digits: 2 }; // of a word whose top is dragged
const X = [0, 1.65]; // on the right of the rectangles stand the names of the lines
const LOW = -0.14; // under the rectangles stand their letters: a part of the axis
const NARROW = 0.05; // a rectangle less wide has no room for its letter
const TARGET = 12.5; // px around the middle of a knob: its neighbor may be near
const AGAIN = 0.005; // closer to the lowest than a reader can see
const length = (value) => (Number.isFinite(value) ? number(value, 2) : "∞");

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["y", "p", "unit", "committed"]);
  const { words } = s;
  const unit = () => (model.get("unit") === "bits" ? Math.LN2 : 1); // in nats
  const figure = s.chart({
    x: X,
    y: [LOW * LONG, LONG],
    height: 400,
    ratio: 0.95,
    xTicks: false,
    xLabel: words.width,
    yLabel: words.bitsAxis,
    label: words.areas,
    margin: { bottom: 30 }
  });
  const paid = figure.bars("probability pale"); // paid with either code
  const solid = figure.bars("loss");
  const dashed = figure.bars("loss hollow dashed");
  const lines = ["loss thick", "target dashed"].map((name) => figure.path(name));
  s.ghost(lines[0]);
  const letters = SYMBOLS.map(() => figure.text("note strong"));
  const names = ["cross_entropy", "entropy"].map((name) => ({ name, ...figure.text("note") }));
  const bitsOf = (share) => clamp(Number(-Math.log2(share).toFixed(9)), BITS.low, BITS.high);
  const withWord = (k, bits) => ({ p: rebalance(model.get("p"), k, 2 ** -bits) });
  const drawTops = SYMBOLS.map((symbol, k) =>
    s.handle(figure, "p", {
      ...BITS,
      className: "probability",
      label: fill(words.handle, { name: symbol }),
      read: () => bitsOf(model.get("p")[k]),
      write: (bits) => withWord(k, bits),
      onDrag: ({ y }) => (y * unit()) / Math.LN2
    })
  );
  // A tap moves the top of the rectangle at its place.
  figure.onTap(({ x, y }) => {
    let to = 0;
    const k = model.get("y").findIndex((share) => {
      to += share;
      return x < to;
    });
    if (x > 0 && k >= 0) s.set(withWord(k, clamp((y * unit()) / Math.LN2, BITS.low, BITS.high)));
  });
  for (const target of figure.root.querySelectorAll(".handle-target")) {
    target.setAttribute("r", TARGET);
  }
  const knobs = [...figure.root.querySelectorAll(".handle")];

  const { into, show } = s.phases(["prompt", "next"]);
  into(0);
  const commit = s.button("commit", () => {
    came = now();
    open.start();
    s.set({ committed: true });
  });
  commit.classList.add("explorable-main");
  const open = tween(s.redraw); // of the best code, when the reader has committed
  // What a button changes glides there.
  const slide = tween(s.redraw);
  let way = null;
  function glide(goal) {
    way = { from: { y: model.get("y"), p: model.get("p") }, goal };
    slide.start();
    s.set(goal);
  }
  into(1);
  s.button("learn", () => glide({ y: model.get("y"), p: model.get("y") }));
  s.button("swap", () => glide({ y: model.get("p"), p: model.get("y") }));
  const verdict = s.block("p", "verdict");
  verdict.style.minHeight = "3em"; // no jump when it speaks
  into();
  let came = null; // the state in which the reader said so
  s.choice("unit", ["bits", "nats"]);
  s.fold("sliders");
  SYMBOLS.forEach((symbol, k) => {
    const read = () => model.get("y")[k];
    const write = (value) => ({ y: rebalance(model.get("y"), k, value) });
    s.slider(`y_${symbol}`, { ...SHARE, read, write });
  });

  const now = () => ({ y: model.get("y"), p: model.get("p") });
  const lengths = ({ y, p } = now()) => ({
    cross_entropy: crossEntropy(y, p) / unit(),
    entropy: crossEntropy(y, y) / unit()
  });

  // What is drawn: on the way from one state to another after a button.
  function shown() {
    const end = now();
    const arriving = way?.goal.y === end.y && way.goal.p === end.p;
    const share = arriving ? slide.share() : 1;
    if (share === 1) return end;
    const mixed = (trait) => end[trait].map((v, k) => way.from[trait][k] * (1 - share) + v * share);
    return { y: mixed("y"), p: mixed("p") };
  }

  function drawAreas({ y, p }, told) {
    const top = (LONG * Math.LN2) / unit();
    figure.setY([LOW * top, top], words[`${model.get("unit")}Axis`]);
    const height = (share) => clamp(-Math.log(share) / unit(), 0, 1.1 * top);
    let to = 0;
    const parts = y.map((share, k) => {
      const from = to;
      to += share;
      const [own, spent] = share > 0 ? [height(share), height(p[k])] : [0, 0];
      return {
        from,
        to,
        own: spent + told * (own - spent),
        spent,
        both: spent + told * (Math.min(own, spent) - spent)
      };
    });
    paid.draw(parts.map(({ from, to, both }) => [from, 0, to, both]));
    solid.draw(parts.map(({ from, to, both, spent }) => [from, both, to, spent]));
    dashed.draw(told ? parts.map(({ from, to, both, own }) => [from, both, to, own]) : []);
    parts.forEach(({ from, to }, k) => {
      const name = y[k] > NARROW ? SYMBOLS[k] : "";
      letters[k].draw((from + to) / 2, 0, name, { dy: 22, anchor: "middle" });
      knobs[k].classList.toggle("absent", y[k] === 0);
      drawTops[k]((from + to) / 2, height(p[k]));
    });
    return top;
  }

  function drawLines(numbers, told, top) {
    const texts = { cross_entropy: words.crossLine, entropy: words.bestLine };
    names.forEach(({ name, node, draw }, i) => {
      const value = numbers[name];
      const shows = i === 0 || told;
      const y = Math.min(value, 9 * top); // an infinite one runs off the chart
      const ends = [0, i === 0 ? 1 : told].map((x) => [x, y]);
      lines[i].draw(shows ? ends : []);
      const text = shows ? fill(texts[name], { length: length(value) }) : "";
      // the mean length is never below that of the best code, so the names never meet
      draw(1, clamp(value, 0.05 * top, 0.93 * top), text, { dx: 14, dy: i === 0 ? -4 : 15 });
      if (text) node.dataset.number = name;
      else delete node.dataset.number;
    });
  }

  // How low the reader came, until the next move; then what helps with the next question.
  function answer() {
    if (came?.y !== model.get("y") || came.p !== model.get("p")) return words.gap;
    const { cross_entropy, entropy } = lengths();
    const found = cross_entropy - entropy < AGAIN;
    const told = { mine: length(cross_entropy), best: length(entropy) };
    return fill(found ? words.there : words.verdict, { ...told, unit: words[model.get("unit")] });
  }

  function draw() {
    const state = shown();
    const told = model.get("committed") ? open.share() : 0;
    const numbers = lengths(state);
    drawLines(numbers, told, drawAreas(state, told));
    show(model.get("committed") ? 1 : 0);
    verdict.textContent = model.get("committed") ? answer() : "";
    if (!model.get("committed")) came = null;
  }

  return s.onDraw(draw, () => {
    const { cross_entropy, entropy } = lengths();
    const told = { cross_entropy: length(cross_entropy), entropy: length(entropy) };
    const sentence = model.get("committed") ? words.compared : words.said;
    return fill(sentence, { ...told, unit: words[model.get("unit")] });
  });
}

export default { render };
