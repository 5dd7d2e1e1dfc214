const WORDS = {
  "en": {
    "title": "Odds versus risk",
    "prompt": [
      "The odds are multiplied by 3.17. By how much is the probability multiplied? Drag the ring,",
      "the probability before, to both ends. The square changes the odds ratio."
    ],
    "figure": [
      "Probability after against probability before. On the dashed diagonal nothing changes; the",
      "curve is what the odds ratio makes of it."
    ],
    "figureBelow": [
      "Risk ratio against probability before: it starts at the odds ratio, dashed, and ends at 1."
    ],
    "before": "probability before",
    "after": "probability after",
    "baseline": "probability before",
    "odds_ratio": "odds ratio",
    "risk_ratio": "risk ratio",
    "risk_difference": "risk difference",
    "odds_before": "odds before",
    "odds_after": "odds after",
    "baselineHandle": "ring: probability before",
    "ratioHandle": "square: odds ratio",
    "sameHandle": "ring: probability before, on the curve of the risk ratio",
    "unit": "radius {low} to {high}",
    "same": "no change",
    "dashed": "odds ratio {ratio}",
    "said": [
      "From probability {before} to {after}: odds ratio {odds_ratio}, risk ratio {risk_ratio}."
    ],
    "reset": "Reset"
  }
};

import { clamp, range } from "./shared/maths.js";
import { fill, number, stage } from "./shared/stage.js";

const BASELINE = { low: 0.001, high: 0.999, step: 0.001, digits: 3 };
const RATIO = { low: 0.1, high: 10, step: 0.01, digits: 2 };
const WIDTH = [-0.02, 1.02]; // the first dot lies close to 0, and should not be cut
const BEFORE = [0, ...range(BASELINE.low, BASELINE.high, 70), 1];

const FAR = 3.6; // from this odds ratio on, the lower axis ends at 12

function topFor(ratio) {
  if (ratio > FAR) return 12;
  return ratio < 0.8 ? 1.2 : 4;
}

const oddsText = (odds) => number(odds, odds < 0.1 ? 5 : 3);
const riskRatio = (before, ratio) => ratio / (1 - before + before * ratio);

function render({ model, el }) {
  const s = stage({ model, el }, WORDS, ["baseline", "odds_ratio"]);
  const { words } = s;
  const upper = s.chart({
    x: WIDTH,
    y: [0, 1],
    height: 290,
    xLabel: words.before,
    yLabel: words.after,
    label: words.figure
  });
  const write = s.readouts(["after", "risk_ratio", "risk_difference", "odds_before", "odds_after"]);
  s.slider("baseline", BASELINE);
  s.slider("odds_ratio", RATIO);
  const lower = s.chart({
    x: WIDTH,
    y: [0, 4],
    height: 230,
    xLabel: words.before,
    yLabel: words.risk_ratio,
    label: words.figureBelow
  });
  const diagonal = upper.path("muted dashed");
  const curve = upper.path("probability thick");
  const rise = upper.path("gradient thick");
  const same = upper.text("note");
  const oddsLine = lower.path("score dashed");
  const one = lower.path("muted dashed");
  const ratios = lower.path("ink thick");
  const units = lower.dots("target big");
  const [oddsLabel, oneLabel, ...unitLabels] = [0, 1, 2, 3].map(() => lower.text("note"));
  const steps = model.get("steps");
  const points = steps.map(({ baseline, ratio }) => [baseline, ratio]);

  const drawRatio = s.handle(upper, "odds_ratio", {
    ...RATIO,
    className: "gradient",
    label: words.ratioHandle,
    square: true,
    onDrag: ({ y }) => {
      const before = model.get("baseline");
      const after = clamp(y, 1e-4, 1 - 1e-4);
      return ((after / (1 - after)) * (1 - before)) / before;
    }
  });
  const drawBaseline = s.handle(upper, "baseline", {
    ...BASELINE,
    className: "probability",
    label: words.baselineHandle,
    onDrag: ({ x }) => x,
    taps: [upper, lower]
  });
  const drawSame = s.handle(lower, "baseline", {
    ...BASELINE,
    className: "probability",
    label: words.sameHandle,
    onDrag: ({ x }) => x
  });

  function texts() {
    const before = model.get("baseline");
    const ratio = model.get("odds_ratio");
    const risk = riskRatio(before, ratio);
    const odds = before / (1 - before);
    return {
      after: number(before * risk, 4),
      risk_ratio: number(risk, 2),
      risk_difference: number(before * (risk - 1), 4),
      odds_before: oddsText(odds),
      odds_after: oddsText(odds * ratio)
    };
  }

  // All but the handles and the numbers depends on the odds ratio and the axes alone.
  function drawCurves(ratio) {
    diagonal.draw([
      [0, 0],
      [1, 1]
    ]);
    curve.draw(BEFORE.map((x) => [x, x * riskRatio(x, ratio)]));
    ratios.draw(BEFORE.map((x) => [x, riskRatio(x, ratio)]));
    oddsLine.draw([
      [0, ratio],
      [1, ratio]
    ]);
    one.draw([
      [0, 1],
      [1, 1]
    ]);
    const rises = ratio > 1;
    same.draw(
      0.62,
      0.62,
      words.same,
      rises ? { dx: 8, dy: 16 } : { dx: -8, dy: -8, anchor: "end" }
    );
    const label = fill(words.dashed, { ratio: number(ratio, 2) });
    const dy = rises || ratio < 0.2 ? -8 : 17; // above the line, or below it
    oddsLabel.draw(1, ratio, label, { dx: -6, dy, anchor: "end" });
    const corner = rises ? { dx: -6, dy: 17, anchor: "end" } : { dx: 6, dy: -8 };
    oneLabel.draw(rises ? 1 : 0, 1, ratio > FAR ? "" : words.same, corner);

    const fits = ({ baseline, ratio: own }) => Math.abs(riskRatio(baseline, ratio) - own) < 0.05;
    const shown = steps.every(fits); // the tumors have one odds ratio, about 3.17
    units.draw(shown ? points : []);
    steps.forEach((step, i) => {
      const text = fill(words.unit, { low: step.radius, high: step.radius + 1 });
      const place = i ? { dy: -14, anchor: "middle" } : { dx: 4, dy: -14 };
      unitLabels[i].draw(...points[i], shown ? text : "", place);
    });
  }

  let drawn = "";
  function draw() {
    const before = model.get("baseline");
    const ratio = model.get("odds_ratio");
    const risk = riskRatio(before, ratio);
    lower.setY([0, topFor(ratio)]);
    const wanted = [ratio, upper.view.axes, lower.view.axes].join();
    if (wanted !== drawn) drawCurves(ratio);
    drawn = wanted;
    rise.draw([
      [before, before],
      [before, before * risk]
    ]);
    drawBaseline(before, before);
    drawRatio(before, before * risk);
    drawSame(before, risk);
    for (const [word, text] of Object.entries(texts())) write[word](text);
  }

  return s.onDraw(draw, () => {
    return fill(words.said, {
      ...texts(),
      before: number(model.get("baseline"), 3),
      odds_ratio: number(model.get("odds_ratio"), 2)
    });
  });
}

export default { render };
