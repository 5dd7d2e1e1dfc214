const WORDS = {
  "en": {
    "title": "Reliability dial",
    "prompt": [
      "Turn the temperature: drag the ring until the dots lie on the dashed line. Which number",
      "never moves? Then change C and find the place again."
    ],
    "figure": [
      "Reliability diagram: the share of right answers against the confidence, one dot for each",
      "tenth of the scale. On the dashed diagonal both are equal. Pale bars say how many of the",
      "images stand there."
    ],
    "figureBelow": [
      "Mean surprise against the temperature: a valley. The share of wrong answers is a flat",
      "line."
    ],
    "confidenceAxis": "confidence",
    "right": "share of right answers",
    "turnAxis": "k in temperature T = 2ᵏ",
    "lossAxis": "nats, or a share",
    "turn": "k in temperature T = 2ᵏ",
    "turnHandle": "ring: k in temperature T = 2 to the power k",
    "C": "fitted with C =",
    "0.01": "0.01",
    "1": "1",
    "10": "10",
    "100": "100",
    "10000": "10000",
    "accuracy": "accuracy",
    "confidence": "mean confidence",
    "nll": "NLL, in nats (a mean)",
    "ece": "ECE (mean gap)",
    "temperature": "temperature T",
    "under": "too modest",
    "over": "too sure",
    "nllCurve": "NLL",
    "wrong": "share wrong",
    "said": [
      "Temperature {temperature}: accuracy {accuracy}, mean confidence {confidence}, NLL {nll},",
      "ECE {ece}."
    ],
    "reset": "Reset"
  }
};

import { reliability, total } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const TURN = { low: -4, high: 4, step: 0.2, digits: 1 };
const SETTINGS = ["0.01", "1", "10", "100", "10000"];
const STEPS = 41; // turns in the table, for each C
const TOP = 2.4; // of the axis, unless a curve goes higher

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["C", "turn"]);
  const { words } = s;
  const upper = s.chart({
    x: [0, 1],
    y: [0, 1.06],
    height: 300,
    xLabel: words.confidenceAxis,
    yLabel: words.right,
    label: words.figure
  });
  const bars = upper.bars("muted pale");
  const diagonal = upper.path("muted dashed");
  const gaps = upper.segments("loss thick");
  const curve = upper.path("probability thin");
  const dots = upper.dots("probability big");
  const [under, over] = [0, 1].map(() => upper.text("note"));
  const write = s.readouts(["accuracy", "confidence", "nll", "ece", "temperature"]);
  const lower = s.chart({
    x: [-4, 4],
    y: [0, TOP],
    height: 230,
    xLabel: words.turnAxis,
    yLabel: words.lossAxis,
    label: words.figureBelow
  });
  const valley = lower.path("loss thick");
  const errors = lower.path("ink dashed");
  const [valleyLabel, errorLabel] = [0, 1].map(() => lower.text("note"));
  const drawTurn = s.handle(lower, "turn", {
    ...TURN,
    className: "loss",
    label: words.turnHandle,
    onDrag: ({ x }) => Math.round(x / TURN.step) * TURN.step,
    taps: [lower]
  });
  s.slider("turn", TURN);
  s.choice("C", SETTINGS);

  const table = model.get("table");
  const row = (C, place) => table[SETTINGS.indexOf(C) * STEPS + place];

  function state() {
    const place = Math.round((model.get("turn") - TURN.low) / TURN.step);
    const [nll, ...stored] = row(model.get("C"), place);
    // stored with the mean confidence of each bin
    const bins = stored.map(([bin, count, confidence, right]) => ({
      bin,
      count,
      confidence: count * confidence,
      right
    }));
    const turn = TURN.low + place * TURN.step;
    return { turn, nll, bins, temperature: 2 ** turn, ...reliability(bins) };
  }

  const texts = (now) => ({
    accuracy: number(now.accuracy, 3),
    confidence: number(now.confidence, 3),
    nll: number(now.nll, 3),
    ece: number(now.ece, 3),
    temperature: number(now.temperature, 2)
  });

  function drawDiagram(bins) {
    const n = total(bins.map(({ count }) => count));
    bars.draw(bins.map(({ bin, count }) => [bin / 10 + 0.012, 0, bin / 10 + 0.088, count / n]));
    const points = bins.map(({ count, confidence, right }) => [confidence / count, right / count]);
    gaps.draw(points.map(([x, y]) => [x, x, x, y]));
    curve.draw(points);
    dots.draw(points);
  }

  // What does not change while the temperature is turned.
  function drawCurves(losses, top, errorRate) {
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    under.draw(0, 0.62, words.under, { dx: 6 });
    over.draw(0.55, 0.36, words.over);
    valley.draw(losses.map((nll, i) => [TURN.low + i * TURN.step, nll]));
    errors.draw([
      [-4, errorRate],
      [4, errorRate]
    ]);
    const left = { x: -4, dx: 6 };
    const right = { x: 4, dx: -6, anchor: "end" };
    const valleyAtRight = losses[0] > losses.at(-1);
    const [free, other] = valleyAtRight ? [right, left] : [left, right];
    valleyLabel.draw(free.x, top, words.nllCurve, { ...free, dy: 14 });
    errorLabel.draw(other.x, errorRate, words.wrong, { ...other, dy: -8 });
  }

  let drawn = "";
  function draw() {
    const now = state();
    const C = model.get("C");
    drawDiagram(now.bins);
    const losses = Array.from({ length: STEPS }, (_, i) => row(C, i)[0]);
    const highest = Math.max(...losses);
    const top = highest > TOP ? Math.ceil(highest) : TOP;
    lower.setY([0, top]);
    const wanted = [C, upper.view.axes, lower.view.axes].join();
    if (wanted !== drawn) drawCurves(losses, top, 1 - now.accuracy);
    drawn = wanted;
    drawTurn(now.turn, now.nll);
    for (const [word, text] of Object.entries(texts(now))) write[word](text);
  }

  return s.onDraw(draw, () => fill(words.said, texts(state())));
}

export default { render };
