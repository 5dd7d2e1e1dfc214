const WORDS = {
  "en": {
    "title": "Online softmax",
    "prompt": [
      "The tallest bar has the height 1. Set the next score with the handle and take it in: what",
      "happens to the bars that stand there already?"
    ],
    "figure": [
      "The scores in the order in which they are gone through, with the largest so far as a dashed",
      "line, and a handle for the next score."
    ],
    "terms": [
      "One bar for each score that was taken in: e to the power of the score minus the largest so",
      "far. The tallest is 1."
    ],
    "scores": "scores z",
    "position": "one after another",
    "term": "e^(z − m)",
    "next_number": "next score",
    "handle": "the next score",
    "take": "Take it in",
    "play": "From the start",
    "pause": "Pause",
    "seen": "taken in so far",
    "parts": "machines",
    "one": "one",
    "two": "two, a half each",
    "order": "order",
    "arrival": "as they came",
    "rising": "rising",
    "falling": "falling",
    "shift": "add to each score",
    "fine": "Order, shift, and three ways to the same number",
    "online": "m + ln s, one pass",
    "two_passes": "LSE, two passes",
    "naive": "ln of Σ eᶻ, as written",
    "overflow": "⚠ ∞",
    "sum0": "sum of the bars",
    "sum1": "sum of the second half",
    "soFar": "m = {m}",
    "sum": "s = {s}",
    "factor": "× {factor}",
    "full": "8 scores: Reset makes room",
    "said": "{count} scores taken in, next {next}. {pairs}. Log-sum-exp {online}.",
    "pair": "Largest {m}, sum {s}",
    "reset": "Reset"
  }
};

import { setAttributes } from "./shared/chart.js";
import { clamp, logSumExp, runningSoftmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { calm, tween } from "./shared/tween.js";

const NUMBER = { low: -10, high: 10, step: 0.1, digits: 1 };
const SHIFT = { low: 0, high: 1000, step: 10, digits: 0 };
const MOST = 8;
const RIGHT = MOST + 1.6; // room for the next score
const HIGH = 1.5; // where bars are cut off that are too tall for the moment
const LATER = [5, 2, 1, 3, 2.5, 5, -1, 6]; // what comes at each place, unless the reader says
const REST = 650; // ms between two scores that are taken in by themselves
const ORDERS = {
  arrival: (z) => z,
  rising: (z) => [...z].sort((a, b) => a - b),
  falling: (z) => [...z].sort((a, b) => b - a)
};
const PARTS = { one: 1, two: 2 };
const TRAITS = ["taken", "seen", "next_number", "order", "parts", "shift"];

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, TRAITS);
  const { words } = s;
  const margin = { left: 56, right: 10 };
  const figure = s.chart({
    x: [0.4, RIGHT],
    y: [-11, 11],
    height: 150,
    margin: { ...margin, top: 8, bottom: 8 },
    xTicks: false,
    xLabel: "",
    yLabel: words.scores,
    label: words.figure
  });
  const waiting = figure.dots("score");
  const dots = figure.dots("score big");
  const largest = figure.path("ink dashed");
  const drawRing = s.handle(figure, "next_number", {
    ...NUMBER,
    className: "score",
    label: words.handle,
    taps: [figure],
    onDrag: ({ y }) => Math.round(10 * (y - model.get("shift"))) / 10
  });
  const terms = s.chart({
    x: [0.4, RIGHT],
    y: [-0.2, HIGH],
    height: 206,
    margin: { ...margin, top: 4, bottom: 34 },
    rows: [
      [0, "0"],
      [0.5, "0.5"],
      [1, "1"]
    ],
    xTicks: false,
    xLabel: words.position,
    yLabel: words.term,
    label: words.terms
  });
  const bars = terms.bars("probability");
  s.ghost(bars);
  const cut = terms.path("muted dashed");
  const labels = [0, 1].map(() => {
    const [m, sum] = [terms.text("note"), terms.text("note strong")];
    return { m, sum };
  });
  const shrunk = terms.text("note strong");

  const gate = terms.handle({
    className: "ink",
    square: true,
    label: words.seen,
    onDrag: ({ x }) => go(Math.round(x - 0.5)),
    onStep: (direction, size) => go(count() + direction * size),
    onEnd: (end) => go(end < 0 ? 1 : MOST)
  });
  terms.onTap(({ x }) => go(Math.round(x - 0.5)));
  const go = (seen) => s.set({ seen: clamp(seen, 1, model.get("taken").length) });

  const count = () => Math.min(model.get("seen"), model.get("taken").length);
  const slide = tween(s.redraw);
  let before = null; // the references of the bars before the last press, and the factor then

  // A press changes the state, and the bars go from their old references to the new ones.
  function press(values) {
    before = { refs: references() };
    slide.start();
    s.set(values);
  }
  // so does the choice of one machine or two, which is set right after this
  const split = ({ target }) => target.value in PARTS && press({});
  el.addEventListener("change", split, true);
  s.removes.push(() => el.removeEventListener("change", split, true));

  const take = s.button("take", () => {
    const taken = model.get("taken");
    stop();
    if (taken.length === MOST) return;
    const next = LATER[(taken.length + 1) % MOST];
    const seen = taken.length + 1;
    press({ taken: [...taken, model.get("next_number")], seen, next_number: next });
  });
  take.classList.add("explorable-main");

  // Two machines have no order in which they go on.
  const halves = () => model.get("parts") === "two";

  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    s.redraw();
  }
  s.removes.push(() => clearInterval(timer));
  const play = s.button("play", () => {
    if (timer || halves()) return stop();
    if (calm()) return s.set({ seen: MOST });
    s.set({ seen: 1 });
    timer = setInterval(() => {
      if (halves() || count() >= model.get("taken").length) return stop();
      press({ seen: count() + 1 });
    }, REST);
    return s.redraw();
  });
  const next = s.slider("next_number", NUMBER);
  s.choice("parts", Object.keys(PARTS));
  const full = s.block("p", "ways-note");
  full.textContent = words.full; // its place stays when it is not seen
  s.fold("fine");
  s.choice("order", Object.keys(ORDERS));
  s.slider("shift", SHIFT);
  const write = s.readouts(["online", "two_passes", "naive"]);

  const state = () => TRAITS.map((name) => String(model.get(name))).join(" ");
  const all = () =>
    ORDERS[model.get("order")](model.get("taken")).map((z) => z + model.get("shift"));
  const scores = () => all().slice(0, count());

  // The parts of the list, each as [from, to] with its m and s.
  function parts() {
    const z = scores();
    const middle = model.get("parts") === "two" ? Math.ceil(z.length / 2) : z.length;
    return [
      [0, middle],
      [middle, z.length]
    ]
      .filter(([from, to]) => to > from)
      .map(([from, to]) => ({ from, to, ...runningSoftmax(z.slice(from, to)).at(-1) }));
  }
  // What is taken off each score, without the shift.
  const references = () =>
    parts().flatMap(({ from, to, m }) => Array(to - from).fill(m - model.get("shift")));

  function draw() {
    const shift = model.get("shift");
    const z = scores();
    const now = references();
    if (before) before.wanted ??= state();
    const t = before?.wanted === state() ? slide.share() : 1;
    const moving = t < 1;
    // a new bar begins at the old reference, so it is too tall at first
    const old = before?.refs ?? [];
    const refs = now.map((ref, i) =>
      moving ? ref + (1 - t) * ((old[i] ?? old.at(-1)) - ref) : ref
    );
    figure.setY([shift - 11, shift + 11]);
    dots.draw(z.map((score, i) => [i + 1, score]));
    const rest = all().slice(z.length);
    waiting.draw(rest.map((score, i) => [z.length + i + 1, score]));
    largest.draw(
      runningSoftmax(z).flatMap(({ m }, i) => [
        [i + 0.5, m],
        [i + 1.5, m]
      ])
    );
    drawRing(model.get("taken").length + 1, model.get("next_number") + shift);
    const bar = (score, ref, i) => [
      i + 0.65,
      0,
      i + 1.35,
      Math.min(Math.exp(score - shift - ref), HIGH)
    ];
    bars.draw(z.map((score, i) => bar(score, refs[i], i)));
    const shrinks = moving && now.some((ref, i) => i < old.length && ref > old[i]);
    const high = model.get("taken").length;
    gate.draw(z.length + 0.5, -0.12, { low: 1, high, value: z.length, spoken: String(z.length) });
    const told = parts();
    const two = told.length === 2;
    cut.draw(
      two
        ? [
            [told[1].from + 0.5, 0],
            [told[1].from + 0.5, 1]
          ]
        : []
    );
    labels.forEach(({ m, sum }, half) => {
      const part = told[half];
      const x = two ? [0.5, RIGHT][half] : 0.5;
      const anchor = half ? "end" : "start";
      const name = part ? fill(words.soFar, { m: number(part.m, 1) }) : "";
      m.draw(x, HIGH, name, { dx: half ? -2 : 4, dy: 34, anchor });
      const text = part ? fill(words.sum, { s: number(part.s, 2) }) : "";
      if (part) sum.node.dataset.number = `sum${half}`;
      else delete sum.node.dataset.number; // no number is shown
      sum.draw(x, HIGH, text, { dx: half ? -2 : 4, dy: 17, anchor });
    });
    const factor = shrinks ? Math.exp(Math.min(...old.map((ref, i) => ref - now[i]))) : 1;
    const times = shrinks ? fill(words.factor, { factor: number(factor, 2) }) : "";
    shrunk.draw(RIGHT / 2, HIGH, times, { dy: 17, anchor: "middle" });
    const merged = runningSoftmax(z).at(-1);
    write.online(number(merged.m + Math.log(merged.s), 6));
    write.two_passes(number(logSumExp(z), 6));
    const naive = Math.log(total(z.map(Math.exp)));
    write.naive(Number.isFinite(naive) ? number(naive, 6) : words.overflow);
    const filled = model.get("taken").length === MOST;
    full.classList.toggle("explorable-elsewhere", !filled);
    for (const node of [drawRing.node, next]) node.classList.toggle("explorable-elsewhere", filled);
    setAttributes(take, { "aria-disabled": filled });
    setAttributes(play, { "aria-disabled": halves() });
    const word = timer ? words.pause : words.play;
    if (play.textContent !== word) play.textContent = word;
  }

  return s.onDraw(draw, () => {
    const pair = ({ m, s: sum }) => fill(words.pair, { m: number(m, 1), s: number(sum, 2) });
    const pairs = parts().map(pair).join("; ");
    const next = number(model.get("next_number"), 1);
    return fill(words.said, {
      count: count(),
      next,
      pairs,
      online: number(logSumExp(scores()), 4)
    });
  });
}

export default { render };
