const WORDS = {
  "en": {
    "title": "Errors on ten scores",
    "prompt": "A model has scored this picture. Which digit do you read?",
    "next": "Bars up: too high. Drag the true score up. What happens to all the bars?",
    "picture": "A handwritten digit of 8 by 8 pixels. It may be a 3 or an 8.",
    "figure": [
      "Ten scores, one for each digit, as marks. A dashed line above them is their log-sum-exp.",
      "The loss is the gap from the true score up to that line."
    ],
    "bars": [
      "Ten bars, the error of each score: up where the score is too high, down for the true",
      "digit. Beside them all bars up, stacked, and all bars down."
    ],
    "scoreAxis": "score z",
    "errorAxis": "error p − y",
    "lse": "log-sum-exp",
    "sum": "all",
    "lossIs": "loss {loss}",
    "model": "The model says",
    "truth": "It is a",
    "handle": "score of the true digit",
    "says": "the model says",
    "loss": "loss",
    "error": "error of the true score",
    "step": "Move each score against its error",
    "same": "The writer meant a 3, too.",
    "other": "The writer meant a 3. These are the errors for the digit {truth}.",
    "sliders": "Sliders for the ten scores",
    "z0": "score of 0",
    "z1": "score of 1",
    "z2": "score of 2",
    "z3": "score of 3",
    "z4": "score of 4",
    "z5": "score of 5",
    "z6": "score of 6",
    "z7": "score of 7",
    "z8": "score of 8",
    "z9": "score of 9",
    "?": "?",
    "0": "0",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5",
    "6": "6",
    "7": "7",
    "8": "8",
    "9": "9",
    "unsaid": "The model says {says}.",
    "said": "For the digit {truth}, the loss is {loss} and the error of its score is {error}.",
    "reset": "Reset"
  }
};

import { shades, svg } from "./shared/chart.js";
import { labels } from "./shared/labels.js";
import { clamp, logSumExp, softmax, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const DIGITS = [..."0123456789"];
const TRAITS = DIGITS.map((digit) => `z${digit}`);
const SCORE = { low: -6, high: 8, step: 0.1, digits: 1 };
const UNKNOWN = "?";
const LABEL = "3"; // what the writer meant
const RATE = 2; // of a step
const X = [-0.7, 11.1];
const SUM = 10.4; // the column where the errors are stacked
const HALF = 0.32; // of a bar's width
const MARGIN = { top: 8, bottom: 6, left: 46 };

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, [...TRAITS, "truth"]);
  const { words } = s;

  const look = { viewBox: "-0.2 -0.2 36 8.4", role: "img", "aria-label": words.picture };
  const frame = s.block("div", "explorable-chart", s.view);
  const picture = svg(frame, "svg", { class: "pictures asked", ...look });
  const ink = shades(picture, "ink", 16);
  svg(picture, "path", { class: "frame", d: "M0 0h8v8h-8z" });
  const says = [3.4, 6].map((y) => svg(picture, "text", { x: 9.4, y }));

  const upper = s.chart({
    x: X,
    y: [-10.4, 11.4],
    height: 200,
    ratio: 0.52,
    xTicks: false,
    xLabel: "",
    yLabel: words.scoreAxis,
    label: words.figure,
    margin: MARGIN
  });
  const line = upper.path("score dashed");
  const gap = upper.segments("loss thick");
  const marks = upper.segments("score columns");
  const names = DIGITS.map(() => upper.text("note"));
  const lineName = upper.text("note");
  const loss = upper.text("note strong");
  const drawHandle = s.handle(upper, "truth", {
    ...SCORE,
    className: "score",
    label: words.handle,
    onDrag: ({ y }) => y,
    read: () => model.get(`z${known() ?? 0}`),
    write: (value) => ({ [`z${known() ?? 0}`]: value })
  });
  const knob = upper.root.querySelector(".handle"); // there is none before the truth is known
  const front = knob.parentNode;
  const lower = s.chart({
    x: X,
    y: [-1.28, 1.28],
    height: 200,
    ratio: 0.52,
    xTicks: false,
    rows: [
      [1, "1"],
      [0, "0"],
      [-1, "−1"]
    ],
    xLabel: "",
    yLabel: words.errorAxis,
    label: words.bars,
    margin: MARGIN
  });
  const bars = lower.bars("gradient");
  s.ghost(bars);
  const sums = lower.bars("gradient pale");
  const sumName = lower.text("note");
  const error = lower.text("note strong");

  s.choice("truth", [UNKNOWN, ...DIGITS]);
  const slide = tween(s.redraw);
  let way = null; // the scores and the truth that the figure comes from
  const step = s.button("step", () => {
    const errors = errorsOf(scores(), known());
    way = scores();
    slide.start();
    const next = way.map((z, k) => clamp(z - RATE * errors[k], SCORE.low, SCORE.high));
    s.set(Object.fromEntries(TRAITS.map((trait, k) => [trait, next[k]])));
    goal = next;
  });
  let goal = null;
  const verdict = s.block("p", "verdict");
  s.fold("sliders");
  for (const trait of TRAITS) s.slider(trait, SCORE);

  const known = () => (model.get("truth") === UNKNOWN ? null : Number(model.get("truth")));
  const scores = () => TRAITS.map((trait) => model.get(trait));
  const errorsOf = (z, y) => softmax(z).map((p, k) => p - (k === y ? 1 : 0));
  const percent = (p) => `${number(100 * p, 0)}%`;
  const sayingOf = (p) => `${p.indexOf(Math.max(...p))}, ${percent(Math.max(...p))}`;
  const corners = (errors) => errors.map((e, k) => [k - HALF, 0, k + HALF, e]);

  // Errors on top of each other: those of one sign.
  function stacked(errors) {
    let from = 0;
    return errors.map((e) => {
      from += e;
      return [SUM - 1.6 * HALF, from - e, SUM + 1.6 * HALF, from];
    });
  }

  // What is drawn: on the way from the last scores to those of a step.
  function shown() {
    const z = scores();
    const arriving = goal?.every((value, k) => Math.abs(value - z[k]) < 1e-9);
    const share = arriving ? slide.share() : 1;
    return share < 1 ? z.map((value, k) => way[k] + share * (value - way[k])) : z;
  }

  function drawScores(z, y) {
    const top = logSumExp(z);
    const ends = X.map((x) => [x, top]);
    line.draw(ends);
    marks.draw(z.map((value, k) => [k - HALF, value, k + HALF, value]));
    gap.draw(y === null ? [] : [[y, z[y], y, top]]);
    const side = y !== null && y > 4 ? { x: X[0], anchor: "start" } : { x: X[1], anchor: "end" };
    const free = labels(upper);
    free.curve(ends);
    free.dots(z.map((value, k) => [k, value]));
    const near = [-6, 15].map((dy) => [side.x, top, { dy, anchor: side.anchor }]);
    free.put(lineName, words.lse, near);
    DIGITS.forEach((digit, k) => {
      names[k].draw(k, -10.1, digit, { anchor: "middle" });
      names[k].node.setAttribute("class", k === y ? "note strong" : "note");
    });
    if (y === null) {
      loss.draw(0, top, "");
      return knob.remove();
    }
    if (!knob.parentNode) front.append(knob);
    drawHandle(y, z[y]);
    free.knob(y, z[y]);
    free.curve([
      [y, z[y]],
      [y, top]
    ]);
    // above the line, else below it on the side with more room, and further down below the marks
    const beside = y > 4 ? { dx: -14, anchor: "end" } : { dx: 14, anchor: "start" };
    const places = [
      { dy: -15, anchor: "middle" },
      ...[18, 34, 50].map((dy) => ({ ...beside, dy }))
    ];
    const told = fill(words.lossIs, { loss: number(top - z[y], 2) });
    free.put(
      loss,
      told,
      places.map((place) => [y, top, place])
    );
  }

  function drawErrors(z, y) {
    const errors = y === null ? [] : errorsOf(z, y);
    bars.draw(corners(errors));
    const up = errors.filter((e) => e > 0);
    const down = errors.filter((e) => e < 0);
    sums.draw([...stacked(up), ...stacked(down)]);
    sumName.draw(SUM, total(up), y === null ? "" : words.sum, { dy: -5, anchor: "middle" });
    const place = { dy: 15, anchor: "middle" };
    error.draw(y ?? 0, errors[y] ?? 0, y === null ? "" : number(errors[y], 2), place);
  }

  function draw() {
    const z = shown();
    const y = known();
    const p = softmax(z);
    const pixels = model.get("picture");
    ink(pixels.map((value, i) => [i % 8, i >> 3, value / 16]));
    says[0].textContent = y === null ? words.model : "";
    says[1].textContent = y === null ? sayingOf(p) : "";
    drawScores(z, y);
    drawErrors(z, y);
    step.hidden = y === null;
    const told = y === Number(LABEL) ? words.same : fill(words.other, { truth: y });
    verdict.textContent = y === null ? "" : told;
    verdict.style.minHeight = y === null ? "calc(3em + 36px)" : "3em"; // no jump when it speaks
    const numbers = { says: says[1], loss: loss.node, error: error.node };
    for (const [name, node] of Object.entries(numbers)) {
      if (node.textContent) node.dataset.number = name;
      else delete node.dataset.number; // no number is shown
    }
    const prompt = el.querySelector(".explorable-prompt");
    const text = y === null ? words.prompt : words.next;
    if (prompt.textContent !== text) prompt.textContent = text;
  }

  return s.onDraw(draw, () => {
    const [z, y] = [scores(), known()];
    if (y === null) return fill(words.unsaid, { says: sayingOf(softmax(z)) });
    const told = { loss: logSumExp(z) - z[y], error: errorsOf(z, y)[y] };
    const [loss, error] = [number(told.loss, 2), number(told.error, 2)];
    return fill(words.said, { truth: y, loss, error });
  });
}

export default { render };
