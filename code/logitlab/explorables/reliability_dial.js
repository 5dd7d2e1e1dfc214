const WORDS = {
  "en": {
    "title": "Reliability dial",
    "prompt": [
      "Digits a model has not seen. Vote first: when the temperature rises, what becomes of the",
      "share of right answers?"
    ],
    "next": "Turn the dial until the dots lie on the dashed line. Then try another C.",
    "figure": [
      "Reliability diagram: the share of right answers against the confidence, a dot for each",
      "tenth of the scale, small where few images are. On the dashed diagonal both are equal.",
      "Pale bars say how many of the images stand there. Gray dots are those at T = 1."
    ],
    "figureBelow": [
      "The dial. After the vote, mean surprise against the temperature, a valley, and the share of",
      "wrong answers, a flat line."
    ],
    "confidenceAxis": "confidence",
    "rightAxis": "share of right answers",
    "turnAxis": "k in T = 2ᵏ",
    "turn": "k in temperature T = 2ᵏ",
    "turnHandle": "dial: k in temperature T = 2 to the power k",
    "C": "fitted with C =",
    "0.01": "0.01",
    "1": "1",
    "10": "10",
    "100": "100",
    "10000": "10000",
    "vote": "the share of right answers",
    "rises": "It rises",
    "stays": "It stays",
    "falls": "It falls",
    "fine": "The dial as a slider",
    "nll": "mean surprise, in nats",
    "temperature": "temperature T",
    "atDial": "T = {T}",
    "modest": "too modest",
    "sure": "too sure",
    "nllCurve": "mean surprise",
    "atCurve": "surprise {nll}",
    "wrong": "share wrong",
    "wasRight": "It stays. So does the order of the scores.",
    "wasWrong": "It stays: see the flat line of the share wrong.",
    "said": "Temperature {temperature}, fitted with C = {C}. Mean surprise {nll}.",
    "saidOpen": "Temperature {temperature}, fitted with C = {C}. Mean confidence {confidence}.",
    "reset": "Reset"
  }
};

import { clamp } from "./shared/maths.js";
import { diagram, entryAt, STEP } from "./shared/reliability.js";
import { fill, number, stage } from "./shared/stage.js";
import { tween } from "./shared/tween.js";

const TURN = { low: -4, high: 4, step: STEP, digits: 1 };
const SETTINGS = ["0.01", "1", "10", "100", "10000"];
const VOTES = ["rises", "stays", "falls"];
const STEPS = 41; // turns in the table, for each C
const TOP = 2.6; // of the axis, unless a curve goes higher
const [FOOT, HEAD] = [-0.2, 1.4]; // of the axis: rooms for labels around the curves of the dial
const IDLE = 0.4; // where the dial stands before the vote, as a part of the axis

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["C", "turn", "vote"]);
  const { words } = s;
  const drawDiagram = diagram(s, { height: 370, ratio: 0.64 });
  const lower = s.chart({
    aside: true,
    x: [-4, 4],
    y: [FOOT * TOP, HEAD * TOP],
    height: 196,
    ratio: 0.52,
    rows: [],
    xLabel: words.turnAxis,
    yLabel: "",
    label: words.figureBelow,
    margin: { left: 26, top: 8 }
  });
  const errors = lower.path("ink dashed");
  const valley = lower.path("loss thick");
  const [errorLabel, atDial, nll] = [0, 1, 2].map(() => lower.text("note"));
  atDial.node.dataset.number = "temperature";
  nll.node.dataset.number = "nll";
  const drawTurn = s.handle(lower, "turn", {
    ...TURN,
    className: "loss",
    label: words.turnHandle,
    onDrag: ({ x }) => Math.round(x / TURN.step) * TURN.step,
    taps: [lower]
  });
  const open = () => model.get("vote") === "open";
  const rise = tween(s.redraw); // of the curves, once the reader has voted
  const { into, show } = s.phases(["prompt", "next"]);
  into(0);
  for (const vote of VOTES) {
    s.button(vote, () => {
      rise.start();
      s.set({ vote });
    });
  }
  into(1);
  const verdict = s.block("p", "verdict");
  into();
  s.choice("C", SETTINGS);
  s.fold("fine");
  s.slider("turn", TURN);

  const table = model.get("table");
  const entriesOf = (C) => {
    const start = SETTINGS.indexOf(C) * STEPS;
    return table.slice(start, start + STEPS);
  };

  function state() {
    const entries = entriesOf(model.get("C"));
    const turn = Math.round(model.get("turn") / STEP) * STEP;
    return { entries, turn, T: number(2 ** turn, 2), ...entryAt(entries, turn) };
  }

  function drawValley({ entries, turn, nll: loss, accuracy, T }) {
    const grown = open() ? 0 : rise.share();
    const losses = entries.map(([nll]) => nll);
    const top = Math.max(TOP, 1.1 * Math.max(...losses));
    lower.setY([FOOT * top, HEAD * top], open() ? "" : words.nllCurve);
    valley.draw(open() ? [] : losses.map((value, i) => [TURN.low + i * STEP, grown * value]));
    const wrong = 1 - accuracy;
    errors.draw(
      open()
        ? []
        : [
            [-4, grown * wrong],
            [4, grown * wrong]
          ]
    );
    const far = turn > 0 ? [-4, { dx: 6 }] : [4, { dx: -6, anchor: "end" }];
    errorLabel.draw(far[0], 0, open() ? "" : words.wrong, { ...far[1], dy: 11 });
    const height = open() ? IDLE * top : grown * loss;
    drawTurn(turn, height);
    // both numbers go with the dial, above all curves, as far as there is room
    const middle = clamp(turn, -2, 1);
    const beside = open() ? { dx: 0, anchor: "middle" } : { dx: -5, anchor: "end" };
    atDial.draw(middle, HEAD * top, fill(words.atDial, { T }), { dy: 13, ...beside });
    const told = fill(words.atCurve, { nll: number(loss, 2) });
    nll.draw(middle, HEAD * top, open() ? "" : told, { dx: 9, dy: 13 });
  }

  function draw() {
    const now = state();
    drawDiagram(now.bins, now.turn === 0 ? [] : entryAt(now.entries, 0).bins);
    drawValley(now);
    show(open() ? 0 : 1);
    const told = model.get("vote") === "stays" ? words.wasRight : words.wasWrong;
    verdict.textContent = told;
    nll.node.toggleAttribute("hidden", open());
  }

  return s.onDraw(draw, () => {
    const { T, nll: loss, confidence } = state();
    const shown = { temperature: T, nll: number(loss, 2), confidence: number(confidence, 2) };
    const told = { C: model.get("C"), ...shown };
    return fill(open() ? words.saidOpen : words.said, told);
  });
}

export default { render };
