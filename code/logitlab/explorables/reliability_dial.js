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

import { total } from "./shared/maths.js";
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
    const [nll, ...bins] = row(model.get("C"), place);
    const count = total(bins.map(([, n]) => n));
    const turn = TURN.low + place * TURN.step;
    return {
      turn,
      nll,
      count,
      temperature: 2 ** turn,
      bins: bins.map(([bin, n, confidence, right]) => ({
        bin,
        confidence,
        share: n / count,
        accuracy: right / n,
        gap: Math.abs(n * confidence - right)
      })),
      accuracy: total(bins.map(([, , , right]) => right)) / count,
      confidence: total(bins.map(([, n, confidence]) => n * confidence)) / count
    };
  }

  const ece = ({ bins, count }) => total(bins.map(({ gap }) => gap)) / count;
  const texts = (now) => ({
    accuracy: number(now.accuracy, 3),
    confidence: number(now.confidence, 3),
    nll: number(now.nll, 3),
    ece: number(ece(now), 3),
    temperature: number(now.temperature, 2)
  });

  let drawn = "";
  function draw() {
    const now = state();
    const C = model.get("C");
    bars.draw(now.bins.map(({ bin, share }) => [bin / 10 + 0.012, 0, bin / 10 + 0.088, share]));
    gaps.draw(
      now.bins.map(({ confidence, accuracy }) => [confidence, confidence, confidence, accuracy])
    );
    const points = now.bins.map(({ confidence, accuracy }) => [confidence, accuracy]);
    curve.draw(points);
    dots.draw(points);
    const curveOf = Array.from({ length: STEPS }, (_, i) => row(C, i)[0]);
    const highest = Math.max(...curveOf);
    const top = highest > TOP ? Math.ceil(highest) : TOP;
    lower.setY([0, top]);
    const wanted = [C, upper.view.axes, lower.view.axes].join();
    if (wanted !== drawn) {
      diagonal.draw([
        [0, 0],
        [1, 1]
      ]);
      under.draw(0, 0.62, words.under, { dx: 6 });
      over.draw(0.55, 0.36, words.over);
      valley.draw(curveOf.map((nll, i) => [TURN.low + i * TURN.step, nll]));
      errors.draw([
        [-4, 1 - now.accuracy],
        [4, 1 - now.accuracy]
      ]);
      const [left, right] = [{ dx: 6 }, { dx: -6, anchor: "end" }];
      const hot = curveOf[0] > curveOf.at(-1); // then the valley lies at the right
      valleyLabel.draw(hot ? 4 : -4, top, words.nllCurve, { ...(hot ? right : left), dy: 14 });
      errorLabel.draw(hot ? -4 : 4, 1 - now.accuracy, words.wrong, {
        ...(hot ? left : right),
        dy: -8
      });
      drawn = wanted;
    }
    drawTurn(now.turn, now.nll);
    for (const [word, text] of Object.entries(texts(now))) write[word](text);
  }

  return s.onDraw(draw, () => fill(words.said, texts(state())));
}

export default { render };
