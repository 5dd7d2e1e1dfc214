const WORDS = {
  "en": {
    "title": "Evidence ruler",
    "prompt": [
      "Drag the ring, the log-odds before any test. What does test A do on the upper ruler, and",
      "what on the lower one? Then add the results of B and C."
    ],
    "figure": [
      "Ruler of log-odds: from the log-odds before any test, one arrow for each test that was",
      "done, head to tail."
    ],
    "figureBelow": "Ruler of probability: the same steps, one bar for each test that was done.",
    "figureScores": [
      "The two scores on one line: one dot for ill, one for healthy, and the gap between them."
    ],
    "log_odds": "log-odds of ill",
    "probability": "probability of ill",
    "scores": "score",
    "prior": "log-odds before any test",
    "priorHandle": "ring: log-odds before any test",
    "shiftHandle": "square: c, added to both scores",
    "test_a": "A",
    "test_b": "B",
    "test_c": "C",
    "not_done": "none",
    "positive": "positive",
    "negative": "negative",
    "shift": "c, added to both scores",
    "step": "{test} {step}",
    "ill": "ill",
    "healthy": "healthy",
    "before": "probability before",
    "evidence": "sum of the steps",
    "posterior": "log-odds after",
    "after": "probability after",
    "score_ill": "score of ill",
    "score_healthy": "score of healthy",
    "gap": "gap: ill minus healthy",
    "said": [
      "Log-odds {posterior}, probability {after}. Scores: ill {score_ill}, healthy",
      "{score_healthy}."
    ],
    "reset": "Reset"
  }
};

import { logSigmoid, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const PRIOR = { low: -5, high: 5, step: 0.1, digits: 2 };
const SHIFT = { low: -5, high: 10, step: 0.1, digits: 2 };
const RULER = [-10, 11];
const SCORES = [-17, 10];
const ROWS = [0.86, 0.56, 0.33, 0.1]; // the prior, then a row for each test
// [chance of a positive result if ill, chance of a negative result if healthy]
const TESTS = { test_a: [0.9, 0.9], test_b: [0.75, 0.75], test_c: [0.6, 0.95] };
const NAMES = Object.keys(TESTS);

// Where a label stands that is `gap` pixels beside its point.
const beside = (left, gap, dy) => (left ? { dx: -gap, dy, anchor: "end" } : { dx: gap, dy });
const signed = (value, digits) => `${value > 0 ? "+" : ""}${number(value, digits)}`;

// An arrow from a to b on the row y: its head is `head` long and `half` wide, in data units.
function arrow(a, b, y, head, half) {
  const back = b - Math.sign(b - a) * Math.min(head, 0.7 * Math.abs(b - a));
  return [
    [a, y],
    [b, y],
    [back, y + half],
    [b, y],
    [back, y - half]
  ];
}

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["prior", ...NAMES, "shift"]);
  const { words } = s;
  const rows = { y: [0, 1], rows: [], yLabel: "" };
  const upper = s.chart({
    ...rows,
    x: RULER,
    height: 240,
    xLabel: words.log_odds,
    label: words.figure
  });
  const lower = s.chart({
    ...rows,
    x: [0, 1],
    height: 240,
    xLabel: words.probability,
    label: words.figureBelow
  });
  const write = s.readouts(["before", "evidence", "posterior", "after"]);
  const rulerOn = (chart, color) => ({
    prior: chart.path("muted dashed"),
    posterior: chart.path(`${color} thick`),
    arrows: NAMES.map(() => chart.path(`${color} thick`)),
    labels: NAMES.map(() => chart.text("note")),
    value: chart.text("note")
  });
  // `head` is the length of an arrow's head, `room` what a label needs, both in data units.
  const logOdds = { ...rulerOn(upper, "score"), center: 0.5, head: 0.5, room: 4, digits: 2 };
  const chances = {
    ...rulerOn(lower, "probability"),
    center: 0.5,
    head: 0.024,
    room: 0.25,
    digits: 4
  };
  const drawPrior = s.handle(upper, "prior", {
    ...PRIOR,
    className: "score",
    label: words.priorHandle,
    onDrag: ({ x }) => x,
    taps: [upper]
  });
  s.slider("prior", PRIOR);
  for (const test of NAMES) s.choice(test, ["not_done", "positive", "negative"]);

  const scores = s.chart({
    ...rows,
    x: SCORES,
    height: 165,
    xLabel: words.scores,
    label: words.figureScores
  });
  const gap = scores.path("score thick");
  const rod = scores.path("gradient thin");
  const ends = [scores.dots("score big"), scores.dots("ink big")];
  const names = [scores.text("note"), scores.text("note")];
  const drawShift = s.handle(scores, "shift", {
    ...SHIFT,
    className: "gradient",
    label: words.shiftHandle,
    square: true,
    onDrag: ({ x }) => x - (result().ill + result().healthy) / 2 + model.get("shift"),
    taps: [scores]
  });
  Object.assign(write, s.readouts(["score_ill", "score_healthy", "gap"]));
  s.slider("shift", SHIFT);

  function result() {
    const prior = model.get("prior");
    const shift = model.get("shift");
    const steps = [];
    let at = prior;
    let ill = logSigmoid(prior) + shift;
    let healthy = logSigmoid(-prior) + shift;
    for (const test of NAMES) {
      const [sensitivity, specificity] = TESTS[test];
      const likelihoods = {
        positive: [sensitivity, 1 - specificity],
        negative: [1 - sensitivity, specificity]
      };
      const [ifIll, ifHealthy] = (likelihoods[model.get(test)] ?? [1, 1]).map(Math.log);
      steps.push({ from: at, to: at + ifIll - ifHealthy });
      at += ifIll - ifHealthy;
      ill += ifIll;
      healthy += ifHealthy;
    }
    return { prior, posterior: at, steps, ill, healthy };
  }

  function texts({ prior, posterior, ill, healthy }) {
    return {
      before: number(sigmoid(prior), 5),
      evidence: number(posterior - prior, 2),
      posterior: number(posterior, 2),
      after: number(sigmoid(posterior), 5),
      score_ill: number(ill, 2),
      score_healthy: number(healthy, 2),
      gap: number(ill - healthy, 2)
    };
  }

  // `place` turns log-odds into a place on the ruler.
  function drawRuler(ruler, place, now, text) {
    const { prior, posterior, arrows, labels, value, center, head, room, digits } = ruler;
    const end = place(now.posterior);
    prior.draw([
      [place(now.prior), 0],
      [place(now.prior), 1]
    ]);
    posterior.draw([
      [end, 0],
      [end, 1]
    ]);
    now.steps.forEach(({ from, to }, k) => {
      const y = ROWS[k + 1];
      if (from === to) {
        arrows[k].draw([]);
        labels[k].draw(0, y, "");
        return;
      }
      const a = place(from);
      const b = place(to);
      arrows[k].draw(arrow(a, b, y, head, 0.05));
      const label = fill(words.step, { test: words[NAMES[k]], step: signed(b - a, digits) });
      if (Math.abs(b - a) > room) {
        labels[k].draw((a + b) / 2, y, label, { dy: -9, anchor: "middle" });
      } else {
        const onLeft = a > center;
        labels[k].draw(onLeft ? Math.min(a, b) : Math.max(a, b), y, label, beside(onLeft, 9, 4));
      }
    });
    value.draw(end, 0.97, text, beside(end > center, 7, 8));
  }

  function draw() {
    const now = result();
    const shown = texts(now);
    // The same picture twice: in log-odds as it is, in probability through the sigmoid.
    drawRuler(logOdds, (z) => z, now, shown.posterior);
    drawRuler(chances, sigmoid, now, shown.after);
    drawPrior(now.prior, ROWS[0]);

    const middle = (now.ill + now.healthy) / 2;
    gap.draw([
      [now.healthy, 0.64],
      [now.ill, 0.64]
    ]);
    rod.draw([
      [middle, 0.64],
      [middle, 0.12]
    ]);
    const illOnLeft = now.ill <= now.healthy;
    ends[0].draw([[now.ill, 0.64]]);
    ends[1].draw([[now.healthy, 0.64]]);
    names[0].draw(now.ill, 0.64, words.ill, beside(illOnLeft, 9, 4));
    names[1].draw(now.healthy, 0.64, words.healthy, beside(!illOnLeft, 9, 4));
    drawShift(middle, 0.12);
    for (const [word, text] of Object.entries(shown)) write[word](text);
  }

  return s.onDraw(draw, () => fill(words.said, texts(result())));
}

export default { render };
