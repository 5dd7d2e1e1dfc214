const WORDS = {
  "en": {
    "title": "Online softmax",
    "prompt": [
      "Below, the tallest bar has the height 1. Drag the ring above the dashed line and take the",
      "number in: what happens to the bars that stand there already? Then add 1000 to every",
      "number."
    ],
    "figure": [
      "The numbers in the order in which they are gone through, with the largest so far as a",
      "dashed line, and the next number as a ring."
    ],
    "terms": [
      "One bar for each number that has arrived: e to the power of the number minus the largest.",
      "The tallest is 1."
    ],
    "scores": "scores z, one after another",
    "position": "number 1, 2, 3 …",
    "term": "e^(z − m)",
    "next_number": "next number, before the shift",
    "handle": "ring: the next number",
    "take": "Take it in",
    "order": "go through them",
    "arrival": "as they came",
    "rising": "smallest first",
    "falling": "largest first",
    "shift": "add to every number",
    "maximum": "largest so far, m",
    "factor": "last factor for s",
    "sum": "sum s of the bars",
    "online": "m + ln s, one pass",
    "two_passes": "LSE, two passes",
    "naive": "ln of Σ eᶻ, as written",
    "overflow": "⚠ ∞",
    "soFar": "m",
    "room": "room",
    "full": "8 numbers: Reset makes room",
    "said": [
      "{count} numbers. Largest {m}, sum {s}. In one pass {online}, in two {two}, as written",
      "{naive}. Next: {next}."
    ],
    "reset": "Reset"
  }
};

import { logSumExp, runningSoftmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const NUMBER = { low: -10, high: 10, step: 0.1, digits: 1 };
const SHIFT = { low: 0, high: 1000, step: 10, digits: 0 };
const MOST = 8;
const RIGHT = MOST + 1.6; // room for the next number
const LATER = [5, 2, 1, 3, 2.5, 5, -1, 6]; // what arrives at each place, unless you drag the ring
const ORDERS = {
  arrival: (z) => z,
  rising: (z) => [...z].sort((a, b) => a - b),
  falling: (z) => [...z].sort((a, b) => b - a)
};

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["taken", "next_number", "order", "shift"]);
  const { words } = s;
  const figure = s.chart({
    x: [0.4, RIGHT],
    y: [-11, 11],
    height: 190,
    xLabel: words.scores,
    yLabel: "",
    label: words.figure
  });
  const dots = figure.dots("score big");
  const largest = figure.path("ink dashed");
  const soFar = figure.text("note");
  const drawRing = s.handle(figure, "next_number", {
    ...NUMBER,
    className: "score",
    label: words.handle,
    taps: [figure],
    onDrag: ({ y }) => Math.round(10 * (y - model.get("shift"))) / 10
  });
  const terms = s.chart({
    x: [0.4, RIGHT],
    y: [0, 1.2],
    height: 160,
    xLabel: words.position,
    yLabel: words.term,
    label: words.terms
  });
  const bars = terms.bars("probability");
  const heights = Array.from({ length: MOST }, () => terms.text("note"));
  const write = s.readouts(["maximum", "factor", "sum", "online", "two_passes", "naive", "room"]);
  s.slider("next_number", NUMBER);
  s.button("take", () => {
    const taken = model.get("taken");
    if (taken.length === MOST) return;
    const next = LATER[(taken.length + 1) % MOST];
    s.set({ taken: [...taken, model.get("next_number")], next_number: next });
  });
  s.choice("order", Object.keys(ORDERS));
  s.slider("shift", SHIFT);

  function numbers() {
    const shift = model.get("shift");
    const scores = ORDERS[model.get("order")](model.get("taken")).map((z) => z + shift);
    const history = runningSoftmax(scores);
    const last = history.at(-1);
    const naive = Math.log(total(scores.map(Math.exp)));
    return {
      shift,
      scores,
      history,
      ...last,
      count: scores.length,
      online: number(last.m + Math.log(last.s), 6),
      two: number(logSumExp(scores), 6),
      naive: Number.isFinite(naive) ? number(naive, 6) : words.overflow
    };
  }

  function draw() {
    const now = numbers();
    const { shift, scores, history, m, count } = now;
    figure.setY([shift - 11, shift + 11]);
    dots.draw(scores.map((z, i) => [i + 1, z]));
    largest.draw(
      history.flatMap((step, i) => [
        [i + 0.5, step.m],
        [i < count - 1 ? i + 1.5 : RIGHT, step.m]
      ])
    );
    soFar.draw(RIGHT, m, words.soFar, { dy: -5, dx: -3, anchor: "end" });
    drawRing(count + 1, model.get("next_number") + shift);
    bars.draw(scores.map((z, i) => [i + 0.65, 0, i + 1.35, Math.exp(z - m)]));
    heights.forEach((label, i) => {
      const height = i < count ? Math.exp(scores[i] - m) : 0;
      label.draw(i + 1, height, i < count ? number(height, 2) : "", { dy: -5, anchor: "middle" });
    });
    write.maximum(number(m, 1));
    write.factor(number(now.factor, 4));
    write.sum(number(now.s, 4));
    write.online(now.online);
    write.two_passes(now.two);
    write.naive(now.naive);
    write.room(count === MOST ? words.full : "");
  }

  return s.onDraw(draw, () => {
    const { count, m, s: sum, ...rest } = numbers();
    return fill(words.said, {
      count,
      m: number(m, 1),
      s: number(sum, 4),
      next: number(model.get("next_number"), 1),
      ...rest
    });
  });
}

export default { render };
