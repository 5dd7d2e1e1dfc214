const WORDS = {
  "en": {
    "title": "Evidence ruler",
    "prompt": "Drag a handle: where you stand before the tests. What happens to the step of A?",
    "figure": [
      "Two rulers, log-odds above and probability below, joined by lines. From the log-odds before",
      "any test one arrow leads on for each test that was done, head to tail, and the lines carry",
      "each of them down to the probability."
    ],
    "log_odds": "log-odds of ill",
    "probability": "probability of ill",
    "rowAbove": "log-odds",
    "rowBelow": "probability",
    "prior": "log-odds before any test",
    "priorHandle": "log-odds before any test, on the ruler",
    "chanceHandle": "probability before any test",
    "test_a": "A",
    "test_b": "B",
    "test_c": "C",
    "not_done": "none",
    "positive": "positive",
    "negative": "negative",
    "steps": "Steps on the ruler of log-odds: {steps}.",
    "noSteps": "No test was done.",
    "step": "{test} {step}",
    "posterior": "log-odds after",
    "after": "probability after",
    "fine": "The steps in numbers, and a fine control",
    "said": "Log-odds {posterior}, probability {after}.",
    "reset": "Reset"
  }
};

import { labels } from "./shared/labels.js";
import { clamp, logit, range, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { arriving } from "./shared/tween.js";

const PRIOR = { low: -5, high: 3, step: 0.1, digits: 2 };
const CHANCE = { low: 0.007, high: 0.953, step: 0.01, digits: 3 };
const RULER = [-9.4, 9.2];
const TOP = 0.57; // the ruler of log-odds
const FOOT = 0.18; // that of probability
const PEAK = 0.66; // of the thick line, where the log-odds after the tests are told
const ROWS = [0.95, 0.87, 0.79]; // a row of arrows for each test
// [chance of a positive result if ill, chance of a negative result if healthy]
const TESTS = { test_a: [0.9, 0.9], test_b: [0.75, 0.75], test_c: [0.6, 0.95] };
const NAMES = Object.keys(TESTS);
const COLORS = ["class-a", "class-b", "class-c"];
const SHARE = 1 / (RULER[1] - RULER[0]);

const above = (z) => (z - RULER[0]) * SHARE; // both rulers are as long as the chart
const signed = (value) => `${value > 0 ? "+" : ""}${number(value, 2)}`;
const cut = (value, digits) => Number(value.toFixed(digits));

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["prior", ...NAMES]);
  const { words } = s;
  const figure = s.chart({
    x: [-0.17, 1.14], // room for the numbers
    y: [0, 1],
    height: 400,
    ratio: 0.86,
    xTicks: false,
    rows: [
      [TOP, words.rowAbove],
      [FOOT, words.rowBelow]
    ],
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { top: 4, bottom: 4, left: 82 }
  });
  const net = range(-9, 9, 18).map(() => figure.path("muted thin"));
  for (const { node } of net) node.style.opacity = 0.4;
  const bands = COLORS.map((color) => figure.path(`${color} region`));
  const marks = [-9, -6, -3, 0, 3, 6, 9].map((z) => ({ z, text: figure.text("note tick") }));
  const shares = [0, 0.25, 0.5, 0.75, 1].map((p) => ({ p, text: figure.text("note tick") }));
  const before = figure.path("ink dashed");
  const after = figure.path("ink thick");
  s.ghost(after);
  const arrows = COLORS.map((color) => figure.path(`${color} thick`));
  const tests = NAMES.map(() => figure.text("note"));
  const [posterior, probability] = ["posterior", "after"].map((name) => {
    const text = figure.text("note strong");
    text.node.dataset.number = name;
    return text;
  });
  const drawPrior = s.handle(figure, "prior", {
    ...PRIOR,
    className: "score",
    label: words.priorHandle,
    onDrag: ({ x }) => x / SHARE + RULER[0]
  });
  const drawChance = s.handle(figure, "prior", {
    ...CHANCE,
    className: "probability",
    label: words.chanceHandle,
    onDrag: ({ x }) => x,
    read: () => cut(sigmoid(model.get("prior")), 3),
    write: (p) => ({ prior: clamp(logit(p), PRIOR.low, PRIOR.high) })
  });
  for (const test of NAMES) s.choice(test, ["not_done", "positive", "negative"]);
  s.fold("fine");
  s.slider("prior", PRIOR);
  const stepsText = s.block("p", "");

  function stepOf(test) {
    const [sensitivity, specificity] = TESTS[test];
    const ratios = {
      not_done: 1,
      positive: sensitivity / (1 - specificity),
      negative: (1 - sensitivity) / specificity
    };
    return Math.log(ratios[model.get(test)]);
  }

  // A result that is chosen grows from what was there before.
  const arrive = arriving(s.redraw);
  function steps() {
    const all = NAMES.map(stepOf);
    return arrive(all.join(), all);
  }

  function end() {
    return NAMES.reduce((at, test) => at + stepOf(test), model.get("prior"));
  }
  function sayOfSteps() {
    const done = NAMES.filter((test) => Math.abs(stepOf(test)) > 1e-9);
    const steps = done.map((test) =>
      fill(words.step, { test: words[test], step: signed(stepOf(test)) })
    );
    return steps.length ? fill(words.steps, { steps: steps.join(", ") }) : words.noSteps;
  }
  // No evidence makes certain: near 0 and 1, a digit more.
  const chance = (p) => number(p, Math.min(p, 1 - p) < 5e-4 ? 4 : 3);
  const texts = (z) => ({ posterior: number(z, 2), after: chance(sigmoid(z)) });
  const line = (z) => [
    [above(z), TOP],
    [sigmoid(z), FOOT]
  ];

  function draw() {
    const prior = model.get("prior");
    net.forEach((path, k) => {
      path.draw(line(k - 9));
    });
    for (const { p, text } of shares) {
      text.draw(p, FOOT, number(p, p % 1 ? 2 : 0), { dy: 22, anchor: "middle" });
    }
    let at = prior;
    const free = labels(figure);
    const start = [[above(prior), 1], ...line(prior)];
    free.curve(start);
    const [width, height] = figure.scale();
    steps().forEach((step, k) => {
      const to = at + step;
      const y = ROWS[k];
      if (Math.abs(step) < 1e-9) {
        for (const part of [arrows[k], bands[k]]) part.draw([]);
        tests[k].draw(0, y, "");
        return;
      }
      const [a, b] = [above(at), above(to)];
      const back = b - Math.sign(b - a) * Math.min(8 / width, 0.7 * Math.abs(b - a));
      const head = 6 / height;
      arrows[k].draw([
        [a, y],
        [b, y],
        [back, y + head],
        [b, y],
        [back, y - head]
      ]);
      bands[k].draw([...line(at), ...line(to).reverse()], true);
      const places = [
        [Math.max(a, b), y, { dx: 8, dy: 4 }],
        [Math.min(a, b), y, { dx: -8, dy: 4, anchor: "end" }],
        [Math.max(a, b), y, { dx: 14, dy: 4 }]
      ];
      if (Math.max(a, b) > 0.75) places.reverse(); // there is room on the left only
      free.put(tests[k], words[NAMES[k]], places);
      at = to;
    });
    // the thick line takes the place of a number of the ruler that it would cross
    const [from, to] = [above(at), sigmoid(at)];
    const crossed = from + ((to - from) * 16) / ((TOP - FOOT) * height);
    for (const { z, text } of marks) {
      const free = Math.abs(above(z) - crossed) * width > 17;
      text.draw(above(z), TOP, free ? number(z, 0) : "", { dy: 21, anchor: "middle" });
    }
    before.draw(start);
    const now = [[above(at), PEAK], ...line(at)];
    after.draw(now);
    free.curve(now);
    const told = texts(end());
    const sides = [
      { dx: -7, dy: 4, anchor: "end" },
      { dx: 7, dy: 4 }
    ];
    if (at >= prior) sides.reverse();
    free.put(posterior, told.posterior, [
      [above(at), PEAK, { dy: -6, anchor: "middle" }],
      [above(at), PEAK, sides[0]], // beside the line, away from where it began
      [above(prior), PEAK, sides[1]] // or, at the end of the ruler, beyond that
    ]);
    probability.draw(sigmoid(at), FOOT, told.after, { dy: 42, anchor: "middle" });
    const said = sayOfSteps();
    if (stepsText.textContent !== said) stepsText.textContent = said;
    drawPrior(above(prior), TOP);
    drawChance(sigmoid(prior), FOOT);
  }

  return s.onDraw(draw, () => fill(words.said, texts(end())));
}

export default { render };
