const WORDS = {
  "en": {
    "title": "A product dies",
    "reset": "Reset",
    "prompt": [
      "One copy of the 23 launches. With 74 copies the product is 0. How long is the sum of all",
      "surprises then? Drag the mark, then copy."
    ],
    "next": [
      "Press Play, then drag the handle. What is left of the product with 73 copies, and with 74?"
    ],
    "figure": [
      "The product of all probabilities in powers of ten against the copies of the data. Far down",
      "lies a floor, the smallest number that a float64 can hold above 0, and below it 0."
    ],
    "strip": "The sum of all surprises as a bar, in nats.",
    "axis": "copies of the data, k",
    "product": "product of all probabilities",
    "nats": "sum of all surprises, in nats",
    "floor": "smallest float64",
    "copies": "copies of the data",
    "likelihood": "product",
    "nll": "sum of the surprises",
    "exactly": "0, exactly",
    "handle": "copies of the data, on the product",
    "markHandle": "your mark: the sum with 74 copies, in nats",
    "guess": "your mark, in nats",
    "you": "you, for 74",
    "commit": "Copy 74 times",
    "more": "One copy more",
    "play": "Play",
    "pause": "Pause",
    "guessed": "1 copy: the product is {product}. Your mark is at {mine}.",
    "said": "{copies} copies: the product is {product}, the surprises add up to {sum}."
  }
};

import { asking } from "./shared/asking.js";
import { setAttributes } from "./shared/chart.js";
import { total } from "./shared/maths.js";
import { fill, number, small, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const COPIES = { low: 1, high: 100, step: 1, digits: 0 };
const ASKED = 74; // copies, with which the product is 0 for the first time
const GUESS = { low: 0, high: 1400, step: 10, digits: 0 };
const FLOOR = -1074 * Math.log10(2); // 10 to this power is the smallest float64 above 0
const GROUND = -412; // where 0 is drawn: a logarithm has no place for it
const BEAT = 60; // ms for one copy, while it plays
const TURN = 55; // copies: from here on the number stands above

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["copies", "guess", "answer"]);
  const { words } = s;
  const beyond = () => model.get("copies") > COPIES.low;
  const { revealed, guessed, before, after } = asking(model, beyond);
  const write = (copies) => after({ copies });
  const given = model.get("given");
  const once = -total(given.map(Math.log));
  // factor by factor, in the order of the launches, as a program would
  const products = [1];
  for (let k = 1; k <= COPIES.high; k += 1) {
    products.push(given.reduce((product, p) => product * p, products[k - 1]));
  }
  const places = products.map((product, k) => [k, product ? Math.log10(product) : GROUND]);

  const figure = s.chart({
    x: [-3, 104],
    y: [-445, 45],
    height: 310,
    ratio: 0.72,
    rows: [
      [0, "1"],
      [-100, "10⁻¹⁰⁰"],
      [-200, "10⁻²⁰⁰"],
      [-300, "10⁻³⁰⁰"],
      [GROUND, "0"]
    ],
    xLabel: words.axis,
    yLabel: words.product,
    label: words.figure,
    margin: { left: 74 }
  });
  const floor = figure.path("ink dashed");
  const floorName = figure.text("note");
  const ahead = figure.dots("muted"); // where the product has been before
  const trail = figure.dots("probability dense");
  const name = figure.text("note");
  name.node.dataset.number = "likelihood";
  const drawHandle = s.handle(figure, "copies", {
    ...COPIES,
    className: "probability",
    label: words.handle,
    onDrag: ({ x }) => Math.round(x),
    write,
    taps: [figure],
    ways: { y: -1 }
  });
  const strip = s.chart({
    x: [0, GUESS.high],
    y: [0, 1.7],
    height: 96,
    ratio: 0.32,
    rows: [],
    xLabel: words.nats,
    yLabel: "",
    label: words.strip,
    margin: { left: 74, top: 2 }
  });
  const bar = strip.bars("loss");
  const mark = strip.path("ink dashed");
  const [sum, you] = [1, 2].map(() => strip.text("note"));
  sum.node.dataset.number = "nll";
  const drawMark = s.handle(strip, "guess", {
    ...GUESS,
    className: "ink",
    label: words.markHandle,
    onDrag: ({ x }) => Math.round(x / GUESS.step) * GUESS.step,
    write: (guess) => before({ guess }),
    taps: [strip]
  });

  const slide = tween(s.redraw);
  let way = null; // the copies that a press has added one to make
  const { into, show, commit } = s.phases(["prompt", "next"]);
  into(0);
  s.slider("guess", GUESS);
  const copy = () => {
    s.set({ answer: "checked" });
    s.glide({ copies: ASKED });
  };
  commit("commit", copy, () => more);
  into(1);
  const more = s.button("more", () => {
    if (model.get("copies") === COPIES.high) return;
    way = model.get("copies") + 1;
    slide.start();
    s.set(write(way));
  });
  const play = s.stepper("copies", { ...COPIES, pace: BEAT, write });
  // The copies were made at once; the fall that they show begins at the first one.
  const rewind = () => {
    const here = model.get("copies") === ASKED && play.textContent === words.play;
    if (here) s.set(write(COPIES.low));
  };
  play.addEventListener("click", rewind, true);

  let reached = COPIES.low;
  function draw() {
    const k = model.get("copies");
    const [told, guess] = [revealed(), model.get("guess")];
    show(told ? 1 : 0);
    reached = k === COPIES.low ? k : Math.max(reached, k);
    floor.draw([
      [-3, FLOOR],
      [104, FLOOR]
    ]);
    floorName.draw(-3, FLOOR, words.floor, { dx: 6, dy: 14 });
    ahead.draw(places.slice(k + 1, reached + 1));
    const back = k === way ? 1 - slide.share() : 0;
    trail.draw(places.slice(0, back ? k : k + 1));
    const product = products[k] ? small(products[k]) : words.exactly;
    const [x, y] = places[k].map((to, axis) => to + back * (places[k - 1][axis] - to));
    const side = k > TURN ? { dx: 12, dy: -16 } : { dx: 16, dy: 1 };
    name.draw(x, y, product, y < FLOOR ? { dy: -15, anchor: "middle" } : side);
    drawHandle(x, y);
    figure.root.classList.toggle("fixed", !told);
    drawMark(guess, 1.3);
    strip.root.classList.toggle("fixed", told);
    const pin = [
      [guess, 0.85],
      [guess, 1.7]
    ]; // above the bar, where no number stands
    mark.draw(told && !guessed() ? [] : pin);
    const beside = guess > GUESS.high / 2 ? { dx: -6, anchor: "end" } : { dx: 6 };
    you.draw(guess, 1.3, guessed() ? words.you : "", { dy: 5, ...beside });
    bar.draw([[0, 0.2, x * once, 0.8]]);
    setAttributes(more, { "aria-disabled": k === COPIES.high });
    sum.draw(x * once, 0.5, number(k * once, 1), { dx: 8, dy: 5 });
  }

  return s.onDraw(draw, () => {
    const k = model.get("copies");
    const product = products[k] ? small(products[k]) : words.exactly;
    if (!revealed()) return fill(words.guessed, { product, mine: number(model.get("guess"), 0) });
    return fill(words.said, { copies: k, product, sum: number(k * once, 1) });
  });
}

export default { render };
