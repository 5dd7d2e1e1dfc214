const WORDS = {
  "en": {
    "title": "Three rulers",
    "prompt": "Drag a handle on any ruler. How much room have yes and no on each?",
    "figure": [
      "Three rulers, one below the other, joined by lines: the logarithm of the odds from −4.6 to",
      "4.6, the odds from 0 to 100, and the probability from 0 to 1. One guess stands on all three."
    ],
    "log_odds": "log-odds",
    "odds": "odds",
    "probability": "probability",
    "score": "log-odds",
    "scoreHandle": "guess on the ruler of log-odds",
    "oddsHandle": "guess on the ruler of odds",
    "probabilityHandle": "guess on the ruler of probability",
    "up": "One more",
    "down": "One less",
    "launches": "the machine, every 5 °F",
    "fine": "Fine control",
    "degrees": "{degrees} °F",
    "said": "Log-odds {log_odds}, odds {odds}, probability {probability}.",
    "reset": "Reset"
  }
};

import { setAttributes } from "./shared/chart.js";
import { clamp, logit, range, sigmoid } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const SCORE = { low: -4.6, high: 4.6, step: 0.1, digits: 2 };
const ODDS = { low: 0.02, high: 99, step: 0.5, digits: 2 };
const P = { low: 0.01, high: 0.99, step: 0.01, digits: 3 };
const ROWS = [0.84, 0.48, 0.12]; // log-odds, odds, probability
const BIAS = 15.0429; // the model of the start page, fitted to 23 launches
const WEIGHT = -0.23216; // per °F
const DEGREES = [80, 75, 70, 65, 60, 55, 50];
const MARKS = [
  [-4, -2, 0, 2, 4],
  [1, 20, 40, 60, 80, 100],
  [0, 0.25, 0.5, 0.75, 1]
];

// Where a logit stands on each ruler, from 0 at its left end to 1 at its right end.
const PLACES = [
  (z) => (z - SCORE.low) / (SCORE.high - SCORE.low),
  (z) => Math.exp(z) / 100,
  sigmoid
];
const cut = (value, digits) => Number(value.toFixed(digits));
const outside = (score) => score < SCORE.low || score > SCORE.high;

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["score", "start", "launches"]);
  const { words } = s;
  const names = ["log_odds", "odds", "probability"];
  const figure = s.chart({
    x: [-0.14, 1.14], // room for the numbers
    y: [0, 1],
    height: 340,
    ratio: 0.86,
    xTicks: false,
    rows: ROWS.map((y, k) => [y, words[names[k]]]),
    xLabel: "",
    yLabel: "",
    label: words.figure,
    margin: { top: 6, bottom: 4, left: 84 }
  });
  const band = figure.path("gradient-fill");
  const lines = range(-4, 4, 8).map(() => figure.path("muted thin"));
  for (const { node } of lines) node.style.opacity = 0.4;
  const ticks = MARKS.map((marks) => marks.map(() => figure.text("note")));
  const degrees = DEGREES.map(() => figure.text("note"));
  const old = figure.path("gradient dashed");
  const mark = figure.path("ink");
  const values = names.map((name) => {
    const text = figure.text("note strong");
    text.node.dataset.number = name;
    return text;
  });
  // A drag, or keys on one control, are one move: the band reaches back to where it began.
  let held = null;
  let began = 0;
  el.addEventListener(
    "pointerdown",
    () => {
      held = null;
    },
    true
  );
  const moving = (control, turn) => (value) => {
    if (held !== control || began !== model.get("start")) began = model.get("score");
    held = control;
    return { score: clamp(turn(value), SCORE.low, SCORE.high), start: began };
  };
  const knob = (label, className, { turn, ...options }) =>
    s.handle(figure, "score", {
      className,
      label: words[label],
      write: moving(label, turn),
      ...options
    });
  const knobs = [
    knob("scoreHandle", "score", {
      ...SCORE,
      turn: (score) => score,
      onDrag: ({ x }) => SCORE.low + x * (SCORE.high - SCORE.low)
    }),
    knob("oddsHandle", "ink", {
      ...ODDS,
      onDrag: ({ x }) => 100 * x,
      read: () => clamp(cut(Math.exp(model.get("score")), 2), ODDS.low, ODDS.high),
      turn: Math.log
    }),
    knob("probabilityHandle", "probability", {
      ...P,
      onDrag: ({ x }) => x,
      read: () => clamp(cut(sigmoid(model.get("score")), 4), P.low, P.high),
      turn: logit
    })
  ];

  // A press moves the guess by one on the ruler of log-odds.
  const slide = tween(s.redraw);
  let way = [0, 0];
  function press(step) {
    const from = model.get("score");
    const to = cut(from + step, 6);
    if (outside(to)) return;
    held = null;
    way = [from, to];
    slide.start();
    s.set({ start: from, score: to });
  }
  const buttons = [
    [-1, s.button("down", () => press(-1))],
    [1, s.button("up", () => press(1))]
  ];
  s.toggle("launches");
  s.fold("fine");
  s.slider("score", { ...SCORE, write: moving("slider", (score) => score) });

  const texts = (z) => ({
    log_odds: number(z, 2),
    odds: number(Math.exp(z), Math.exp(z) >= 10 ? 1 : 2),
    probability: number(sigmoid(z), 3)
  });
  const down = (z) => PLACES.map((place, k) => [place(z), ROWS[k]]);

  function draw() {
    const end = model.get("score");
    const from = model.get("start");
    const launches = model.get("launches");
    const share = end === way[1] && from === way[0] ? slide.share() : 1;
    const z = share < 1 ? from + share * (end - from) : end;
    const wholes = range(-4, 4, 8);
    const shown = launches ? DEGREES.map((at) => BIAS + WEIGHT * at) : wholes;
    lines.forEach((line, k) => {
      line.draw(k < shown.length ? down(shown[k]) : []);
    });
    MARKS.forEach((marks, k) => {
      marks.forEach((value, i) => {
        const x = [PLACES[0](value), value / 100, value][k];
        const text = k === 0 && launches ? "" : number(value, k === 2 && value % 1 ? 2 : 0);
        const wide = figure.view.width > 420 || k !== 2 || i % 2 === 0;
        ticks[k][i].draw(x, ROWS[k], wide ? text : "", { dy: 21, anchor: "middle" });
      });
    });
    DEGREES.forEach((at, i) => {
      const text = launches && i % 2 === 0 ? fill(words.degrees, { degrees: at }) : "";
      degrees[i].draw(PLACES[0](shown[i]), ROWS[0], text, { dy: 21, anchor: "middle" });
    });
    band.draw(from === z ? [] : [...down(from), ...down(z).reverse()], true);
    old.draw(from === z ? [] : down(from));
    mark.draw(down(z));
    const told = Object.values(texts(z));
    values.forEach((value, k) => {
      const [x, y] = down(z)[k];
      value.draw(x, y, told[k], { dy: -16, anchor: "middle" });
      knobs[k](x, y);
    });
    for (const [step, button] of buttons) {
      const ends = outside(cut(end + step, 6));
      setAttributes(button, { "aria-disabled": ends });
    }
  }

  return s.onDraw(draw, () => fill(words.said, texts(model.get("score"))));
}

export default { render };
